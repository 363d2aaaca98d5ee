package org.aisle.backend.timeseries;

import static org.aisle.backend.timeseries.TableName.quoted;

import java.util.List;
import java.util.function.Function;
import org.aisle.templates.definition.Field;
import org.jspecify.annotations.Nullable;

/**
 * A column as it is bound: in an array of one value per row, so that a statement's text does not
 * depend on the number of rows.
 *
 * @param arrayType PostgreSQL's name of the elements' type
 * @param expression turns an element of the alias {@code a} into the column's value
 */
record BoundColumn(String column, String arrayType, String expression) {

  static final String EPOCH_MICROS = "timestamptz 'epoch' + a.%s * interval '1 microsecond'";

  static BoundColumn of(String column, Field.SqlType type) {
    String name = quoted(column);
    return switch (type) {
      case DOUBLE -> new BoundColumn(column, "float8", "a." + name);
      case INTEGER -> new BoundColumn(column, "int4", "a." + name);
      case BIGINT -> new BoundColumn(column, "int8", "a." + name);
      case BOOLEAN -> new BoundColumn(column, "bool", "a." + name);
      case TEXT -> new BoundColumn(column, "text", "a." + name);
      case TIMESTAMP -> new BoundColumn(column, "int8", EPOCH_MICROS.formatted(name));
      case JSONB -> new BoundColumn(column, "text", "a." + name + "::jsonb");
    };
  }

  @Nullable Object[] array(int size) {
    return switch (arrayType) {
      case "float8" -> new @Nullable Double[size];
      case "int4" -> new @Nullable Integer[size];
      case "int8" -> new @Nullable Long[size];
      case "bool" -> new @Nullable Boolean[size];
      default -> new @Nullable String[size];
    };
  }

  static String join(List<BoundColumn> columns, Function<BoundColumn, String> part) {
    return String.join(", ", columns.stream().map(part).toList());
  }
}
