package org.aisle.backend.evaluation;

import org.aisle.templates.rule.Trigger.Window.Aggregate;

/**
 * How values become an aggregate. What is kept of them are a few numbers in a stretch of an array
 * beside their count; stretches that follow one another can be joined. Values are added in the
 * order of time and stretches are joined in the order of time, so that sums have the same bits
 * however the work was cut.
 */
record Tally(Aggregate aggregate) {

  /** How many numbers are kept. */
  int channels() {
    return switch (aggregate) {
      case AVG, SUM, COUNT, MIN, MAX -> 1;
      case SPREAD -> 2;
      case RATE -> 4;
    };
  }

  /** Adds a value; {@code count} is how many there are already. */
  void add(double[] kept, int offset, long count, double value, long at) {
    boolean first = count == 0;
    switch (aggregate) {
      case AVG, SUM -> kept[offset] = first ? value : kept[offset] + value;
      case COUNT -> {}
      case MIN -> kept[offset] = first ? value : Math.min(kept[offset], value);
      case MAX -> kept[offset] = first ? value : Math.max(kept[offset], value);
      case SPREAD -> {
        kept[offset] = first ? value : Math.min(kept[offset], value);
        kept[offset + 1] = first ? value : Math.max(kept[offset + 1], value);
      }
      case RATE -> {
        if (first) {
          kept[offset] = at;
          kept[offset + 1] = value;
        }
        kept[offset + 2] = at;
        kept[offset + 3] = value;
      }
    }
  }

  /** Joins a later stretch of at least one value to one of {@code count} values. */
  void join(double[] kept, int offset, long count, double[] later, int from) {
    if (count == 0) {
      System.arraycopy(later, from, kept, offset, channels());
      return;
    }
    switch (aggregate) {
      case AVG, SUM -> kept[offset] += later[from];
      case COUNT -> {}
      case MIN -> kept[offset] = Math.min(kept[offset], later[from]);
      case MAX -> kept[offset] = Math.max(kept[offset], later[from]);
      case SPREAD -> {
        kept[offset] = Math.min(kept[offset], later[from]);
        kept[offset + 1] = Math.max(kept[offset + 1], later[from + 1]);
      }
      case RATE -> {
        kept[offset + 2] = later[from + 2];
        kept[offset + 3] = later[from + 3];
      }
    }
  }

  /** Of at least one value; NaN where there is none: the rate of a single value. */
  double result(double[] kept, int offset, long count) {
    return switch (aggregate) {
      case AVG -> kept[offset] / count;
      case SUM, MIN, MAX -> kept[offset];
      case COUNT -> count;
      case SPREAD -> kept[offset + 1] - kept[offset];
      case RATE -> {
        double hours = (kept[offset + 2] - kept[offset]) / Micros.HOUR;
        yield hours > 0 ? (kept[offset + 3] - kept[offset + 1]) / hours : Double.NaN;
      }
    };
  }
}
