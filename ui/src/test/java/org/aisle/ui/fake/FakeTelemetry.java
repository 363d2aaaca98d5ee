package org.aisle.ui.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.backend.query.Telemetry;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** Readings in memory, answered the way the real store does. Thread-safe. */
public final class FakeTelemetry implements Telemetry {

  private final Map<DeviceRef, NavigableMap<Instant, Reading>> readings = new ConcurrentHashMap<>();

  /** How many questions were asked, by method name. */
  public final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  public void put(Reading reading) {
    readings
        .computeIfAbsent(reading.device(), d -> new ConcurrentSkipListMap<>())
        .put(reading.observedAt(), reading);
  }

  /** Forgets everything. */
  public void clear() {
    readings.clear();
  }

  private void count(String question) {
    asked.computeIfAbsent(question, q -> new AtomicInteger()).incrementAndGet();
  }

  private NavigableMap<Instant, Reading> of(DeviceRef device) {
    return readings.getOrDefault(device, new TreeMap<>());
  }

  private SortedMap<Instant, Reading> of(DeviceRef device, TimeRange range) {
    return of(device).subMap(range.from(), range.to());
  }

  @Override
  public Optional<Latest> latest(DeviceRef device) {
    count("latest");
    return newestOf(device);
  }

  private Optional<Latest> newestOf(DeviceRef device) {
    NavigableMap<Instant, Reading> all = of(device);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Reading last = all.lastEntry().getValue();
    SortedMap<String, Value> values = new TreeMap<>();
    SortedMap<String, Instant> times = new TreeMap<>();
    int looked = 0;
    for (Reading reading : all.descendingMap().values()) {
      reading
          .values()
          .forEach(
              (path, value) -> {
                if (values.putIfAbsent(path, value) == null) {
                  times.put(path, reading.observedAt());
                }
              });
      if (++looked == 5) {
        break;
      }
    }
    return Optional.of(
        new Latest(device, last.observedAt(), last.receivedAt(), values, times, last.extra()));
  }

  @Override
  public List<Latest> fleetLatest(AppId app, @Nullable Dtmi template) {
    count("fleetLatest");
    return readings.keySet().stream()
        .filter(device -> device.app().equals(app))
        .sorted()
        .flatMap(device -> newestOf(device).stream())
        .toList();
  }

  private static Row row(Reading r) {
    return new Row(r.observedAt(), r.receivedAt(), r.seq(), r.claimedAt(), r.values(), r.extra());
  }

  @Override
  public List<Row> rows(DeviceRef device, TimeRange range, List<String> fields, int limit) {
    count("rows");
    return of(device, range).values().stream().limit(limit).map(FakeTelemetry::row).toList();
  }

  @Override
  public List<Row> newest(DeviceRef device, int limit) {
    count("newest");
    return of(device).descendingMap().values().stream()
        .limit(limit)
        .map(FakeTelemetry::row)
        .toList();
  }

  private static @Nullable Double number(Reading reading, String field) {
    return switch (reading.values().get(field)) {
      case Value.Num n -> n.value();
      case Value.Whole w -> (double) w.value();
      case null, default -> null;
    };
  }

  private static long floor(Instant at, Duration interval) {
    return Math.floorDiv(at.toEpochMilli(), interval.toMillis()) * interval.toMillis();
  }

  private Map<Long, List<Double>> grouped(
      List<DeviceRef> devices, TimeRange range, String field, Duration interval) {
    Map<Long, List<Double>> groups = new TreeMap<>();
    for (DeviceRef device : devices) {
      for (Reading reading : of(device, range).values()) {
        Double value = number(reading, field);
        if (value != null) {
          groups
              .computeIfAbsent(floor(reading.observedAt(), interval), t -> new ArrayList<>())
              .add(value);
        }
      }
    }
    return groups;
  }

  @Override
  public Map<String, List<Bucket>> buckets(
      DeviceRef device, TimeRange range, List<String> fields, Duration interval) {
    count("buckets");
    Map<String, List<Bucket>> result = new HashMap<>();
    for (String field : fields) {
      List<Bucket> buckets = new ArrayList<>();
      grouped(List.of(device), range, field, interval)
          .forEach(
              (start, v) -> {
                double sum = v.stream().mapToDouble(d -> d).sum();
                buckets.add(
                    new Bucket(
                        Instant.ofEpochMilli(start),
                        v.stream().min(Comparator.naturalOrder()).orElseThrow(),
                        v.stream().max(Comparator.naturalOrder()).orElseThrow(),
                        sum / v.size(),
                        sum,
                        v.size(),
                        v.getFirst(),
                        v.getLast()));
              });
      result.put(field, buckets);
    }
    return result;
  }

