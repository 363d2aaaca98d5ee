package org.aisle.backend.timeseries;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.aisle.templates.identity.AppId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts chunks of readings that are over for {@link TimescaleDialect#ROWS} into columns, where the
 * database can do that: one transaction each, so that at any moment a chunk is wholly the one or
 * the other. Who writes into a chunk meanwhile waits for that chunk only; a chunk somebody writes
 * into is left for the next time. Tables of derived fields stay rows, because they are replaced.
 */
@Component
class Columnstore {

  private static final Logger LOG = LoggerFactory.getLogger(Columnstore.class);

  /** A day more, so that whoever thought a moment ago to write into rows does. */
  private static final Duration OVER_FOR = TimescaleDialect.ROWS.plusDays(1);

  /** In bytes: what a late writer could not wait for to become rows again stays rows. */
  private static final long LARGEST = 512L << 20;

  private static final String WITHOUT =
      """
      SELECT h.hypertable_schema, h.hypertable_name
      FROM timescaledb_information.hypertables h
      WHERE h.hypertable_schema = ? AND h.hypertable_name = ? AND NOT h.compression_enabled
      """;

  private static final String OVER =
      """
      SELECT format('%I.%I', chunk_schema, chunk_name), range_start, range_end
      FROM timescaledb_information.chunks
      WHERE hypertable_schema = ? AND hypertable_name = ? AND NOT is_compressed
        AND range_end < ?
        AND pg_total_relation_size(format('%I.%I', chunk_schema, chunk_name)::regclass) < ?
      ORDER BY range_start
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final Dialect dialect;
  private final InstantSource clock;

  Columnstore(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Dialect dialect,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.dialect = dialect;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
  void run() {
    if (dialect instanceof TimescaleDialect timescale
        && timescale.edition() == TimescaleDialect.Edition.COMMUNITY) {
      jdbc.query(
              "SELECT DISTINCT app, tbl FROM aisle.latest WHERE derived_from IS NULL",
              (row, i) -> new TableName(new AppId(row.getString(1)).schema(), row.getString(2)))
          .forEach(this::run);
    }
  }

  private record Chunk(String name, Instant from, Instant to) {}

  private void run(TableName table) {
    try {
      if (!jdbc.queryForList(WITHOUT, table.schema(), table.table()).isEmpty()) {
        jdbc.execute(
            "ALTER TABLE %s SET (timescaledb.compress, timescaledb.compress_segmentby = 'device', timescaledb.compress_orderby = 'observed_at')"
                .formatted(table.sql()));
      }
      jdbc.query(
              OVER,
              (row, i) ->
                  new Chunk(
                      row.getString(1),
                      row.getObject(2, OffsetDateTime.class).toInstant(),
                      row.getObject(3, OffsetDateTime.class).toInstant()),
              table.schema(),
              table.table(),
              clock.instant().minus(OVER_FOR).atOffset(ZoneOffset.UTC),
              LARGEST)
          .forEach(chunk -> transactions.executeWithoutResult(status -> compress(table, chunk)));
    } catch (DataAccessException e) {
      LOG.warn("Chunks of {} could not be put into columns; they stay rows", table.sql(), e);
    }
  }

  private void compress(TableName table, Chunk chunk) {
    long last = TimescaleDialect.week(chunk.to().minusMillis(1));
    for (long week = TimescaleDialect.week(chunk.from()); week <= last; week++) {
      Boolean alone =
          jdbc.queryForObject(
              "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))",
              Boolean.class,
              TimescaleDialect.lock(table, week));
      if (!Boolean.TRUE.equals(alone)) {
        return;
      }
    }
    jdbc.query(
        "SELECT compress_chunk(?::regclass, if_not_compressed => true)", row -> {}, chunk.name());
  }
}
