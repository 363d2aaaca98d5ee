package org.aisle.ui.server;

import java.io.PrintWriter;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** A server in this process from its start until the process is asked to end. */
final class RunningServer {

  /** Tells a person that it runs. */
  interface Greeting {
    void greet(FrontDoor door, Duration took);
  }

  private RunningServer() {}

  /**
   * Runs a server to its end.
   *
   * @return the exit status: 1 when it did not start, and says why
   */
  static int run(ServerOptions options, Greeting greeting, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    return switch (Preflight.check(options.data(), options.httpPort(), options.mqttPort())) {
      case Preflight.Finding.Blocked blocked -> {
        err.println("aisle: " + blocked.sentence());
        err.flush();
        yield 1;
      }
      case Preflight.Finding.Clear clear -> run(options, clear.lock(), greeting, out, err);
    };
  }

  private static int run(
      ServerOptions options, FileLock lock, Greeting greeting, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    long began = System.nanoTime();
    out.println("Starting Aisle with the data in " + options.data() + " ...");
    out.flush();
    Shutdown shutdown = new Shutdown(out);
    Runtime.getRuntime().addShutdownHook(shutdown);
    try {
      ConfigurableApplicationContext context = AisleServer.start(options);
      shutdown.closes(context);
      greeting.greet(context.getBean(FrontDoor.class), Duration.ofNanos(System.nanoTime() - began));
      new CountDownLatch(1).await();
      return 0;
    } catch (CannotStart e) {
      err.println("aisle: " + e.getMessage());
      err.println("The log says more: " + options.data().resolve("aisle.log"));
      err.flush();
      return 1;
    } finally {
      if (!lock.isValid()) {
        err.println("aisle: the lock on the data folder was lost.");
      }
    }
  }

  /** Stops the server when the process is asked to end. */
  private static final class Shutdown extends Thread {

    private final PrintWriter out;
    private volatile @Nullable ConfigurableApplicationContext context;

    Shutdown(PrintWriter out) {
      super("shutdown");
      this.out = out;
    }

    void closes(ConfigurableApplicationContext started) {
      context = started;
    }

    @Override
    public void run() {
      ConfigurableApplicationContext running = context;
      if (running != null) {
        out.println("\nStopping ...");
        out.flush();
        running.close();
        out.println("Stopped.");
        out.flush();
      }
    }
  }
}
