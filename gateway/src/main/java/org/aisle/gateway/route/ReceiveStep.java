package org.aisle.gateway.route;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.aisle.gateway.message.DeviceTopic;
import org.aisle.gateway.message.DeviceTopic.Reading.NotUnderstood;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;

/** Finds out which device a message is about and whether it may be heard. */
final class ReceiveStep {

  private final DeviceDirectory directory;
  private final boolean stamped;
  private final int maxPayloadBytes;

  /**
   * @param stamped whether the messages come from our own broker, so that {@link Stamp}s are true
   */
  ReceiveStep(DeviceDirectory directory, boolean stamped, int maxPayloadBytes) {
    this.directory = directory;
    this.stamped = stamped;
    this.maxPayloadBytes = maxPayloadBytes;
  }

  Progress apply(InboundMessage message) {
    Map<String, String> properties = message.properties();
    if (stamped && message.topic().equals(Stamp.REFUSED_TOPIC)) {
      return Progress.only(
          Stamp.refusal(properties, message.payload())
              .orElseThrow(
                  () -> new IllegalStateException("The broker queued an unreadable rejection.")));
    }
    String username = stamped ? properties.get(Stamp.CLIENT) : null;
    @Nullable DeviceRef client = username == null ? null : DeviceRef.parse(username).orElse(null);
    Instant receivedAt =
        stamped ? Stamp.receivedAt(properties).orElse(message.arrivedAt()) : message.arrivedAt();
    String topic =
        stamped ? properties.getOrDefault(Stamp.TOPIC, message.topic()) : message.topic();
    if (client != null && message.topic().startsWith(Stamp.BATCH_TOPICS)) {
      return batched(message, client, receivedAt);
    }
    return switch (DeviceTopic.read(message.topic(), client)) {
      case NotUnderstood unknown ->
          Progress.only(
              refused(
                  message,
                  null,
                  receivedAt,
                  topic,
                  username,
                  RejectionCode.TOPIC_UNKNOWN,
                  unknown.sentence()));
      case DeviceTopic.Reading.Addressed addressed -> {
        DeviceRef ref = addressed.device();
        Optional<KnownDevice> known = directory.device(ref);
        RejectionCode code = null;
        String sentence = "";
        if (known.isEmpty()) {
          code = RejectionCode.DEVICE_UNKNOWN;
          sentence = "The device is not registered; register it, then send again.";
        } else if (!known.get().enabled()) {
          code = RejectionCode.DEVICE_DISABLED;
          sentence = "The device is disabled; enable it, then send again.";
        } else if (message.payload().length > maxPayloadBytes) {
          code = RejectionCode.PAYLOAD_TOO_LARGE;
          sentence =
              "The payload is larger than %d bytes; send fewer samples in one message."
                  .formatted(maxPayloadBytes);
        }
        if (code != null) {
          yield Progress.only(refused(message, ref, receivedAt, topic, username, code, sentence));
        }
        Map<String, String> bag = addressed.properties();
        String contentType = bag.get("content-type");
        yield new Progress.Addressed(
            known.orElseThrow(),
            message.payload(),
            contentType == null ? message.contentType() : contentType,
            bag.getOrDefault(Stamp.TIME, properties.get(Stamp.TIME)),
            receivedAt,
            topic,
            username);
      }
    };
  }

  private Progress batched(InboundMessage message, DeviceRef gateway, Instant receivedAt) {
    Progress.Batched batch = new Progress.Batched(gateway, message.payload(), receivedAt);
    Optional<KnownDevice> known = directory.device(gateway);
    if (known.isEmpty()) {
      return Progress.only(
          batch.rejected(
              gateway,
              RejectionCode.DEVICE_UNKNOWN,
              "The gateway is not registered; register it, then send again.",
              message.payload()));
    }
    if (!known.get().enabled()) {
      return Progress.only(
          batch.rejected(
              gateway,
              RejectionCode.DEVICE_DISABLED,
              "The gateway is disabled; enable it, then send again.",
              message.payload()));
    }
    return batch;
  }

  private static Rejection refused(
      InboundMessage message,
      @Nullable DeviceRef device,
      Instant at,
      String topic,
      @Nullable String client,
      RejectionCode code,
      String sentence) {
    return new Rejection(
        device == null ? null : device.app(),
        device == null ? null : device.device(),
        at,
        code,
        null,
        sentence,
        topic,
        client,
        message.payload(),
        message.payload().length);
  }
}
