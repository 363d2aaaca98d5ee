package org.aisle.backend.query;

/** Bucket widths that people read easily. */
final class Intervals {

  private static final long SECOND = 1_000_000;
  private static final long[] NICE = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400
  };

  private Intervals() {}

  /** The least nice width, in microseconds, with which {@code span} has at most {@code points}. */
  static long nice(long span, int points) {
    long least = Math.max(1, span / Math.max(1, points));
    for (long seconds : NICE) {
      if (seconds * SECOND >= least) {
        return seconds * SECOND;
      }
    }
    long day = 86_400 * SECOND;
    return Math.ceilDiv(least, day) * day;
  }
}
