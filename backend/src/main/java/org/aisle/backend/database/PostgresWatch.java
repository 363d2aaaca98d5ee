package org.aisle.backend.database;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks twice a second whether PostgreSQL lives and starts it again when it does not: at once, then
 * after pauses that double up to half a minute, without end. A single backend that dies is
 * PostgreSQL's own affair.
 */
final class PostgresWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresWatch.class);
  private static final Duration GLANCE = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final int port;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition end = lock.newCondition();
  private final Thread thread;
  private boolean closed;
  private long restarts;
  private volatile Vitality vitality = new Vitality.Running(0);

  PostgresWatch(Cluster cluster, int port, InstantSource clock) {
    this.cluster = cluster;
    this.port = port;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("postgres-watch").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Vitality vitality() {
    return vitality;
  }

  private void run() {
    try {
      while (rested(GLANCE)) {
        if (cluster.server().isEmpty()) {
          revive();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void revive() throws InterruptedException {
    Instant since = clock.instant();
    vitality = new Vitality.Away(since, 0, "");
    LOG.error("PostgreSQL has died; it is started again, and nothing is acknowledged meanwhile");
    Duration pause = GLANCE;
    for (int attempt = 1; ; attempt++) {
      try {
        cluster.clear();
        cluster.start(port);
        vitality = new Vitality.Running(++restarts);
        LOG.warn(
            "PostgreSQL runs again after {} ms",
            Duration.between(since, clock.instant()).toMillis());
        return;
      } catch (IOException | DatabaseUnavailable e) {
        vitality = new Vitality.Away(since, attempt, String.valueOf(e.getMessage()));
        LOG.error(
            "PostgreSQL could not be started again (attempt {}, next in {} ms): {}",
            attempt,
            pause.toMillis(),
            e.getMessage());
      }
      if (!rested(pause)) {
        return;
      }
      pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
  }

  /** False when it is over. */
  private boolean rested(Duration pause) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = pause.toNanos();
      while (left > 0 && !closed) {
        left = end.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when nothing is started any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      end.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
