package org.aisle.sim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Linux says that processes have used; zero or empty elsewhere. A process that ends between
 * two looks counts for nothing.
 */
public final class ProcessUse {

  private static final long NANOS_PER_TICK = 10_000_000;

  private static final Pattern NUMBER = Pattern.compile("[-_# ]*[0-9]+$");

  private ProcessUse() {}

  /** The processor time of a process, its threads, and its children that have ended. */
  public static Duration processorTime(long pid) {
    List<String> words = stat(pid);
    if (words.size() < 15) {
      return Duration.ZERO;
    }
    long ticks = 0;
    for (int i = 11; i < 15; i++) {
      ticks += Long.parseLong(words.get(i));
    }
    return Duration.ofNanos(ticks * NANOS_PER_TICK);
  }

  /** The processor time of a process and of everything that it started. */
  public static Duration processorTimeOfAll(long pid) {
    Duration sum = processorTime(pid);
    for (long child : children(pid)) {
      sum = sum.plus(processorTimeOfAll(child));
    }
    return sum;
  }

  /**
   * The processor time of a process's threads that live, by their names, of which Linux keeps the
   * first fifteen characters; threads whose names differ in their number only are counted together.
   */
  public static Map<String, Duration> processorTimeByThread(long pid) {
    Map<String, Duration> sums = new TreeMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      threads.forEach(
          thread -> {
            try {
              String text = Files.readString(thread.resolve("stat"));
              int end = text.lastIndexOf(')');
              String[] words = text.substring(end + 2).split(" ");
              long ticks = Long.parseLong(words[11]) + Long.parseLong(words[12]);
              sums.merge(
                  NUMBER.matcher(text.substring(text.indexOf('(') + 1, end)).replaceAll(""),
                  Duration.ofNanos(ticks * NANOS_PER_TICK),
                  Duration::plus);
            } catch (IOException e) {
              // It has ended.
            }
          });
    } catch (IOException e) {
      return sums;
    }
    return sums;
  }

  /** The most memory that a process ever had resident, in bytes. */
  public static OptionalLong peakMemory(long pid) {
    return status(pid, "VmHWM:");
  }

  /** The memory that a process has resident now, in bytes. */
  public static OptionalLong memory(long pid) {
    return status(pid, "VmRSS:");
  }

  private static OptionalLong status(long pid, String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static List<Long> children(long pid) {
    try {
      String text = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
      return text.isBlank()
          ? List.of()
          : Stream.of(text.strip().split(" ")).map(Long::valueOf).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The words after the command's name, which may hold blanks itself. */
  private static List<String> stat(long pid) {
    try {
      String text = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
    } catch (IOException e) {
      return List.of();
    }
  }
}
