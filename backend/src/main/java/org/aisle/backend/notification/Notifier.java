package org.aisle.backend.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.aisle.backend.alerts.AlertsChanged;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/**
 * Keeps herald and courier going. An announced change only wakes it: what there is to do is in the
 * database, so nothing is lost while it does not run.
 */
final class Notifier implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration LONG_REST = Duration.ofSeconds(10);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);
  private static final Duration STOP = Duration.ofSeconds(12);

  private final Herald herald;
  private final Courier courier;
  private final DispatchQueue queue;
  private final InstantSource time;
  private final Semaphore wake = new Semaphore(0);
  private @Nullable Thread thread;
  private Instant cleaned = Instant.EPOCH;
  private volatile boolean running;

  Notifier(Herald herald, Courier courier, DispatchQueue queue, InstantSource time) {
    this.herald = herald;
    this.courier = courier;
    this.queue = queue;
    this.time = time;
  }

  @EventListener
  void on(AlertsChanged changed) {
    wake.release();
  }

  private void run() {
    boolean away = false;
    while (running) {
      Duration rest = REST;
      try {
        if (round()) {
          rest = Duration.ZERO;
        }
        away = false;
      } catch (RuntimeException e) {
        rest = LONG_REST;
        if (!away) {
          LOG.warn("Notifications wait: {}", e.toString());
        }
        away = true;
      }
      try {
        if (wake.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean round() {
    boolean more = herald.listen();
    courier.setOut(wake::release);
    Instant now = time.instant();
    if (Duration.between(cleaned, now).compareTo(BETWEEN_CLEANINGS) > 0) {
      queue.forgetBefore(now.minus(KEPT));
      cleaned = now;
    }
    return more;
  }

  @Override
  public synchronized void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("notifier").start(this::run);
  }

  /** What is on its way gets the time of one attempt; the rest is told after the next start. */
  @Override
  public synchronized void stop() {
    running = false;
    Thread current = thread;
    thread = null;
    if (current == null) {
      return;
    }
    wake.release();
    try {
      current.join(STOP);
      long end = System.nanoTime() + STOP.toNanos();
      while (!courier.isIdle() && System.nanoTime() < end) {
        wake.tryAcquire(100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
