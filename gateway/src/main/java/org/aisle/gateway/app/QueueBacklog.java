package org.aisle.gateway.app;

import org.aisle.gateway.broker.QueueState;
import org.aisle.gateway.health.Backlog;

/** The queue of a gateway's own broker. */
record QueueBacklog(Gateway gateway) implements Backlog {

  @Override
  public Level level() {
    QueueState queue = gateway.queue().orElseThrow();
    return new Level(
        queue.messages(),
        queue.oldestReceivedAt(),
        queue.bytesOnDisk(),
        queue.freeBytes(),
        queue.full()
            ? "The queue is full: messages are refused and stay with their devices (%d so far, and %d of QoS 0 dropped). Bring the server back, or allow more disk."
                .formatted(queue.refused(), queue.droppedAtQos0())
            : null);
  }
}
