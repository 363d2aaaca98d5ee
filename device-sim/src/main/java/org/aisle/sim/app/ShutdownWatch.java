package org.aisle.sim.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A shutdown hook that stops a command and gives it 10 s to tell how far it came. */
final class ShutdownWatch implements Surroundings.Watch {

  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread hook;

  ShutdownWatch(Runnable stop) {
    hook =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  stop.run();
                  try {
                    if (!told.await(10, TimeUnit.SECONDS)) {
                      Thread.currentThread().interrupt();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    told.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, which is what the hook is for.
      return;
    }
  }
}
