package org.aisle.backend.timeseries;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The store and its tables on a migrated database, for tests of any package. */
public record TestStore(
    JdbcTemplate jdbc,
    PlatformTransactionManager transactions,
    TelemetryTables tables,
    TelemetryStore store,
    DerivedValues derived) {

  public static TestStore on(DataSource database) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    PlatformTransactionManager transactions = new JdbcTransactionManager(database);
    Dialect dialect = Dialect.detect(jdbc);
    return new TestStore(
        jdbc,
        transactions,
        new JdbcTelemetryTables(jdbc, transactions, dialect),
        new JdbcTelemetryStore(jdbc, transactions, dialect),
        new JdbcDerivedValues(jdbc, transactions, dialect));
  }

  Dialect dialect() {
    return Dialect.detect(jdbc);
  }
}
