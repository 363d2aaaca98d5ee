package org.aisle.backend.timeseries;

import static org.aisle.backend.timeseries.TableName.quoted;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Native range partitions of one month (UTC), in a schema beside the app's, so that the app's own
 * holds nothing but its tables. A default partition takes what no month takes, so that no row is
 * ever without a place: times outside {@link #FIRST} to {@link #LAST}, and everything new once a
 * table has {@link #MOST} partitions.
 */
record PlainDialect() implements Dialect {

  static final YearMonth FIRST = YearMonth.of(2015, 1);
  static final YearMonth LAST = YearMonth.of(2099, 12);

  /** How many partitions a table has at most, the default partition not counted. */
  static final int MOST = 400;

  private static final String OTHER = "other";

  @Override
  public String tableSuffix() {
    return " PARTITION BY RANGE (observed_at)";
  }

  @Override
  public void afterCreate(JdbcTemplate jdbc, TableName table) {
    jdbc.execute(
        "CREATE TABLE IF NOT EXISTS "
            + partition(table, OTHER)
            + " PARTITION OF "
            + table.sql()
            + " DEFAULT");
  }

  @Override
  public String part(Instant time) {
    YearMonth month = YearMonth.from(time.atOffset(ZoneOffset.UTC));
    if (month.isBefore(FIRST) || month.isAfter(LAST)) {
      return OTHER;
    }
    return "%04d%02d".formatted(month.getYear(), month.getMonthValue());
  }

  @Override
  public List<String> makeRoom(JdbcTemplate jdbc, TableName table, Collection<Instant> times) {
    TreeSet<String> wanted = new TreeSet<>();
    times.forEach(time -> wanted.add(part(time)));
    List<String> room = new ArrayList<>(wanted);
    wanted.remove(OTHER);
    List<String> existing = partitions(jdbc, table);
    if (!existing.containsAll(wanted)) {
      lock(jdbc, table);
      existing = partitions(jdbc, table);
    }
    wanted.removeAll(existing);
    int free = MOST - existing.size();
    for (String part : wanted) {
      if (free-- <= 0 || !create(jdbc, table, part)) {
        room.remove(part);
      }
    }
    return room;
  }

  /**
   * Until the transaction ends nobody else makes partitions of the table. Looking into the default
   * partition and making another one want locks of both tables in opposite orders, so two who did
   * it at once would wait for each other.
   */
  private static void lock(JdbcTemplate jdbc, TableName table) {
    jdbc.query(
        "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> {},
        "aisle.parts." + table.sql());
  }

  /**
   * False when rows of that month are in the default partition already; they and those to come stay
   * there.
   */
  private static boolean create(JdbcTemplate jdbc, TableName table, String part) {
    YearMonth month =
        YearMonth.of(Integer.parseInt(part.substring(0, 4)), Integer.parseInt(part.substring(4)));
    String from = month.atDay(1) + "T00:00:00Z";
    String to = month.plusMonths(1).atDay(1) + "T00:00:00Z";
    Boolean elsewhere =
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM "
                + partition(table, OTHER)
                + " WHERE observed_at >= ?::timestamptz AND observed_at < ?::timestamptz)",
            Boolean.class,
            from,
            to);
    if (Boolean.TRUE.equals(elsewhere)) {
      return false;
    }
    jdbc.execute(
        "CREATE TABLE IF NOT EXISTS %s PARTITION OF %s FOR VALUES FROM ('%s') TO ('%s')"
            .formatted(partition(table, part), table.sql(), from, to));
    return true;
  }

  @Override
  public void beforeChange(JdbcTemplate jdbc, TableName table, Collection<Instant> times) {}

  @Override
  public void dropParts(JdbcTemplate jdbc, TableName table, Instant cutoff) {
    String boundary = part(cutoff);
    for (String part : partitions(jdbc, table)) {
      if (!boundary.equals(OTHER) && part.compareTo(boundary) < 0) {
        jdbc.execute("DROP TABLE IF EXISTS " + partition(table, part));
      }
    }
  }

  @Override
  public List<String> companionSchemas(String appSchema) {
    return List.of(companion(appSchema));
  }

  private static List<String> partitions(JdbcTemplate jdbc, TableName table) {
    String prefix = prefix(table);
    return jdbc
        .queryForList(
            """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = ?::regclass
            """,
            String.class,
            table.sql())
        .stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .filter(part -> !part.equals(OTHER))
        .sorted()
        .toList();
  }

  private static String partition(TableName table, String part) {
    return quoted(companion(table.schema())) + "." + quoted(prefix(table) + part);
  }

  /** At most 57 bytes, so that with the part's name it fits PostgreSQL's 63. */
  private static String prefix(TableName table) {
    String name = table.table();
    return (name.length() <= 56
            ? name
            : name.substring(0, 47) + "_" + "%08x".formatted(name.hashCode()))
        + "_";
  }

  private static String companion(String appSchema) {
    return "parts_" + appSchema;
  }
}
