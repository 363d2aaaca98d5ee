package org.aisle.backend.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.backend.timeseries.RestoredTables;
import org.aisle.backend.timeseries.TableName;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup holds; its last entry, so that a backup that was cut off has none.
 *
 * @param schemaVersion of the last migration that the database had
 * @param sequences the last number given out, by the sequence's name in schema {@code aisle}
 */
record Contents(
    int format,
    String schemaVersion,
    Instant taken,
    List<Table> tables,
    Map<String, Long> sequences) {

  static final int FORMAT = 1;
  static final String ENTRY = "contents.json";
  static final String REGISTRY = "aisle";
  static final JsonMapper JSON = JsonMapper.builder().build();

  Contents {
    tables = List.copyOf(tables);
    sequences = Map.copyOf(sequences);
  }

  /**
   * A table and its rows.
   *
   * @param keys the lists of columns whose values occur once
   * @param months an instant in each month (UTC) of which it has rows; empty for a table without
   *     time
   * @param sha256 of the rows in PostgreSQL's text format, in hexadecimal
   */
  record Table(
      String schema,
      String name,
      List<RestoredTables.Column> columns,
      List<List<String>> keys,
      List<Instant> months,
      long rows,
      String sha256) {

    Table {
      columns = List.copyOf(columns);
      keys = List.copyOf(keys);
      months = List.copyOf(months);
      if (!schema.equals(REGISTRY) && !schema.matches("app_[a-z0-9_]{1,60}")) {
        throw new IllegalArgumentException("No schema of ours: " + schema);
      }
    }

    TableName table() {
      return new TableName(schema, name);
    }

    boolean ofRegistry() {
      return schema.equals(REGISTRY);
    }

    String columnList() {
      return columns.stream()
          .map(column -> TableName.quoted(column.name()))
          .collect(java.util.stream.Collectors.joining(", "));
    }

    /** The entry that holds the rows. */
    String entry() {
      return "tables/" + schema + "/" + name;
    }
  }
}