  private static Duration interval(TimeRange range, int points) {
    long millis = Duration.between(range.from(), range.to()).toMillis() / Math.max(1, points);
    return Duration.ofMillis(Math.max(60_000, millis));
  }

  /** A null point wherever the next one is more than three times the usual distance away. */
  private static List<Point> gapped(List<Point> points, Duration usual) {
    List<Point> result = new ArrayList<>();
    for (Point point : points) {
      if (!result.isEmpty()) {
        Instant before = result.getLast().at();
        if (Duration.between(before, point.at()).compareTo(usual.multipliedBy(3)) > 0) {
          result.add(new Point(before.plus(usual), null));
        }
      }
      result.add(point);
    }
    return result;
  }

  @Override
  public Map<String, List<Point>> series(
      DeviceRef device, TimeRange range, List<String> fields, int points) {
    count("series");
    Duration interval = interval(range, Math.max(1, points / 2));
    Map<String, List<Point>> result = new HashMap<>();
    for (String field : fields) {
      Map<Long, List<Reading>> groups = new TreeMap<>();
      for (Reading reading : of(device, range).values()) {
        if (number(reading, field) != null) {
          groups
              .computeIfAbsent(floor(reading.observedAt(), interval), t -> new ArrayList<>())
              .add(reading);
        }
      }
      List<Point> line = new ArrayList<>();
      for (List<Reading> group : groups.values()) {
        Comparator<Reading> byValue = Comparator.comparing(r -> number(r, field));
        Reading low = group.stream().min(byValue).orElseThrow();
        Reading high = group.stream().max(byValue).orElseThrow();
        (low == high ? List.of(low) : List.of(low, high))
            .stream()
                .sorted(Comparator.comparing(Reading::observedAt))
                .forEach(r -> line.add(new Point(r.observedAt(), number(r, field))));
      }
      Duration usual =
          interval.compareTo(Duration.ofMinutes(5)) < 0 ? Duration.ofMinutes(5) : interval;
      result.put(field, gapped(line, usual));
    }
    return result;
  }

  @Override
  public Map<String, List<Point>> groupSeries(
      AppId app,
      Map<String, List<DeviceRef>> groups,
      TimeRange range,
      String field,
      Aggregate aggregate,
      int points) {
    count("groupSeries");
    Duration interval = interval(range, points);
    interval = interval.compareTo(Duration.ofMinutes(5)) < 0 ? Duration.ofMinutes(5) : interval;
    Map<String, List<Point>> result = new HashMap<>();
    for (var group : groups.entrySet()) {
      List<Point> line = new ArrayList<>();
      grouped(group.getValue(), range, field, interval)
          .forEach(
              (start, v) -> line.add(new Point(Instant.ofEpochMilli(start), one(v, aggregate))));
      result.put(group.getKey(), gapped(line, interval));
    }
    return result;
  }

  static double one(List<Double> v, Aggregate aggregate) {
    double sum = v.stream().mapToDouble(d -> d).sum();
    return switch (aggregate) {
      case MIN -> v.stream().min(Comparator.naturalOrder()).orElseThrow();
      case MAX -> v.stream().max(Comparator.naturalOrder()).orElseThrow();
      case AVG -> sum / v.size();
      case SUM -> sum;
      case COUNT -> v.size();
      case FIRST -> v.getFirst();
      case LAST -> v.getLast();
    };
  }

  @Override
  public List<Stretch> states(DeviceRef device, TimeRange range, String field) {
    count("states");
    List<Stretch> result = new ArrayList<>();
    Instant since = null;
    Instant seen = null;
    String state = null;
    for (Reading reading : of(device, range).values()) {
      String now =
          switch (reading.values().get(field)) {
            case Value.Flag f -> String.valueOf(f.value());
            case Value.Text t -> t.value();
            case null, default -> null;
          };
      if (now == null) {
        continue;
      }
      boolean gap =
          seen != null
              && Duration.between(seen, reading.observedAt()).compareTo(Duration.ofMinutes(20)) > 0;
      if (state != null && (gap || !now.equals(state))) {
        result.add(new Stretch(since, gap ? seen : reading.observedAt(), state));
        since = reading.observedAt();
      }
      since = since == null ? reading.observedAt() : since;
      state = now;
      seen = reading.observedAt();
    }
    if (state != null && seen.isAfter(since)) {
      result.add(new Stretch(since, seen, state));
    }
    return result;
  }
}
