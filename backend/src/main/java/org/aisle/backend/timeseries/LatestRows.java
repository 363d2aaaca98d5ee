package org.aisle.backend.timeseries;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code aisle.latest} in step with the rows written, in the same transaction, and marks
 * there what is to be evaluated.
 */
final class LatestRows {

  private static final String OPEN =
      """
      INSERT INTO aisle.latest
        (app, device, tbl, derived_from, observed_at, received_at, fields, extra)
      SELECT ?, a.device, ?, ?, '-infinity', '-infinity', '{}', '{}'
      FROM unnest(?::text[]) WITH ORDINALITY AS a(device, position) ORDER BY a.position
      ON CONFLICT DO NOTHING
      """;

  private static final String LOCK =
      "SELECT "
          + LatestValues.COLUMNS
          + """
           , observed_at = '-infinity' FROM aisle.latest
          WHERE app = ? AND tbl = ? AND device = ANY (?)
          ORDER BY device COLLATE "C" FOR UPDATE
          """;

  /**
   * Takes what is no older than all that is known, as nearly every reading is, without reading what
   * is known; rows of others it only locks. Each row is visited in the order of the keys.
   */
  private static final String FOLLOW =
      """
      INSERT INTO aisle.latest AS l
        (app, device, tbl, derived_from, observed_at, received_at, fields, extra, changes, due_from)
      SELECT ?, a.device, ?, ?,
        timestamptz 'epoch' + a.observed_at * interval '1 microsecond',
        timestamptz 'epoch' + a.received_at * interval '1 microsecond',
        a.fields::jsonb, a.extra::jsonb, 1,
        timestamptz 'epoch' + a.due * interval '1 microsecond'
      FROM unnest(?::text[], ?::int8[], ?::int8[], ?::text[], ?::text[], ?::int8[])
        AS a(device, observed_at, received_at, fields, extra, due)
      ON CONFLICT (app, device, tbl) DO UPDATE SET
        observed_at = EXCLUDED.observed_at, received_at = EXCLUDED.received_at,
        fields = l.fields || EXCLUDED.fields, extra = EXCLUDED.extra, changes = l.changes + 1,
        due_from = least(l.due_from, EXCLUDED.due_from)
      WHERE EXCLUDED.due_from >= l.observed_at
      RETURNING device, changes, (extract(epoch FROM rolled_to) * 1000000)::int8
      """;

  /** Finds each row by its key whatever the planner knows of the table; a join would not. */
  private static final String CHANGE =
      """
      INSERT INTO aisle.latest AS l
        (app, device, tbl, derived_from, observed_at, received_at, fields, extra, changes, due_from)
      SELECT ?, a.device, ?, ?,
        timestamptz 'epoch' + a.observed_at * interval '1 microsecond',
        timestamptz 'epoch' + a.received_at * interval '1 microsecond',
        a.fields::jsonb, a.extra::jsonb, 1,
        timestamptz 'epoch' + a.due * interval '1 microsecond'
      FROM unnest(?::text[], ?::int8[], ?::int8[], ?::text[], ?::text[], ?::int8[])
        AS a(device, observed_at, received_at, fields, extra, due)
      ON CONFLICT (app, device, tbl) DO UPDATE SET
        observed_at = EXCLUDED.observed_at, received_at = EXCLUDED.received_at,
        fields = EXCLUDED.fields, extra = EXCLUDED.extra, changes = l.changes + 1,
        due_from = least(l.due_from, EXCLUDED.due_from)
      RETURNING device, changes, (extract(epoch FROM rolled_to) * 1000000)::int8
      """;

  private LatestRows() {}

  /**
   * What was written of a device.
   *
   * @param dueFrom the oldest instant that is to be evaluated, no later than any of the values, or
   *     null when none is
   */
  record Change(LatestValues values, @Nullable Instant dueFrom) {}

  /**
   * How things stand with a device's rows after the write.
   *
   * @param number of this write
   * @param rolledTo since when nothing is summed up yet, in microseconds; null when nothing is
   */
  record Standing(long number, @Nullable Long rolledTo) {}

