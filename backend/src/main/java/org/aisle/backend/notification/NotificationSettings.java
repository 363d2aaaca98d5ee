package org.aisle.backend.notification;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How notifications leave the server.
 *
 * @param allow hosts and address ranges ({@code 10.1.0.0/16}) that webhooks may go to although they
 *     are loopback, private or link-local
 * @param publicUrl where people reach this server, for links; null leaves them relative
 * @param smtp the mail relay; null when there is none
 */
@ConfigurationProperties("aisle.notification")
record NotificationSettings(
    @DefaultValue List<String> allow, @Nullable URI publicUrl, @Nullable Smtp smtp) {

  NotificationSettings {
    allow = List.copyOf(allow);
    OutboundGuard.of(allow);
    if (publicUrl != null && !OutboundGuard.isPlainUrl(publicUrl)) {
      throw new IllegalArgumentException(
          "aisle.notification.public-url is an http or https URL such as https://aisle.example.org.");
    }
  }

  /**
   * A mail relay.
   *
   * @param port 465 speaks TLS from the start
   * @param user null when none is asked for
   * @param from the sender's address
   * @param starttls whether the connection must be encrypted before anything is said
   */
  record Smtp(
      String host,
      @DefaultValue("587") int port,
      @Nullable String user,
      @Nullable String password,
      String from,
      @DefaultValue("true") boolean starttls) {

    @SuppressWarnings("NullAway") // the binder leaves out what is not configured
    Smtp {
      if (host == null || host.isBlank() || host.chars().anyMatch(c -> c <= ' ')) {
        throw new IllegalArgumentException(
            "aisle.notification.smtp.host is the mail relay's host name.");
      }
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "aisle.notification.smtp.port is a number from 1 to 65535.");
      }
      if (from == null || !MailAddresses.isValid(from)) {
        throw new IllegalArgumentException(
            "aisle.notification.smtp.from is the sender's address, such as aisle@example.org.");
      }
      if ((user == null) != (password == null)) {
        throw new IllegalArgumentException(
            "Set both or none of aisle.notification.smtp.user and aisle.notification.smtp.password.");
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Smtp[host=%s, port=%d, user=%s, from=%s, starttls=%s]"
          .formatted(host, port, user, from, starttls);
    }
  }
}
