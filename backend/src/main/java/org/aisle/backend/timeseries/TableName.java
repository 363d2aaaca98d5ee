package org.aisle.backend.timeseries;

import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;

/** The table of a device template in its app's schema. */
public record TableName(String schema, String table) implements Comparable<TableName> {

  public static TableName of(AppId app, DeviceTemplate template) {
    return new TableName(app.schema(), template.table());
  }

  /** The table that all versions of a template share. */
  public static TableName of(AppId app, Dtmi template) {
    return new TableName(app.schema(), Field.columnName(template.lastSegment()));
  }

  /** Quoted, fit to stand in a statement. */
  public String sql() {
    return quoted(schema) + "." + quoted(table);
  }

  /** Any name as a quoted SQL identifier. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public int compareTo(TableName other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : table.compareTo(other.table);
  }
}
