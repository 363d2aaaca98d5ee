package org.aisle.backend.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.backend.query.FleetNumbers.Limits;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.rollup.Rollups.Cover;
import org.aisle.backend.rollup.Rollups.Stretch;
import org.aisle.backend.timeseries.RollupTable;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Tells from the sums of days which devices cannot have been outside of limits, so that their
 * readings need not be looked at: those whose last number before the day in which the range begins
 * was inside, and of which nothing was outside since.
 */
final class EverOutside {

  /** How far back a device's last number before the range is looked for. */
  private static final int DAYS_BEFORE = 32;

  private static final String DAYS =
      """
      SELECT a.device FROM unnest(:devices::text[], :froms::timestamptz[], :tos::timestamptz[])
          AS a(device, since, until)
      WHERE NOT EXISTS (SELECT FROM %2$s r WHERE r.device = a.device
          AND r.bucket >= :day AND r.bucket < a.until AND (r.%1$s[1] < :min OR r.%1$s[2] > :max))
        AND (SELECT r.%1$s[6] BETWEEN :min AND :max FROM %2$s r WHERE r.device = a.device
          AND r.bucket >= a.since AND r.bucket < :day AND r.%1$s IS NOT NULL
          ORDER BY r.bucket DESC LIMIT 1)
      """;

  private static final String READINGS =
      """
      SELECT a.device FROM unnest(:devices::text[], :froms::timestamptz[], :tos::timestamptz[])
          AS a(device, since, until)
      WHERE EXISTS (SELECT FROM %2$s t WHERE t.device = a.device
        AND t.observed_at >= a.since AND t.observed_at < a.until
        AND t.observed_at >= :least AND t.observed_at < :most AND NOT t.%1$s BETWEEN :min AND :max)
      """;

  private final NamedParameterJdbcTemplate jdbc;
  private final Rollups rollups;

  EverOutside(NamedParameterJdbcTemplate jdbc, Rollups rollups) {
    this.jdbc = jdbc;
    this.rollups = rollups;
  }

  /**
   * Those of the devices that may have been outside at any moment of the range, in their order; a
   * derived field may be at any time.
   */
  List<String> of(
      AppId app,
      DeviceTemplate template,
      String field,
      List<String> devices,
      TimeRange range,
      Limits limits) {
    List<Measure> measures = Measure.of(template, field);
    if (measures.size() != 1 || measures.getFirst().derived()) {
      return devices;
    }
    Measure measure = measures.getFirst();
    TableName table = TableName.of(app, template);
    long day = RollupTable.DAY.micros();
    long first = Math.floorDiv(LineReducer.micros(range.from()), day) * day;
    Cover cover =
        rollups.cover(
            app,
            table,
            devices,
            List.of(measure.column()),
            first - DAYS_BEFORE * day,
            LineReducer.micros(range.to()),
            RollupTable.DAY);
    Map<String, Stretch> stored = new LinkedHashMap<>();
    for (Stretch stretch : cover.stored()) {
      if (stretch.from() < first && stretch.to() >= first) {
        stored.put(stretch.device(), stretch);
      }
    }
    if (stored.isEmpty()) {
      return devices;
    }
    String column = TableName.quoted(measure.column());
    Set<String> known =
        new HashSet<>(
            jdbc.queryForList(
                DAYS.formatted(column, cover.sums().sql()),
                bound(stored.values(), limits).addValue("day", Sums.time(first)),
                String.class));
    long to = LineReducer.micros(range.to());
    List<Stretch> open =
        stored.values().stream()
            .filter(stretch -> stretch.to() < to && known.contains(stretch.device()))
            .map(stretch -> new Stretch(stretch.device(), stretch.to(), to, false))
            .toList();
    if (!open.isEmpty()) {
      jdbc.queryForList(READINGS.formatted(column, table.sql()), bound(open, limits), String.class)
          .forEach(known::remove);
    }
    return devices.stream().filter(device -> !known.contains(device)).toList();
  }

  private static MapSqlParameterSource bound(Collection<Stretch> stretches, Limits limits) {
    List<String> froms = new ArrayList<>();
    List<String> tos = new ArrayList<>();
    stretches.forEach(stretch -> froms.add(Sums.time(stretch.from()).toString()));
    stretches.forEach(stretch -> tos.add(Sums.time(stretch.to()).toString()));
    return new MapSqlParameterSource()
        .addValue("min", limits.min() == null ? Double.NEGATIVE_INFINITY : limits.min())
        .addValue("max", limits.max() == null ? Double.POSITIVE_INFINITY : limits.max())
        .addValue("devices", stretches.stream().map(Stretch::device).toArray(String[]::new))
        .addValue("froms", froms.toArray(String[]::new))
        .addValue("tos", tos.toArray(String[]::new))
        .addValue("least", Sums.time(stretches.stream().mapToLong(Stretch::from).min().orElse(0)))
        .addValue("most", Sums.time(stretches.stream().mapToLong(Stretch::to).max().orElse(0)));
  }
}
