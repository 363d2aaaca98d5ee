package org.aisle.backend.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.jdbc.core.JdbcTemplate;

/** Draws one line per group of devices, aggregated by the database. */
final class GroupLines {

  private final JdbcTemplate jdbc;
  private final Function<DeviceRef, Optional<DeviceTemplate>> templates;

  GroupLines(JdbcTemplate jdbc, Function<DeviceRef, Optional<DeviceTemplate>> templates) {
    this.jdbc = jdbc;
    this.templates = templates;
  }

  Map<String, List<Point>> lines(
      AppId app,
      Map<String, List<DeviceRef>> groups,
      TimeRange range,
      String field,
      Aggregate aggregate,
      int points) {
    List<String> names = List.copyOf(groups.keySet());
    Map<TableName, GroupedDevices> tables = new TreeMap<>();
    for (int group = 0; group < names.size(); group++) {
      for (DeviceRef device : Objects.requireNonNull(groups.get(names.get(group)))) {
        DeviceTemplate template = templates.apply(device).orElse(null);
        List<Measure> measures = template == null ? List.of() : Measure.of(template, field);
        if (template != null && device.app().equals(app) && measures.size() == 1) {
          tables
              .computeIfAbsent(
                  measures.getFirst().table(app, template),
                  t -> new GroupedDevices(measures.getFirst()))
              .add(device, group);
        }
      }
    }
    long interval = interval(range, points);
    Map<Integer, List<Point>> found = aggregated(tables, range, aggregate, interval);
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    for (int group = 0; group < names.size(); group++) {
      List<Point> buckets = found.getOrDefault(group, List.of());
      LineReducer line = new LineReducer(range, buckets.size() + 2, interval);
      for (Point bucket : buckets) {
        if (bucket.value() != null) {
          line.add(LineReducer.micros(bucket.at()), bucket.value());
        }
      }
      lines.put(names.get(group), line.line());
    }
    return lines;
  }

  /** The devices of one table with the number of their group. */
  private record GroupedDevices(Measure measure, List<String> devices, List<Integer> groups) {
    private GroupedDevices(Measure measure) {
      this(measure, new ArrayList<>(), new ArrayList<>());
    }

    private void add(DeviceRef device, int group) {
      devices.add(device.device().value());
      groups.add(group);
    }
  }

  /** Microseconds per bucket, so that a line has about so many points. */
  private static long interval(TimeRange range, int points) {
    return Intervals.nice(
        LineReducer.micros(range.to()) - LineReducer.micros(range.from()), points);
  }

  private Map<Integer, List<Point>> aggregated(
      Map<TableName, GroupedDevices> tables, TimeRange range, Aggregate aggregate, long interval) {
    Map<Integer, List<Point>> found = new TreeMap<>();
    if (tables.isEmpty()) {
      return found;
    }
    List<String> samples = new ArrayList<>();
    tables.forEach(
        (table, devices) ->
            samples.add(
                """
                SELECT g.grp, t.device, t.observed_at AS at, %s AS v
                FROM unnest(?::text[], ?::int4[]) AS g(member, grp) JOIN %s t ON t.device = g.member
                WHERE t.observed_at >= ? AND t.observed_at < ?
                """
                    .formatted(devices.measure().sql(), table.sql())));
    String sql =
        """
        SELECT grp, (extract(epoch FROM bucket) * 1000000)::int8, %s FROM (
          SELECT grp, device, at, v,
            date_bin(? * interval '1 microsecond', at, timestamptz 'epoch') AS bucket
          FROM (%s) s WHERE v IS NOT NULL) b
        GROUP BY grp, bucket ORDER BY grp, bucket
        """
            .formatted(function(aggregate), String.join(" UNION ALL ", samples));
    jdbc.query(
        connection -> bind(connection, sql, interval, tables, range),
        (java.sql.ResultSet row) -> {
          found
              .computeIfAbsent(row.getInt(1), g -> new ArrayList<>())
              .add(new Point(LineReducer.instant(row.getLong(2)), row.getDouble(3)));
        });
    return found;
  }

  private static PreparedStatement bind(
      Connection connection,
      String sql,
      long interval,
      Map<TableName, GroupedDevices> tables,
      TimeRange range)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setLong(1, interval);
    int next = 2;
    for (GroupedDevices devices : tables.values()) {
      statement.setArray(
          next++, connection.createArrayOf("text", devices.devices().toArray(new String[0])));
      statement.setArray(
          next++, connection.createArrayOf("int4", devices.groups().toArray(new Integer[0])));
      statement.setObject(next++, range.from().atOffset(ZoneOffset.UTC));
      statement.setObject(next++, range.to().atOffset(ZoneOffset.UTC));
    }
    return statement;
  }

  static String function(Aggregate aggregate) {
    return switch (aggregate) {
      case MIN -> "min(v)";
      case MAX -> "max(v)";
      case AVG -> "avg(v)";
      case SUM -> "sum(v)";
      case COUNT -> "count(v)::float8";
      case FIRST -> "(array_agg(v ORDER BY at, device))[1]";
      case LAST -> "(array_agg(v ORDER BY at DESC, device DESC))[1]";
    };
  }
}
