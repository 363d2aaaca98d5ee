package org.aisle.backend.timeseries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.aisle.templates.definition.PerTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.MergedReading;
import org.aisle.templates.reading.Reading;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a table's rows as one statement of arrays that skips what is there already; only rows that
 * were there are read, locked, merged here and written back. Tables and keys are visited in one
 * order by everybody, so that writers wait for each other instead of deadlocking.
 */
@Component
class JdbcTelemetryStore implements TelemetryStore {

  private static final int ATTEMPTS = 5;
  private static final int ROWS_PER_STATEMENT = 5_000;
  private static final Comparator<Key> KEY_ORDER =
      Comparator.comparing((Key key) -> key.device().value()).thenComparing(Key::observedAt);

  private record Key(DeviceId device, Instant observedAt) {}

  private record Target(AppId app, String table, String template) implements Comparable<Target> {
    private static final Comparator<Target> ORDER =
        Comparator.comparing(Target::app)
            .thenComparing(Target::table)
            .thenComparing(Target::template);

    @Override
    public int compareTo(Target other) {
      return ORDER.compare(this, other);
    }
  }

  /** What one call has done so far. */
  private static final class Tally {
    private long inserted;
    private long merged;
    private long unchanged;
    private final SortedMap<DeviceRef, ChangedRows> changed = new TreeMap<>();
  }

  /** What one call has done so far to the rows of one device in one table. */
  private static final class Touched {
    private final List<MergedReading> inserted = new ArrayList<>();
    private final RollupDue.Hours hours = new RollupDue.Hours();
    private long rows;
    private Instant oldest = Instant.MAX;
    private Instant newest = Instant.MIN;
    private @Nullable LatestValues latest;

    private void add(MergedReading reading, boolean isNew, String table) {
      rows++;
      hours.add(reading.observedAt());
      oldest = reading.observedAt().isBefore(oldest) ? reading.observedAt() : oldest;
      newest = reading.observedAt().isAfter(newest) ? reading.observedAt() : newest;
      if (isNew) {
        inserted.add(
            reading.extra().isEmpty()
                ? reading
                : new MergedReading(
                    reading.device(),
                    reading.observedAt(),
                    reading.receivedAt(),
                    reading.claimedAt(),
                    reading.values(),
                    new TreeMap<>()));
      }
      LatestValues values = LatestValues.of(table, reading);
      latest = latest == null ? values : latest.with(values);
    }

    private ChangedRows rows(String table, long number) {
      return new ChangedRows(
          table,
          number,
          number,
          rows,
          oldest,
          newest,
          inserted.size() == rows ? inserted : List.of());
    }
  }

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final Room room;
  private final PerTemplate<Map<AppId, TableRows>> rows =
      new PerTemplate<>(template -> new ConcurrentHashMap<>());

