package org.aisle.backend.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * Turns samples of a state, given oldest first, into the stretches in which it held. A state holds
 * until the device says otherwise, or until the device's last reading before it fell silent for
 * more than {@value LineReducer#GAP} times its median distance of readings. Not thread-safe.
 */
final class StateReducer {

  private static final int ENOUGH = 3;

  private record Sample(long at, @Nullable String state) {}

  private final TimeRange range;
  private final boolean kept;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * @param kept whether the state survives a silence: then it holds again from the first sample
   *     after it, unless that says another
   */
  StateReducer(TimeRange range, boolean kept) {
    this.range = range;
    this.kept = kept;
  }

  /** A reading; {@code state} is null where it says nothing about the state. */
  void add(long at, @Nullable String state) {
    samples.add(new Sample(at, state));
  }

  List<Stretch> stretches() {
    double limit = limit();
    List<Stretch> stretches = new ArrayList<>();
    long from = 0;
    String state = null;
    String said = null;
    long last = 0;
    for (Sample sample : samples) {
      if (state != null && sample.at() - last > limit) {
        close(stretches, from, last, state);
        state = null;
      }
      String now = sample.state() == null && state == null && kept ? said : sample.state();
      if (now != null && !now.equals(state)) {
        if (state != null) {
          close(stretches, from, sample.at(), state);
        }
        state = now;
        from = sample.at();
      }
      said = now == null ? said : now;
      last = sample.at();
    }
    if (state != null) {
      long end = LineReducer.micros(range.to());
      close(stretches, from, end - last > limit ? last : end, state);
    }
    return stretches;
  }

  private void close(List<Stretch> stretches, long from, long to, String state) {
    long start = Math.max(from, LineReducer.micros(range.from()));
    if (to >= start) {
      stretches.add(new Stretch(LineReducer.instant(start), LineReducer.instant(to), state));
    }
  }

  private double limit() {
    if (samples.size() <= ENOUGH) {
      return Double.POSITIVE_INFINITY;
    }
    long[] distances = new long[samples.size() - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = samples.get(i + 1).at() - samples.get(i).at();
    }
    Arrays.sort(distances);
    return LineReducer.GAP * distances[(distances.length - 1) / 2];
  }
}
