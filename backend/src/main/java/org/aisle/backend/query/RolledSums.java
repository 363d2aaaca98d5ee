package org.aisle.backend.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aisle.backend.query.Sums.Asked;
import org.aisle.backend.query.Sums.Stretch;
import org.aisle.backend.query.Sums.Sum;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.rollup.Rollups.Cover;
import org.aisle.backend.timeseries.RollupTable;
import org.aisle.backend.timeseries.TableName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Sums up from what is summed up already, and from the readings where that is not true: the same
 * numbers as from the readings alone, but for the last bits of a sum, whose order is another.
 */
final class RolledSums {

  private static final String STORED =
      """
      SELECT grp, (extract(epoch FROM piece) * 1000000)::int8, NULL::text,
        sum(s), sum(n)::int8, min(lo), max(hi), NULL::float8
      FROM (
        SELECT a.grp, date_bin(:width * interval '1 microsecond', r.bucket, timestamptz 'epoch')
          AS piece, %1$s
        FROM unnest(:devices::text[], :groups::int4[], :froms::timestamptz[], :tos::timestamptz[])
            AS a(device, grp, since, until)
          JOIN %2$s r ON r.device = a.device AND r.bucket >= a.since AND r.bucket < a.until
        WHERE r.%3$s IS NOT NULL%4$s) s
      GROUP BY grp, piece
      """;

  private static final String NUMBERS =
      "r.%1$s[3] AS s, r.%1$s[4] AS n, r.%1$s[1] AS lo, r.%1$s[2] AS hi";

  /** A number inside is 100, one outside 0. */
  private static final String PERCENTAGES =
      """
      CASE WHEN r.%1$s[2] < :min OR r.%1$s[1] > :max THEN 0 ELSE 100 * r.%1$s[4] END AS s,
        r.%1$s[4] AS n,
        CASE WHEN r.%1$s[2] < :min OR r.%1$s[1] > :max THEN 0 ELSE 100 END::float8 AS lo,
        CASE WHEN r.%1$s[2] < :min OR r.%1$s[1] > :max THEN 0 ELSE 100 END::float8 AS hi
      """;

  /** All of a bucket is inside, or all of it is outside. */
  private static final String CLEAR =
      """
       AND (r.%1$s[2] < :min OR r.%1$s[1] > :max OR (r.%1$s[1] >= :min AND r.%1$s[2] <= :max))
      """;

  private static final String OPEN =
      """
      SELECT grp, t.device, t.observed_at AS at, NULL::text AS state, %1$s AS v,
        date_bin(:width * interval '1 microsecond', t.observed_at, timestamptz 'epoch') AS piece
      FROM unnest(:devices::text[], :groups::int4[], :froms::timestamptz[], :tos::timestamptz[])
          AS a(device, grp, since, until)
        JOIN %2$s t ON t.device = a.device
          AND t.observed_at >= a.since AND t.observed_at < a.until
      WHERE t.observed_at >= :least AND t.observed_at < :most
      """;

  /** The readings of buckets in which some numbers are inside and some outside. */
  private static final String MIXED =
      """
      SELECT a.grp, t.device, t.observed_at AS at, NULL::text AS state, %1$s AS v,
        date_bin(:width * interval '1 microsecond', t.observed_at, timestamptz 'epoch') AS piece
      FROM unnest(:devices::text[], :groups::int4[], :froms::timestamptz[], :tos::timestamptz[])
          AS a(device, grp, since, until)
        JOIN %2$s r ON r.device = a.device AND r.bucket >= a.since AND r.bucket < a.until
          AND r.%3$s[2] >= :min AND r.%3$s[1] <= :max
          AND NOT (r.%3$s[1] >= :min AND r.%3$s[2] <= :max)
        JOIN %4$s t ON t.device = r.device AND t.observed_at >= r.bucket
          AND t.observed_at < r.bucket + :bucket * interval '1 microsecond'
      WHERE t.observed_at >= :least AND t.observed_at < :most
      """;

  private final NamedParameterJdbcTemplate jdbc;
  private final Rollups rollups;

  RolledSums(NamedParameterJdbcTemplate jdbc, Rollups rollups) {
    this.jdbc = jdbc;
    this.rollups = rollups;
  }

  /** Whether it can be put together from sums of whole hours or days. */
  static boolean suits(Asked asked, List<Stretch> stretches) {
    RollupTable each = Rollups.of(asked.width());
    return each != null
        && asked.by() == null
        && !Sums.picks(asked)
        && stretches.stream().anyMatch(s -> s.to() - s.from() >= each.micros());
  }

  private record Place(int group, long piece) {}

