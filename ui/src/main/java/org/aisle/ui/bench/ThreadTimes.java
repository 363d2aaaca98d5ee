package org.aisle.ui.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.sim.bench.ProcessUse;

/** Processor time of the threads of a JVM, by name. */
record ThreadTimes(Map<String, Duration> all) {

  private static final String COMPILER = "Compiler";

  static ThreadTimes now(long pid) {
    return new ThreadTimes(ProcessUse.processorTimeByThread(pid));
  }

  ThreadTimes minus(ThreadTimes before) {
    Map<String, Duration> left = new TreeMap<>();
    all.forEach(
        (name, time) -> left.put(name, time.minus(before.all.getOrDefault(name, Duration.ZERO))));
    return new ThreadTimes(left);
  }

  /** What made code of bytecode. */
  Duration compiler() {
    return all.entrySet().stream()
        .filter(entry -> entry.getKey().contains(COMPILER))
        .map(Map.Entry::getValue)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The others that used most, the most first. */
  Map<String, Duration> largest(int most) {
    Map<String, Duration> largest = new LinkedHashMap<>();
    all.entrySet().stream()
        .filter(entry -> !entry.getKey().contains(COMPILER))
        .filter(entry -> entry.getValue().isPositive())
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
    return largest;
  }

  static double micros(Duration time, long messages) {
    return time.toNanos() / 1e3 / messages;
  }
}
