package org.aisle.backend.timeseries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.identity.DeviceId;

/** Keeps {@code aisle.latest} in step with the rows written, in the same transaction. */
final class LatestRows {

  private static final String OPEN =
      """
      INSERT INTO aisle.latest (app, device, tbl, observed_at, received_at, fields, extra)
      SELECT ?, a.device, ?, '-infinity', '-infinity', '{}', '{}'
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

  private static final String CHANGE =
      """
      UPDATE aisle.latest l SET
        observed_at = timestamptz 'epoch' + a.observed_at * interval '1 microsecond',
        received_at = timestamptz 'epoch' + a.received_at * interval '1 microsecond',
        fields = a.fields::jsonb, extra = a.extra::jsonb
      FROM unnest(?::text[], ?::int8[], ?::int8[], ?::text[], ?::text[])
        AS a(device, observed_at, received_at, fields, extra)
      WHERE l.app = ? AND l.tbl = ? AND l.device = a.device
      """;

  private LatestRows() {}

  static void apply(
      Connection connection, String app, String table, SortedMap<DeviceId, LatestValues> written)
      throws SQLException {
    if (written.isEmpty()) {
      return;
    }
    SortedMap<DeviceId, LatestValues> known = new TreeMap<>();
    if (lock(connection, app, table, written, known) < written.size()) {
      try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
        statement.setString(1, app);
        statement.setString(2, table);
        statement.setArray(3, connection.createArrayOf("text", names(written)));
        statement.executeUpdate();
      }
      lock(connection, app, table, written, known);
    }
    SortedMap<DeviceId, LatestValues> changed = new TreeMap<>();
    written.forEach(
        (device, values) -> {
          LatestValues before = known.get(device);
          LatestValues after = before == null ? values : before.with(values);
          if (!after.equals(before)) {
            changed.put(device, after);
          }
        });
    change(connection, app, table, changed);
  }

  private static int lock(
      Connection connection,
      String app,
      String table,
      SortedMap<DeviceId, LatestValues> written,
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

  private static void change(
      Connection connection, String app, String table, SortedMap<DeviceId, LatestValues> changed)
      throws SQLException {
    if (changed.isEmpty()) {
      return;
    }
    List<LatestValues> rows = List.copyOf(changed.values());
    try (PreparedStatement statement = connection.prepareStatement(CHANGE)) {
      statement.setArray(1, connection.createArrayOf("text", names(changed)));
      statement.setArray(
          2,
          connection.createArrayOf(
              "int8",
              rows.stream().map(r -> FieldColumns.micros(r.observedAt())).toArray(Long[]::new)));
      statement.setArray(
          3,
          connection.createArrayOf(
              "int8",
              rows.stream().map(r -> FieldColumns.micros(r.receivedAt())).toArray(Long[]::new)));
      statement.setArray(
          4,
          connection.createArrayOf(
              "text", rows.stream().map(LatestValues::valuesJson).toArray(String[]::new)));
      statement.setArray(
          5,
          connection.createArrayOf(
              "text", rows.stream().map(LatestValues::extraJson).toArray(String[]::new)));
      statement.setString(6, app);
      statement.setString(7, table);
      statement.executeUpdate();
    }
  }

  private static String[] names(SortedMap<DeviceId, LatestValues> devices) {
    return devices.keySet().stream().map(DeviceId::value).toArray(String[]::new);
  }
}
