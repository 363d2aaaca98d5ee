package org.aisle.gateway.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.aisle.gateway.message.InboundHandler;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.templates.identity.DeviceRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that hand messages over, those of a device always by the same one: they arrive in the
 * order in which they were sent, so that what is in order is not evaluated as if it were late.
 * Messages that wait for a thread are handed over together. Thread-safe.
 */
final class HandoverLanes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HandoverLanes.class);

  /** Two, so that one large message does not hold up all others. */
  private static final int LANES = 2;

  private static final int MOST_TOGETHER = 100;
  private static final int MOST_BYTES_TOGETHER = 32 * 1024;

  private final InboundHandler handler;
  private final List<BlockingQueue<InboundMessage>> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  HandoverLanes(InboundHandler handler) {
    this.handler = handler;
    for (int i = 1; i <= LANES; i++) {
      BlockingQueue<InboundMessage> lane = new LinkedBlockingQueue<>();
      lanes.add(lane);
      threads.add(Thread.ofPlatform().daemon().name("aisle-direct-" + i).start(() -> run(lane)));
    }
  }

  /** Returns at once. */
  void add(DeviceRef device, InboundMessage message) {
    lanes.get(Math.floorMod(device.hashCode(), LANES)).add(message);
  }

  private void run(BlockingQueue<InboundMessage> lane) {
    List<InboundMessage> together = new ArrayList<>(MOST_TOGETHER);
    while (true) {
      try {
        gather(lane, together);
        handler.acceptAll(List.copyOf(together));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        together.forEach(message -> giveBack(message, e));
      }
      together.clear();
    }
  }

  /** Takes what waits; not too much of it, because it is stored in one go. */
  private static void gather(BlockingQueue<InboundMessage> lane, List<InboundMessage> together)
      throws InterruptedException {
    InboundMessage next = lane.take();
    int size = 0;
    while (next != null) {
      together.add(next);
      size += next.payload().length;
      boolean more = size < MOST_BYTES_TOGETHER && together.size() < MOST_TOGETHER;
      next = more ? lane.poll() : null;
    }
  }

  /** Whatever goes wrong, the thread goes on: without it no device would be answered at once. */
  private static void giveBack(InboundMessage message, Throwable reason) {
    try {
      message.receipt().failed(reason);
    } catch (RuntimeException | Error e) {
      LOG.error("A message could not be queued at once; it is when its device has waited.", e);
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
