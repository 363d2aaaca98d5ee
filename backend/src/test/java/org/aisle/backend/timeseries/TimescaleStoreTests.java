package org.aisle.backend.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.aisle.backend.database.TestTimescale;
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
}
