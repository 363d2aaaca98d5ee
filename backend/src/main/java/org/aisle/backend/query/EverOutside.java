package org.aisle.backend.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
 * readings need not be looked at: those with something measured in the day before the range, and
 * nothing outside since that day began.
 */
final class EverOutside {

  private static final String DAYS =
      """
      SELECT a.device, bool_or(r.%1$s[1] < :min OR r.%1$s[2] > :max), bool_or(r.bucket < :day)
      FROM unnest(:devices::text[], :froms::timestamptz[], :tos::timestamptz[])
          AS a(device, since, until)
        JOIN %2$s r ON r.device = a.device AND r.bucket >= a.since AND r.bucket < a.until
      WHERE r.%1$s IS NOT NULL GROUP BY a.device
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
            first - day,
            LineReducer.micros(range.to()),
            RollupTable.DAY);
    List<Stretch> stored = cover.stored();
    if (stored.isEmpty()) {
      return devices;
    }
    String column = TableName.quoted(measure.column());
    Set<String> known = new HashSet<>();
    jdbc.query(
        DAYS.formatted(column, cover.sums().sql()),
        bound(stored, limits).addValue("day", Sums.time(first)),
        row -> {
          if (!row.getBoolean(2) && row.getBoolean(3)) {
            known.add(row.getString(1));
          }
        });
    List<Stretch> open =
        cover.open().stream().filter(stretch -> known.contains(stretch.device())).toList();
    if (!open.isEmpty()) {
      known.removeAll(
          jdbc.queryForList(
              READINGS.formatted(column, table.sql()), bound(open, limits), String.class));
    }
    return devices.stream().filter(device -> !known.contains(device)).toList();
  }

  private static MapSqlParameterSource bound(List<Stretch> stretches, Limits limits) {
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
