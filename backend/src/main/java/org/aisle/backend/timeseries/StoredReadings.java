package org.aisle.backend.timeseries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads a device's history in the order of time without holding it in memory. Takes part in the
 * caller's transaction, so that it shows what that sees. Thread-safe.
 */
@Component
public class StoredReadings {

  private static final int STREAMED = 2_000;

  /** Takes the next reading; false ends it. */
  @FunctionalInterface
  public interface Each {
    boolean take(Instant observedAt, SortedMap<String, Value> values);
  }

  /** Takes the next reading of one of many devices. */
  @FunctionalInterface
  public interface EachOfMany {
    void take(DeviceId device, Instant observedAt, SortedMap<String, Value> values);
  }

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  StoredReadings(DataSource database, PlatformTransactionManager transactions) {
    this.jdbc = new JdbcTemplate(database);
    this.jdbc.setFetchSize(STREAMED);
    this.transactions = new TransactionTemplate(transactions);
  }

  /**
   * The readings later than {@code after}, oldest first, with the fields of this template version.
   *
   * @param after null for all
   */
  public void stream(
      DeviceRef device, DeviceTemplate template, @Nullable Instant after, Each each) {
    List<Placed> fields = placed(template.telemetry());
    String sql =
        "SELECT observed_at"
            + columns(fields)
            + " FROM "
            + TableName.of(device.app(), template).sql()
            + " WHERE device = ? AND observed_at > ? ORDER BY observed_at";
    Instant from = after == null ? EvaluationMarks.BEGINNING : after;
    ResultSetExtractor<Boolean> all =
        rows -> {
          boolean more = true;
          while (more && rows.next()) {
            more =
                each.take(
                    rows.getObject(1, OffsetDateTime.class).toInstant(), values(fields, rows));
          }
          return more;
        };
    transactions.executeWithoutResult(
        status -> jdbc.query(sql, all, device.device().value(), from.atOffset(ZoneOffset.UTC)));
  }

  /**
   * The first readings of many devices of an app, device by device, each oldest first, with the
   * fields of this template version.
   *
   * @param after of each device those later than this
   * @param most of one device
   */
  public void stream(
      AppId app, DeviceTemplate template, Map<DeviceId, Instant> after, int most, EachOfMany each) {
    List<Placed> fields = placed(template.telemetry());
    String columns = columns(fields);
    String sql =
        "SELECT r.observed_at"
            + columns
            + ", a.device FROM unnest(?::text[], ?::timestamptz[]) AS a(device, after)"
            + " CROSS JOIN LATERAL (SELECT observed_at"
            + columns
            + " FROM "
            + TableName.of(app, template).sql()
            + " t WHERE t.device = a.device AND t.observed_at > a.after"
            + " ORDER BY t.observed_at LIMIT ?) r ORDER BY a.device, r.observed_at";
    int last = 2 + fields.stream().mapToInt(placed -> placed.field().columns().size()).sum();
    List<DeviceId> devices = List.copyOf(after.keySet());
    transactions.executeWithoutResult(
        status ->
            jdbc.query(
                sql,
                row -> {
                  each.take(
                      new DeviceId(row.getString(last)),
                      row.getObject(1, OffsetDateTime.class).toInstant(),
                      values(fields, row));
                },
                devices.stream().map(DeviceId::value).toArray(String[]::new),
                devices.stream().map(d -> String.valueOf(after.get(d))).toArray(String[]::new),
                most));
  }

  private static String columns(List<Placed> fields) {
    StringBuilder sql = new StringBuilder();
    fields.forEach(
        field ->
            field
                .field()
                .columns()
                .forEach(column -> sql.append(", ").append(TableName.quoted(column.name()))));
    return sql.toString();
  }

  /** A field and its first column in the rows. */
  private record Placed(Field field, int column) {}

  private static List<Placed> placed(List<Field> fields) {
    List<Placed> placed = new ArrayList<>();
    int column = 2;
    for (Field field : fields) {
      placed.add(new Placed(field, column));
      column += field.columns().size();
    }
    return placed;
  }

  private static SortedMap<String, Value> values(List<Placed> fields, ResultSet row)
      throws SQLException {
    SortedMap<String, Value> values = new TreeMap<>();
    for (Placed each : fields) {
      Value value = FieldColumns.read(each.field(), row, each.column());
      if (value != null) {
        values.put(each.field().path(), value);
      }
    }
    return values;
  }
}
