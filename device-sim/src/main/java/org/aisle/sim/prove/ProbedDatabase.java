package org.aisle.sim.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.aisle.sim.world.RandomStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server's own PostgreSQL, looked into and hurt from outside. What is known of it is what any
 * SQL tool is told: address, password file, table and columns.
 */
final class ProbedDatabase {

  static final String APP = "proof";
  static final String ROWS = "app_" + APP + "." + ProbeReading.TABLE;

  private static final String SELECT =
      """
      SELECT seq, observed_at, temperature, pulses, door_open, label, position_lat, position_lon,
        extra::text, claimed_at
      FROM %s WHERE device = ?
      """
          .formatted(ROWS);
  private static final String ODD = " UNKNOWN CONTENT ";

  private final Path data;

  ProbedDatabase(Path data) {
    this.data = data;
  }

  /** The process id of a postmaster that lives. */
  OptionalLong postmaster() {
    try {
      Path file = data.resolve("postgres/postmaster.pid");
      if (!Files.exists(file)) {
        return OptionalLong.empty();
      }
      List<String> lines = Files.readAllLines(file);
      long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
      return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
          ? OptionalLong.of(pid)
          : OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** A session of our own, which is not held back by what we do to the product's. */
  Connection connect() throws SQLException {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
      if (lines.size() < 4) {
        throw new SQLException("PostgreSQL is starting");
      }
      Properties properties = new Properties();
      properties.setProperty("user", "aisle");
      properties.setProperty(
          "password", Files.readString(data.resolve("postgres-password")).strip());
      properties.setProperty("ApplicationName", "prove");
      properties.setProperty("connectTimeout", "5");
      properties.setProperty("options", "-c default_transaction_read_only=off");
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:%s/aisle".formatted(lines.get(3).strip()), properties);
    } catch (IOException e) {
      throw new SQLException("PostgreSQL does not run", e);
    }
  }

  boolean answers() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet one = statement.executeQuery("SELECT 1")) {
      return one.next();
    } catch (SQLException e) {
      return false;
    }
  }

  /** One of the product's sessions. */
  OptionalLong backend(RandomStream random) throws SQLException {
    List<Long> pids = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                    + " AND application_name <> 'prove' ORDER BY pid")) {
      while (rows.next()) {
        pids.add(rows.getLong(1));
      }
    }
    return pids.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(pids.get((int) random.uniform(0, pids.size())));
  }

  /** Gives every row of a device to its audit. */
  void read(Connection connection, String device, Audit audit) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setFetchSize(5_000);
      statement.setString(1, device);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Long seq = row.getObject(1, Long.class);
          audit.row(seq, reading(row, seq));
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** How many rows there are of devices that are not these. */
  long foreign(Connection connection, List<String> devices) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) FROM " + ROWS + " WHERE NOT device = ANY (?)")) {
      statement.setArray(1, connection.createArrayOf("text", devices.toArray()));
      try (ResultSet count = statement.executeQuery()) {
        count.next();
        return count.getLong(1);
      }
    }
  }

  /** A row as a reading; what a reading can't have shows in its label. */
  private static ProbeReading reading(ResultSet row, @Nullable Long seq) throws SQLException {
    String label = row.getString(6);
    String extra = row.getString(9);
    Long note = null;
    String odd = row.getString(10) == null ? "" : ODD + "claimed_at=" + row.getString(10);
    if (extra != null) {
      JsonNode json = JsonMapper.shared().readTree(extra);
      JsonNode found = json.path("note");
      if (json.size() == 1 && found.isIntegralNumber()) {
        note = found.longValue();
      } else {
        odd += ODD + "extra=" + extra;
      }
    }
    Long pulses = row.getObject(4, Long.class);
    Boolean open = row.getObject(5, Boolean.class);
    if (pulses == null || open == null || label == null) {
      odd += ODD + "pulses=" + pulses + " door_open=" + open + " label=" + label;
    }
    return new ProbeReading(
        seq == null ? -1 : seq,
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getObject(3, Double.class),
        pulses == null ? 0 : pulses,
        open != null && open,
        (label == null ? "" : label) + odd,
        row.getObject(7, Double.class),
        row.getObject(8, Double.class),
        note);
  }
}
