package org.aisle.gateway.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.ConnectedClients;
import org.aisle.gateway.enrolment.Enrolment;
import org.aisle.gateway.enrolment.GuidedClock;
import org.aisle.gateway.enrolment.Identity;
import org.aisle.gateway.enrolment.LinkState;
import org.aisle.gateway.enrolment.ServerClient;
import org.aisle.gateway.enrolment.SyncedDirectory;
import org.aisle.gateway.health.Backlog;
import org.aisle.gateway.health.Health;
import org.aisle.gateway.health.HealthServer;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.wire.Delivery;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway that belongs to a server: it joins once, keeps on disk what it must know, and so lets
 * devices in, understands them and keeps what they say while the server is away, across restarts. A
 * message is acknowledged to its device when the server has it, or when it is in the queue on disk.
 */
public final class StoreGateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreGateway.class);

  /** What starting came to. */
  public sealed interface Started {
    record Runs(StoreGateway gateway) implements Started {}

    /** It can't, and trying the same again does not help. */
    record Refused(String code, String sentence) implements Started {}
  }

  private final ServerClient client;
  private final Identity identity;
  private final GuidedClock clock;
  private final SyncedDirectory directory;
  private final UplinkSwitch uplink;
  private final CamelContext camel = new DefaultCamelContext();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Path queue;
  private @Nullable Gateway gateway;
  private @Nullable StateReport report;
  private @Nullable HealthServer health;

  private StoreGateway(
      ServerClient client,
      Identity identity,
      StoreGatewaySettings settings,
      InstantSource machine) {
    this.client = client;
    this.identity = identity;
    this.clock = new GuidedClock(machine);
    this.queue = settings.data().resolve("queue");
    this.directory =
        new SyncedDirectory(
            client, identity, settings.data(), Release.version(), clock, settings.timing().sync());
    this.uplink = new UplinkSwitch(url -> settings.uplink().apply(identity, url));
  }

  /**
   * Joins where that is needed, and starts. While the server does not answer a gateway that has
   * joined before starts all the same; one that has not waits for it.
   */
  public static Started start(
      StoreGatewaySettings settings, InstantSource machine, CountDownLatch givenUp)
      throws Exception {
    ServerClient client = new ServerClient(settings.server(), settings.trust());
    if (settings.server().isOpenToReaders()) {
      LOG.warn(
          "{} is not encrypted: whoever listens on the way reads this gateway's password. Use https.",
          settings.server());
    }
    Enrolment.Outcome joined = identity(client, settings, givenUp);
    switch (joined) {
      case Enrolment.Outcome.Refused(String code, String sentence) -> {
        client.close();
        return new Started.Refused(code, sentence);
      }
      case Enrolment.Outcome.Unreachable(String sentence) -> {
        client.close();
        return new Started.Refused("server.unreachable", sentence);
      }
      case Enrolment.Outcome.Joined(Identity identity) -> {
        StoreGateway gateway = new StoreGateway(client, identity, settings, machine);
        try {
          gateway.run(settings);
          return new Started.Runs(gateway);
        } catch (Exception e) {
          gateway.close();
          throw e;
        }
      }
    }
  }

  private static Enrolment.Outcome identity(
      ServerClient client, StoreGatewaySettings settings, CountDownLatch givenUp)
      throws IOException, InterruptedException {
    String token = settings.token();
    switch (Identity.read(settings.data())) {
      case Identity.Kept.Known(Identity identity) -> {
        if (token == null || identity.cameWith(token)) {
          return new Enrolment.Outcome.Joined(identity);
        }
        LOG.info("A new token was given; {} joins again with it.", identity.gateway());
      }
      case Identity.Kept.Damaged(String sentence) ->
          LOG.warn("{} The gateway must join anew.", sentence);
      case Identity.Kept.None none -> LOG.info("This gateway has not joined a server yet.");
    }
    if (token == null) {
      return new Enrolment.Outcome.Refused(
          "enrolment.token-missing",
          "This gateway has not joined a server, and there is no token: make one on the server's page Gateways and give it with --enrol.");
    }
    while (true) {
      Enrolment.Outcome outcome = Enrolment.join(client, token, Release.version(), settings.data());
      if (!(outcome instanceof Enrolment.Outcome.Unreachable(String sentence))) {
        return outcome;
      }
      LOG.warn("{} The gateway tries again until it has joined.", sentence);
      if (givenUp.await(settings.timing().enrol().toMillis(), TimeUnit.MILLISECONDS)) {
        return outcome;
      }
    }
  }

  private void run(StoreGatewaySettings settings) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:ingest")
                .routeId("aisle-server-uplink")
                .process(
                    exchange ->
                        uplink.send(exchange.getMessage().getMandatoryBody(Delivery.class)));
          }
        });
    camel.start();
    Gateway running =
        Gateway.start(
            camel,
            GatewaySettings.embedded(
                BrokerSettings.defaults(queue)
                    .withPort(settings.mqttPort())
                    .withBindAddress(settings.bind())
                    .withTls(settings.tls())
                    .withQueue(settings.queue())),
            directory,
            clock,
            metrics);
    gateway = running;
    directory.start(
        new SyncedDirectory.Listener() {
          @Override
          public void withdrawn(DeviceRef device) {
            running.disconnect(device);
          }

          @Override
          public void uplink(String url) {
            uplink.target(url);
          }

          @Override
          public void link(LinkState state) {
            uplink.allow(state.mayPublish());
          }
        });
    Backlog backlog = new QueueBacklog(running);
    measure();
    report =
        new StateReport(
            identity.gateway(),
            () -> health(running, backlog),
            uplink::send,
            clock,
            settings.timing().report());
    Integer port = settings.healthPort();
    if (port != null) {
      health = HealthServer.start(port, () -> health(running, backlog), metrics::scrape);
    }
  }

  private void measure() {
    Gauge.builder("aisle.gateway.uplink.connected", uplink, u -> u.isConnected() ? 1 : 0)
        .description("1 while messages can be sent to the server")
        .register(metrics);
    Gauge.builder("aisle.gateway.clock.offset", clock, c -> c.offset().toSeconds())
        .baseUnit("seconds")
        .description("The machine's clock minus the server's")
        .register(metrics);
  }

  private Health health(Gateway running, Backlog backlog) {
    LinkState link = directory.link();
    String sentence = link.sentence();
    String uplinkProblem = uplink.problem();
    if (sentence.isEmpty() && uplinkProblem != null) {
      sentence = uplinkProblem;
    }
    if (sentence.isEmpty() && clock.isCorrecting()) {
      sentence =
          "This machine's clock is %d s off the server's, which the gateway goes by: set it."
              .formatted(clock.offset().toSeconds());
    }
    return new Health(
        Release.version(),
        link.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        link.since(),
        sentence,
        uplink.isConnected(),
        directory.devices().orElse(null),
        running.clients().map(ConnectedClients::connected).map(java.util.Set::size).orElse(0),
        clock.offset(),
        backlog.level());
  }

  public DeviceRef ref() {
    return identity.gateway();
  }

  /** How it stands with the server. */
  public LinkState link() {
    return directory.link();
  }

  /** Where devices connect. */
  public int port() {
    Gateway running = gateway;
    return running == null ? 0 : running.port().orElse(0);
  }

  /** Where they connect over TLS; empty when they can't. */
  public Optional<Integer> tlsPort() {
    Gateway running = gateway;
    return running == null ? Optional.empty() : running.tlsPort();
  }

  /** Where it tells how it is; empty when it does not. */
  public Optional<URI> healthAddress() {
    HealthServer open = health;
    return open == null
        ? Optional.empty()
        : Optional.of(URI.create("http://127.0.0.1:" + open.port() + "/health"));
  }

  /** What is not stored by the server stays in the queue. */
  @Override
  public void close() throws Exception {
    StateReport reporting = report;
    if (reporting != null) {
      reporting.close();
    }
    HealthServer open = health;
    if (open != null) {
      open.close();
    }
    directory.close();
    Gateway running = gateway;
    if (running != null) {
      running.close();
    }
    uplink.close();
    camel.close();
    client.close();
    metrics.close();
  }
}
