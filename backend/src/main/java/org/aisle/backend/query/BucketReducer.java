package org.aisle.backend.query;

import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.query.Telemetry.Bucket;
import org.jspecify.annotations.Nullable;

/**
 * Cuts samples, given oldest first, into buckets aligned to the epoch. Sums are taken in the order
 * of time, so that the same history gives the same bits. Not thread-safe.
 */
final class BucketReducer {

  private final long interval;
  private final List<Bucket> done = new ArrayList<>();
  private @Nullable Open open;

  private static final class Open {
    private final long start;
    private final double first;
    private double min;
    private double max;
    private double sum;
    private long count;
    private double last;

    private Open(long start, double first) {
      this.start = start;
      this.first = first;
      this.min = first;
      this.max = first;
    }

    private void add(double value) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      count++;
      last = value;
    }

    private Bucket close() {
      return new Bucket(LineReducer.instant(start), min, max, sum / count, sum, count, first, last);
    }
  }

  BucketReducer(long intervalMicros) {
    this.interval = intervalMicros;
  }

  void add(long at, double value) {
    long start = Math.floorDiv(at, interval) * interval;
    Open bucket = open;
    if (bucket == null || bucket.start != start) {
      if (bucket != null) {
        done.add(bucket.close());
      }
      bucket = new Open(start, value);
      open = bucket;
    }
    bucket.add(value);
  }

  List<Bucket> buckets() {
    List<Bucket> all = new ArrayList<>(done);
    if (open != null) {
      all.add(open.close());
    }
    return all;
  }
}
