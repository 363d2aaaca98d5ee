package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.general.Qos;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.aisle.templates.identity.DeviceRef;

/** Holds a device's acknowledgement back while its message goes straight to the store. */
interface HeldPublishes extends AutoCloseable {

  /** Never holds: every message goes through the queue. */
  static HeldPublishes none(QueueRoom room) {
    return (input, output, device, now) -> {
      if (output.getPublishPacket().getQos() == Qos.AT_MOST_ONCE) {
        room.pass(output, device);
      } else {
        room.queue(
            output,
            device,
            output.getPublishPacket().getPayload().map(ByteBuffer::remaining).orElse(0));
      }
    };
  }

  /** Decides about a stamped message of that device; returns at once. */
  void hold(
      PublishInboundInput input, PublishInboundOutput output, DeviceRef device, Instant receivedAt);

  /** Holds nothing from now on. */
  @Override
  default void close() {}
}
