package org.aisle.backend.query;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.aisle.backend.database.TestDatabase;

class EmbeddedRollupPropertiesTest extends RollupContract {

  private static HikariDataSource database;

  @BeforeContainer
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterContainer
  static void close() {
    database.close();
  }

  @Override
  DataSource database() {
    return database;
  }
}
