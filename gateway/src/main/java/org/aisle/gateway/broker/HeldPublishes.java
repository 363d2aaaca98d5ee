package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import java.time.Instant;

/** Holds a device's acknowledgement back while its message goes straight to the store. */
interface HeldPublishes extends AutoCloseable {

  /** Never holds: every message goes through the queue. */
  HeldPublishes NONE = (output, now) -> {};

  /** Decides about a stamped message; returns at once. */
  void hold(PublishInboundOutput output, Instant receivedAt);

  /** Holds nothing from now on. */
  @Override
  default void close() {}
}
