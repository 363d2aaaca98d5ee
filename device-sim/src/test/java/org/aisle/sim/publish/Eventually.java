package org.aisle.sim.publish;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for something that happens on other threads. */
public final class Eventually {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Eventually() {}

  /** Fails when {@code condition} does not become true within 30 s. */
  public static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It did not come to this: " + what);
      }
      boolean unused = never.await(10, TimeUnit.MILLISECONDS);
    }
  }
}
