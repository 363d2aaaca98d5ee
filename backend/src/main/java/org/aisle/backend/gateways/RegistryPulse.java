package org.aisle.backend.gateways;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.aisle.backend.registry.RegistryChanged;
import org.aisle.templates.identity.AppId;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Wakes who waits for a change of an app's registry. Thread-safe. */
@Component
class RegistryPulse {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition beat = lock.newCondition();
  private final Map<AppId, Long> counts = new HashMap<>();
  private boolean closed;

  /** How many changes there were. */
  long count(AppId app) {
    lock.lock();
    try {
      return counts.getOrDefault(app, 0L);
    } finally {
      lock.unlock();
    }
  }

  /** Returns when the count is another than that, the time is over or the server stops. */
  void await(AppId app, long seen, Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && nanos > 0 && counts.getOrDefault(app, 0L) == seen) {
        nanos = beat.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits that long, or until the server stops. */
  void pause(Duration length) throws InterruptedException {
    long nanos = length.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && nanos > 0) {
        nanos = beat.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(RegistryChanged change) {
    beat(change.app());
  }

  /** Lets who waits look again. */
  void beat(AppId app) {
    lock.lock();
    try {
      counts.merge(app, 1L, Long::sum);
      beat.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody may hold up the end. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    lock.lock();
    try {
      closed = true;
      beat.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
