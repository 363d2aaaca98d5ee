package org.aisle.backend.rollup;

import static org.aisle.backend.timeseries.TableName.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.backend.rollup.RollupWork.Due;
import org.aisle.backend.rollup.RollupWork.Table;
import org.aisle.backend.timeseries.RollupTable;
import org.aisle.backend.timeseries.TableName;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sums the readings of stretches up anew and puts the sums in the place of the old ones. */
final class RollupWriter {

  /** Columns that can be summed up, with what makes a number of them. */
  private static final String NUMBERS =
      """
      SELECT a.attname, CASE WHEN a.atttypid = 'bool'::regtype THEN '::int::float8' ELSE '::float8' END
      FROM pg_attribute a
      WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND a.atttypid IN ('float8'::regtype, 'int4'::regtype, 'int8'::regtype, 'bool'::regtype)
        AND a.attname NOT IN ('seq', 'device', 'bucket')
      ORDER BY a.attnum
      """;

  private static final String FORGET =
      """
      DELETE FROM %s r USING unnest(?::text[], ?::int8[], ?::int8[]) AS a(device, since, until)
      WHERE r.device = a.device
        AND r.bucket >= timestamptz 'epoch' + a.since * interval '1 microsecond'
        AND r.bucket < timestamptz 'epoch' + a.until * interval '1 microsecond'
      """;

  private static final String SUM_UP =
      """
      INSERT INTO %1$s (device, bucket%2$s)
      SELECT device, "$bucket"%3$s
      FROM (SELECT t.*, date_bin(interval '%4$d microseconds', t.observed_at, timestamptz 'epoch')
            AS "$bucket"
          FROM unnest(?::text[], ?::int8[], ?::int8[]) AS a(device, since, until)
            JOIN %5$s t ON t.device = a.device
              AND t.observed_at >= timestamptz 'epoch' + a.since * interval '1 microsecond'
              AND t.observed_at < timestamptz 'epoch' + a.until * interval '1 microsecond') t
      GROUP BY device, "$bucket"
      """;

  /** Minimum, maximum, sum, count, first and last, as {@link Rollups} counts them. */
  private static final String SIX =
      """
      , CASE WHEN count(%1$s) > 0 THEN ARRAY[min(%1$s%2$s), max(%1$s%2$s),
        sum(%1$s%2$s ORDER BY observed_at), count(%1$s)::float8,
        (array_agg(%1$s%2$s ORDER BY observed_at) FILTER (WHERE %1$s IS NOT NULL))[1],
        (array_agg(%1$s%2$s ORDER BY observed_at) FILTER (WHERE %1$s IS NOT NULL))[count(%1$s)]] END
      """;

  private final JdbcTemplate jdbc;

