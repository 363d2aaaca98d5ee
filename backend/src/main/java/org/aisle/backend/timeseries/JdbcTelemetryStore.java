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
import org.springframework.transaction.support.TransactionSynchronization;
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
    private final SortedMap<DeviceRef, Instant> oldest = new TreeMap<>();

    private void changed(MergedReading reading) {
      oldest.merge(reading.device(), reading.observedAt(), (a, b) -> a.isBefore(b) ? a : b);
    }
  }

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final Dialect dialect;
  private final Set<String> room = ConcurrentHashMap.newKeySet();

  JdbcTelemetryStore(JdbcTemplate jdbc, PlatformTransactionManager transactions, Dialect dialect) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.dialect = dialect;
  }

  @Override
  public Written write(List<TableBatch> batches) {
    SortedMap<Target, TableRows> tables = new TreeMap<>();
    SortedMap<Target, Map<Key, MergedReading>> readings = new TreeMap<>();
    for (TableBatch batch : batches) {
      Target target =
          new Target(batch.app(), batch.template().table(), batch.template().id().value());
      tables.computeIfAbsent(target, t -> new TableRows(batch.app(), batch.template()));
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
    tables.forEach(
        (target, rows) -> makeRoom(rows.table(), readings.getOrDefault(target, Map.of())));
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
                SortedMap<DeviceId, LatestValues> latest = new TreeMap<>();
                for (int from = 0; from < ordered.size(); from += ROWS_PER_STATEMENT) {
                  int to = Math.min(ordered.size(), from + ROWS_PER_STATEMENT);
                  writeRows(connection, rows, ordered.subList(from, to), tally, latest);
                }
                LatestRows.apply(connection, rows.app().value(), rows.table().table(), latest);
                return true;
              });
        });
    return new Written(tally.inserted, tally.merged, tally.unchanged, tally.oldest);
  }

  private void makeRoom(TableName table, Map<Key, MergedReading> readings) {
    Map<String, Instant> missing = new TreeMap<>();
    for (Key key : readings.keySet()) {
      String part = dialect.part(key.observedAt());
      if (!part.isEmpty() && !room.contains(table.sql() + part)) {
        missing.put(part, key.observedAt());
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    List<String> made = dialect.makeRoom(jdbc, table, missing.values());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            made.forEach(part -> room.add(table.sql() + part));
          }
        });
  }

  private static void writeRows(
      Connection connection,
      TableRows rows,
      List<MergedReading> readings,
      Tally tally,
      SortedMap<DeviceId, LatestValues> latest)
      throws SQLException {
    List<MergedReading> open = readings;
    for (int attempt = 1; !open.isEmpty(); attempt++) {
      if (attempt > ATTEMPTS) {
        throw new SQLException("Rows kept vanishing while they were merged.", "40001");
      }
      Set<Key> inserted = insert(connection, rows, open);
      List<MergedReading> conflicting = new ArrayList<>();
      for (MergedReading reading : open) {
        if (inserted.contains(key(reading))) {
          tally.inserted++;
          done(rows, reading, tally, latest);
        } else {
          conflicting.add(reading);
        }
      }
      open = merge(connection, rows, conflicting, tally, latest);
    }
  }

  private static Set<Key> insert(
      Connection connection, TableRows rows, List<MergedReading> readings) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(rows.insert())) {
      rows.setRows(connection, statement, readings.stream().map(StoredRow::of).toList());
      Set<Key> inserted = new HashSet<>(readings.size() * 2);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          inserted.add(
              new Key(
                  new DeviceId(row.getString(1)),
                  row.getObject(2, OffsetDateTime.class).toInstant()));
        }
      }
      return inserted;
    }
  }

  /** Returns those whose row has vanished meanwhile, because retention took it. */
  private static List<MergedReading> merge(
      Connection connection,
      TableRows rows,
      List<MergedReading> conflicting,
      Tally tally,
      SortedMap<DeviceId, LatestValues> latest)
      throws SQLException {
    if (conflicting.isEmpty()) {
      return List.of();
    }
    Map<Key, StoredRow> stored = lock(connection, rows, conflicting);
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
        done(rows, after.reading(), tally, latest);
      }
    }
    if (!changed.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(rows.update())) {
        rows.setRows(connection, statement, changed);
        statement.executeUpdate();
      }
    }
    return vanished;
  }

  private static Map<Key, StoredRow> lock(
      Connection connection, TableRows rows, List<MergedReading> readings) throws SQLException {
    Instant first = readings.getFirst().observedAt();
    Instant last = first;
    String[] devices = new String[readings.size()];
    @Nullable Long[] times = new @Nullable Long[readings.size()];
    for (int i = 0; i < devices.length; i++) {
      Instant time = readings.get(i).observedAt();
      devices[i] = readings.get(i).device().device().value();
      times[i] = FieldColumns.micros(time);
      first = time.isBefore(first) ? time : first;
      last = time.isAfter(last) ? time : last;
    }
    Map<Key, StoredRow> stored = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(rows.lock())) {
      // Columns may be added at any time, which a plan kept on the server would not survive.
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
      statement.setArray(1, connection.createArrayOf("text", devices));
      statement.setArray(2, connection.createArrayOf("int8", times));
      statement.setObject(3, first.atOffset(ZoneOffset.UTC));
      statement.setObject(4, last.atOffset(ZoneOffset.UTC));
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

  private static void done(
      TableRows rows,
      MergedReading reading,
      Tally tally,
      SortedMap<DeviceId, LatestValues> latest) {
    tally.changed(reading);
    latest.merge(
        reading.device().device(),
        LatestValues.of(rows.table().table(), reading),
        LatestValues::with);
  }

  private static Key key(MergedReading reading) {
    return new Key(reading.device().device(), reading.observedAt());
  }
}
