package org.aisle.backend.notification;

import java.util.List;

/**
 * Where notifications of an app may go; rules name it by id.
 *
 * @param id {@code a-z}, 0-9 and '-'
 */
public record Destination(String id, String name, Channel channel) {

  /** By which way. Secrets are kept apart and never read back. */
  public sealed interface Channel {
    /** To these addresses, by the server's SMTP relay. */
    record Mail(List<String> to) implements Channel {
      public Mail {
        to = List.copyOf(to);
      }
    }

    /** A signed POST to an http or https URL. */
    record Webhook(String url) implements Channel {}

    /** Published to this topic of the gateway's broker, below {@code alerts/<app>/}. */
    record Mqtt(String topic) implements Channel {}
  }
}
