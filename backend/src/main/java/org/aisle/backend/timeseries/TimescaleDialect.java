package org.aisle.backend.timeseries;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Hypertables in chunks of a week. The Apache-2 edition has nothing more; the community edition
 * (TSL) also keeps chunks that are over for long in columns, see {@link Columnstore}. What is
 * written late into such a chunk brings the whole chunk back into rows first, in the writer's
 * transaction: nothing is ever inserted into columns.
 */
record TimescaleDialect(String version, Edition edition, InstantSource clock) implements Dialect {

  /** How long a chunk has to be over before it goes into columns. */
  static final Duration ROWS = Duration.ofDays(14);

  /** Chunks begin and end at midnight. */
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private static final String COMPRESSED =
      """
      SELECT DISTINCT format('%I.%I', c.chunk_schema, c.chunk_name)
      FROM timescaledb_information.chunks c, unnest(?::timestamptz[]) AS t(at)
      WHERE c.hypertable_schema = ? AND c.hypertable_name = ? AND c.is_compressed
        AND t.at >= c.range_start AND t.at < c.range_end
      ORDER BY 1
      """;

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
    beforeChange(jdbc, table, times);
    return List.of();
  }

  /**
   * A chunk in columns becomes rows again, and none becomes columns before the caller has
   * committed, whether it was there already or is made by the caller.
   */
  @Override
  public void beforeChange(JdbcTemplate jdbc, TableName table, Collection<Instant> times) {
    String[] old =
        times.stream()
            .filter(time -> !part(time).isEmpty())
            .map(String::valueOf)
            .toArray(String[]::new);
    if (old.length == 0) {
      return;
    }
    Set<Long> weeks = new TreeSet<>();
    times.forEach(time -> weeks.add(week(time)));
    for (long week : weeks) {
      jdbc.query(
          "SELECT pg_advisory_xact_lock_shared(hashtextextended(?, 0))",
          row -> {},
          lock(table, week));
    }
    for (String chunk : compressed(jdbc, table, old)) {
      jdbc.query("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", row -> {}, chunk);
      // Another writer may have done it while this one waited.
      if (compressed(jdbc, table, old).contains(chunk)) {
        jdbc.query("SELECT decompress_chunk(?::regclass, if_compressed => true)", row -> {}, chunk);
      }
    }
  }

  private static List<String> compressed(JdbcTemplate jdbc, TableName table, String[] times) {
    return jdbc.queryForList(COMPRESSED, String.class, times, table.schema(), table.table());
  }

  static long week(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 7 * DAY);
  }

  /** Whoever writes into a week shares it; whoever puts chunks into columns has it alone. */
  static String lock(TableName table, long week) {
    return "aisle.columns." + table.sql() + week;
  }

  @Override
  public String part(Instant time) {
    return edition == Edition.COMMUNITY && time.isBefore(clock.instant().minus(ROWS))
        ? Long.toString(Math.floorDiv(time.getEpochSecond(), DAY))
        : "";
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
