package org.aisle.backend.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.aisle.backend.backup.BackupOutcome.Progress;
import org.aisle.backend.timeseries.RestoredTables.Column;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Writes everything that the database holds to one file, as of one moment, while the server goes
 * on. The file appears when it is complete, readable by its owner only; an attempt that was
 * interrupted leaves a {@code .partial} file, which the next one replaces.
 */
public final class Backup {

  private static final String TABLES =
      """
      SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE (n.nspname = 'aisle' OR n.nspname IN
          (SELECT 'app_' || replace(id, '-', '_') FROM aisle.app))
        AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname <> 'flyway_schema_history'
      ORDER BY n.nspname <> 'aisle', n.nspname, c.relname
      """;

  private static final String COLUMNS =
      """
      SELECT a.attname, format_type(a.atttypid, a.atttypmod), coalesce(l.collname = 'C', false),
        a.attnotnull
      FROM pg_attribute a LEFT JOIN pg_collation l ON l.oid = a.attcollation
      WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = ''
      ORDER BY a.attnum
      """;

  private static final String KEYS =
      """
      SELECT array(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number ORDER BY k.place)
      FROM pg_index i
      WHERE i.indrelid = ?::regclass AND i.indisunique AND i.indpred IS NULL
        AND i.indexprs IS NULL
      ORDER BY i.indexrelid
      """;

  private static final String MONTHS =
      """
      SELECT DISTINCT date_trunc('month', observed_at, 'UTC') FROM %s WHERE isfinite(observed_at)
      ORDER BY 1
      """;

  private final Connection connection;
  private final JdbcTemplate jdbc;

  private Backup(Connection connection) {
    this.connection = connection;
    this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
  }

  /**
   * Writes the backup.
   *
   * @param connection not in a transaction
   * @param now what time the backup says it was taken at
   */
  public static BackupOutcome write(
      Connection connection, Path file, Instant now, Progress progress)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    try {
      return new Backup(connection).write(file, now, progress);
    } finally {
      connection.rollback();
    }
  }

  private BackupOutcome write(Path file, Instant now, Progress progress)
      throws SQLException, IOException {
    jdbc.execute("SET LOCAL statement_timeout = 0");
    if (jdbc.queryForObject("SELECT to_regclass('aisle.flyway_schema_history')::text", String.class)
        == null) {
      return new BackupOutcome.Refused(
          "The database holds nothing of Aisle; correct --data or --database-url.");
    }
    String version =
        jdbc.queryForObject(
            """
            SELECT version FROM aisle.flyway_schema_history
            WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1
            """,
            String.class);
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          partial,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    List<Contents.Table> tables = new ArrayList<>();
    try (OutputStream out = Files.newOutputStream(partial);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Contents.Table table : tables()) {
        Contents.Table written = rows(table, zip);
        tables.add(written);
        progress.done(table.schema() + "." + table.name(), written.rows());
      }
      zip.putNextEntry(new ZipEntry(Contents.ENTRY));
      zip.write(
          Contents.JSON.writeValueAsBytes(
              new Contents(Contents.FORMAT, String.valueOf(version), now, tables, sequences())));
      zip.closeEntry();
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new BackupOutcome.Done(
        tables.size(), tables.stream().mapToLong(Contents.Table::rows).sum());
  }

  private List<Contents.Table> tables() {
    List<Contents.Table> tables = new ArrayList<>();
    jdbc.query(
        TABLES,
        row -> {
          tables.add(
              new Contents.Table(
                  row.getString(1), row.getString(2), List.of(), List.of(), List.of(), 0, ""));
        });
    return tables;
  }

  private Contents.Table rows(Contents.Table table, ZipOutputStream zip)
      throws SQLException, IOException {
    String name = table.table().sql();
    List<Column> columns =
        jdbc.query(
            COLUMNS,
            (row, i) ->
                new Column(
                    row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
            name);
    List<List<String>> keys = jdbc.query(KEYS, (row, i) -> texts(row.getArray(1)), name);
    boolean timed =
        !table.ofRegistry() && columns.stream().anyMatch(c -> c.name().equals("observed_at"));
    List<Instant> months =
        timed
            ? jdbc.query(
                MONTHS.formatted(name),
                (row, i) -> row.getObject(1, java.time.OffsetDateTime.class).toInstant())
            : List.of();
    Contents.Table whole =
        new Contents.Table(table.schema(), table.name(), columns, keys, months, 0, "");
    zip.putNextEntry(new ZipEntry(whole.entry()));
    MessageDigest digest = sha256();
    long rows =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "COPY (SELECT %s FROM %s) TO STDOUT".formatted(whole.columnList(), name),
                new DigestOutputStream(new Unclosed(zip), digest));
    zip.closeEntry();
    return new Contents.Table(
        table.schema(),
        table.name(),
        columns,
        keys,
        months,
        rows,
        HexFormat.of().formatHex(digest.digest()));
  }

  private Map<String, Long> sequences() {
    Map<String, Long> sequences = new TreeMap<>();
    jdbc.query(
        """
        SELECT sequencename, last_value FROM pg_sequences
        WHERE schemaname = 'aisle' AND last_value IS NOT NULL
        """,
        row -> {
          sequences.put(row.getString(1), row.getLong(2));
        });
    return sequences;
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** An entry of an archive, which whoever writes rows must not close. */
  private static final class Unclosed extends OutputStream {

    private final OutputStream out;

    Unclosed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }
  }
}
