package org.aisle.backend.timeseries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * How long the writer of readings waits in one transaction before it gives up: two seconds for a
 * lock that somebody holds, a minute for a statement, and 75 seconds for a server that says nothing
 * at all, as on a half-open connection. What it was to write is then given back to its senders.
 */
final class WriterPatience {

  private static final int SILENCE_MILLIS = 75_000;

  private static final String LIMIT =
      "SELECT set_config('lock_timeout', '2s', true), set_config('statement_timeout', '60s', true)";

  private WriterPatience() {}

  /** For the rest of the current transaction; the pool undoes the last one. */
  static boolean limit(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
    try (PreparedStatement statement = connection.prepareStatement(LIMIT)) {
      statement.execute();
    }
    return true;
  }
}
