package org.aisle.gateway.message;

import java.time.Instant;
import java.util.Map;
import org.aisle.templates.wire.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was taken from a broker, with the acknowledgement it waits for.
 *
 * @param topic the topic it was received on
 * @param payload its bytes; not to be changed
 * @param contentType the MQTT 5 content type, or null
 * @param properties the MQTT 5 user properties; of a repeated name the last one
 * @param arrivedAt when it came to this process; {@link Stamp} may know of an earlier arrival
 * @param receipt called once when the message is durable, or could not be made durable
 */
public record InboundMessage(
    String topic,
    byte[] payload,
    @Nullable String contentType,
    Map<String, String> properties,
    Instant arrivedAt,
    Receipt receipt) {

  public InboundMessage {
    properties = Map.copyOf(properties);
  }

  /** The same message with another acknowledgement. */
  public InboundMessage withReceipt(Receipt other) {
    return new InboundMessage(topic, payload, contentType, properties, arrivedAt, other);
  }
}
