package org.aisle.backend.timeseries;

import static org.aisle.backend.timeseries.TableName.quoted;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.reading.MergedReading;
import org.aisle.templates.reading.MergedReading.Stamped;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one template's table, and how merged readings become their parameters. All
 * parameters are arrays, one per column, so that a statement's text does not depend on the number
 * of rows. Thread-safe.
 */
final class TableRows {

  /** How many columns every table has, before those of its fields. */
  private static final int KEPT_OF_EVERY_ROW = 7;

  /** How many insert statements are remembered at most. */
  private static final int MOST_STATEMENTS = 200;

  /** A field and the first of its columns. */
  private record Place(Field field, int column) {}

  private final AppId app;
  private final DeviceTemplate template;
  private final TableName table;
  private final List<BoundColumn> bound = new ArrayList<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<BitSet, String> inserts = new ConcurrentHashMap<>();
  private final String update;
  private final String lock;

  TableRows(AppId app, DeviceTemplate template) {
    this.app = app;
    this.template = template;
    this.table = TableName.of(app, template);
    bind("device", Field.SqlType.TEXT);
    bind("observed_at", Field.SqlType.TIMESTAMP);
    bind("received_at", Field.SqlType.TIMESTAMP);
    bind("claimed_at", Field.SqlType.TIMESTAMP);
    bind("seq", Field.SqlType.BIGINT);
    bind("extra", Field.SqlType.JSONB);
    bind("field_seq", Field.SqlType.JSONB);
    template.telemetry().stream()
        .flatMap(field -> field.columns().stream())
        .forEach(column -> bind(column.name(), column.type()));
    int column = KEPT_OF_EVERY_ROW;
    for (Field field : template.telemetry()) {
      places.put(field.path(), new Place(field, column));
      column += field.columns().size();
    }
    this.update = updateStatement();
    this.lock = lockStatement();
  }

  private void bind(String column, Field.SqlType type) {
    bound.add(BoundColumn.of(column, type));
  }

  AppId app() {
    return app;
  }

  TableName table() {
    return table;
  }

  DeviceTemplate template() {
    return template;
  }

  /**
   * Inserts what is not there yet, and returns how many rows that were and their keys; of so many
   * rows as its last parameter says, which means all of them, no keys but one row of nulls. Columns
   * that no row fills are left out.
   */
  String insert(Filled filled) {
    if (inserts.size() > MOST_STATEMENTS) {
      inserts.clear();
    }
    return inserts.computeIfAbsent(filled.used(), this::insertStatement);
  }

  private String insertStatement(BitSet used) {
    List<BoundColumn> some = used.stream().mapToObj(bound::get).toList();
    return """
    WITH written AS (
      INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS a(%s) ON CONFLICT DO NOTHING
      RETURNING device, observed_at),
    tally AS (SELECT count(*) AS rows FROM written)
    SELECT t.rows, w.device, w.observed_at FROM tally t LEFT JOIN written w ON t.rows < ?
    """
        .formatted(
            table.sql(),
            BoundColumn.join(some, b -> quoted(b.column())),
            BoundColumn.join(some, BoundColumn::expression),
            BoundColumn.join(some, b -> "?::" + b.arrayType() + "[]"),
            BoundColumn.join(some, b -> quoted(b.column())));
  }

  /** Writes everything but the key anew, between two instants. */
  String update() {
    return update;
  }

  private String updateStatement() {
    return "UPDATE %s t SET %s FROM unnest(%s) AS a(%s) WHERE t.device = a.device AND t.observed_at = %s AND t.observed_at BETWEEN ? AND ?"
        .formatted(
            table.sql(),
            String.join(
                ", ",
                bound.stream()
                    .filter(b -> !b.column().equals("device") && !b.column().equals("observed_at"))
                    .map(b -> quoted(b.column()) + " = " + b.expression())
                    .toList()),
            join(b -> "?::" + b.arrayType() + "[]"),
            join(b -> quoted(b.column())),
            BoundColumn.EPOCH_MICROS.formatted("observed_at"));
  }

  /**
   * Locks the rows of the keys (two arrays) between two instants, in the order of the arrays. First
   * come the columns that are bound, then all once more, so that unknown ones are seen too.
   */
  String lock() {
    return lock;
  }

