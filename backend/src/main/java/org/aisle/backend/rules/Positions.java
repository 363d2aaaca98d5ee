package org.aisle.backend.rules;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.backend.timeseries.EvaluationMarks.Mark;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Where the evaluation of each device stands and stood, in {@code aisle.evaluation}. */
@Component
class Positions {

  /**
   * @param through the last reading taken; null when none was
   * @param changes the write up to which everything was taken
   */
  record Head(@Nullable Instant through, long changes, byte[] state) {}

  /**
   * A position to be kept.
   *
   * @param judgedAt until when time alone was looked at
   * @param checkpoints earlier states to be added
   * @param dropped earlier states that do not hold any more or are not needed
   */
  record Kept(
      DeviceRef device,
      String table,
      Head head,
      Instant judgedAt,
      @Nullable Instant wake,
      Map<Instant, byte[]> checkpoints,
      List<Instant> dropped) {}

  private static final String KEEP =
      """
      INSERT INTO aisle.evaluation AS e
        (app, device, tbl, through, changes, judged_at, wake_at, state)
      SELECT a.app, a.device, a.tbl, a.through, a.changes, a.judged_at, a.wake_at, a.state
      FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::int8[], ?::timestamptz[],
          ?::timestamptz[], ?::bytea[])
        AS a(app, device, tbl, through, changes, judged_at, wake_at, state)
        JOIN aisle.device d ON d.app = a.app AND d.id = a.device
      ORDER BY a.app, a.device
      ON CONFLICT (app, device, tbl) DO UPDATE SET through = EXCLUDED.through,
        changes = EXCLUDED.changes, judged_at = EXCLUDED.judged_at, wake_at = EXCLUDED.wake_at,
        state = EXCLUDED.state
      WHERE e.changes <= EXCLUDED.changes
      """;

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final EvaluationMarks marks;

