package org.aisle.backend.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's own programs. PostgreSQL refuses to run as root, so for root they are started
 * in a user namespace in which they are nobody; the files stay root's.
 */
final class PostgresPrograms {

  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private final Path home;
  private final List<String> prefix;

  /** What a program said and how it ended. */
  record Result(int exit, String output) {
    boolean ok() {
      return exit == 0;
    }
  }

  PostgresPrograms(Path home) {
    this.home = home;
    this.prefix = root() ? List.of("unshare", "--user") : List.of();
  }

  /**
   * Runs a program to its end. Its output goes through {@code scratch}, because a server that
   * pg_ctl leaves behind would keep a pipe open.
   */
  Result run(Path scratch, long seconds, String program, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(home.resolve("bin").resolve(program + (WINDOWS ? ".exe" : "")).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    try {
      Path output = Files.createTempFile(scratch, "postgres-", ".out");
      try {
        Process process =
            builder
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.destroy();
          return new Result(-1, program + " did not end within " + seconds + " seconds");
        }
        return new Result(
            process.exitValue(),
            new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip());
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      if (!prefix.isEmpty() && String.valueOf(e.getMessage()).contains("unshare")) {
        return new Result(-1, "unshare failed: " + e.getMessage());
      }
      return new Result(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(-1, program + " was interrupted");
    }
  }

  private static boolean root() {
    if (WINDOWS) {
      return false;
    }
    try {
      return new UnixSystem().getUid() == 0;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
