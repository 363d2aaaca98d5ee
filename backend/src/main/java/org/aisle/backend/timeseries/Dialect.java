package org.aisle.backend.timeseries;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What differs between plain PostgreSQL and the editions of TimescaleDB. Stateless. */
sealed interface Dialect permits PlainDialect, TimescaleDialect {

  /** What stands after the column list of {@code CREATE TABLE}. */
  String tableSuffix();

  /** Turns the table just created into one that is partitioned by time; repeatable. */
  void afterCreate(JdbcTemplate jdbc, TableName table);

  /** Makes room for rows at these instants; returns what may be remembered as being there. */
  List<String> makeRoom(JdbcTemplate jdbc, TableName table, Collection<Instant> times);

  /** The name of the part of the table that {@code time} falls into, as makeRoom returns it. */
  String part(Instant time);

  /** To be called in the transaction that changes or deletes rows at these instants. */
  void beforeChange(JdbcTemplate jdbc, TableName table, Collection<Instant> times);

  /** Drops the parts that lie wholly before the cutoff. */
  void dropParts(JdbcTemplate jdbc, TableName table, Instant cutoff);

  /** Further schemas that belong to the app's. */
  List<String> companionSchemas(String appSchema);

  /**
   * Looks at the database, never at a setting. Where TimescaleDB is loaded but not yet created in
   * this database, it is created if we may.
   */
  static Dialect detect(JdbcTemplate jdbc, InstantSource clock) {
    List<String> loaded =
        jdbc.queryForList(
            """
            SELECT 'loaded' FROM pg_settings
            WHERE name = 'shared_preload_libraries' AND setting LIKE '%timescaledb%'
            """,
            String.class);
    if (!loaded.isEmpty()) {
      try {
        jdbc.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
      } catch (org.springframework.dao.DataAccessException e) {
        org.slf4j.LoggerFactory.getLogger(Dialect.class)
            .info("TimescaleDB is loaded but we may not create it here: {}", e.getMessage());
      }
    }
    List<String> extension =
        jdbc.queryForList(
            "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'", String.class);
    if (extension.isEmpty()) {
      return new PlainDialect();
    }
    String licence =
        jdbc.queryForObject("SELECT current_setting('timescaledb.license', true)", String.class);
    return new TimescaleDialect(
        extension.getFirst(),
        "timescale".equals(licence)
            ? TimescaleDialect.Edition.COMMUNITY
            : TimescaleDialect.Edition.APACHE,
        clock);
  }
}
