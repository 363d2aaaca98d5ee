package org.aisle.backend.timeseries;

import static org.aisle.backend.timeseries.TestTemplates.COOLER;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.List;
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

  private List<String> partitions() {
    return db.jdbc()
        .queryForList(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE"
                + " n.nspname = 'parts_' || ? AND c.relkind = 'r' ORDER BY 1",
            String.class,
            APP.schema());
  }
}
