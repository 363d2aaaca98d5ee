package org.aisle.backend.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.report.ConditionReport.Coverage;
import org.aisle.backend.report.ConditionReport.Gap;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/**
 * A device's readings in the order of their event time, in columns. A value holds until the field's
 * next value, unless that is further away than {@link #longestUsual}: then nothing is known after
 * it. Not thread-safe.
 */
final class History {

  private static final int PAGE = 10_000;
  private static final Duration LATE = Duration.ofHours(1);
  private static final Duration LEAST_GAP = Duration.ofMinutes(10);
  private static final int GAP = 3;

  /** A value and how long it held. */
  record Span(Instant from, Instant to, double value) {}

  private final TimeRange range;
  private final List<String> fields;
  private final @Nullable String position;
  private long[] times = new long[1_024];
  private double[][] values;
  private int size;
  private long late;

  private History(TimeRange range, List<String> fields, @Nullable String position) {
    this.range = range;
    this.fields = fields;
    this.position = position;
    this.values = new double[fields.size() + 2][times.length];
  }

  /**
   * Null when there are more than {@code most} readings.
   *
   * @param position the path of a geopoint, or null
   */
  static @Nullable History read(
      Telemetry telemetry,
      DeviceRef device,
      TimeRange range,
      List<String> fields,
      @Nullable String position,
      int most) {
    History history = new History(range, fields, position);
    List<String> wanted = new ArrayList<>(fields);
    if (position != null) {
      wanted.add(position);
    }
    Instant from = range.from();
    while (from.isBefore(range.to())) {
      List<Row> page = telemetry.rows(device, new TimeRange(from, range.to()), wanted, PAGE);
      page.forEach(history::add);
      if (history.size > most) {
        return null;
      }
      if (page.size() < PAGE) {
        break;
      }
      from = page.getLast().observedAt().plusNanos(1_000);
    }
    return history;
  }

  /** The same readings, of a range that holds them all. */
  History in(TimeRange other) {
    History same = new History(other, fields, position);
    same.times = times;
    same.values = values;
    same.size = size;
    same.late = late;
    return same;
  }

  private void add(Row row) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      for (int f = 0; f < values.length; f++) {
        values[f] = Arrays.copyOf(values[f], size * 2);
      }
    }
    times[size] = micros(row.observedAt());
    for (int f = 0; f < fields.size(); f++) {
      values[f][size] = number(row.values().get(fields.get(f)));
    }
    Value where = position == null ? null : row.values().get(position);
    values[fields.size()][size] = where instanceof Value.Geo geo ? geo.lat() : Double.NaN;
    values[fields.size() + 1][size] = where instanceof Value.Geo geo ? geo.lon() : Double.NaN;
    if (Duration.between(row.observedAt(), row.receivedAt()).compareTo(LATE) > 0) {
      late++;
    }
    size++;
  }

  private static double number(@Nullable Value value) {
    return switch (value) {
      case Value.Num n -> n.value();
      case Value.Whole w -> w.value();
      case null, default -> Double.NaN;
    };
  }

  int size() {
    return size;
  }

  Instant time(int reading) {
    return instant(times[reading]);
  }

  /** NaN where it is not known. */
  double lat(int reading) {
    return values[fields.size()][reading];
  }

  /** NaN where it is not known. */
  double lon(int reading) {
    return values[fields.size() + 1][reading];
  }

  /** The last reading at or before that moment, or -1 when there is none. */
  int before(Instant at) {
    int found = Arrays.binarySearch(times, 0, size, micros(at));
    return found >= 0 ? found : -found - 2;
  }

  /** Two readings further apart than this tell nothing about the time between them. */
  Duration longestUsual() {
    Duration usual = usual();
    Duration several = usual == null ? LEAST_GAP : usual.multipliedBy(GAP);
    return several.compareTo(LEAST_GAP) > 0 ? several : LEAST_GAP;
  }

  private @Nullable Duration usual() {
    if (size < 2) {
      return null;
    }
    long[] distances = new long[size - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = times[i + 1] - times[i];
    }
    Arrays.sort(distances);
    return Duration.ofNanos(distances[(distances.length - 1) / 2] * 1_000);
  }

  /** The values of a field, each with the time for which it held; that may be none. */
  List<Span> spans(String field) {
    double[] column = values[fields.indexOf(field)];
    long most = longestUsual().toNanos() / 1_000;
    List<Span> spans = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < size; i++) {
      if (!Double.isNaN(column[i])) {
        if (last >= 0) {
          spans.add(span(column, last, times[i], most));
        }
        last = i;
      }
    }
    if (last >= 0) {
      spans.add(span(column, last, micros(range.to()), most));
    }
    return spans;
  }

  private Span span(double[] column, int reading, long next, long most) {
    long end = next - times[reading] > most ? times[reading] : next;
    return new Span(time(reading), instant(end), column[reading]);
  }

  Coverage coverage() {
    Duration longest = longestUsual();
    List<Gap> gaps = new ArrayList<>();
    Instant heard = range.from();
    for (int i = 0; i < size; i++) {
      gap(gaps, heard, time(i), longest);
      heard = time(i);
    }
    gap(gaps, heard, range.to(), size == 0 ? Duration.ZERO : longest);
    Duration known = Duration.between(range.from(), range.to());
    for (Gap gap : gaps) {
      known = known.minus(Duration.between(gap.from(), gap.to()));
    }
    return new Coverage(
        size,
        late,
        usual(),
        longest,
        known,
        gaps.subList(0, Math.min(gaps.size(), ConditionReport.MOST_LISTED)),
        gaps.size());
  }

  private static void gap(List<Gap> gaps, Instant from, Instant to, Duration longest) {
    if (Duration.between(from, to).compareTo(longest) > 0) {
      gaps.add(new Gap(from, to));
    }
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
