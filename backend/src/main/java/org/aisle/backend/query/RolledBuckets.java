package org.aisle.backend.query;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.aisle.backend.query.Telemetry.Bucket;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.rollup.Rollups.Cover;
import org.aisle.backend.rollup.Rollups.Stretch;
import org.aisle.backend.timeseries.RollupTable;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Buckets of whole hours or days of one device, from what is summed up already and, where that is
 * not true, from the readings.
 */
final class RolledBuckets {

  private static final String STORED =
      """
      SELECT %1$s, %2$s
      FROM unnest(?::timestamptz[], ?::timestamptz[]) AS a(since, until)
        JOIN %3$s r ON r.device = ? AND r.bucket >= a.since AND r.bucket < a.until
      """;

  private static final String OPEN =
      """
      SELECT %1$s, %2$s
      FROM unnest(?::timestamptz[], ?::timestamptz[]) AS a(since, until)
        JOIN %3$s t ON t.device = ? AND t.observed_at >= a.since AND t.observed_at < a.until
      ORDER BY observed_at
      """;

  private final JdbcTemplate jdbc;
  private final Rollups rollups;

  RolledBuckets(JdbcTemplate jdbc, Rollups rollups) {
    this.jdbc = jdbc;
    this.rollups = rollups;
  }

  /** Sums of one bucket, which may come in any order. */
  private static final class Open {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private long count;
    private long firstAt = Long.MAX_VALUE;
    private long lastAt = Long.MIN_VALUE;
    private double first;
    private double last;

    /** Minimum, maximum, sum, count, first and last of what was measured from {@code at} on. */
    void add(long at, Double[] six) {
      add(
          six[Rollups.MIN - 1],
          six[Rollups.MAX - 1],
          six[Rollups.SUM - 1],
          six[Rollups.COUNT - 1].longValue());
      note(at, six[Rollups.FIRST - 1], six[Rollups.LAST - 1]);
    }

    void add(long at, double value) {
      add(value, value, value, 1);
      note(at, value, value);
    }

    private void add(double least, double most, double all, long number) {
      min = Math.min(min, least);
      max = Math.max(max, most);
      sum += all;
      count += number;
    }

    private void note(long at, double earliest, double latest) {
      if (at < firstAt) {
        firstAt = at;
        first = earliest;
      }
      if (at > lastAt) {
        lastAt = at;
        last = latest;
      }
    }

    Bucket close(long start) {
      return new Bucket(LineReducer.instant(start), min, max, sum / count, sum, count, first, last);
    }
  }

  /** The buckets of each measure, which are all of one table. */
  Map<String, List<Bucket>> of(
      DeviceRef device,
      DeviceTemplate template,
      TimeRange range,
      List<Measure> measures,
      long interval,
      RollupTable each) {
    TableName table = measures.getFirst().table(device.app(), template);
    Cover cover =
        rollups.cover(
            device.app(),
            table,
            List.of(device.device().value()),
            measures.stream().map(Measure::column).toList(),
            LineReducer.micros(range.from()),
            LineReducer.micros(range.to()),
            each);
    Map<String, NavigableMap<Long, Open>> found = new LinkedHashMap<>();
    measures.forEach(measure -> found.put(measure.path(), new TreeMap<>()));
    List<NavigableMap<Long, Open>> ordered = List.copyOf(found.values());
    if (!cover.stored().isEmpty()) {
      String sums =
          String.join(
              ", ", measures.stream().map(m -> "r." + TableName.quoted(m.column())).toList());
      String bucket = JdbcTelemetry.MICROS.replace("observed_at", "bucket");
      query(
          STORED.formatted(bucket, sums, cover.sums().sql()),
          device,
          cover.stored(),
          row -> {
            long at = row.getLong(1);
            for (int m = 0; m < ordered.size(); m++) {
              Array six = row.getArray(m + 2);
              if (six != null) {
                bucket(ordered.get(m), at, interval).add(at, (Double[]) six.getArray());
              }
            }
          });
    }
    if (!cover.open().isEmpty()) {
      String values = String.join(", ", measures.stream().map(Measure::sql).toList());
      query(
          OPEN.formatted(JdbcTelemetry.MICROS, values, table.sql()),
          device,
          cover.open(),
          row -> {
            long at = row.getLong(1);
            for (int m = 0; m < ordered.size(); m++) {
              double value = row.getDouble(m + 2);
              if (!row.wasNull()) {
                bucket(ordered.get(m), at, interval).add(at, value);
              }
            }
          });
    }
    Map<String, List<Bucket>> buckets = new LinkedHashMap<>();
    found.forEach(
        (path, open) -> {
          List<Bucket> all = new ArrayList<>();
          open.forEach((start, sums) -> all.add(sums.close(start)));
          buckets.put(path, all);
        });
    return buckets;
  }

  private static Open bucket(NavigableMap<Long, Open> buckets, long at, long interval) {
    return Objects.requireNonNull(
        buckets.computeIfAbsent(Math.floorDiv(at, interval) * interval, start -> new Open()));
  }

  /** Takes a row. */
  @FunctionalInterface
  private interface Each {
    void take(ResultSet row) throws SQLException;
  }

  private void query(String sql, DeviceRef device, List<Stretch> stretches, Each each) {
    jdbc.query(
        sql,
        (ResultSet row) -> each.take(row),
        stretches.stream().map(s -> Sums.time(s.from()).toString()).toArray(String[]::new),
        stretches.stream().map(s -> Sums.time(s.to()).toString()).toArray(String[]::new),
        device.device().value());
  }
}
