package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import java.time.Instant;

/** Holds a device's acknowledgement back while its message goes straight to the store. */
interface HeldPublishes {

  /** Never holds: every message goes through the queue. */
  HeldPublishes NONE = (output, now) -> {};

  void hold(PublishInboundOutput output, Instant receivedAt);
}
