package org.aisle.backend.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Delivery;

/**
 * At least once: holds deliveries in memory, unacknowledged, until a writer takes them; what is
 * lost with the process comes again from its sender. Bounded in readings and bytes; when it is
 * full, whoever brings more waits. Thread-safe.
 */
final class IngestQueue {

  private final IngestSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private long readings;
  private long bytes;
  private boolean closed;

  IngestQueue(IngestSettings settings) {
    this.settings = settings;
  }

  /**
   * Waits for room. When the queue is closed or the caller interrupted, the delivery's receipt has
   * failed on return.
   */
  void put(Delivery delivery) {
    long size = size(delivery);
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      delivery.receipt().failed(e);
      return;
    }
    try {
      while (!closed && !waiting.isEmpty() && !fits(delivery, size)) {
        room.await();
      }
      if (!closed) {
        waiting.addLast(delivery);
        readings += delivery.readings().size();
        bytes += size;
        work.signal();
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    delivery.receipt().failed(new IllegalStateException("The server is stopping."));
  }

  /**
   * Waits for work and takes what fits a batch; empty only when the queue is closed and drained.
   */
  List<Delivery> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !closed) {
        work.await();
      }
      long left = settings.linger().toNanos();
      while (left > 0 && !closed && readings < settings.batchReadings()) {
        left = work.awaitNanos(left);
      }
      List<Delivery> batch = new ArrayList<>();
      long taken = 0;
      while (!waiting.isEmpty()) {
        Delivery next = waiting.getFirst();
        long more = Math.max(1, next.readings().size());
        if (!batch.isEmpty() && taken + more > settings.batchReadings()) {
          break;
        }
        waiting.removeFirst();
        batch.add(next);
        taken += more;
        readings -= next.readings().size();
        bytes -= size(next);
      }
      room.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Waits that long, or until the queue is closed. */
  void pause(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = duration.toNanos();
      while (left > 0 && !closed) {
        left = room.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on nothing is taken in; what waits can still be taken out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many readings wait. */
  long depth() {
    lock.lock();
    try {
      return readings;
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(Delivery delivery, long size) {
    return readings + delivery.readings().size() <= settings.queueReadings()
        && bytes + size <= settings.queueSize().toBytes();
  }

  private static long size(Delivery delivery) {
    long size = 200;
    for (Reading reading : delivery.readings()) {
      size += 200;
      for (Value value : reading.values().values()) {
        size += 80 + text(value);
      }
      for (Value value : reading.extra().values()) {
        size += 80 + text(value);
      }
    }
    for (Rejection rejection : delivery.rejections()) {
      size += 400 + rejection.payload().length;
    }
    return size + 200L * delivery.reports().size();
  }

  private static long text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> 2L * text.length();
      case Value.Tree(String json) -> 2L * json.length();
      case Value.Num n -> 0;
      case Value.Whole w -> 0;
      case Value.Flag f -> 0;
      case Value.Moment m -> 0;
      case Value.Geo g -> 0;
      case Value.Vec v -> 0;
    };
  }
}