  JdbcTelemetryStore(JdbcTemplate jdbc, PlatformTransactionManager transactions, Dialect dialect) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.room = new Room(jdbc, dialect);
  }

  @Override
  public Written write(List<TableBatch> batches) {
    SortedMap<Target, TableRows> tables = new TreeMap<>();
    SortedMap<Target, Map<Key, MergedReading>> readings = new TreeMap<>();
    for (TableBatch batch : batches) {
      Target target =
          new Target(batch.app(), batch.template().table(), batch.template().id().value());
      tables.computeIfAbsent(
          target,
          t ->
              rows.of(batch.template())
                  .computeIfAbsent(batch.app(), app -> new TableRows(app, batch.template())));
      Map<Key, MergedReading> merged = readings.computeIfAbsent(target, t -> new LinkedHashMap<>());
      for (Reading reading : batch.readings()) {
        if (!reading.device().app().equals(batch.app())) {
          throw new IllegalArgumentException("A reading of another app: " + reading.device());
        }
        merged.merge(
            new Key(reading.device().device(), reading.observedAt()),
            MergedReading.of(reading),
            MergedReading::merge);
      }
    }
    boolean alone = !TransactionSynchronizationManager.isActualTransactionActive();
    for (int attempt = 1; ; attempt++) {
      try {
        Written written = transactions.execute(status -> write(tables, readings));
        if (written == null) {
          throw new IllegalStateException("A transaction ended without a result.");
        }
        return written;
      } catch (PessimisticLockingFailureException e) {
        if (!alone || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Written write(
      SortedMap<Target, TableRows> tables, SortedMap<Target, Map<Key, MergedReading>> readings) {
    jdbc.execute(WriterPatience::limit);
    tables.forEach(
        (target, rows) ->
            room.make(
                rows.table(),
                readings.getOrDefault(target, Map.of()).keySet().stream()
                    .map(Key::observedAt)
                    .toList()));
    Tally tally = new Tally();
    tables.forEach(
        (target, rows) -> {
          List<MergedReading> ordered =
              readings.getOrDefault(target, Map.of()).entrySet().stream()
                  .sorted(Map.Entry.comparingByKey(KEY_ORDER))
                  .map(Map.Entry::getValue)
                  .toList();
          jdbc.execute(
              (Connection connection) -> {
                SortedMap<DeviceId, Touched> touched = new TreeMap<>();
                for (int from = 0; from < ordered.size(); from += ROWS_PER_STATEMENT) {
                  int to = Math.min(ordered.size(), from + ROWS_PER_STATEMENT);
                  writeRows(connection, rows, ordered.subList(from, to), tally, touched);
                }
                mark(connection, rows, touched, tally);
                return true;
              });
        });
    return new Written(tally.inserted, tally.merged, tally.unchanged, tally.changed);
  }

  private static void mark(
      Connection connection, TableRows rows, SortedMap<DeviceId, Touched> touched, Tally tally)
      throws SQLException {
    SortedMap<DeviceId, LatestRows.Change> changes = new TreeMap<>();
    touched.forEach(
        (device, t) -> {
          if (t.latest != null) {
            changes.put(device, new LatestRows.Change(t.latest, t.oldest));
          }
        });
    String table = rows.table().table();
    RollupDue due = new RollupDue();
    LatestRows.apply(connection, rows.app().value(), table, null, changes)
        .forEach(
            (device, standing) -> {
              Touched t = touched.get(device);
              if (t != null) {
                due.add(device, t.hours, standing.rolledTo());
                tally.changed.merge(
                    new DeviceRef(rows.app(), device),
                    t.rows(table, standing.number()),
                    ChangedRows::and);
              }
            });
    due.write(connection, rows.app(), table);
  }

  private void writeRows(
      Connection connection,
      TableRows rows,
      List<MergedReading> readings,
      Tally tally,
      SortedMap<DeviceId, Touched> touched)
      throws SQLException {
    List<MergedReading> open = readings;
    for (int attempt = 1; !open.isEmpty(); attempt++) {
      if (attempt > ATTEMPTS) {
        throw new SQLException("Rows kept vanishing while they were merged.", "40001");
      }
      Predicate<MergedReading> inserted = insert(connection, rows, open);
      List<MergedReading> conflicting = new ArrayList<>();
      for (MergedReading reading : open) {
        if (inserted.test(reading)) {
          tally.inserted++;
          touched(touched, reading).add(reading, true, rows.table().table());
        } else {
          conflicting.add(reading);
        }
      }
      open = merge(connection, rows, conflicting, tally, touched);
    }
  }

  /** Which of them were inserted. */
  private static Predicate<MergedReading> insert(
      Connection connection, TableRows rows, List<MergedReading> readings) throws SQLException {
    TableRows.Filled filled = rows.filled(readings.stream().map(StoredRow::of).toList());
    try (PreparedStatement statement = connection.prepareStatement(rows.insert(filled))) {
      rows.setInsert(connection, statement, filled);
      Set<Key> inserted = new HashSet<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long written = row.getLong(1);
          if (written == readings.size()) {
            return reading -> true;
          }
          if (written > 0) {
            inserted.add(
                new Key(
                    new DeviceId(row.getString(2)),
                    row.getObject(3, OffsetDateTime.class).toInstant()));
          }
        }
      }
      return reading -> inserted.contains(key(reading));
    }
  }

  /**
   * Part of the table by part, so that no statement touches a part that none of its rows is in.
   * Returns those whose row has vanished meanwhile, because retention took it.
   */
  private List<MergedReading> merge(
      Connection connection,
      TableRows rows,
      List<MergedReading> conflicting,
      Tally tally,
      SortedMap<DeviceId, Touched> touched)
      throws SQLException {
    SortedMap<String, List<MergedReading>> parts = new TreeMap<>();
    for (MergedReading reading : conflicting) {
      parts
          .computeIfAbsent(room.part(reading.observedAt()), part -> new ArrayList<>())
          .add(reading);
    }
    List<MergedReading> vanished = new ArrayList<>();
    for (List<MergedReading> part : parts.values()) {
      vanished.addAll(mergePart(connection, rows, part, tally, touched));
    }
    return vanished;
  }

  private static List<MergedReading> mergePart(
      Connection connection,
      TableRows rows,
      List<MergedReading> conflicting,
      Tally tally,
      SortedMap<DeviceId, Touched> touched)
      throws SQLException {
    Span span = Span.of(conflicting);
    Map<Key, StoredRow> stored = lock(connection, rows, conflicting, span);
    List<MergedReading> vanished = new ArrayList<>();
    List<StoredRow> changed = new ArrayList<>();
    for (MergedReading reading : conflicting) {
      StoredRow before = stored.get(key(reading));
      if (before == null) {
        vanished.add(reading);
        continue;
      }
      StoredRow after = before.merge(reading);
      if (after.equals(before)) {
        tally.unchanged++;
      } else {
        tally.merged++;
        changed.add(after);
        touched(touched, reading).add(after.reading(), false, rows.table().table());
      }
    }
    if (!changed.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(rows.update())) {
        // The planner leaves other parts out only if it knows the instants.
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        span.set(statement, rows.setUpdate(connection, statement, rows.filled(changed)));
        statement.executeUpdate();
      }
    }
    return vanished;
  }

  /** From the first to the last of some instants. */
  private record Span(Instant first, Instant last) {

    static Span of(List<MergedReading> readings) {
      Instant first = readings.getFirst().observedAt();
      Instant last = first;
      for (MergedReading reading : readings) {
        Instant time = reading.observedAt();
        first = time.isBefore(first) ? time : first;
        last = time.isAfter(last) ? time : last;
      }
      return new Span(first, last);
    }

    void set(PreparedStatement statement, int parameter) throws SQLException {
      statement.setObject(parameter, first.atOffset(ZoneOffset.UTC));
      statement.setObject(parameter + 1, last.atOffset(ZoneOffset.UTC));
    }
  }

  private static Map<Key, StoredRow> lock(
      Connection connection, TableRows rows, List<MergedReading> readings, Span span)
      throws SQLException {
    String[] devices = new String[readings.size()];
    @Nullable Long[] times = new @Nullable Long[readings.size()];
    for (int i = 0; i < devices.length; i++) {
      devices[i] = readings.get(i).device().device().value();
      times[i] = FieldColumns.micros(readings.get(i).observedAt());
    }
    Map<Key, StoredRow> stored = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(rows.lock())) {
      // Columns may be added at any time, which a plan kept on the server would not survive.
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
      statement.setArray(1, connection.createArrayOf("text", devices));
      statement.setArray(2, connection.createArrayOf("int8", times));
      span.set(statement, 3);
      try (ResultSet row = statement.executeQuery()) {
        SortedMap<String, Integer> unknown = rows.unknown(row.getMetaData());
        while (row.next()) {
          StoredRow found = StoredRow.read(rows, row, unknown);
          stored.put(key(found.reading()), found);
        }
      }
    }
    return stored;
  }

  private static Touched touched(SortedMap<DeviceId, Touched> touched, MergedReading reading) {
    return touched.computeIfAbsent(reading.device().device(), d -> new Touched());
  }

  private static Key key(MergedReading reading) {
    return new Key(reading.device().device(), reading.observedAt());
  }
}
