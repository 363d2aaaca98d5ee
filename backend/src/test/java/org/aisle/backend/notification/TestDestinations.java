package org.aisle.backend.notification;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.rules.KnownDestinations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Destinations of which nothing is sent by itself, and to nowhere inside. */
public final class TestDestinations {

  private TestDestinations() {}

  public static KnownDestinations known(Destinations destinations) {
    return new DestinationIds(destinations);
  }

  public static Destinations on(DataSource source, Apps apps, InstantSource time) {
    Wording wording = new Wording(null);
    WebhookBody bodies = new WebhookBody(wording, null);
    GuardedHttp http =
        new GuardedHttp(
            OutboundGuard.of(List.of()),
            java.net.InetAddress::getAllByName,
            time,
            Duration.ofSeconds(3));
    return new JdbcDestinations(
        JdbcClient.create(source),
        new TransactionTemplate(new JdbcTransactionManager(source)),
        apps,
        new Channels(new Mails(null, wording), new Webhooks(http, bodies), bodies, null),
        time);
  }
}
