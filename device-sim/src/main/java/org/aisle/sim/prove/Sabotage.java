package org.aisle.sim.prove;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a faulty store might do to a row; done by SQL, to see that the proof finds it. */
enum Sabotage {
  LOSE("DELETE FROM %1$s WHERE (device, observed_at) IN (%2$s)"),
  CHANGE("UPDATE %1$s SET pulses = pulses + 1 WHERE (device, observed_at) IN (%2$s)"),
  DOUBLE(
      "INSERT INTO %1$s (device, observed_at, received_at, seq, pulses, door_open, label)"
          + " SELECT device, observed_at + interval '1 microsecond', received_at, seq, pulses,"
          + " door_open, label FROM %1$s WHERE (device, observed_at) IN (%2$s)"),
  INVENT(
      "INSERT INTO %1$s (device, observed_at, received_at, seq)"
          + " SELECT device, observed_at + interval '2 hours 7 microseconds', received_at, 2000000000"
          + " FROM %1$s WHERE (device, observed_at) IN (%2$s)");

  private static final String ONE =
      "SELECT device, observed_at FROM %s ORDER BY observed_at, device OFFSET 3 LIMIT 1";

  private final String sql;

  Sabotage(String sql) {
    this.sql = sql;
  }

  int perform(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
          sql.formatted(ProbedDatabase.ROWS, ONE.formatted(ProbedDatabase.ROWS)));
    }
  }
}