  Positions(JdbcTemplate jdbc, TransactionOperations transactions, EvaluationMarks marks) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.marks = marks;
  }

  /** Of those devices of an app that have one. */
  Map<DeviceRef, Head> heads(AppId app, String table, Collection<DeviceId> devices) {
    Map<DeviceRef, Head> heads = new HashMap<>();
    jdbc.query(
        "SELECT device, through, changes, state FROM aisle.evaluation WHERE app = ? AND tbl = ?"
            + " AND device = ANY (?)",
        row -> {
          heads.put(
              new DeviceRef(app, new DeviceId(row.getString(1))),
              new Head(
                  instant(row.getObject(2, OffsetDateTime.class)),
                  row.getLong(3),
                  row.getBytes(4)));
        },
        app.value(),
        table,
        ids(devices));
    return heads;
  }

  /** Oldest first. */
  List<Instant> checkpoints(DeviceRef device, String table) {
    return checkpoints(device.app(), table, List.of(device.device()))
        .getOrDefault(device, List.of());
  }

  /** Oldest first, of those devices of an app that have some. */
  Map<DeviceRef, List<Instant>> checkpoints(AppId app, String table, Collection<DeviceId> devices) {
    Map<DeviceRef, List<Instant>> checkpoints = new HashMap<>();
    jdbc.query(
        "SELECT device, through FROM aisle.evaluation_checkpoint WHERE app = ? AND tbl = ?"
            + " AND device = ANY (?) ORDER BY through",
        row -> {
          checkpoints
              .computeIfAbsent(
                  new DeviceRef(app, new DeviceId(row.getString(1))), d -> new ArrayList<>())
              .add(row.getObject(2, OffsetDateTime.class).toInstant());
        },
        app.value(),
        table,
        ids(devices));
    return checkpoints;
  }

  private static String[] ids(Collection<DeviceId> devices) {
    return devices.stream().map(DeviceId::value).toArray(String[]::new);
  }

  byte[] checkpoint(DeviceRef device, String table, Instant through) {
    return jdbc.queryForList(
            "SELECT state FROM aisle.evaluation_checkpoint WHERE app = ? AND device = ? AND tbl = ?"
                + " AND through = ?",
            byte[].class,
            device.app().value(),
            device.device().value(),
            table,
            through.atOffset(ZoneOffset.UTC))
        .getFirst();
  }

  /** Devices for which time alone has something to say by then. */
  List<DeviceRef> waking(Instant by, int limit) {
    return jdbc.query(
        "SELECT app, device FROM aisle.evaluation WHERE wake_at <= ? ORDER BY wake_at LIMIT ?",
        (row, number) -> DeviceRef.of(row.getString(1), row.getString(2)),
        by.atOffset(ZoneOffset.UTC),
        limit);
  }

  /** Time has nothing to say about the device any more. */
  void sleep(DeviceRef device) {
    jdbc.update(
        "UPDATE aisle.evaluation SET wake_at = NULL WHERE app = ? AND device = ?",
        device.app().value(),
        device.device().value());
  }

  /** Keeps all of them in one transaction, and settles what they have evaluated. */
  void keep(List<Kept> positions) {
    if (positions.isEmpty()) {
      return;
    }
    transactions.executeWithoutResult(
        status -> {
          jdbc.execute(
              (Connection connection) -> {
                drop(connection, positions);
                heads(connection, positions);
                checkpoints(connection, positions);
                return true;
              });
          marks.settle(
              positions.stream()
                  .map(p -> new Mark(p.device(), p.table(), p.head().changes(), null, null))
                  .toList());
        });
  }

  private static void heads(Connection connection, List<Kept> all) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
      statement.setArray(1, texts(connection, all, p -> p.device().app().value()));
      statement.setArray(2, texts(connection, all, p -> p.device().device().value()));
      statement.setArray(3, texts(connection, all, Kept::table));
      statement.setArray(4, moments(connection, all, p -> p.head().through()));
      statement.setArray(
          5, connection.createArrayOf("int8", all.stream().map(p -> p.head().changes()).toArray()));
      statement.setArray(6, moments(connection, all, Kept::judgedAt));
      statement.setArray(7, moments(connection, all, Kept::wake));
      statement.setArray(
          8,
          connection.createArrayOf(
              "bytea", all.stream().map(p -> p.head().state()).toArray(byte[][]::new)));
      statement.executeUpdate();
    }
  }

  private record Checkpoint(Kept of, Instant through, byte @Nullable [] state) {}

  private static void checkpoints(Connection connection, List<Kept> positions) throws SQLException {
    List<Checkpoint> all = new ArrayList<>();
    positions.forEach(
        p ->
            p.checkpoints()
                .forEach((through, state) -> all.add(new Checkpoint(p, through, state))));
    if (all.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO aisle.evaluation_checkpoint (app, device, tbl, through, state)
            SELECT a.app, a.device, a.tbl, a.through, a.state
            FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bytea[])
              AS a(app, device, tbl, through, state)
              JOIN aisle.device d ON d.app = a.app AND d.id = a.device
            ORDER BY a.app, a.device
            ON CONFLICT (app, device, tbl, through) DO UPDATE SET state = EXCLUDED.state
            """)) {
      keys(connection, statement, all);
      statement.setArray(
          5,
          connection.createArrayOf(
              "bytea", all.stream().map(Checkpoint::state).toArray(byte[][]::new)));
      statement.executeUpdate();
    }
  }

  private static void drop(Connection connection, List<Kept> positions) throws SQLException {
    List<Checkpoint> all = new ArrayList<>();
    positions.forEach(p -> p.dropped().forEach(at -> all.add(new Checkpoint(p, at, null))));
    if (all.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            DELETE FROM aisle.evaluation_checkpoint c
            USING unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
              AS a(app, device, tbl, through)
            WHERE c.app = a.app AND c.device = a.device AND c.tbl = a.tbl AND c.through = a.through
            """)) {
      keys(connection, statement, all);
      statement.executeUpdate();
    }
  }

  private static void keys(Connection connection, PreparedStatement statement, List<Checkpoint> all)
      throws SQLException {
    statement.setArray(1, texts(connection, all, c -> c.of().device().app().value()));
    statement.setArray(2, texts(connection, all, c -> c.of().device().device().value()));
    statement.setArray(3, texts(connection, all, c -> c.of().table()));
    statement.setArray(4, moments(connection, all, Checkpoint::through));
  }

  private static <T> java.sql.Array texts(
      Connection connection, List<T> all, Function<T, String> part) throws SQLException {
    return connection.createArrayOf("text", all.stream().map(part).toArray());
  }

  private static <T> java.sql.Array moments(
      Connection connection, List<T> all, Function<T, @Nullable Instant> part) throws SQLException {
    @Nullable Object[] moments = new @Nullable Object[all.size()];
    for (int i = 0; i < moments.length; i++) {
      Instant moment = part.apply(all.get(i));
      moments[i] = moment == null ? null : moment.toString();
    }
    return connection.createArrayOf("timestamptz", moments);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
