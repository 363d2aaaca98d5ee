package org.aisle.gateway.message;

/** Takes messages on their way to the store. */
public interface InboundHandler {

  /**
   * Takes responsibility for calling the message's receipt, now or later, from any thread. May
   * block to slow its caller down; lets no exception out.
   */
  void accept(InboundMessage message);
}
