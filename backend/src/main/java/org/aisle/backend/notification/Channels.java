package org.aisle.backend.notification;

import java.io.IOException;
import org.aisle.backend.notification.Delivery.Failed;
import org.aisle.backend.notification.Delivery.Sent;
import org.aisle.backend.notification.Destination.Channel;
import org.jspecify.annotations.Nullable;

/** The ways out. Thread-safe. */
final class Channels {

  private final Mails mails;
  private final Webhooks webhooks;
  private final WebhookBody bodies;
  private final @Nullable AlertTopics topics;

  Channels(Mails mails, Webhooks webhooks, WebhookBody bodies, @Nullable AlertTopics topics) {
    this.mails = mails;
    this.webhooks = webhooks;
    this.bodies = bodies;
    this.topics = topics;
  }

  /**
   * Blocks until it is known, about ten seconds at most for each step.
   *
   * @param secret of a webhook
   */
  Delivery send(Letter letter, @Nullable String secret) {
    return switch (letter.to().channel()) {
      case Channel.Mail mail -> mails.send(letter, mail.to());
      case Channel.Webhook webhook -> webhooks.send(letter, webhook.url(), secret);
      case Channel.Mqtt mqtt -> publish(letter, mqtt.topic());
    };
  }

  private Delivery publish(Letter letter, String topic) {
    if (topics == null) {
      return Failed.forGood(
          "mqtt.no-broker",
          "This server runs no broker to publish to: use a webhook or mail, or the server with an embedded gateway.");
    }
    String whole = "alerts/" + letter.app().id().value() + "/" + topic;
    try {
      topics.publish(whole, bodies.of(letter, "MqttAction"));
      return new Sent("on the topic " + whole);
    } catch (IOException e) {
      return Failed.forNow(
          "mqtt.not-taken",
          "The broker did not take the message (%s): see the gateway's page."
              .formatted(Wording.line(String.valueOf(e.getMessage()), 200)));
    }
  }
}
