package org.aisle.gateway.message;

import java.util.List;

/** Takes messages on their way to the store. */
public interface InboundHandler {

  /**
   * Takes responsibility for calling the message's receipt, now or later, from any thread. May
   * block to slow its caller down; lets no exception out.
   */
  void accept(InboundMessage message);

  /**
   * The same for messages that came at the same time, which costs less than one after the other.
   */
  default void acceptAll(List<InboundMessage> messages) {
    messages.forEach(this::accept);
  }
}
