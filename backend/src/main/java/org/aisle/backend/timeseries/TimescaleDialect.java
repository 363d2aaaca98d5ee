package org.aisle.backend.timeseries;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Hypertables in chunks of a week. Nothing here needs more than the Apache-2 edition; the edition
 * is known for those parts that may use more.
 */
record TimescaleDialect(String version, Edition edition) implements Dialect {

  /** Which licence the extension runs under. */
  enum Edition {
    APACHE,
    COMMUNITY
  }

  @Override
  public String tableSuffix() {
    return "";
  }

  @Override
  public void afterCreate(JdbcTemplate jdbc, TableName table) {
    jdbc.query(
        """
        SELECT create_hypertable(?::regclass, 'observed_at'::name,
          chunk_time_interval => interval '7 days',
          create_default_indexes => false, if_not_exists => true)
        """,
        row -> {},
        table.sql());
  }

  @Override
  public List<String> makeRoom(JdbcTemplate jdbc, TableName table, Collection<Instant> times) {
    return List.of();
  }

  @Override
  public String part(Instant time) {
    return "";
  }

  @Override
  public void dropParts(JdbcTemplate jdbc, TableName table, Instant cutoff) {
    jdbc.query(
        "SELECT drop_chunks(?::regclass, older_than => ?::timestamptz)",
        row -> {},
        table.sql(),
        cutoff.atOffset(ZoneOffset.UTC));
  }

  @Override
  public List<String> companionSchemas(String appSchema) {
    return List.of();
  }
}
