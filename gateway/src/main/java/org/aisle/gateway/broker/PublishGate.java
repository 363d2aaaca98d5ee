package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.general.MqttVersion;
import com.hivemq.extension.sdk.api.packets.general.UserProperty;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.ModifiablePublishPacket;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.aisle.gateway.message.DeviceTopic;
import org.aisle.gateway.message.DeviceTopic.Reading.Addressed;
import org.aisle.gateway.message.DeviceTopic.Reading.NotUnderstood;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.wire.BatchFormat;
import org.aisle.templates.wire.BatchOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about each message: stamps what a device may say and gives it its full topic, or refuses
 * it, queueing a rejection before the client hears of it. A refusal never ends the connection: MQTT
 * 5 clients get a reason code, MQTT 3.1.1 clients a plain acknowledgement.
 */
final class PublishGate implements PublishInboundInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(PublishGate.class);
  private static final Duration QUEUEING = Duration.ofSeconds(10);
  private static final long NEVER_EXPIRES = 4_294_967_295L;

  private final DeviceDirectory directory;
  private final Refusals refusals;
  private final ConnectedClients clients;
  private final InstantSource clock;
  private final int maxPayloadBytes;
  private final HeldPublishes held;
  private final QueueRoom room;
  private final RefusalBudget budget = new RefusalBudget();

  PublishGate(
      DeviceDirectory directory,
      Refusals refusals,
      ConnectedClients clients,
      InstantSource clock,
      int maxPayloadBytes,
      Gates gates) {
    this.directory = directory;
    this.refusals = refusals;
    this.clients = clients;
    this.clock = clock;
    this.maxPayloadBytes = maxPayloadBytes;
    this.held = gates.held();
    this.room = gates.room();
  }

  @Override
  public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
    Instant now = clock.instant();
    Optional<DeviceRef> client = Connections.device(input);
    if (client.isEmpty()) {
      output.preventPublishDelivery(
          input.getConnectionInformation().getMqttVersion() == MqttVersion.V_5
              ? AckReasonCode.NOT_AUTHORIZED
              : AckReasonCode.SUCCESS);
      return;
    }
    try {
      clients.seen(client.get(), now);
      judge(input, output, client.get(), now);
    } catch (RuntimeException e) {
      // thrown on, it would be acknowledged and forgotten
      sendAway(output, client.get(), e);
    }
  }

  private void judge(
      PublishInboundInput input, PublishInboundOutput output, DeviceRef client, Instant now) {
    PublishPacket packet = input.getPublishPacket();
    if (packet.getTopic().equals(BatchFormat.TOPIC)) {
      batch(input, output, client, now);
      return;
    }
    switch (DeviceTopic.read(packet.getTopic(), client)) {
      case NotUnderstood unknown -> answer(input, output, client, now, unknown.sentence());
      case Addressed addressed -> addressed(input, output, addressed, client, now);
    }
  }

  private void answer(
      PublishInboundInput input,
      PublishInboundOutput output,
      DeviceRef client,
      Instant now,
      String sentence) {
    PublishPacket packet = input.getPublishPacket();
    boolean allowed;
    try {
      allowed = CommandAnswers.allows(packet.getTopic(), client, directory);
    } catch (RuntimeException e) {
      sendAway(output, client, e);
      return;
    }
    if (allowed) {
      output.getPublishPacket().setRetain(false);
    } else {
      refuse(
          input,
          output,
          refusal(packet, client, client, now, RejectionCode.TOPIC_UNKNOWN, sentence),
          AckReasonCode.TOPIC_NAME_INVALID);
    }
  }

  private void addressed(
      PublishInboundInput input,
      PublishInboundOutput output,
      Addressed addressed,
      DeviceRef client,
      Instant now) {
    PublishPacket packet = input.getPublishPacket();
    DeviceRef device = addressed.device();
    Optional<Rejection> refused;
    try {
      refused = refused(packet, client, device, now);
    } catch (RuntimeException e) {
      if (!client.equals(device)) {
        sendAway(output, client, e);
        return;
      }
      LOG.debug("A message of {} is queued without asking the directory.", client, e);
      refused = Optional.empty();
    }
    if (refused.isPresent()) {
      refuse(input, output, refused.get(), AckReasonCode.NOT_AUTHORIZED);
    } else if (packet.getPayload().map(ByteBuffer::remaining).orElse(0) > maxPayloadBytes) {
      refuse(
          input,
          output,
          refusal(
              packet,
              client,
              device,
              now,
              RejectionCode.PAYLOAD_TOO_LARGE,
              "The payload is larger than %d bytes; send fewer samples in one message."
                  .formatted(maxPayloadBytes)),
          AckReasonCode.QUOTA_EXCEEDED);
    } else {
      if (!client.equals(device)) {
        clients.seen(device, now);
      }
      stamp(output.getPublishPacket(), addressed.fullTopic(), addressed.properties(), client, now);
      held.hold(input, output, device, now);
    }
  }

  /** What a gateway uplinks; each reading in it is judged later and alone. */
  private void batch(
      PublishInboundInput input, PublishInboundOutput output, DeviceRef client, Instant now) {
    PublishPacket packet = input.getPublishPacket();
    Optional<Rejection> disabled;
    try {
      disabled = disabled(packet, client, now);
    } catch (RuntimeException e) {
      LOG.debug("A batch of {} is queued without asking the directory.", client, e);
      disabled = Optional.empty();
    }
    if (disabled.isPresent()) {
      refuseSparingly(input, output, disabled.get(), AckReasonCode.NOT_AUTHORIZED);
      return;
    }
    Optional<BatchOutcome.Refused> unreadable =
        BatchFormat.checkFrame(packet.getPayload().orElse(ByteBuffer.allocate(0)));
    if (unreadable.isPresent()) {
      RejectionCode code = unreadable.get().code();
      refuseSparingly(
          input,
          output,
          refusal(packet, client, client, now, code, unreadable.get().sentence()),
          code.retry() == RejectionCode.Retry.LATER
              ? AckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR
              : AckReasonCode.PAYLOAD_FORMAT_INVALID);
      return;
    }
    stamp(output.getPublishPacket(), Stamp.batchTopic(client), Map.of(), client, now);
    held.hold(input, output, client, now);
  }

  /** A gateway tries again and again, so that its refusals are kept once a minute. */
  private void refuseSparingly(
      PublishInboundInput input,
      PublishInboundOutput output,
      Rejection rejection,
      AckReasonCode code) {
    boolean v5 = input.getConnectionInformation().getMqttVersion() == MqttVersion.V_5;
    if (v5 && !budget.spend(rejection.client() + " " + rejection.code(), rejection.at())) {
      output.preventPublishDelivery(code, rejection.sentence());
    } else {
      refuse(input, output, rejection, code);
    }
  }

  /**
   * Whether the directory is against it; what it allows for the client itself is all that its own
   * topic needs.
   */
  private Optional<Rejection> refused(
      PublishPacket packet, DeviceRef client, DeviceRef device, Instant now) {
    Optional<Rejection> disabled = disabled(packet, client, now);
    if (disabled.isPresent()) {
      return disabled;
    }
    if (directory.mayActFor(client, device)) {
      return Optional.empty();
    }
    return Optional.of(foreign(packet, client, device, now));
  }

  private Optional<Rejection> disabled(PublishPacket packet, DeviceRef client, Instant now) {
    return directory
        .device(client)
        .filter(self -> !self.enabled())
        .map(
            self ->
                refusal(
                    packet,
                    client,
                    client,
                    now,
                    RejectionCode.DEVICE_DISABLED,
                    "The device %s is disabled; enable it, then send again.".formatted(client)));
  }

  /**
   * Ends the connection without an acknowledgement, because the client may be right: it keeps the
   * message and sends it again when it has reconnected.
   */
  private void sendAway(PublishInboundOutput output, DeviceRef client, RuntimeException reason) {
    LOG.warn("{} is sent away: its message can't be judged now.", client, reason);
    output.preventPublishDelivery(AckReasonCode.UNSPECIFIED_ERROR);
  }

  private Rejection foreign(PublishPacket packet, DeviceRef client, DeviceRef device, Instant now) {
    if (client.app().equals(device.app()) && directory.device(device).isEmpty()) {
      return refusal(
          packet,
          client,
          device,
          now,
          RejectionCode.DEVICE_UNKNOWN,
          "The device %s is not known here; register it and choose it for this gateway, then send again."
              .formatted(device));
    }
    return refusal(
        packet,
        client,
        client,
        now,
        RejectionCode.TOPIC_FOREIGN,
        "%s may not publish for %s; publish on 'telemetry', or make it the gateway of that device."
            .formatted(client, device));
  }

  private static void stamp(
      ModifiablePublishPacket packet,
      String full,
      Map<String, String> bag,
      DeviceRef client,
      Instant now) {
    String original = packet.getTopic();
    var properties = packet.getUserProperties();
    for (UserProperty property : properties.asList()) {
      if (property.getName().startsWith(Stamp.PREFIX)) {
        properties.removeName(property.getName());
      }
    }
    properties.addUserProperty(Stamp.CLIENT, client.username());
    properties.addUserProperty(Stamp.RECEIVED_AT, now.toString());
    String contentType = bag.get("content-type");
    if (contentType != null) {
      packet.setContentType(contentType);
    }
    String time = bag.get(Stamp.TIME);
    if (time != null) {
      properties.removeName(Stamp.TIME);
      properties.addUserProperty(Stamp.TIME, time);
    }
    if (!full.equals(original)) {
      properties.addUserProperty(Stamp.TOPIC, Stamp.shortened(original));
      packet.setTopic(full);
    }
    packet.setRetain(false);
    if (packet.getMessageExpiryInterval().isPresent()) {
      packet.setMessageExpiryInterval(NEVER_EXPIRES);
    }
  }

  private static Rejection refusal(
      PublishPacket packet,
      DeviceRef client,
      DeviceRef about,
      Instant now,
      RejectionCode code,
      String sentence) {
    byte[] kept = new byte[0];
    int size = 0;
    if (packet.getPayload().isPresent()) {
      ByteBuffer payload = packet.getPayload().get().duplicate();
      size = payload.remaining();
      kept = new byte[Math.min(size, Rejection.KEPT_BYTES)];
      payload.get(kept);
    }
    return new Rejection(
        about.app(),
        about.device(),
        now,
        code,
        null,
        sentence,
        packet.getTopic(),
        client.username(),
        kept,
        size);
  }

  private void refuse(
      PublishInboundInput input,
      PublishInboundOutput output,
      Rejection rejection,
      AckReasonCode code) {
    AppId app = rejection.app();
    DeviceId device = rejection.device();
    if (room.isFull() && app != null && device != null) {
      room.refuse(output, new DeviceRef(app, device));
      return;
    }
    boolean v5 = input.getConnectionInformation().getMqttVersion() == MqttVersion.V_5;
    AckReasonCode answer = v5 ? code : AckReasonCode.SUCCESS;
    Async<PublishInboundOutput> async =
        output.async(QUEUEING, TimeoutFallback.FAILURE, answer, v5 ? rejection.sentence() : null);
    refusals
        .keep(rejection)
        .whenComplete(
            (done, problem) -> {
              if (problem != null) {
                LOG.warn("A rejection ({}) could not be kept.", rejection.code().code(), problem);
                output.preventPublishDelivery(AckReasonCode.QUOTA_EXCEEDED, QueueRoom.FULL);
              } else if (v5) {
                output.preventPublishDelivery(answer, rejection.sentence());
              } else {
                output.preventPublishDelivery();
              }
              async.resume();
            });
  }
}
