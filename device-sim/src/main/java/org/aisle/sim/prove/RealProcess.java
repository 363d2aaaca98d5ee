package org.aisle.sim.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the product, started again and again. Not thread-safe, but for {@link #alive}. */
final class RealProcess {

  private static final Duration GOODBYE = Duration.ofSeconds(60);

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path output;
  private volatile @Nullable Process process;

  /**
   * @param environment what the process finds beside this one's variables
   */
  RealProcess(String name, List<String> command, Map<String, String> environment, Path output) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.output = output;
  }

  String name() {
    return name;
  }

  Path output() {
    return output;
  }

  void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().putAll(environment);
    process = builder.start();
  }

  boolean alive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  /** With SIGKILL; returns when it is gone. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }

  /** Asks it to end, and kills it when it has not done so in a minute; whether it ended itself. */
  boolean stop() throws IOException, InterruptedException {
    Process running = process;
    if (running == null || !running.isAlive()) {
      return true;
    }
    thaw();
    running.destroy();
    if (running.waitFor(GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
      return true;
    }
    kill();
    return false;
  }

  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process running = process;
    if (running != null && running.isAlive()) {
      signal(signal, running.pid());
    }
  }

  /** Sends any process a signal; one that is gone is not an error. */
  static void signal(String signal, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
