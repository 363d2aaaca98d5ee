package org.aisle.backend.rollup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.identity.AppId;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is to be summed up: the statements that find it, and that close time for good. */
final class RollupWork {

  /** Readings in a day from which on a device has sums per hour too: six an hour. */
  static final int DENSE = 144;

  /** A device without hours is looked at once a day, one with hours once an hour. */
  private static final String OPEN =
      """
      SELECT l.app, l.tbl, l.device,
        (extract(epoch FROM date_bin(
          CASE WHEN hours_from IS NULL THEN interval '1 day' ELSE interval '1 hour' END,
          least(observed_at, ?::timestamptz), timestamptz 'epoch')) * 1000000)::int8
      FROM aisle.latest l
      WHERE observed_at > '-infinity' AND (rolled_to IS NULL
        OR rolled_to + CASE WHEN hours_from IS NULL THEN interval '1 day' ELSE interval '1 hour' END
          <= least(observed_at, ?::timestamptz))
      ORDER BY l.app, l.tbl, l.device COLLATE "C" LIMIT ?
      """;

  private static final String DENSITIES =
      """
      SELECT a.device FROM unnest(?::text[], ?::int8[]) AS a(device, target)
      WHERE (SELECT count(*) FROM (SELECT FROM %s t WHERE t.device = a.device
          AND t.observed_at < timestamptz 'epoch' + a.target * interval '1 microsecond'
          AND t.observed_at >= timestamptz 'epoch' - interval '1 day'
            + a.target * interval '1 microsecond' LIMIT ?) s) >= ?
      """;

  /**
   * From its commit on, whoever writes before the target marks it; who wrote before has committed,
   * because the writer holds the row. A row that a writer holds now is left for the next time.
   */
  private static final String CLOSE =
      """
      WITH open AS (
        SELECT l.app, l.tbl, l.device, a.dense,
          coalesce(l.rolled_to, timestamptz '0001-01-01 00:00:00Z') AS since,
          timestamptz 'epoch' + a.target * interval '1 microsecond' AS target
        FROM unnest(?::text[], ?::int8[], ?::bool[]) AS a(device, target, dense)
          JOIN aisle.latest l ON l.app = ? AND l.tbl = ? AND l.device = a.device
        WHERE l.rolled_to IS NULL
          OR l.rolled_to < timestamptz 'epoch' + a.target * interval '1 microsecond'
        ORDER BY l.device COLLATE "C" FOR UPDATE OF l SKIP LOCKED),
      due AS (
        INSERT INTO aisle.rollup_due (app, tbl, device, due_from, due_to)
        SELECT app, tbl, device, since, target FROM open)
      UPDATE aisle.latest l SET rolled_to = o.target,
        hours_from = CASE WHEN l.hours_from IS NULL AND o.dense THEN o.since ELSE l.hours_from END
      FROM open o WHERE l.app = o.app AND l.tbl = o.tbl AND l.device = o.device
      """;

  /** Without the marks of writers that have not committed; what those wrote stays marked. */
  private static final String DUE =
      """
      SELECT d.id, d.device, (extract(epoch FROM d.due_from) * 1000000)::int8,
        (extract(epoch FROM d.due_to) * 1000000)::int8,
        (extract(epoch FROM l.rolled_to) * 1000000)::int8,
        (extract(epoch FROM l.hours_from) * 1000000)::int8
      FROM aisle.rollup_due d
        JOIN aisle.latest l ON l.app = d.app AND l.tbl = d.tbl AND l.device = d.device
      WHERE d.app = ? AND d.tbl = ? ORDER BY d.id LIMIT ?
      """;

  private final JdbcTemplate jdbc;

  RollupWork(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A device whose time up to the target can be closed. */
  private record Open(String device, long target) {}

  /** A table of readings or of derived fields. */
  record Table(AppId app, String name) {
    TableName readings() {
      return new TableName(app.schema(), name);
    }
  }

  /**
   * A stretch of a device to be summed up, all in microseconds.
   *
   * @param hoursFrom {@link Long#MAX_VALUE} where there are only days, because readings are few
   */
  record Due(long id, String device, long from, long to, long rolledTo, long hoursFrom) {}

  /** Returns of how many devices time was closed. */
  int close(Instant now, int most) {
    record Row(Table table, Open open) {}
    String until = now.atOffset(ZoneOffset.UTC).toString();
    List<Row> rows =
        jdbc.query(
            OPEN,
            (row, i) ->
                new Row(
                    new Table(new AppId(row.getString(1)), row.getString(2)),
                    new Open(row.getString(3), row.getLong(4))),
            until,
            until,
            most);
    int closed = 0;
    List<Open> same = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Table table = rows.get(i).table();
      same.add(rows.get(i).open());
      if (i + 1 == rows.size() || !rows.get(i + 1).table().equals(table)) {
        if (there(table)) {
          closed += close(table, same);
        }
        same.clear();
      }
    }
    return closed;
  }

  private int close(Table table, List<Open> open) {
    String[] devices = open.stream().map(Open::device).toArray(String[]::new);
    Long[] targets = open.stream().map(Open::target).toArray(Long[]::new);
    List<String> dense =
        jdbc.queryForList(
            DENSITIES.formatted(table.readings().sql()),
            String.class,
            devices,
            targets,
            DENSE,
            DENSE);
    return jdbc.update(
        CLOSE,
        devices,
        targets,
        open.stream().map(o -> dense.contains(o.device())).toArray(Boolean[]::new),
        table.app().value(),
        table.name());
  }

  /** Every table with something due. */
  List<Table> tables() {
    return jdbc
        .query(
            "SELECT DISTINCT app, tbl FROM aisle.rollup_due ORDER BY app, tbl",
            (row, i) -> new Table(new AppId(row.getString(1)), row.getString(2)))
        .stream()
        .filter(this::there)
        .toList();
  }

  /** Another app's removal may have taken it meanwhile. */
  private boolean there(Table table) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT to_regclass(?) IS NOT NULL", Boolean.class, table.readings().sql()));
  }

  List<Due> due(Table table, int most) {
    return jdbc.query(
        DUE,
        (row, i) -> {
          long rolledTo = row.getLong(5);
          long until = row.wasNull() ? Long.MIN_VALUE : rolledTo;
          long hours = row.getLong(6);
          long hoursFrom = row.wasNull() ? Long.MAX_VALUE : hours;
          return new Due(
              row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4), until, hoursFrom);
        },
        table.app().value(),
        table.name(),
        most);
  }

  void done(List<Due> due) {
    jdbc.update(
        "DELETE FROM aisle.rollup_due WHERE id = ANY (?)",
        (Object) due.stream().map(Due::id).toArray(Long[]::new));
  }
}
