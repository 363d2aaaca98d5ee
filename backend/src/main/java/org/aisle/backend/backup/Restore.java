package org.aisle.backend.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.aisle.backend.backup.BackupOutcome.Progress;
import org.aisle.backend.backup.BackupOutcome.Refused;
import org.aisle.backend.timeseries.RestoredTables;
import org.aisle.backend.timeseries.TableName;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.core.JacksonException;

/**
 * Brings a backup back into a database without apps and people, of this or an older version of
 * Aisle. The rows come in one transaction: an attempt that was interrupted has changed nothing that
 * the next one minds.
 */
public final class Restore {

  private static final long MOST_CONTENTS = 64L << 20;

  private final DataSource database;
  private final ZipFile file;
  private final Contents contents;
  private final Progress progress;

  private Restore(DataSource database, ZipFile file, Contents contents, Progress progress) {
    this.database = database;
    this.file = file;
    this.contents = contents;
    this.progress = progress;
  }

  /** Thrown inside the transaction, which it ends. */
  private static final class Spoilt extends Exception {
    private static final long serialVersionUID = 1L;

    Spoilt(String sentence) {
      super(sentence, null, false, false);
    }
  }

  /** Says why that file can't be restored, before anything is made for it; empty when it may be. */
  public static Optional<Refused> refusal(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.of(new Refused("There is no file %s; correct the path.".formatted(path)));
    }
    try (ZipFile file = new ZipFile(path.toFile())) {
      return contents(file) == null
          ? Optional.of(
              new Refused("%s is no backup of Aisle, or of a later version.".formatted(path)))
          : Optional.empty();
    } catch (ZipException e) {
      return Optional.of(
          new Refused(
              "%s is no backup of Aisle, or was cut off; take another one.".formatted(path)));
    }
  }

  /** Restores the backup, then brings it to this version. */
  public static BackupOutcome read(DataSource database, Path path, Progress progress)
      throws SQLException, IOException {
    Optional<Refused> refusal = refusal(path);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try (ZipFile file = new ZipFile(path.toFile())) {
      return new Restore(database, file, Objects.requireNonNull(contents(file)), progress).read();
    } catch (ZipException e) {
      return new Refused(
          "%s is no backup of Aisle, or was cut off; take another one.".formatted(path));
    } catch (Spoilt e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Contents contents(ZipFile file) throws IOException {
    ZipEntry entry = file.getEntry(Contents.ENTRY);
    if (entry == null || entry.getSize() > MOST_CONTENTS) {
      return null;
    }
    try (InputStream in = file.getInputStream(entry)) {
      Contents contents = Contents.JSON.readValue(in, Contents.class);
      return contents.format() == Contents.FORMAT ? contents : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private BackupOutcome read() throws SQLException, IOException, Spoilt {
    MigrationVersion version = MigrationVersion.fromVersion(contents.schemaVersion());
    boolean known =
        Arrays.stream(flyway().load().info().all())
            .map(MigrationInfo::getVersion)
            .anyMatch(version::equals);
    if (!known) {
      return new Refused(
          "The backup was taken by a later version of Aisle; restore it with that version.");
    }
    JdbcTemplate jdbc = new JdbcTemplate(database);
    if (!isEmpty(jdbc)) {
      return new Refused(
          "The database holds apps or people already; a backup is restored into an empty one."
              + " Choose another folder with --data, or another database with --database-url.");
    }
    jdbc.execute("DROP SCHEMA IF EXISTS aisle CASCADE");
    flyway().target(version).load().migrate();
    long rows;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        rows = rows(connection);
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
    flyway().load().migrate();
    jdbc.execute("ANALYZE");
    return new BackupOutcome.Done(contents.tables().size(), rows);
  }

  private static boolean isEmpty(JdbcTemplate jdbc) {
    for (String table : List.of("aisle.app", "aisle.person")) {
      if (jdbc.queryForObject("SELECT to_regclass(?)::text", String.class, table) != null
          && Boolean.TRUE.equals(
              jdbc.queryForObject("SELECT EXISTS (SELECT FROM " + table + ")", Boolean.class))) {
        return false;
      }
    }
    return true;
  }

  private FluentConfiguration flyway() {
    return Flyway.configure()
        .dataSource(database)
        .defaultSchema(Contents.REGISTRY)
        .schemas(Contents.REGISTRY)
        .locations("classpath:db/migration");
  }

  private long rows(Connection connection) throws SQLException, IOException, Spoilt {
    JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    jdbc.execute("SET LOCAL statement_timeout = 0");
    RestoredTables tables = new RestoredTables(jdbc);
    long sum = 0;
    List<Contents.Table> registry = contents.tables().stream().filter(t -> t.ofRegistry()).toList();
    if (!registry.isEmpty()) {
      jdbc.execute(
          registry.stream()
              .map(t -> t.table().sql())
              .collect(Collectors.joining(", ", "TRUNCATE ", " CASCADE")));
    }
    for (Contents.Table table : parentsFirst(jdbc, registry)) {
      sum += copy(connection, table);
    }
    for (Contents.Table table : contents.tables()) {
      if (!table.ofRegistry()) {
        tables.createSchema(table.schema());
        tables.create(table.table(), table.columns(), table.keys(), table.months());
        sum += copy(connection, table);
      }
    }
    contents
        .sequences()
        .forEach(
            (name, last) ->
                jdbc.query(
                    "SELECT setval(?::regclass, ?)",
                    row -> {},
                    new TableName(Contents.REGISTRY, name).sql(),
                    last));
    return sum;
  }

  private long copy(Connection connection, Contents.Table table)
      throws SQLException, IOException, Spoilt {
    ZipEntry entry = file.getEntry(table.entry());
    String name = table.schema() + "." + table.name();
    if (entry == null) {
      throw new Spoilt("The rows of %s are missing; take another backup.".formatted(name));
    }
    MessageDigest digest = Backup.sha256();
    long rows;
    try (InputStream in = file.getInputStream(entry)) {
      rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY %s (%s) FROM STDIN".formatted(table.table().sql(), table.columnList()),
                  new DigestInputStream(in, digest));
    } catch (ZipException e) {
      throw new Spoilt("The rows of %s are damaged; take another backup.".formatted(name));
    }
    if (rows != table.rows() || !HexFormat.of().formatHex(digest.digest()).equals(table.sha256())) {
      throw new Spoilt("The rows of %s are damaged; take another backup.".formatted(name));
    }
    progress.done(name, rows);
    return rows;
  }

  /** So that each row finds those that it refers to. */
  private static Set<Contents.Table> parentsFirst(JdbcTemplate jdbc, List<Contents.Table> tables) {
    Map<String, Set<String>> parents = new TreeMap<>();
    jdbc.query(
        """
        SELECT c.relname, p.relname FROM pg_constraint k
          JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE k.contype = 'f' AND n.nspname = 'aisle' AND c.oid <> p.oid
        """,
        row -> {
          parents.computeIfAbsent(row.getString(1), t -> new HashSet<>()).add(row.getString(2));
        });
    Map<String, Contents.Table> byName =
        tables.stream().collect(Collectors.toMap(Contents.Table::name, Function.identity()));
    Set<Contents.Table> ordered = new LinkedHashSet<>();
    Set<String> begun = new HashSet<>();
    tables.forEach(table -> add(table, byName, parents, begun, ordered));
    return ordered;
  }

  private static void add(
      Contents.Table table,
      Map<String, Contents.Table> byName,
      Map<String, Set<String>> parents,
      Set<String> begun,
      Set<Contents.Table> ordered) {
    if (!begun.add(table.name())) {
      return;
    }
    for (String parent : parents.getOrDefault(table.name(), Set.of())) {
      Contents.Table known = byName.get(parent);
      if (known != null) {
        add(known, byName, parents, begun, ordered);
      }
    }
    ordered.add(table);
  }
}
