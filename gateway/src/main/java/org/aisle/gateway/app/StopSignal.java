package org.aisle.gateway.app;

import java.util.concurrent.CountDownLatch;

/** Waits until the process is told to end, and holds the end up until what runs has stopped. */
final class StopSignal implements AutoCloseable {

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::hold, "aisle-stop"));
  }

  private void hold() {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void await() throws InterruptedException {
    stop.await();
  }

  /** Opens when the process is told to end. */
  CountDownLatch latch() {
    return stop;
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