  private String lockStatement() {
    return """
    SELECT %s, t.*
    FROM unnest(?::text[], ?::int8[]) WITH ORDINALITY AS a(device, observed_at, position)
      JOIN %s t ON t.device = a.device AND t.observed_at = %s
    WHERE t.observed_at BETWEEN ? AND ?
    ORDER BY a.position FOR UPDATE OF t
    """
        .formatted(
            join(b -> "t." + quoted(b.column())),
            table.sql(),
            BoundColumn.EPOCH_MICROS.formatted("observed_at"));
  }

  /** Every row in the order of the key, with the columns of {@link #lock}. */
  String all() {
    return "SELECT %s, t.* FROM %s t ORDER BY device, observed_at"
        .formatted(join(b -> "t." + quoted(b.column())), table.sql());
  }

  /** Columns of a {@link #lock} row that the template does not know, with their positions. */
  SortedMap<String, Integer> unknown(ResultSetMetaData columns) throws SQLException {
    SortedMap<String, Integer> unknown = new TreeMap<>();
    for (int c = bound.size() + 1; c <= columns.getColumnCount(); c++) {
      unknown.put(columns.getColumnLabel(c), c);
    }
    bound.forEach(b -> unknown.remove(b.column()));
    return unknown;
  }

  private String join(Function<BoundColumn, String> part) {
    return BoundColumn.join(bound, part);
  }

  /**
   * Rows as columns.
   *
   * @param used the columns that any row fills
   */
  record Filled(List<@Nullable Object[]> columns, BitSet used, int rows) {}

  Filled filled(List<StoredRow> rows) {
    List<@Nullable Object[]> columns = new ArrayList<>(bound.size());
    bound.forEach(column -> columns.add(column.array(rows.size())));
    for (int r = 0; r < rows.size(); r++) {
      fill(columns, r, rows.get(r));
    }
    BitSet used = new BitSet(bound.size());
    for (int c = 0; c < columns.size(); c++) {
      if (anyFilled(columns.get(c))) {
        used.set(c);
      }
    }
    return new Filled(columns, used, rows.size());
  }

  private static boolean anyFilled(@Nullable Object[] column) {
    for (Object value : column) {
      if (value != null) {
        return true;
      }
    }
    return false;
  }

  /** Binds an {@link #insert}. */
  void setInsert(Connection connection, PreparedStatement statement, Filled filled)
      throws SQLException {
    int parameter = 1;
    for (int c = filled.used().nextSetBit(0); c >= 0; c = filled.used().nextSetBit(c + 1)) {
      statement.setArray(parameter++, array(connection, filled, c));
    }
    statement.setLong(parameter, filled.rows());
  }

  /** Binds the rows of an {@link #update}; returns the parameter after them. */
  int setUpdate(Connection connection, PreparedStatement statement, Filled filled)
      throws SQLException {
    for (int c = 0; c < bound.size(); c++) {
      statement.setArray(c + 1, array(connection, filled, c));
    }
    return bound.size() + 1;
  }

  private Array array(Connection connection, Filled filled, int column) throws SQLException {
    return connection.createArrayOf(bound.get(column).arrayType(), filled.columns().get(column));
  }

  private void fill(List<@Nullable Object[]> columns, int r, StoredRow row) {
    MergedReading reading = row.reading();
    columns.get(0)[r] = reading.device().device().value();
    columns.get(1)[r] = FieldColumns.micros(reading.observedAt());
    columns.get(2)[r] = FieldColumns.micros(reading.receivedAt());
    columns.get(3)[r] =
        reading.claimedAt() == null ? null : FieldColumns.micros(reading.claimedAt());
    columns.get(4)[r] = row.seq();
    columns.get(5)[r] = ExtraJson.write(reading.extra());
    columns.get(6)[r] = row.fieldSeqJson(template);
    for (Map.Entry<String, Stamped> entry : reading.values().entrySet()) {
      Place place = places.get(entry.getKey());
      if (place == null) {
        throw new IllegalArgumentException(
            "%s has no field for one of %s.".formatted(template.id(), reading.values().keySet()));
      }
      @Nullable Object[] parts = FieldColumns.write(place.field(), entry.getValue().value());
      for (int i = 0; i < parts.length; i++) {
        columns.get(place.column() + i)[r] = parts[i];
      }
    }
  }
}
