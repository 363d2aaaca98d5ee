package org.aisle.gateway.consumer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * Lets acknowledgements through to the broker, or holds them while the broker could not write that
 * it may forget the messages. Those that are held go in their order, once it can. A broker sends no
 * more than the receive maximum unacknowledged, so that is also the most that is held. Thread-safe.
 */
final class AcknowledgementGate {

  private final BooleanSupplier open;
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

  AcknowledgementGate(BooleanSupplier open) {
    this.open = open;
  }

  void pass(Runnable acknowledgement) {
    if (held.isEmpty() && open.getAsBoolean()) {
      acknowledgement.run();
    } else {
      held.add(acknowledgement);
    }
  }

  /** To be called now and then: what is held may go now. */
  void look() {
    while (open.getAsBoolean()) {
      Runnable next = held.poll();
      if (next == null) {
        return;
      }
      next.run();
    }
  }
}
