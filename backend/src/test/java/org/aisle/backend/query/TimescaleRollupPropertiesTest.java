package org.aisle.backend.query;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.aisle.backend.database.TestTimescale;

/** Against a real TimescaleDB; {@link TestTimescale} says where it comes from. */
class TimescaleRollupPropertiesTest extends RollupContract {

  private static HikariDataSource database;

  @BeforeContainer
  static void open() {
    database = TestTimescale.migrated();
  }

  @AfterContainer
  static void close() {
    if (database != null) {
      database.close();
    }
  }

  @Override
  DataSource database() {
    return database;
  }
}