  /**
   * Returns how things stand with each device; its row is locked until the transaction ends.
   *
   * @param derivedFrom the table of the readings that these rows follow from; null for readings
   */
  static SortedMap<DeviceId, Standing> apply(
      Connection connection,
      String app,
      String table,
      @Nullable String derivedFrom,
      SortedMap<DeviceId, Change> written)
      throws SQLException {
    if (written.isEmpty()) {
      return Collections.emptySortedMap();
    }
    SortedMap<DeviceId, Standing> standings =
        change(connection, FOLLOW, app, table, derivedFrom, written);
    SortedMap<DeviceId, Change> late = new TreeMap<>(written);
    late.keySet().removeAll(standings.keySet());
    if (!late.isEmpty()) {
      standings.putAll(join(connection, app, table, derivedFrom, late));
    }
    return standings;
  }

  /** Takes what must be put in order with what is known. */
  private static SortedMap<DeviceId, Standing> join(
      Connection connection,
      String app,
      String table,
      @Nullable String derivedFrom,
      SortedMap<DeviceId, Change> written)
      throws SQLException {
    SortedMap<DeviceId, LatestValues> known = new TreeMap<>();
    if (lock(connection, app, table, written, known) < written.size()) {
      try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
        statement.setString(1, app);
        statement.setString(2, table);
        statement.setString(3, derivedFrom);
        statement.setArray(4, connection.createArrayOf("text", names(written)));
        statement.executeUpdate();
      }
      lock(connection, app, table, written, known);
    }
    SortedMap<DeviceId, Change> changed = new TreeMap<>();
    written.forEach(
        (device, change) -> {
          LatestValues before = known.get(device);
          changed.put(
              device,
              before == null ? change : new Change(before.with(change.values()), change.dueFrom()));
        });
    return change(connection, CHANGE, app, table, derivedFrom, changed);
  }

  private static int lock(
      Connection connection,
      String app,
      String table,
      SortedMap<DeviceId, Change> written,
      SortedMap<DeviceId, LatestValues> known)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setString(1, app);
      statement.setString(2, table);
      statement.setArray(3, connection.createArrayOf("text", names(written)));
      int found = 0;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found++;
          if (!row.getBoolean(7)) {
            LatestValues values = LatestValues.read(row);
            known.put(values.device(), values);
          }
        }
      }
      return found;
    }
  }

  private static SortedMap<DeviceId, Standing> change(
      Connection connection,
      String sql,
      String app,
      String table,
      @Nullable String derivedFrom,
      SortedMap<DeviceId, Change> changed)
      throws SQLException {
    List<LatestValues> rows = changed.values().stream().map(Change::values).toList();
    SortedMap<DeviceId, Standing> standings = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, app);
      statement.setString(2, table);
      statement.setString(3, derivedFrom);
      statement.setArray(4, connection.createArrayOf("text", names(changed)));
      statement.setArray(5, micros(connection, rows.stream().map(LatestValues::observedAt)));
      statement.setArray(6, micros(connection, rows.stream().map(LatestValues::receivedAt)));
      statement.setArray(
          7,
          connection.createArrayOf(
              "text", rows.stream().map(LatestValues::valuesJson).toArray(String[]::new)));
      statement.setArray(
          8,
          connection.createArrayOf(
              "text", rows.stream().map(LatestValues::extraJson).toArray(String[]::new)));
      statement.setArray(9, micros(connection, changed.values().stream().map(Change::dueFrom)));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long rolledTo = row.getLong(3);
          standings.put(
              new DeviceId(row.getString(1)),
              new Standing(row.getLong(2), row.wasNull() ? null : rolledTo));
        }
      }
    }
    return standings;
  }

  private static Array micros(Connection connection, Stream<? extends @Nullable Instant> times)
      throws SQLException {
    return connection.createArrayOf(
        "int8",
        times.map(time -> time == null ? null : FieldColumns.micros(time)).toArray(Long[]::new));
  }

  private static String[] names(SortedMap<DeviceId, Change> devices) {
    return devices.keySet().stream().map(DeviceId::value).toArray(String[]::new);
  }
}
