package org.aisle.backend.timeseries;

import static org.aisle.backend.timeseries.TableName.quoted;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Component
class JdbcTelemetryTables implements TelemetryTables {

  private static final String NAMED_SCHEMA_TABLES =
      """
      SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      ORDER BY c.relname
      """;

  private static final String READING_COLUMNS =
      """
        received_at timestamptz NOT NULL,
        claimed_at timestamptz,
        seq bigint,
        extra jsonb,
        field_seq jsonb,
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final Dialect dialect;

  JdbcTelemetryTables(JdbcTemplate jdbc, PlatformTransactionManager transactions, Dialect dialect) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.dialect = dialect;
  }

  @Override
  public void createApp(AppId app) {
    transactions.executeWithoutResult(
        status -> {
          lock(app);
          jdbc.execute("CREATE SCHEMA IF NOT EXISTS " + quoted(app.schema()));
          for (String companion : dialect.companionSchemas(app.schema())) {
            jdbc.execute("CREATE SCHEMA IF NOT EXISTS " + quoted(companion));
          }
        });
  }

  @Override
  public void dropApp(AppId app) {
    transactions.executeWithoutResult(
        status -> {
          lock(app);
          jdbc.execute("DROP SCHEMA IF EXISTS " + quoted(app.schema()) + " CASCADE");
          for (String companion : dialect.companionSchemas(app.schema())) {
            jdbc.execute("DROP SCHEMA IF EXISTS " + quoted(companion) + " CASCADE");
          }
          jdbc.execute(
              "DROP SCHEMA IF EXISTS " + quoted(RollupTable.schema(app.schema())) + " CASCADE");
          for (String table : List.of("latest", "rollup_due", "rollup_kept")) {
            jdbc.update("DELETE FROM aisle." + table + " WHERE app = ?", app.value());
          }
        });
  }

  @Override
  public Extension extend(AppId app, DeviceTemplate template) {
    Extension extension = transactions.execute(status -> extendLocked(app, template));
    if (extension == null) {
      throw new IllegalStateException("A transaction ended without a result.");
    }
    return extension;
  }

  private Extension extendLocked(AppId app, DeviceTemplate template) {
    createApp(app);
    TableName table = TableName.of(app, template);
    Extension extension = extend(table, template.telemetry(), READING_COLUMNS);
    if (extension instanceof Extension.Conflict || template.derived().isEmpty()) {
      return extension;
    }
    TableName derived = new TableName(app.schema(), template.derivedTable());
    List<Field> fields = template.derived().stream().map(DerivedField::field).toList();
    return switch (extend(derived, fields, "")) {
      case Extension.Conflict conflict -> conflict;
      case Extension.Ready ready -> extension;
    };
  }

  private Extension extend(TableName table, List<Field> fields, String fixed) {
    List<Field.Column> columns = fields.stream().flatMap(f -> f.columns().stream()).toList();
    Map<String, String> existing = existing(table);
    if (existing.isEmpty()) {
      create(table, columns, fixed);
      return new Extension.Ready(table.table());
    }
    List<String> additions = new ArrayList<>();
    for (Field.Column column : columns) {
      String type = existing.get(column.name());
      String wanted = column.type().sql();
      if (type == null) {
        additions.add("ADD COLUMN IF NOT EXISTS " + quoted(column.name()) + " " + wanted);
      } else if (!type.equals(wanted) && !type.equals("timestamp with time zone")) {
        return new Extension.Conflict(column.name(), type, wanted);
      } else if (type.equals("timestamp with time zone") && !wanted.equals("timestamptz")) {
        return new Extension.Conflict(column.name(), type, wanted);
      }
    }
    if (!additions.isEmpty()) {
      jdbc.execute("ALTER TABLE " + table.sql() + " " + String.join(", ", additions));
    }
    return new Extension.Ready(table.table());
  }

  @Override
  public long dropBefore(AppId app, Instant cutoff) {
    Long deleted =
        transactions.execute(
            status -> {
              lock(app);
              long rows = 0;
              for (String name :
                  jdbc.queryForList(NAMED_SCHEMA_TABLES, String.class, app.schema())) {
                TableName table = new TableName(app.schema(), name);
                dialect.dropParts(jdbc, table, cutoff);
                dialect.beforeChange(jdbc, table, List.of(cutoff));
                rows +=
                    jdbc.update(
                        "DELETE FROM " + table.sql() + " WHERE observed_at < ?",
                        cutoff.atOffset(ZoneOffset.UTC));
                forgetSums(app, table, cutoff);
              }
              return rows;
            });
    return deleted == null ? 0 : deleted;
  }

  /** The hour and the day that the cutoff falls into are never used again. */
  private void forgetSums(AppId app, TableName table, Instant cutoff) {
    OffsetDateTime time = cutoff.atOffset(ZoneOffset.UTC);
    jdbc.update(
        """
        INSERT INTO aisle.rollup_kept AS k (app, tbl, kept_from) VALUES (?, ?, ?)
        ON CONFLICT (app, tbl) DO UPDATE SET kept_from = greatest(k.kept_from, EXCLUDED.kept_from)
        """,
        app.value(),
        table.table(),
        time);
    for (RollupTable each : RollupTable.values()) {
      TableName sums = each.of(table);
      if (!existing(sums).isEmpty()) {
        jdbc.update("DELETE FROM " + sums.sql() + " WHERE bucket < ?", time);
      }
    }
  }

  private void create(TableName table, List<Field.Column> columns, String fixed) {
    StringBuilder sql = new StringBuilder("CREATE TABLE ").append(table.sql());
    sql.append(
        """
         (
          device text COLLATE "C" NOT NULL,
          observed_at timestamptz NOT NULL,
        """);
    sql.append(fixed);
    for (Field.Column column : columns) {
      sql.append("  ").append(quoted(column.name())).append(' ').append(column.type().sql());
      sql.append(",\n");
    }
    sql.append("  UNIQUE (device, observed_at)\n)");
    sql.append(dialect.tableSuffix());
    jdbc.execute(sql.toString());
    dialect.afterCreate(jdbc, table);
  }

  private Map<String, String> existing(TableName table) {
    Map<String, String> types = new HashMap<>();
    jdbc.query(
        """
        SELECT a.attname, format_type(a.atttypid, a.atttypmod)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
        """,
        row -> {
          types.put(row.getString(1), row.getString(2));
        },
        table.schema(),
        table.table());
    return types;
  }

  /** Until the transaction ends nobody else changes this app's tables. */
  private void lock(AppId app) {
    jdbc.query(
        "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> {},
        "aisle.tables." + app.value());
  }
}
