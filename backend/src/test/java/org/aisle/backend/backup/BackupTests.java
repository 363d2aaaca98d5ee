package org.aisle.backend.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.database.TestTimescale;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.backend.timeseries.TestTemplates;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class BackupTests {

  private static final AppId APP = new AppId("back-up");
  private static final DeviceRef A = DeviceRef.of("back-up", "a");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path folder;
  private HikariDataSource database;

  @BeforeEach
  void fill() {
    database = TestDatabase.migrated();
    fill(database);
  }

  private static void fill(HikariDataSource database) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    TestStore db = TestStore.on(database);
    jdbc.update(
        "insert into aisle.app (id, name, zone, created_at) values (?, 'Back\tup \\', 'UTC', now())",
        APP.value());
    jdbc.update(
        """
        insert into aisle.place (app, id, name, kind, lat, lon, radius_metres)
        values (?, 'north', 'North', 'store', 1, 2, 3)
        """,
        APP.value());
    db.tables().extend(APP, TestTemplates.COOLER);
    List<Reading> readings = new ArrayList<>();
    for (int day = 0; day < 100; day++) {
      Instant at = NOON.minus(Duration.ofDays(day));
      readings.add(
          Reading.of(
              A,
              at,
              at,
              Map.of(
                  "temperature", new Value.Num(4 + day / 7.0), "note", new Value.Text("ä\n\t"))));
    }
    db.store().write(List.of(new TableBatch(APP, TestTemplates.COOLER, readings)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Path backup() throws Exception {
    return backup(database, "aisle.backup");
  }

  private Path backup(HikariDataSource of, String name) throws Exception {
    Path file = folder.resolve(name);
    try (Connection connection = of.getConnection()) {
      assertThat(Backup.write(connection, file, NOON, (table, rows) -> {}))
          .isInstanceOf(BackupOutcome.Done.class);
    }
    return file;
  }

  private static BackupOutcome restore(HikariDataSource into, Path file) throws Exception {
    return Restore.read(into, file, (table, rows) -> {});
  }

  @Test
  void everything_comes_back_into_an_empty_database_and_goes_on() throws Exception {
    Path file = backup();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("aisle.backup.partial")).doesNotExist();
    try (HikariDataSource other = TestDatabase.empty()) {
      assertThat(restore(other, file)).isInstanceOf(BackupOutcome.Done.class);
      assertThat(all(other)).isEqualTo(all(database));
      TestStore db = TestStore.on(other);
      Reading later =
          Reading.of(A, NOON.plusSeconds(1), NOON, Map.of("temperature", new Value.Num(1)));
      Reading known = Reading.of(A, NOON, NOON, Map.of("temperature", new Value.Num(4)));
      assertThat(
              db.store()
                  .write(List.of(new TableBatch(APP, TestTemplates.COOLER, List.of(later, known))))
                  .inserted())
          .isEqualTo(1);
      assertThat(
              new JdbcTemplate(other)
                  .queryForObject("select count(*) from only app_back_up.cooler", Long.class))
          .isZero();
    }
  }

  @Test
  void a_backup_of_postgresql_comes_back_into_timescaledb() throws Exception {
    Path file = backup();
    try (HikariDataSource other = TestTimescale.migrated()) {
      assertThat(restore(other, file)).isInstanceOf(BackupOutcome.Done.class);
      assertThat(all(other)).isEqualTo(all(database));
    }
  }

  @Test
  void a_backup_of_timescaledb_comes_back_into_postgresql_and_into_timescaledb() throws Exception {
    try (HikariDataSource timescale = TestTimescale.migrated();
        HikariDataSource postgres = TestDatabase.empty();
        HikariDataSource other = TestTimescale.migrated()) {
      fill(timescale);
      Path file = backup(timescale, "timescale.backup");
      for (HikariDataSource into : List.of(postgres, other)) {
        assertThat(restore(into, file)).isInstanceOf(BackupOutcome.Done.class);
        assertThat(all(into)).isEqualTo(all(timescale));
        Reading known = Reading.of(A, NOON, NOON, Map.of("temperature", new Value.Num(4)));
        Reading later =
            Reading.of(A, NOON.plusSeconds(1), NOON, Map.of("temperature", new Value.Num(1)));
        assertThat(
                TestStore.on(into)
                    .store()
                    .write(
                        List.of(new TableBatch(APP, TestTemplates.COOLER, List.of(later, known))))
                    .inserted())
            .isEqualTo(1);
      }
      assertThat(
              new JdbcTemplate(other)
                  .queryForObject(
                      "select count(*) from timescaledb_information.hypertables"
                          + " where hypertable_schema = 'app_back_up' and hypertable_name = 'cooler'",
                      Long.class))
          .isEqualTo(1);
    }
  }

  @Test
  void a_database_with_an_app_is_refused_and_not_touched() throws Exception {
    Path file = backup();
    Map<String, String> before = all(database);
    assertThat(restore(database, file))
        .isInstanceOfSatisfying(
            BackupOutcome.Refused.class,
            refused -> assertThat(refused.sentence()).contains("holds apps or people already"));
    assertThat(all(database)).isEqualTo(before);
  }

  @Test
  void a_backup_that_was_cut_off_or_damaged_is_refused_and_can_be_tried_again() throws Exception {
    Path file = backup();
    Path cut = folder.resolve("cut");
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(file), 2000));
    Path spoilt = Files.copy(file, folder.resolve("spoilt"));
    try (RandomAccessFile bytes = new RandomAccessFile(spoilt.toFile(), "rw")) {
      long at =
          new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                  .indexOf("tables/app_back_up/cooler")
              + 200;
      bytes.seek(at);
      int was = bytes.read();
      bytes.seek(at);
      bytes.write(was ^ 0x55);
    }
    try (HikariDataSource other = TestDatabase.empty()) {
      assertThat(restore(other, cut)).isInstanceOf(BackupOutcome.Refused.class);
      assertThat(restore(other, folder.resolve("absent")))
          .isInstanceOf(BackupOutcome.Refused.class);
      assertThat(restore(other, spoilt))
          .isInstanceOfSatisfying(
              BackupOutcome.Refused.class,
              refused -> assertThat(refused.sentence()).contains("app_back_up.cooler"));
      assertThat(restore(other, file)).isInstanceOf(BackupOutcome.Done.class);
      assertThat(all(other)).isEqualTo(all(database));
    }
  }

  /** A digest of the rows of each table, except the history of migrations. */
  private static Map<String, String> all(HikariDataSource database) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    Map<String, String> digests = new TreeMap<>();
    for (String table :
        jdbc.queryForList(
            """
            select n.nspname || '.' || c.relname from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('aisle', 'app_back_up') and c.relkind in ('r', 'p')
              and not c.relispartition and c.relname <> 'flyway_schema_history'
            """,
            String.class)) {
      digests.put(
          table,
          String.valueOf(
              jdbc.queryForObject(
                  "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)),"
                      + " '') from "
                      + table
                      + " t",
                  String.class)));
    }
    return digests;
  }
}
