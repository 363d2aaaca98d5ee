package org.aisle.backend.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * Turns any number of samples, given oldest first, into a line of at most about {@code points}
 * points. As long as they are few, all are kept; else the range is cut into equal buckets and each
 * keeps its smallest and largest sample, in their order. Memory depends on {@code points} only.
 *
 * <p>A gap is a distance between samples of more than {@value #GAP} times the median distance (from
 * a histogram, so within 5 %), judged from {@value #ENOUGH} distances on; the line ends before it.
 * Not thread-safe.
 */
final class LineReducer {

  static final double GAP = 3;
  private static final int ENOUGH = 3;
  private static final int BINS_PER_OCTAVE = 16;

  private static final class Bucket {
    private long minAt;
    private double min = Double.POSITIVE_INFINITY;
    private long maxAt;
    private double max = Double.NEGATIVE_INFINITY;
    private long widest = -1;
    private long widestFrom;
    private long widestTo;
  }

  private record Sample(long at, double value) {}

  private final long from;
  private final double width;
  private final double usual;
  private final int points;
  private final @Nullable Bucket[] buckets;
  private final int[] distances = new int[64 * BINS_PER_OCTAVE];
  private final List<Sample> all = new ArrayList<>();
  private long count;
  private long distanceCount;
  private long last;

  LineReducer(TimeRange range, int points) {
    this(range, points, Double.POSITIVE_INFINITY);
  }

  /**
   * @param usual the distance in microseconds that counts as usual while too few samples have been
   *     seen to tell
   */
  LineReducer(TimeRange range, int points, double usual) {
    this.usual = usual;
    this.points = Math.max(2, points);
    this.from = micros(range.from());
    this.buckets = new @Nullable Bucket[Math.max(1, this.points / 2)];
    this.width = Math.max(1, (double) (micros(range.to()) - from) / buckets.length);
  }

  void add(long at, double value) {
    long distance = count == 0 ? -1 : at - last;
    if (distance > 0) {
      distances[bin(distance)]++;
      distanceCount++;
    }
    int index = (int) Math.clamp((long) ((at - from) / width), 0, buckets.length - 1);
    Bucket bucket = buckets[index];
    if (bucket == null) {
      bucket = new Bucket();
      buckets[index] = bucket;
    }
    if (value < bucket.min) {
      bucket.min = value;
      bucket.minAt = at;
    }
    if (value > bucket.max) {
      bucket.max = value;
      bucket.maxAt = at;
    }
    if (distance > bucket.widest) {
      bucket.widest = distance;
      bucket.widestFrom = last;
      bucket.widestTo = at;
    }
    last = at;
    count++;
    if (count <= points) {
      all.add(new Sample(at, value));
    } else {
      all.clear();
    }
  }

  List<Point> line() {
    double limit = GAP * (distanceCount < ENOUGH ? usual : median());
    List<Point> line = new ArrayList<>();
    if (count <= points) {
      Sample before = null;
      for (Sample sample : all) {
        if (before != null && sample.at() - before.at() > limit) {
          line.add(new Point(between(before.at(), sample.at()), null));
        }
        line.add(new Point(instant(sample.at()), sample.value()));
        before = sample;
      }
      return line;
    }
    for (Bucket bucket : buckets) {
      if (bucket != null) {
        add(line, bucket, limit);
      }
    }
    return line;
  }

  private static void add(List<Point> line, Bucket bucket, double limit) {
    boolean minFirst = bucket.minAt <= bucket.maxAt;
    long first = minFirst ? bucket.minAt : bucket.maxAt;
    long second = minFirst ? bucket.maxAt : bucket.minAt;
    boolean gap = bucket.widest > limit;
    Instant hole = between(bucket.widestFrom, bucket.widestTo);
    if (gap && bucket.widestTo <= first) {
      line.add(new Point(hole, null));
    }
    line.add(new Point(instant(first), minFirst ? bucket.min : bucket.max));
    if (gap && bucket.widestTo > first && bucket.widestTo <= second) {
      line.add(new Point(hole, null));
    }
    if (second != first) {
      line.add(new Point(instant(second), minFirst ? bucket.max : bucket.min));
    }
    if (gap && bucket.widestTo > second) {
      line.add(new Point(hole, null));
    }
  }

  /** The lower median of the distances, as the upper edge of its bin. */
  private double median() {
    long seen = 0;
    for (int bin = 0; bin < distances.length; bin++) {
      seen += distances[bin];
      if (seen * 2 >= distanceCount) {
        return Math.pow(2, (bin + 1.0) / BINS_PER_OCTAVE);
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private int bin(long distance) {
    int bin = (int) (Math.log(distance) / Math.log(2) * BINS_PER_OCTAVE);
    return Math.min(bin, distances.length - 1);
  }

  private static Instant between(long a, long b) {
    return instant(a + (b - a) / 2);
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
