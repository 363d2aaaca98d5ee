package org.aisle.backend.timeseries;

import static org.aisle.backend.timeseries.TableName.quoted;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.backend.timeseries.LatestValues.Timed;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** The statements of one template's table of derived fields. */
final class DerivedRows {

  private final TableName table;
  private final List<Field> fields;
  private final List<BoundColumn> bound = new ArrayList<>();

  DerivedRows(AppId app, DeviceTemplate template) {
    this.table = new TableName(app.schema(), template.derivedTable());
    this.fields = template.derived().stream().map(DerivedField::field).toList();
    bound.add(BoundColumn.of("device", Field.SqlType.TEXT));
    bound.add(BoundColumn.of("observed_at", Field.SqlType.TIMESTAMP));
    fields.forEach(
        field -> field.columns().forEach(c -> bound.add(BoundColumn.of(c.name(), c.type()))));
  }

  TableName table() {
    return table;
  }

  /** Forgets what is stored of each device for later instants. */
  void delete(Connection connection, String[] devices, Long[] afters) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            DELETE FROM %s t USING unnest(?::text[], ?::int8[]) AS a(device, after)
            WHERE t.device = a.device AND t.observed_at > %s
            """
                .formatted(table.sql(), BoundColumn.EPOCH_MICROS.formatted("after")))) {
      statement.setArray(1, connection.createArrayOf("text", devices));
      statement.setArray(2, connection.createArrayOf("int8", afters));
      statement.executeUpdate();
    }
  }

  /** A row as it is inserted. */
  record Row(DeviceId device, Instant observedAt, SortedMap<String, Value> values) {}

  /** Inserts rows of distinct keys; fields that are there already are overwritten. */
  void insert(Connection connection, List<Row> rows) throws SQLException {
    String sets =
        String.join(
            ", ",
            bound.stream()
                .skip(2)
                .map(BoundColumn::column)
                .map(c -> "%1$s = COALESCE(EXCLUDED.%1$s, t.%1$s)".formatted(quoted(c)))
                .toList());
    String sql =
        "INSERT INTO %s AS t (%s) SELECT %s FROM unnest(%s) AS a(%s) ON CONFLICT (device, observed_at) DO UPDATE SET %s"
            .formatted(
                table.sql(),
                BoundColumn.join(bound, b -> quoted(b.column())),
                BoundColumn.join(bound, BoundColumn::expression),
                BoundColumn.join(bound, b -> "?::" + b.arrayType() + "[]"),
                BoundColumn.join(bound, b -> quoted(b.column())),
                sets);
    List<@Nullable Object[]> columns = new ArrayList<>();
    bound.forEach(b -> columns.add(b.array(rows.size())));
    for (int r = 0; r < rows.size(); r++) {
      fill(columns, r, rows.get(r));
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int c = 0; c < columns.size(); c++) {
        statement.setArray(
            c + 1, connection.createArrayOf(bound.get(c).arrayType(), columns.get(c)));
      }
      statement.executeUpdate();
    }
  }

  private void fill(List<@Nullable Object[]> columns, int r, Row row) {
    columns.get(0)[r] = row.device().value();
    columns.get(1)[r] = FieldColumns.micros(row.observedAt());
    int c = 2;
    for (Field field : fields) {
      Value value = row.values().get(field.path());
      int width = field.columns().size();
      if (value != null) {
        @Nullable Object[] parts = FieldColumns.write(field, value);
        for (int i = 0; i < width; i++) {
          columns.get(c + i)[r] = parts[i];
        }
      }
      c += width;
    }
  }

  /** The newest value of each field, from the table; null when it has no row of the device. */
  @Nullable LatestValues latest(Connection connection, DeviceId device) throws SQLException {
    SortedMap<String, Timed> values = new TreeMap<>();
    Instant newest = null;
    for (Field field : fields) {
      List<String> columns = field.columns().stream().map(c -> quoted(c.name())).toList();
      String sql =
          "SELECT observed_at, %s FROM %s WHERE device = ? AND %s IS NOT NULL ORDER BY observed_at DESC LIMIT 1"
              .formatted(String.join(", ", columns), table.sql(), columns.getFirst());
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, device.value());
        try (ResultSet row = statement.executeQuery()) {
          Value value = row.next() ? FieldColumns.read(field, row, 2) : null;
          if (value != null) {
            Instant at = row.getObject(1, OffsetDateTime.class).toInstant();
            values.put(field.path(), new Timed(at, value));
            newest = newest == null || at.isAfter(newest) ? at : newest;
          }
        }
      }
    }
    return newest == null
        ? null
        : new LatestValues(device, table.table(), newest, newest, values, new TreeMap<>());
  }
}
