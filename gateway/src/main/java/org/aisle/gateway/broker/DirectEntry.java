package org.aisle.gateway.broker;

import org.aisle.gateway.message.InboundMessage;

/** Where the broker may hand a message over while its publisher waits for the acknowledgement. */
public interface DirectEntry {

  /**
   * Takes the message or declines at once; never blocks. A declined message goes to the queue, and
   * so does one whose receipt fails or is not called in time.
   */
  boolean offer(InboundMessage message);
}
