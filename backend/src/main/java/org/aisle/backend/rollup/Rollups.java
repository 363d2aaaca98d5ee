package org.aisle.backend.rollup;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.aisle.backend.timeseries.RollupTable;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Says which stretches of a device's history are summed up truly at this moment; the rest has to be
 * read from the readings. A sum that is said to be true may be replaced at any time by one that is
 * newer and true. Thread-safe.
 */
@Component
public class Rollups {

  /** The places of a sum in its array, as SQL counts them. */
  public static final int MIN = 1;

  public static final int MAX = 2;
  public static final int SUM = 3;
  public static final int COUNT = 4;
  public static final int FIRST = 5;
  public static final int LAST = 6;

  /** In microseconds; must be asked before the marks, see {@link #cover}. */
  private static final String STANDINGS =
      """
      SELECT l.device, (extract(epoch FROM l.rolled_to) * 1000000)::int8,
        (extract(epoch FROM l.hours_from) * 1000000)::int8,
        (SELECT (extract(epoch FROM kept_from) * 1000000)::int8 FROM aisle.rollup_kept k
          WHERE k.app = ? AND k.tbl = ?)
      FROM aisle.latest l
      WHERE l.app = ? AND l.tbl = ? AND l.device = ANY (?) AND l.rolled_to IS NOT NULL
      """;

  private static final String MARKS =
      """
      SELECT device, (extract(epoch FROM due_from) * 1000000)::int8,
        (extract(epoch FROM due_to) * 1000000)::int8
      FROM aisle.rollup_due
      WHERE app = ? AND tbl = ? AND device = ANY (?) AND due_from < ? AND due_to > ?
      ORDER BY device, due_from
      """;

  private static final String COLUMNS =
      """
      SELECT a.attname FROM pg_attribute a
      WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
      """;

  private final JdbcTemplate jdbc;

  public Rollups(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
  }

  /**
   * Part of a device's time in microseconds.
   *
   * @param from inclusive
   * @param to exclusive
   * @param stored whether the sums of it are true; then it begins and ends with one
   */
  public record Stretch(String device, long from, long to, boolean stored) {}

  /**
   * What a question can be answered from.
   *
   * @param stretches device by device in the order of time, without a gap
   */
  public record Cover(TableName sums, List<Stretch> stretches) {
    public Cover {
      stretches = List.copyOf(stretches);
    }

    public List<Stretch> stored() {
      return stretches.stream().filter(Stretch::stored).toList();
    }

    public List<Stretch> open() {
      return stretches.stream().filter(stretch -> !stretch.stored()).toList();
    }
  }

  /** A device's standing in microseconds. */
  private record Standing(long rolledTo, @Nullable Long hoursFrom, long keptFrom) {}

  private record Mark(long from, long to) {}

  /**
   * The longest rows that make up pieces of that width; null where only readings do.
   *
   * @param width in microseconds, aligned to the epoch
   */
  public static @Nullable RollupTable of(long width) {
    if (width % RollupTable.DAY.micros() == 0) {
      return RollupTable.DAY;
    }
    return width % RollupTable.HOUR.micros() == 0 ? RollupTable.HOUR : null;
  }

  /**
   * @param table of readings or derived fields
   * @param columns of that table that are asked for
   * @param from inclusive, in microseconds
   * @param to exclusive
   */
  public Cover cover(
      AppId app,
      TableName table,
      Collection<String> devices,
      Collection<String> columns,
      long from,
      long to,
      RollupTable each) {
    TableName sums = each.of(table);
    Set<String> wanted = new LinkedHashSet<>(devices);
    boolean summed =
        to - from >= each.micros()
            && jdbc.queryForList(COLUMNS, String.class, sums.sql()).containsAll(columns);
    Map<String, Standing> standings = summed ? standings(app, table, wanted) : Map.of();
    Map<String, List<Mark>> marks =
        standings.isEmpty() ? Map.of() : marks(app, table, wanted, from, to);
    List<Stretch> stretches = new ArrayList<>();
    for (String device : wanted) {
      Standing standing = standings.get(device);
      if (standing == null || (each == RollupTable.HOUR && standing.hoursFrom() == null)) {
        stretches.add(new Stretch(device, from, to, false));
      } else {
        cut(stretches, device, standing, marks.getOrDefault(device, List.of()), from, to, each);
      }
    }
    return new Cover(sums, stretches);
  }

  private static void cut(
      List<Stretch> stretches,
      String device,
      Standing standing,
      List<Mark> marks,
      long from,
      long to,
      RollupTable each) {
    long width = each.micros();
    long hours = standing.hoursFrom() == null ? Long.MIN_VALUE : standing.hoursFrom();
    long since = each == RollupTable.HOUR ? Math.max(hours, from) : from;
    long first = Math.ceilDiv(Math.max(since, standing.keptFrom()), width) * width;
    long last = Math.floorDiv(Math.min(to, standing.rolledTo()), width) * width;
    long at = from;
    if (first < last) {
      at = add(stretches, device, at, first, false);
      for (Mark mark : marks) {
        long due = Math.clamp(Math.floorDiv(mark.from(), width) * width, first, last);
        at = add(stretches, device, at, due, true);
        at =
            add(
                stretches,
                device,
                at,
                Math.clamp(Math.ceilDiv(mark.to(), width) * width, first, last),
                false);
      }
      at = add(stretches, device, at, last, true);
    }
    add(stretches, device, at, to, false);
  }

  /** Returns how far it is cut now; joined with the stretch before where both are read. */
  private static long add(
      List<Stretch> stretches, String device, long from, long to, boolean stored) {
    if (from >= to) {
      return from;
    }
    Stretch before = stretches.isEmpty() ? null : stretches.getLast();
    if (before != null
        && before.device().equals(device)
        && before.to() == from
        && before.stored() == stored) {
      stretches.removeLast();
      stretches.add(new Stretch(device, before.from(), to, stored));
    } else {
      stretches.add(new Stretch(device, from, to, stored));
    }
    return to;
  }

  private Map<String, Standing> standings(AppId app, TableName table, Set<String> devices) {
    Map<String, Standing> standings = new HashMap<>();
    jdbc.query(
        STANDINGS,
        row -> {
          String device = row.getString(1);
          long rolledTo = row.getLong(2);
          long hours = row.getLong(3);
          Long hoursFrom = row.wasNull() ? null : hours;
          long kept = row.getLong(4);
          standings.put(
              device, new Standing(rolledTo, hoursFrom, row.wasNull() ? Long.MIN_VALUE : kept));
        },
        app.value(),
        table.table(),
        app.value(),
        table.table(),
        devices.toArray(String[]::new));
    return standings;
  }

  private Map<String, List<Mark>> marks(
      AppId app, TableName table, Set<String> devices, long from, long to) {
    Map<String, List<Mark>> marks = new HashMap<>();
    jdbc.query(
        MARKS,
        row -> {
          marks
              .computeIfAbsent(row.getString(1), device -> new ArrayList<>())
              .add(new Mark(row.getLong(2), row.getLong(3)));
        },
        app.value(),
        table.table(),
        devices.toArray(String[]::new),
        time(to),
        time(from));
    return marks;
  }

  static OffsetDateTime time(long micros) {
    return java.time.Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
