package org.aisle.backend.timeseries;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes tables as a backup describes them, the way this database keeps such tables. Belongs to one
 * connection.
 */
public final class RestoredTables {

  /**
   * A column.
   *
   * @param type as PostgreSQL names it
   * @param bytewise whether texts are compared byte by byte
   */
  public record Column(String name, String type, boolean bytewise, boolean required) {

    public Column {
      if (!type.matches("[a-z][a-z ]{0,40}(\\([0-9, ]{1,10}\\))?(\\[\\])?")) {
        throw new IllegalArgumentException("No type of a column: " + type);
      }
    }

    String sql() {
      return TableName.quoted(name)
          + " "
          + type
          + (bytewise ? " COLLATE \"C\"" : "")
          + (required ? " NOT NULL" : "");
    }
  }

  private static final String TIME = "observed_at";

  private final JdbcTemplate jdbc;
  private final Dialect dialect;

  public RestoredTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.dialect = Dialect.detect(jdbc, InstantSource.system());
  }

  /** Creates the schema when it is not there. */
  public void createSchema(String schema) {
    jdbc.execute("CREATE SCHEMA IF NOT EXISTS " + TableName.quoted(schema));
    for (String companion : dialect.companionSchemas(schema)) {
      jdbc.execute("CREATE SCHEMA IF NOT EXISTS " + TableName.quoted(companion));
    }
  }

  /**
   * Creates a table; one with {@code observed_at} gets parts by time.
   *
   * @param keys the lists of columns whose values occur once
   * @param times at least one instant of each month (UTC) that it will hold
   */
  public void create(
      TableName table, List<Column> columns, List<List<String>> keys, Collection<Instant> times) {
    boolean timed = columns.stream().anyMatch(column -> column.name().equals(TIME));
    String all = columns.stream().map(Column::sql).collect(Collectors.joining(", "));
    String unique =
        keys.stream()
            .map(
                key ->
                    key.stream()
                        .map(TableName::quoted)
                        .collect(Collectors.joining(", ", ", UNIQUE (", ")")))
            .collect(Collectors.joining());
    jdbc.execute(
        "CREATE TABLE %s (%s%s)%s"
            .formatted(table.sql(), all, unique, timed ? dialect.tableSuffix() : ""));
    if (timed) {
      dialect.afterCreate(jdbc, table);
      dialect.makeRoom(jdbc, table, times);
    }
  }
}
