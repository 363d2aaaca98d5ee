package org.aisle.backend.timeseries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Marks beside the latest values, so that setting one costs the writer no statement. */
@Component
class JdbcEvaluationMarks implements EvaluationMarks {

  /** Rows that a writer holds are left out: their marks are about to change anyway. */
  private static final String SETTLE =
      """
      WITH settled AS (
        SELECT l.app, l.device, l.tbl
        FROM unnest(?::text[], ?::text[], ?::text[], ?::int8[]) AS a(app, device, tbl, changes)
          JOIN aisle.latest l ON l.app = a.app AND l.device = a.device AND l.tbl = a.tbl
            AND l.changes = a.changes
        WHERE l.due_from IS NOT NULL
        FOR UPDATE OF l SKIP LOCKED)
      UPDATE aisle.latest l SET due_from = NULL FROM settled s
      WHERE l.app = s.app AND l.device = s.device AND l.tbl = s.tbl
      """;

  private static final String MARK =
      """
      WITH marked AS (
        SELECT app, device, tbl FROM aisle.latest
        WHERE app = ? AND (?::text IS NULL OR tbl = ?) AND (?::text IS NULL OR device = ?)
          AND derived_from IS NULL
        ORDER BY tbl COLLATE "C", device COLLATE "C" FOR UPDATE)
      UPDATE aisle.latest l SET changes = changes + 1, due_from = least(due_from, ?)
      FROM marked m WHERE l.app = m.app AND l.device = m.device AND l.tbl = m.tbl
      """;

  private final JdbcTemplate jdbc;

  JdbcEvaluationMarks(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Mark> due() {
    return jdbc.query(
        "SELECT app, device, tbl, changes, due_from, received_at FROM aisle.latest"
            + " WHERE due_from IS NOT NULL",
        (row, number) -> mark(row));
  }

  @Override
  public Map<DeviceRef, Mark> of(AppId app, String table, Collection<DeviceId> devices) {
    Map<DeviceRef, Mark> marks = new HashMap<>();
    jdbc.query(
        "SELECT app, device, tbl, changes, due_from, received_at FROM aisle.latest"
            + " WHERE app = ? AND tbl = ? AND device = ANY (?)",
        row -> {
          Mark mark = mark(row);
          marks.put(mark.device(), mark);
        },
        app.value(),
        table,
        devices.stream().map(DeviceId::value).toArray(String[]::new));
    return marks;
  }

  @Override
  public void settle(Collection<Mark> evaluated) {
    if (evaluated.isEmpty()) {
      return;
    }
    List<Mark> all = List.copyOf(evaluated);
    jdbc.update(
        connection -> {
          var statement = connection.prepareStatement(SETTLE);
          statement.setArray(
              1,
              connection.createArrayOf(
                  "text", all.stream().map(m -> m.device().app().value()).toArray()));
          statement.setArray(
              2,
              connection.createArrayOf(
                  "text", all.stream().map(m -> m.device().device().value()).toArray()));
          statement.setArray(
              3, connection.createArrayOf("text", all.stream().map(Mark::table).toArray()));
          statement.setArray(
              4, connection.createArrayOf("int8", all.stream().map(Mark::changes).toArray()));
          return statement;
        });
  }

  @Override
  public void markDue(AppId app, @Nullable String table, @Nullable DeviceId device, Instant from) {
    String one = device == null ? null : device.value();
    Instant kept = from.isBefore(BEGINNING) ? BEGINNING : from;
    jdbc.update(MARK, app.value(), table, table, one, one, kept.atOffset(ZoneOffset.UTC));
  }

  private static Mark mark(ResultSet row) throws SQLException {
    OffsetDateTime due = row.getObject("due_from", OffsetDateTime.class);
    return new Mark(
        DeviceRef.of(row.getString("app"), row.getString("device")),
        row.getString("tbl"),
        row.getLong("changes"),
        due == null ? null : due.toInstant(),
        row.getObject("received_at", OffsetDateTime.class).toInstant());
  }
}
