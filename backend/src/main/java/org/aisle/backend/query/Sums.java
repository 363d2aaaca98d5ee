package org.aisle.backend.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.aisle.backend.query.FleetNumbers.Limits;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Sums up what groups of devices measured, in pieces of time. What was asked before is remembered:
 * only what is new, and what was changed since, is read from the readings. A hint that readings
 * were stored makes their time unknown again; should one be lost, or old readings be dropped, what
 * is remembered is wrong for {@link #REMEMBERED} at most. Derived fields are always read, because
 * nobody tells when they change. Thread-safe.
 */
@Component
class Sums {

  static final Duration REMEMBERED = Duration.ofMinutes(30);

  /** Sums held in memory, about 100 bytes each. */
  private static final long MOST_HELD = 600_000;

  /** Sums held for one question; of one that has more nothing is remembered. */
  private static final long MOST_OF_ONE = 120_000;

  /** Widths of pieces where a range begins or ends inside a longer one: an hour, five minutes. */
  private static final long[] FINER = {3_600_000_000L, 300_000_000L};

  static final String SUMS =
      """
      SELECT grp, (extract(epoch FROM piece) * 1000000)::int8, state,
        sum(v), count(*), min(v), max(v), %s
      FROM (%s) s WHERE v IS NOT NULL GROUP BY grp, piece, state
      """;

  private static final String SAMPLES =
      """
      SELECT g.grp, t.device, t.observed_at AS at, %1$s AS state, %2$s AS v,
        date_bin(:width * interval '1 microsecond', t.observed_at, timestamptz 'epoch') AS piece
      FROM unnest(:members%4$d::text[], :groups%4$d::int4[]) AS g(member, grp)
        JOIN %3$s t ON t.device = g.member
      WHERE t.observed_at >= :start%5$d AND t.observed_at < :finish%5$d
      """;

  static final String WITHIN =
      "CASE WHEN (%1$s) BETWEEN :min AND :max THEN 100.0::float8 WHEN (%1$s) IS NOT NULL THEN 0 END";

  private final NamedParameterJdbcTemplate jdbc;
  private final DeviceDirectory directory;
  private final RolledSums rolled;
  private final Cache<Key, RememberedSums> remembered =
      Caffeine.newBuilder()
          .maximumWeight(MOST_HELD)
          .weigher((Key key, RememberedSums sums) -> sums.size())
          .expireAfter(Expiry.<Key, RememberedSums>creating((key, sums) -> REMEMBERED))
          .build();

  Sums(DataSource database, DeviceDirectory directory, Rollups rollups) {
    this.jdbc = new NamedParameterJdbcTemplate(database);
    this.directory = directory;
    this.rolled = new RolledSums(jdbc, rollups);
  }

  /**
   * What is asked.
   *
   * @param groups the devices of each; those of other apps and unknown ones are left out
   * @param aggregate decides only whether {@link Sum#picked} is the first or the last value
   * @param width of a piece in microseconds, aligned to the epoch
   * @param by a state that tells numbers apart, or null
   * @param within makes every number 100 inside and 0 outside, or null
   */
  record Asked(
      AppId app,
      List<List<DeviceRef>> groups,
      TimeRange range,
      String field,
      Aggregate aggregate,
      long width,
      @Nullable String by,
      @Nullable Limits within) {
    Asked {
      groups = groups.stream().map(List::copyOf).toList();
    }

    Asked with(long pieces) {
      return pieces == width
          ? this
          : new Asked(app, groups, range, field, aggregate, pieces, by, within);
    }
  }

  /**
   * @param group its number
   * @param piece its start in microseconds; the range may begin or end inside
   */
  record Sum(
      int group,
      long piece,
      @Nullable String state,
      double sum,
      long count,
      double min,
      double max,
      double picked) {

    double by(Aggregate aggregate) {
      return switch (aggregate) {
        case MIN -> min;
        case MAX -> max;
        case AVG -> sum / count;
        case SUM -> sum;
        case COUNT -> count;
        case FIRST, LAST -> picked;
      };
    }

    /** Both together; {@code later} is of a later piece of the same group. */
    Sum and(Sum later, Aggregate aggregate) {
      return new Sum(
          group,
          piece,
          state,
          sum + later.sum,
          count + later.count,
          Math.min(min, later.min),
          Math.max(max, later.max),
          aggregate == Aggregate.LAST ? later.picked : picked);
    }
  }

  /** A stretch of time in microseconds, from inclusive, to exclusive. */
  record Stretch(long from, long to) {}

  /**
   * What answers have in common; the numbers are those of the tables in the database.
   *
   * @param part tells the whole, what is before whole pieces, and what is after them apart
   */
  private record Key(
      AppId app,
      List<List<DeviceRef>> groups,
      String field,
      @Nullable Aggregate picked,
      long width,
      @Nullable String by,
      @Nullable Limits within,
      List<Long> tables,
      int part) {

    Key with(long pieces) {
      return new Key(app, groups, field, picked, pieces, by, within, tables, part);
    }

    Key before() {
      return new Key(app, groups, field, picked, width, by, within, tables, 3 * part);
    }

    Key after() {
      return new Key(app, groups, field, picked, width, by, within, tables, 3 * part + 1);
    }
  }

  /** Every sum of the range, in the order of time. */
  List<Sum> of(Asked asked) {
    return of(asked, List.of(asked.width()));
  }

  /**
   * As {@link #of}, but where the range begins or ends inside a piece, that part comes in shorter
   * pieces of which the longer one is made up. So of a long piece that is not over only the newest
   * part has to be read again.
   */
  List<Sum> withFineEdges(Asked asked) {
    List<Long> widths = new ArrayList<>(List.of(asked.width()));
    for (long finer : FINER) {
      if (finer < asked.width() && asked.width() % finer == 0) {
        widths.add(finer);
      }
    }
    return of(asked, widths);
  }

  private List<Sum> of(Asked asked, List<Long> widths) {
    Map<TableName, Members> tables = Members.of(asked, directory);
    if (tables.isEmpty()) {
      return List.of();
    }
    Stretch range =
        new Stretch(
            LineReducer.micros(asked.range().from()), LineReducer.micros(asked.range().to()));
    if (tables.values().stream().anyMatch(members -> members.measure().derived())) {
      return read(asked, tables, List.of(range));
    }
    List<Sum> sums = new ArrayList<>();
    add(sums, key(asked, numbers(tables.keySet())), asked, tables, range, widths);
    return sums;
  }

  /** Whole pieces of the first width, and what is left before and after them of the others. */
  private void add(
      List<Sum> sums,
      Key key,
      Asked asked,
      Map<TableName, Members> tables,
      Stretch range,
      List<Long> widths) {
    if (range.from() >= range.to()) {
      return;
    }
    long width = widths.getFirst();
    List<Long> finer = widths.subList(1, widths.size());
    if (finer.isEmpty()) {
      sums.addAll(remembered(key.with(width), asked.with(width), tables, range));
      return;
    }
    long first = Math.ceilDiv(range.from(), width) * width;
    long last = Math.floorDiv(range.to(), width) * width;
    if (first >= last) {
      add(sums, key, asked, tables, range, finer);
      return;
    }
    add(sums, key.before(), asked, tables, new Stretch(range.from(), first), finer);
    sums.addAll(remembered(key.with(width), asked.with(width), tables, new Stretch(first, last)));
    add(sums, key.after(), asked, tables, new Stretch(last, range.to()), finer);
  }

  private List<Sum> remembered(
      Key key, Asked asked, Map<TableName, Members> tables, Stretch range) {
    long pieces = (range.to() - range.from()) / asked.width();
    if (pieces < 1 || pieces * asked.groups().size() > MOST_OF_ONE) {
      return read(asked, tables, List.of(range));
    }
    RememberedSums known = remembered.get(key, k -> new RememberedSums(k.width(), k.groups()));
    List<Sum> sums = known.of(range.from(), range.to(), missing -> read(asked, tables, missing));
    remembered.put(key, known);
    return sums;
  }

  @EventListener
  void on(ReadingsStored event) {
    remembered
        .asMap()
        .forEach(
            (key, known) -> {
              if (key.app().equals(event.app())) {
                known.watch().changed(event.app(), event.devices());
              }
            });
  }

  private static Key key(Asked asked, List<Long> tables) {
    return new Key(
        asked.app(),
        asked.groups(),
        asked.field(),
        picks(asked) ? asked.aggregate() : null,
        asked.width(),
        asked.by(),
        asked.within(),
        tables,
        1);
  }

  /** What the database calls these tables; a table made anew has another number. */
  List<Long> numbers(Collection<TableName> tables) {
    return jdbc.queryForList(
        """
        SELECT n::regclass::oid::int8 FROM unnest(:names::text[]) WITH ORDINALITY AS t(n, i)
        ORDER BY i
        """,
        new MapSqlParameterSource(
            "names", tables.stream().map(TableName::sql).toArray(String[]::new)),
        Long.class);
  }

  static boolean picks(Asked asked) {
    return asked.aggregate() == Aggregate.FIRST || asked.aggregate() == Aggregate.LAST;
  }

  private List<Sum> read(Asked asked, Map<TableName, Members> tables, List<Stretch> stretches) {
    if (stretches.isEmpty()) {
      return List.of();
    }
    if (RolledSums.suits(asked, stretches)) {
      return rolled.read(asked, tables, stretches);
    }
    MapSqlParameterSource parameters = parameters(asked);
    for (int i = 0; i < stretches.size(); i++) {
      parameters
          .addValue("start" + i, time(stretches.get(i).from()))
          .addValue("finish" + i, time(stretches.get(i).to()));
    }
    List<String> samples = new ArrayList<>();
    int number = 0;
    for (Map.Entry<TableName, Members> table : tables.entrySet()) {
      Members members = table.getValue();
      parameters
          .addValue("members" + number, members.devices().toArray(new String[0]))
          .addValue("groups" + number, members.groups().toArray(new Integer[0]));
      String measure = members.measure().sql();
      for (int i = 0; i < stretches.size(); i++) {
        samples.add(
            SAMPLES.formatted(
                members.state() == null ? "NULL::text" : members.state(),
                asked.within() == null ? measure : WITHIN.formatted(measure),
                table.getKey().sql(),
                number,
                i));
      }
      number++;
    }
    List<Sum> sums =
        new ArrayList<>(
            jdbc.query(
                SUMS.formatted(picked(asked.aggregate()), String.join(" UNION ALL ", samples)),
                parameters,
                (row, i) -> sum(row)));
    sums.sort(java.util.Comparator.comparingLong(Sum::piece));
    return sums;
  }

  private static String picked(Aggregate aggregate) {
    return switch (aggregate) {
      case FIRST -> "(array_agg(v ORDER BY at, device))[1]";
      case LAST -> "(array_agg(v ORDER BY at DESC, device DESC))[1]";
      case MIN, MAX, AVG, SUM, COUNT -> "NULL::float8";
    };
  }

  static OffsetDateTime time(long micros) {
    return LineReducer.instant(micros).atOffset(ZoneOffset.UTC);
  }

  static MapSqlParameterSource parameters(Asked asked) {
    Limits within = asked.within();
    return new MapSqlParameterSource()
        .addValue("width", asked.width())
        .addValue(
            "min", within == null || within.min() == null ? Double.NEGATIVE_INFINITY : within.min())
        .addValue(
            "max",
            within == null || within.max() == null ? Double.POSITIVE_INFINITY : within.max());
  }

  static Sum sum(ResultSet row) throws SQLException {
    return new Sum(
        row.getInt(1),
        row.getLong(2),
        row.getString(3),
        row.getDouble(4),
        row.getLong(5),
        row.getDouble(6),
        row.getDouble(7),
        row.getDouble(8));
  }
}
