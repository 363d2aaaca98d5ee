package org.aisle.sim.prove;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits while real processes do something. */
final class Pause {

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private Pause() {}

  static void millis(long millis) throws InterruptedException {
    boolean unused = NEVER.await(millis, TimeUnit.MILLISECONDS);
  }
}
