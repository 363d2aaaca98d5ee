package org.aisle.sim.bench;

import java.time.Duration;

/** Durations counted in buckets that are at most 1.6 % wide. Belongs to one thread. */
public final class Latencies {

  private static final int SUB = 64;

  private final long[] counts = new long[SUB * 58];
  private long total;

  /** Counts a duration; a negative one counts as zero. */
  public void add(long nanos) {
    counts[bucket(Math.max(0, nanos))]++;
    total++;
  }

  /** How many were counted. */
  public long count() {
    return total;
  }

  /**
   * The duration that so many percent of all do not exceed; zero when nothing was counted.
   *
   * @param percent above 0, at most 100
   */
  public Duration percentile(double percent) {
    if (!(percent > 0) || percent > 100) {
      throw new IllegalArgumentException("A percentile is above 0 and at most 100.");
    }
    long wanted = (long) Math.ceil(total * percent / 100);
    long seen = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Duration.ofNanos(highest(i));
      }
    }
    return Duration.ZERO;
  }

  private static int bucket(long nanos) {
    if (nanos < SUB) {
      return (int) nanos;
    }
    int shift = 63 - Long.numberOfLeadingZeros(nanos) - 6;
    return (shift + 1) * SUB + (int) ((nanos >>> shift) - SUB);
  }

  private static long highest(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int shift = bucket / SUB - 1;
    return ((long) (bucket % SUB + SUB + 1) << shift) - 1;
  }
}
