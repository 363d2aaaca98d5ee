package org.aisle.backend.timeseries;

/** The tables of sums that belong to a table of readings or of derived fields. */
public enum RollupTable {
  HOUR("_hour", 3_600_000_000L),
  DAY("_day", 86_400_000_000L);

  /** So that with the ending it fits PostgreSQL's 63 bytes. */
  private static final int LONGEST = 57;

  private final String ending;
  private final long micros;

  RollupTable(String ending, long micros) {
    this.ending = ending;
    this.micros = micros;
  }

  /** How long the time is that one row sums up, in microseconds. */
  public long micros() {
    return micros;
  }

  /** In the schema beside the app's that holds nothing but sums. */
  public TableName of(TableName table) {
    String name = table.table();
    String kept =
        name.length() <= LONGEST
            ? name
            : name.substring(0, LONGEST - 9) + "_" + "%08x".formatted(name.hashCode());
    return new TableName(schema(table.schema()), kept + ending);
  }

  public static String schema(String appSchema) {
    return "sums_" + appSchema;
  }
}
