package org.aisle.backend.timeseries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.backend.timeseries.LatestValues.Timed;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Component
class JdbcDerivedValues implements DerivedValues {

  private static final int ROWS_PER_STATEMENT = 5_000;

  private record Target(AppId app, String template) implements Comparable<Target> {
    @Override
    public int compareTo(Target other) {
      return Comparator.comparing(Target::app).thenComparing(Target::template).compare(this, other);
    }
  }

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final Room room;

  JdbcDerivedValues(JdbcTemplate jdbc, PlatformTransactionManager transactions, Dialect dialect) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.room = new Room(jdbc, dialect);
  }

  @Override
  public void write(List<Replacement> replacements) {
    SortedMap<Target, List<Replacement>> targets = new TreeMap<>();
    for (Replacement each : replacements) {
      if (!each.template().derived().isEmpty() && !(each.appended() && each.samples().isEmpty())) {
        targets
            .computeIfAbsent(
                new Target(each.device().app(), each.template().id().value()),
                t -> new ArrayList<>())
            .add(each);
      }
    }
    if (!targets.isEmpty()) {
      transactions.executeWithoutResult(
          status -> targets.forEach((target, of) -> write(target.app(), of)));
    }
  }

  private void write(AppId app, List<Replacement> replacements) {
    List<Replacement> ordered =
        replacements.stream().sorted(Comparator.comparing(Replacement::device)).toList();
    DeviceTemplate template = ordered.getFirst().template();
    DerivedRows rows = new DerivedRows(app, template);
    room.make(
        rows.table(),
        ordered.stream().flatMap(r -> r.samples().stream()).map(Sample::observedAt).toList());
    jdbc.execute(
        (Connection connection) -> {
          List<Replacement> anew = ordered.stream().filter(r -> !r.appended()).toList();
          if (!anew.isEmpty()) {
            rows.delete(
                connection,
                anew.stream().map(r -> r.device().device().value()).toArray(String[]::new),
                anew.stream()
                    .map(r -> r.after() == null ? EvaluationMarks.BEGINNING : r.after())
                    .map(FieldColumns::micros)
                    .toArray(Long[]::new));
          }
          List<DerivedRows.Row> all = rows(ordered);
          for (int from = 0; from < all.size(); from += ROWS_PER_STATEMENT) {
            rows.insert(
                connection, all.subList(from, Math.min(all.size(), from + ROWS_PER_STATEMENT)));
          }
          keepLatest(connection, app, template, rows, ordered);
          return true;
        });
  }

  private static List<DerivedRows.Row> rows(List<Replacement> replacements) {
    List<DerivedRows.Row> rows = new ArrayList<>();
    for (Replacement each : replacements) {
      SortedMap<java.time.Instant, SortedMap<String, Value>> byTime = new TreeMap<>();
      for (Sample sample : each.samples()) {
        byTime.computeIfAbsent(sample.observedAt(), t -> new TreeMap<>()).putAll(sample.values());
      }
      byTime.forEach(
          (at, values) -> rows.add(new DerivedRows.Row(each.device().device(), at, values)));
    }
    return rows;
  }

  private static void keepLatest(
      Connection connection,
      AppId app,
      DeviceTemplate template,
      DerivedRows rows,
      List<Replacement> replacements)
      throws SQLException {
    SortedMap<DeviceId, LatestRows.Change> changes = new TreeMap<>();
    RollupDue due = new RollupDue();
    for (Replacement each : replacements) {
      DeviceId device = each.device().device();
      LatestValues latest;
      if (each.appended()) {
        latest = latest(rows.table().table(), each);
      } else {
        due.addFrom(
            device,
            each.after() == null ? EvaluationMarks.BEGINNING : each.after(),
            forget(connection, app, rows.table().table(), device));
        latest = rows.latest(connection, device);
      }
      if (latest != null) {
        changes.put(device, new LatestRows.Change(latest, null));
      }
    }
    SortedMap<DeviceId, LatestRows.Standing> standings =
        LatestRows.apply(connection, app.value(), rows.table().table(), template.table(), changes);
    for (Replacement each : replacements) {
      LatestRows.Standing standing = standings.get(each.device().device());
      if (standing != null) {
        RollupDue.Hours hours = new RollupDue.Hours();
        each.samples().forEach(sample -> hours.add(sample.observedAt()));
        due.add(each.device().device(), hours, standing.rolledTo());
      }
    }
    due.write(connection, app, rows.table().table());
  }

  private static LatestValues latest(String table, Replacement appended) {
    SortedMap<String, Timed> values = new TreeMap<>();
    for (Sample sample : appended.samples()) {
      for (Map.Entry<String, Value> value : sample.values().entrySet()) {
        values.put(value.getKey(), new Timed(sample.observedAt(), value.getValue()));
      }
    }
    java.time.Instant newest = appended.samples().getLast().observedAt();
    return new LatestValues(
        appended.device().device(), table, newest, newest, values, new TreeMap<>());
  }

  /** The row stays, because it tells what is summed up; returns until when that is. */
  private static @Nullable Long forget(
      Connection connection, AppId app, String table, DeviceId device) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE aisle.latest SET observed_at = '-infinity', fields = '{}', extra = '{}'
            WHERE app = ? AND tbl = ? AND device = ?
            RETURNING (extract(epoch FROM rolled_to) * 1000000)::int8
            """)) {
      statement.setString(1, app.value());
      statement.setString(2, table);
      statement.setString(3, device.value());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        long rolledTo = row.getLong(1);
        return row.wasNull() ? null : rolledTo;
      }
    }
  }
}
