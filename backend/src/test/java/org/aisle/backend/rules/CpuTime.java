package org.aisle.backend.rules;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The processor time spent so far, which depends less on what else the machine does than time does.
 *
 * @param server by this process, in seconds
 * @param rules by the threads of it that evaluate
 * @param database by the processes of the embedded database
 */
record CpuTime(double server, double rules, double database) {

  /**
   * @param data where the embedded database keeps its data
   */
  static CpuTime now(Path data) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double rules = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("aisle-rules-")) {
        rules += Math.max(0, threads.getThreadCpuTime(thread.getThreadId())) / 1e9;
      }
    }
    return new CpuTime(system.getProcessCpuTime() / 1e9, rules, database(data));
  }

  private static double database(Path data) {
    try (Stream<Path> files = Files.walk(data, 3)) {
      Path pid =
          files
              .filter(file -> file.endsWith("postmaster.pid"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("No database runs in " + data));
      ProcessHandle database =
          ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().strip()))
              .orElseThrow(() -> new IllegalStateException("The database is gone"));
      return Stream.concat(Stream.of(database), database.descendants())
          .mapToDouble(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3)
          .sum();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What was spent since then. */
  CpuTime since(CpuTime before) {
    return new CpuTime(server - before.server, rules - before.rules, database - before.database);
  }

  /** "51.2 µs in the server (of which rules 12.3), 30.1 µs in the database". */
  String per(double readings) {
    return "per reading %.1f µs in the server (rules %.1f), %.1f µs in the database, %.1f in all"
        .formatted(
            server / readings * 1e6,
            rules / readings * 1e6,
            database / readings * 1e6,
            (server + database) / readings * 1e6);
  }
}
