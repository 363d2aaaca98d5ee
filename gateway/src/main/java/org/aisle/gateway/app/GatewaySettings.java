package org.aisle.gateway.app;

import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.consumer.ConsumerSettings;

/**
 * What a gateway consists of.
 *
 * @param source where messages come from
 * @param uplink the Camel endpoint that takes every {@code Delivery}
 */
public record GatewaySettings(Source source, String uplink) {

  /** Where backends in the same process take deliveries; fails at once while nobody does. */
  public static final String DIRECT = "direct:ingest?block=false";

  /** Where messages come from. */
  public sealed interface Source {

    /**
     * A broker in this process.
     *
     * @param receiveMaximum how many messages from its queue may be on their way at once
     * @param direct whether messages are handed over while their device waits for the
     *     acknowledgement, and queued only when that does not succeed
     */
    record Embedded(BrokerSettings broker, int receiveMaximum, boolean direct) implements Source {}

    /** Somebody else's broker. */
    record External(ConsumerSettings consumer, int maxPayloadBytes) implements Source {}
  }

  /** A broker in this process with the direct entry, whose deliveries go to {@link #DIRECT}. */
  public static GatewaySettings embedded(BrokerSettings broker) {
    return new GatewaySettings(new Source.Embedded(broker, 500, true), DIRECT);
  }
}
