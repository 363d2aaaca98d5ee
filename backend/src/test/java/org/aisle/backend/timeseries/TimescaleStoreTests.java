package org.aisle.backend.timeseries;

import static org.aisle.backend.timeseries.TestTemplates.COOLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.aisle.backend.database.TestTimescale;
import org.aisle.templates.reading.Reading;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real TimescaleDB; {@link TestTimescale} says where it comes from. */
class TimescaleStoreTests extends TelemetryStoreContract {

  private static HikariDataSource database;

  @BeforeAll
  static void open() {
    database = TestTimescale.migrated();
  }

  @AfterAll
  static void close() {
    if (database != null) {
      database.close();
    }
  }

  @Override
  DataSource database() {
    return database;
  }

  @Test
  void it_is_recognised_and_its_tables_are_hypertables() {
    assertThat(db.dialect()).isInstanceOf(TimescaleDialect.class);
    assertThat(
            db.jdbc()
                .queryForList(
                    "SELECT hypertable_name FROM timescaledb_information.hypertables WHERE"
                        + " hypertable_schema = ?",
                    String.class,
                    APP.schema()))
        .containsExactly("cooler");
  }

  @Test
  void what_comes_late_into_columns_is_merged_as_into_rows() {
    assumeTrue(db.hasColumns(), "the Apache-2 edition has no columns");
    List<Reading> readings = history(new Random(5), 300);
    write(COOLER, readings.toArray(new Reading[0]));
    List<String> expected = raw();
    create_the_apps();

    Random random = new Random(6);
    Collections.shuffle(readings, random);
    for (int from = 0; from < readings.size(); from += 30) {
      write(COOLER, readings.subList(from, from + 30).toArray(new Reading[0]));
      write(COOLER, readings.subList(0, random.nextInt(from + 1)).toArray(new Reading[0]));
      db.intoColumns();
      assertThat(compressed()).isPositive();
    }
    assertThat(raw()).isEqualTo(expected);
    db.tables().extend(APP, TestTemplates.COOLER_2);
    Instant cutoff = NOON.plus(Duration.ofDays(30));
    db.tables().dropBefore(APP, cutoff);
    assertThat(
            db.jdbc()
                .queryForObject(
                    "SELECT min(observed_at) FROM " + TableName.of(APP, COOLER).sql(),
                    OffsetDateTime.class)
                .toInstant())
        .isAfterOrEqualTo(cutoff);
  }

  @Test
  void writers_go_on_while_chunks_go_into_columns_and_nothing_is_lost() throws Exception {
    assumeTrue(db.hasColumns(), "the Apache-2 edition has no columns");
    List<Reading> readings = history(new Random(7), 400);
    write(COOLER, readings.toArray(new Reading[0]));
    List<String> expected = raw();
    create_the_apps();

    AtomicBoolean writing = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Future<?> columns =
          threads.submit(
              () -> {
                while (writing.get()) {
                  db.intoColumns();
                }
              });
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < 3; w++) {
        List<Reading> own = new ArrayList<>(readings);
        Collections.shuffle(own, new Random(w));
        writers.add(
            threads.submit(
                () -> {
                  for (int from = 0; from < own.size(); from += 20) {
                    write(COOLER, own.subList(from, from + 20).toArray(new Reading[0]));
                  }
                }));
      }
      try {
        for (Future<?> writer : writers) {
          writer.get();
        }
      } finally {
        writing.set(false);
      }
      columns.get();
    }
    assertThat(raw()).isEqualTo(expected);
  }

  private long compressed() {
    Long number =
        db.jdbc()
            .queryForObject(
                "SELECT count(*) FROM timescaledb_information.chunks WHERE hypertable_schema = ?"
                    + " AND is_compressed",
                Long.class,
                APP.schema());
    return number == null ? 0 : number;
  }
}
