package org.aisle.backend.timeseries;

import static org.aisle.backend.timeseries.TestTemplates.COOLER;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.aisle.backend.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresStoreTests extends TelemetryStoreContract {

  private static HikariDataSource database;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  DataSource database() {
    return database;
  }

  @Test
  void it_is_recognised_as_plain_postgresql_with_a_partition_per_month() {
    assertThat(db.dialect()).isEqualTo(new PlainDialect());
    write(COOLER, temperature("a", Instant.parse("2026-11-30T23:59:59Z"), null, 1));
    write(COOLER, temperature("a", Instant.parse("2026-12-01T00:00:00Z"), null, 1));
    assertThat(partitions()).containsExactly("cooler_202611", "cooler_202612", "cooler_other");
  }

  @Test
  void rows_that_landed_in_the_default_partition_stay_readable_and_mergeable() {
    TableName table = TableName.of(APP, COOLER);
    db.jdbc()
        .update(
            "INSERT INTO "
                + table.sql()
                + " (device, observed_at, received_at) VALUES ('a', '2026-05-05Z', now())");
    assertThat(
            write(COOLER, temperature("a", Instant.parse("2026-05-06T00:00:00Z"), null, 1))
                .inserted())
        .isEqualTo(1);
    assertThat(
            write(COOLER, temperature("a", Instant.parse("2026-05-05T00:00:00Z"), null, 1))
                .merged())
        .isEqualTo(1);
    assertThat(partitions()).containsExactly("cooler_other");
  }

  @Test
  void writers_that_need_new_partitions_at_once_wait_for_each_other_and_never_deadlock()
      throws Exception {
    Instant first = Instant.parse("2018-01-15T00:00:00Z");
    long before = deadlocks();
    int months = 24;
    CyclicBarrier together = new CyclicBarrier(4);
    try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < 4; w++) {
        String device = "w" + w;
        running.add(
            writers.submit(
                () -> {
                  for (int m = 0; m < months; m++) {
                    together.await(60, TimeUnit.SECONDS);
                    Instant at = first.plus(Duration.ofDays(31L * m));
                    write(COOLER, temperature(device, at, null, m));
                  }
                  return device;
                }));
      }
      for (Future<?> writer : running) {
        writer.get();
      }
    }
    assertThat(deadlocks() - before).isZero();
    assertThat(partitions()).hasSize(months + 1);
    assertThat(raw()).hasSize(4 * months);
  }

  private long deadlocks() {
    // Each session tells its counts when it is idle for a second, or at once when asked.
    db.jdbc().execute("SELECT pg_stat_force_next_flush()");
    Long count =
        db.jdbc()
            .queryForObject(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
                Long.class);
    return count == null ? 0 : count;
  }

  private List<String> partitions() {
    return db.jdbc()
        .queryForList(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE"
                + " n.nspname = 'parts_' || ? AND c.relkind = 'r' ORDER BY 1",
            String.class,
            APP.schema());
  }
}