  RollupWriter(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A stretch in microseconds. */
  private record Range(String device, long from, long to) {}

  /**
   * Makes the tables of sums, or adds the columns that are missing. What is due must have been
   * looked up before, so that every column it has values in is there.
   */
  void prepare(Table table) {
    jdbc.query(
        "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> {},
        "aisle.tables." + table.app().value());
    Boolean there =
        jdbc.queryForObject(
            "SELECT to_regclass(?) IS NOT NULL", Boolean.class, table.readings().sql());
    if (!Boolean.TRUE.equals(there)) {
      return;
    }
    jdbc.execute("CREATE SCHEMA IF NOT EXISTS " + quoted(RollupTable.schema(table.app().schema())));
    for (RollupTable each : RollupTable.values()) {
      TableName sums = each.of(table.readings());
      if (jdbc.queryForList(
              "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?)", sums.sql())
          .isEmpty()) {
        nothingIsSummedUp(table);
      }
      jdbc.execute(
          """
          CREATE TABLE IF NOT EXISTS %s (
            device text COLLATE "C" NOT NULL, bucket timestamptz NOT NULL,
            PRIMARY KEY (device, bucket))
          """
              .formatted(sums.sql()));
      String columns =
          numbers(table.readings()).keySet().stream()
              .map(column -> "ADD COLUMN IF NOT EXISTS " + quoted(column) + " float8[]")
              .collect(Collectors.joining(", "));
      if (!columns.isEmpty() && !numbers(sums, table.readings())) {
        jdbc.execute("ALTER TABLE " + sums.sql() + " " + columns);
      }
    }
  }

  /** As after a restore of the readings alone, whatever was known of sums before. */
  private void nothingIsSummedUp(Table table) {
    jdbc.update(
        """
        WITH all_of_it AS (SELECT app, tbl, device FROM aisle.latest WHERE app = ? AND tbl = ?
          ORDER BY device COLLATE "C" FOR UPDATE)
        UPDATE aisle.latest l SET rolled_to = NULL, hours_from = NULL FROM all_of_it a
        WHERE l.app = a.app AND l.tbl = a.tbl AND l.device = a.device
        """,
        table.app().value(),
        table.name());
  }

  /** Whether every number has its sums already, so that nobody has to wait for a lock. */
  private boolean numbers(TableName sums, TableName readings) {
    return jdbc.queryForList(
            "SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass",
            String.class,
            sums.sql())
        .containsAll(numbers(readings).keySet());
  }

  private Map<String, String> numbers(TableName readings) {
    SortedMap<String, String> numbers = new TreeMap<>();
    jdbc.query(
        NUMBERS,
        row -> {
          numbers.put(row.getString(1), row.getString(2));
        },
        readings.sql());
    return numbers;
  }

  void write(Table table, List<Due> due) {
    Map<String, String> numbers = numbers(table.readings());
    for (RollupTable each : RollupTable.values()) {
      List<Range> ranges = ranges(due, each);
      if (ranges.isEmpty()) {
        continue;
      }
      Object[] arrays = {
        ranges.stream().map(Range::device).toArray(String[]::new),
        ranges.stream().map(Range::from).toArray(Long[]::new),
        ranges.stream().map(Range::to).toArray(Long[]::new)
      };
      String sums = each.of(table.readings()).sql();
      jdbc.update(FORGET.formatted(sums), arrays);
      StringBuilder columns = new StringBuilder();
      StringBuilder six = new StringBuilder();
      numbers.forEach(
          (column, cast) -> {
            columns.append(", ").append(quoted(column));
            six.append(SIX.formatted(quoted(column), cast));
          });
      jdbc.update(
          SUM_UP.formatted(sums, columns, six, each.micros(), table.readings().sql()), arrays);
    }
  }

  /** Whole hours or days that are closed, none of them twice. */
  private static List<Range> ranges(List<Due> due, RollupTable each) {
    long width = each.micros();
    SortedMap<String, List<Range>> devices = new TreeMap<>();
    for (Due mark : due) {
      long since =
          each == RollupTable.HOUR && mark.hoursFrom() > mark.from()
              ? mark.hoursFrom()
              : mark.from();
      if (since == Long.MAX_VALUE || mark.rolledTo() == Long.MIN_VALUE) {
        continue;
      }
      long from = Math.floorDiv(since, width) * width;
      long to =
          Math.min(
              Math.ceilDiv(mark.to(), width) * width,
              Math.floorDiv(mark.rolledTo(), width) * width);
      if (from < to) {
        devices
            .computeIfAbsent(mark.device(), d -> new ArrayList<>())
            .add(new Range(mark.device(), from, to));
      }
    }
    List<Range> joined = new ArrayList<>();
    for (List<Range> ranges : devices.values()) {
      ranges.sort(java.util.Comparator.comparingLong(Range::from));
      Range open = ranges.getFirst();
      for (Range range : ranges) {
        if (range.from() > open.to()) {
          joined.add(open);
          open = range;
        } else {
          open = new Range(open.device(), open.from(), Math.max(open.to(), range.to()));
        }
      }
      joined.add(open);
    }
    return joined;
  }
}
