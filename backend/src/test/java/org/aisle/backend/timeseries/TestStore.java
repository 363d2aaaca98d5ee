package org.aisle.backend.timeseries;

import java.time.InstantSource;
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
    Dialect dialect = Dialect.detect(jdbc, InstantSource.system());
    return new TestStore(
        jdbc,
        transactions,
        new JdbcTelemetryTables(jdbc, transactions, dialect),
        new JdbcTelemetryStore(jdbc, transactions, dialect),
        new JdbcDerivedValues(jdbc, transactions, dialect));
  }

  /** Has what is over for long kept in columns, where the database can do that. */
  public void intoColumns() {
    new Columnstore(jdbc, transactions, dialect(), InstantSource.system()).run();
  }

  /** Whether it can. */
  boolean hasColumns() {
    return dialect() instanceof TimescaleDialect timescale
        && timescale.edition() == TimescaleDialect.Edition.COMMUNITY;
  }

  Dialect dialect() {
    return Dialect.detect(jdbc, InstantSource.system());
  }
}