  /** Parts of devices' time with the group each is summed up to. */
  private static final class Parts {
    private final List<String> devices = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final List<Long> froms = new ArrayList<>();
    private final List<Long> tos = new ArrayList<>();

    void add(Rollups.Stretch stretch, List<Integer> wanted) {
      for (int group : wanted) {
        devices.add(stretch.device());
        groups.add(group);
        froms.add(stretch.from());
        tos.add(stretch.to());
      }
    }

    boolean isEmpty() {
      return devices.isEmpty();
    }

    MapSqlParameterSource bind(MapSqlParameterSource parameters) {
      return parameters
          .addValue("devices", devices.toArray(String[]::new))
          .addValue("groups", groups.toArray(Integer[]::new))
          .addValue("froms", times(froms))
          .addValue("tos", times(tos))
          .addValue("least", Sums.time(froms.stream().min(Long::compare).orElseThrow()))
          .addValue("most", Sums.time(tos.stream().max(Long::compare).orElseThrow()));
    }

    private static String[] times(List<Long> micros) {
      return micros.stream().map(at -> Sums.time(at).toString()).toArray(String[]::new);
    }
  }

  List<Sum> read(Asked asked, Map<TableName, Members> tables, List<Stretch> stretches) {
    RollupTable each = Objects.requireNonNull(Rollups.of(asked.width()));
    Map<Place, Sum> sums = new LinkedHashMap<>();
    tables.forEach(
        (table, members) -> {
          Parts stored = new Parts();
          Parts open = new Parts();
          TableName summed = cover(asked, table, members, stretches, each, stored, open);
          if (!stored.isEmpty()) {
            stored(asked, table, members.measure(), summed, each, stored, sums);
          }
          if (!open.isEmpty()) {
            String value = value(asked, members.measure());
            add(asked, OPEN.formatted(value, table.sql()), open, null, sums);
          }
        });
    return sums.values().stream().sorted(Comparator.comparingLong(Sum::piece)).toList();
  }

  private TableName cover(
      Asked asked,
      TableName table,
      Members members,
      List<Stretch> stretches,
      RollupTable each,
      Parts stored,
      Parts open) {
    Map<String, List<Integer>> groups = new HashMap<>();
    for (int i = 0; i < members.devices().size(); i++) {
      groups
          .computeIfAbsent(members.devices().get(i), device -> new ArrayList<>())
          .add(members.groups().get(i));
    }
    for (Stretch stretch : stretches) {
      Cover cover =
          rollups.cover(
              asked.app(),
              table,
              groups.keySet(),
              List.of(members.measure().column()),
              stretch.from(),
              stretch.to(),
              each);
      for (Rollups.Stretch part : cover.stretches()) {
        (part.stored() ? stored : open)
            .add(part, Objects.requireNonNull(groups.get(part.device())));
      }
    }
    return each.of(table);
  }

  private void stored(
      Asked asked,
      TableName table,
      Measure measure,
      TableName summed,
      RollupTable each,
      Parts stored,
      Map<Place, Sum> sums) {
    String column = TableName.quoted(measure.column());
    if (asked.within() == null) {
      String sql = STORED.formatted(NUMBERS.formatted(column), summed.sql(), column, "");
      collect(asked, sql, stored.bind(Sums.parameters(asked)), sums);
      return;
    }
    String clear =
        STORED.formatted(
            PERCENTAGES.formatted(column), summed.sql(), column, CLEAR.formatted(column));
    collect(asked, clear, stored.bind(Sums.parameters(asked)), sums);
    String mixed = MIXED.formatted(value(asked, measure), summed.sql(), column, table.sql());
    add(asked, mixed, stored, each, sums);
  }

  private static String value(Asked asked, Measure measure) {
    String sql = measure.sql().replaceFirst("^\"", "t.\"");
    return asked.within() == null ? sql : Sums.WITHIN.formatted(sql);
  }

  private void add(
      Asked asked, String samples, Parts parts, @Nullable RollupTable each, Map<Place, Sum> sums) {
    MapSqlParameterSource parameters = parts.bind(Sums.parameters(asked));
    if (each != null) {
      parameters.addValue("bucket", each.micros());
    }
    collect(asked, Sums.SUMS.formatted("NULL::float8", samples), parameters, sums);
  }

  private void collect(
      Asked asked, String sql, MapSqlParameterSource parameters, Map<Place, Sum> sums) {
    Aggregate aggregate = asked.aggregate();
    jdbc.query(
        sql,
        parameters,
        row -> {
          Sum sum = Sums.sum(row);
          sums.merge(
              new Place(sum.group(), sum.piece()), sum, (one, two) -> one.and(two, aggregate));
        });
  }
}
