package org.aisle.backend.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the processes of one PostgreSQL from all others: a process id may have been given to
 * somebody else since it was noted, another PostgreSQL among them.
 */
final class PostgresProcess {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);
  private static final Path PROC = Path.of("/proc");
  private static final long PATIENCE_SECONDS = 10;

  private PostgresProcess() {}

  /** Whether it lives and works in that folder; one that is dead but not yet buried does not. */
  static boolean livesIn(ProcessHandle process, Path folder) {
    if (!process.isAlive() || isZombie(process.pid())) {
      return false;
    }
    try {
      return Files.readSymbolicLink(PROC.resolve(process.pid() + "/cwd"))
          .equals(folder.toRealPath());
    } catch (IOException | UnsupportedOperationException e) {
      return saysSo(process, folder);
    }
  }

  /** Where a process does not show its folder, its command line names it. */
  private static boolean saysSo(ProcessHandle process, Path folder) {
    Optional<String[]> arguments = process.info().arguments();
    boolean postgres = process.info().command().map(c -> c.contains("postgres")).orElse(true);
    return postgres
        && arguments.map(a -> Arrays.asList(a).contains(folder.toString())).orElse(true);
  }

  private static boolean isZombie(long pid) {
    Path stat = PROC.resolve(pid + "/stat");
    try {
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return text.substring(text.lastIndexOf(')') + 1).strip().startsWith("Z");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits until nothing works in that folder any more. What a killed server left ends by itself as
   * soon as it looks up; what does not within ten seconds is killed.
   */
  static void endAll(Path folder) throws IOException {
    if (!Files.isDirectory(PROC.resolve("self"))) {
      return;
    }
    Path real = folder.toRealPath();
    for (ProcessHandle process : working(real)) {
      if (!ended(process)) {
        LOG.warn("Killing what a dead PostgreSQL left running (pid {})", process.pid());
        process.destroyForcibly();
        ended(process);
      }
    }
  }

  private static List<ProcessHandle> working(Path real) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> isPostgresIn(process.pid(), real))
        .toList();
  }

  private static boolean isPostgresIn(long pid, Path real) {
    try {
      return Files.readSymbolicLink(PROC.resolve(pid + "/cwd")).equals(real)
          && Files.readString(PROC.resolve(pid + "/comm")).contains("postgres");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean ended(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return !process.isAlive() || isZombie(process.pid());
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
