package org.aisle.backend.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.LatestValues;
import org.aisle.backend.timeseries.RollupTable;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers from the rows: they are streamed in the order of time and reduced here, so that memory
 * depends on the answer, not on the history. A device that is no longer registered has no history
 * to ask for; its latest values stay known.
 */
@Component
class JdbcTelemetry implements Telemetry {

  private static final int STREAMED = 2_000;

  private static final String STATES =
      """
      SELECT %1$s AS at, %2$s AS state FROM %3$s
      WHERE device = ? AND observed_at >= ? AND observed_at < ?
      """;

  private static final String BEFORE =
      """
      SELECT %1$s AS at, %2$s AS state FROM %3$s
      WHERE device = ? AND observed_at < ? ORDER BY observed_at DESC LIMIT 500
      """;

  /** A derived state is stored where it changes; the readings show that the device is heard. */
  private static final String DERIVED_STATES =
      """
      WITH asked AS (SELECT ?::text AS who, ?::timestamptz AS start, ?::timestamptz AS finish),
        said AS (SELECT t.* FROM %3$s t, asked
          WHERE device = who AND observed_at >= start AND observed_at < finish
            AND %2$s IS NOT NULL)
      SELECT %1$s AS at, %2$s AS state FROM said
      UNION ALL
      SELECT %1$s, NULL FROM %4$s t, asked
      WHERE device = who AND observed_at >= start AND observed_at < finish
        AND NOT EXISTS (SELECT FROM said s WHERE s.observed_at = t.observed_at)
      """;

  private static final String DERIVED_BEFORE =
      """
      WITH asked AS (SELECT ?::text AS who, ?::timestamptz AS finish),
        heard AS (SELECT observed_at FROM %4$s t, asked
          WHERE device = who AND observed_at < finish ORDER BY observed_at DESC LIMIT 500),
        said AS (SELECT t.* FROM %3$s t, asked
          WHERE device = who AND observed_at < finish AND %2$s IS NOT NULL
          AND observed_at >= (SELECT min(observed_at) FROM heard)),
        earlier AS (SELECT %2$s AS state FROM %3$s t, asked WHERE device = who
          AND observed_at < (SELECT min(observed_at) FROM heard) AND %2$s IS NOT NULL
          ORDER BY observed_at DESC LIMIT 1)
      SELECT at, state FROM (
        SELECT %1$s AS at, %2$s AS state FROM said
        UNION ALL
        SELECT %1$s, (SELECT state FROM earlier
            WHERE h.observed_at = (SELECT min(observed_at) FROM heard)) FROM heard h
        WHERE NOT EXISTS (SELECT FROM said s WHERE s.observed_at = h.observed_at)) b
      ORDER BY at DESC
      """;

  /** The columns of {@link LatestValues}, then the latest derived fields. */
  private static final String LATEST =
      """
      SELECT l.device, l.tbl, l.observed_at, l.received_at, l.fields::text, l.extra::text,
        d.fields::text AS derived
      FROM aisle.latest l LEFT JOIN aisle.latest d
        ON d.app = l.app AND d.device = l.device AND d.derived_from = l.tbl
      WHERE l.derived_from IS NULL AND %s
      """;

  static final String MICROS = "(extract(epoch FROM observed_at) * 1000000)::int8";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate reading;
  private final DeviceDirectory directory;
  private final GroupLines groups;
  private final RolledBuckets rolled;

  JdbcTelemetry(
      DataSource database,
      PlatformTransactionManager transactions,
      DeviceDirectory directory,
      Sums sums,
      Rollups rollups) {
    this.jdbc = new JdbcTemplate(database);
    this.jdbc.setFetchSize(STREAMED);
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
    this.directory = directory;
    this.groups = new GroupLines(sums);
    this.rolled = new RolledBuckets(jdbc, rollups);
  }

  @Override
  public Optional<Latest> latest(DeviceRef device) {
    return jdbc
        .query(
            LATEST.formatted("l.app = ? AND l.device = ?"),
            (row, number) -> latest(device.app(), row),
            device.app().value(),
            device.device().value())
        .stream()
        .max(Comparator.comparing(Latest::observedAt));
  }

  @Override
  public List<Latest> fleetLatest(AppId app, @Nullable Dtmi template) {
    String table = template == null ? null : TableName.of(app, template).table();
    return jdbc.query(
        """
        SELECT * FROM (
          SELECT DISTINCT ON (device) * FROM (%s) l ORDER BY device, observed_at DESC) l
        ORDER BY device COLLATE "C"
        """
            .formatted(LATEST.formatted("l.app = ? AND (?::text IS NULL OR l.tbl = ?)")),
        (row, number) -> latest(app, row),
        app.value(),
        table,
        table);
  }

  private static Latest latest(AppId app, ResultSet row) throws SQLException {
    LatestValues kept = LatestValues.read(row);
    SortedMap<String, LatestValues.Timed> all = new TreeMap<>(kept.values());
    all.putAll(LatestValues.fields(row.getString(7)));
    SortedMap<String, Value> values = new TreeMap<>();
    SortedMap<String, java.time.Instant> times = new TreeMap<>();
    all.forEach(
        (path, timed) -> {
          values.put(path, timed.value());
          times.put(path, timed.at());
        });
    return new Latest(
        new DeviceRef(app, kept.device()),
        kept.observedAt(),
        kept.receivedAt(),
        Collections.unmodifiableSortedMap(values),
        Collections.unmodifiableSortedMap(times),
        kept.extra());
  }

  @Override
  public List<Row> rows(DeviceRef device, TimeRange range, List<String> fields, int limit) {
    DeviceTemplate template = template(device).orElse(null);
    if (template == null) {
      return List.of();
    }
    int most = Math.clamp(limit, 1, 100_000);
    SortedMap<java.time.Instant, Row> rows = new TreeMap<>();
    for (boolean derived : new boolean[] {false, true}) {
      Selection selection = new Selection(template, fields, derived);
      if (!selection.isEmpty()) {
        rows(device, Measure.tableOf(device.app(), template, derived), range, selection, most)
            .forEach(row -> rows.merge(row.observedAt(), row, JdbcTelemetry::join));
      }
    }
    return rows.values().stream().limit(most).toList();
  }

  private static Row join(Row reading, Row derived) {
    SortedMap<String, Value> values = new TreeMap<>(reading.values());
    values.putAll(derived.values());
    return new Row(
        reading.observedAt(),
        reading.receivedAt(),
        reading.seq(),
        reading.claimedAt(),
        values,
        reading.extra());
  }

  private List<Row> rows(
      DeviceRef device, TableName table, TimeRange range, Selection selection, int limit) {
    return jdbc.query(
        "SELECT %s FROM %s WHERE device = ? AND observed_at >= ? AND observed_at < ? AND %s ORDER BY observed_at LIMIT ?"
            .formatted(selection.columns(), table.sql(), selection.condition()),
        (row, number) -> selection.read(row),
        device.device().value(),
        range.from().atOffset(ZoneOffset.UTC),
        range.to().atOffset(ZoneOffset.UTC),
        selection.extras(),
        limit);
  }

  @Override
  public List<Row> newest(DeviceRef device, int limit) {
    DeviceTemplate template = template(device).orElse(null);
    if (template == null) {
      return List.of();
    }
    Selection selection = new Selection(template, List.of(), false);
    return jdbc.query(
        "SELECT %s FROM %s WHERE device = ? ORDER BY observed_at DESC LIMIT ?"
            .formatted(selection.columns(), TableName.of(device.app(), template).sql()),
        (row, number) -> selection.read(row),
        device.device().value(),
        Math.clamp(limit, 1, 100_000));
  }

  @Override
  public Map<String, List<Bucket>> buckets(
      DeviceRef device, TimeRange range, List<String> fields, Duration interval) {
    long micros = Math.max(1, interval.toNanos() / 1_000);
    RollupTable each = Rollups.of(micros);
    DeviceTemplate template = template(device).orElse(null);
    if (each != null && template != null) {
      Map<String, List<Bucket>> all = new LinkedHashMap<>();
      List<Measure> measures = Measure.of(template, fields);
      measures.forEach(measure -> all.put(measure.path(), List.of()));
      for (boolean derived : new boolean[] {false, true}) {
        List<Measure> here = measures.stream().filter(m -> m.derived() == derived).toList();
        if (!here.isEmpty()) {
          all.putAll(rolled.of(device, template, range, here, micros, each));
        }
      }
      return all;
    }
    Map<String, BucketReducer> reducers =
        stream(device, range, fields, () -> new BucketReducer(micros), BucketReducer::add);
    Map<String, List<Bucket>> buckets = new LinkedHashMap<>();
    reducers.forEach((path, reducer) -> buckets.put(path, reducer.buckets()));
    return buckets;
  }

  @Override
  public Map<String, List<Point>> series(
      DeviceRef device, TimeRange range, List<String> fields, int points) {
    Map<String, LineReducer> reducers =
        stream(device, range, fields, () -> new LineReducer(range, points), LineReducer::add);
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    reducers.forEach((path, reducer) -> lines.put(path, reducer.line()));
    return lines;
  }

  /** Takes one sample into a reducer. */
  private interface Step<R> {
    void add(R reducer, long at, double value);
  }

  private <R> Map<String, R> stream(
      DeviceRef device, TimeRange range, List<String> fields, Supplier<R> reducer, Step<R> step) {
    DeviceTemplate template = template(device).orElse(null);
    if (template == null) {
      return Map.of();
    }
    List<Measure> measures = Measure.of(template, fields);
    Map<String, R> reducers = new LinkedHashMap<>();
    measures.forEach(measure -> reducers.put(measure.path(), reducer.get()));
    for (boolean derived : new boolean[] {false, true}) {
      List<Measure> here = measures.stream().filter(m -> m.derived() == derived).toList();
      if (!here.isEmpty()) {
        stream(device, template, range, here, reducers, step);
      }
    }
    return reducers;
  }

  private <R> void stream(
      DeviceRef device,
      DeviceTemplate template,
      TimeRange range,
      List<Measure> measures,
      Map<String, R> reducers,
      Step<R> step) {
    List<R> ordered =
        measures.stream().map(m -> Objects.requireNonNull(reducers.get(m.path()))).toList();
    String columns = String.join(", ", measures.stream().map(Measure::sql).toList());
    stream(
        "SELECT %s, %s FROM %s WHERE device = ? AND observed_at >= ? AND observed_at < ? ORDER BY observed_at"
            .formatted(MICROS, columns, measures.getFirst().table(device.app(), template).sql()),
        row -> {
          long at = row.getLong(1);
          for (int m = 0; m < ordered.size(); m++) {
            double value = row.getDouble(m + 2);
            if (!row.wasNull()) {
              step.add(ordered.get(m), at, value);
            }
          }
        },
        device.device().value(),
        range.from().atOffset(ZoneOffset.UTC),
        range.to().atOffset(ZoneOffset.UTC));
  }

  private void stream(String sql, RowCallbackHandler each, Object... parameters) {
    reading.executeWithoutResult(status -> jdbc.query(sql, each, parameters));
  }

  @Override
  public Map<String, List<Point>> groupSeries(
      AppId app,
      Map<String, List<DeviceRef>> groups,
      TimeRange range,
      String field,
      Aggregate aggregate,
      int points) {
    return this.groups.lines(app, groups, range, field, aggregate, points);
  }

  @Override
  public List<Stretch> states(DeviceRef device, TimeRange range, String field) {
    DeviceTemplate template = template(device).orElse(null);
    Field wanted = template == null ? null : template.field(field).orElse(null);
    if (template == null || wanted == null || !hasStates(wanted.type())) {
      return List.of();
    }
    String column = TableName.quoted(wanted.columns().getFirst().name()) + "::text";
    String readings = TableName.of(device.app(), template).sql();
    StateReducer states = new StateReducer(range, keeps(template, field));
    if (template.derived(field).isPresent()) {
      String derived = Measure.tableOf(device.app(), template, true).sql();
      before(device, range, DERIVED_BEFORE.formatted(MICROS, column, derived, readings), states);
      stream(device, range, DERIVED_STATES.formatted(MICROS, column, derived, readings), states);
    } else {
      before(device, range, BEFORE.formatted(MICROS, column, readings), states);
      stream(device, range, STATES.formatted(MICROS, column, readings), states);
    }
    return states.stretches();
  }

  private void stream(DeviceRef device, TimeRange range, String sql, StateReducer states) {
    stream(
        "SELECT at, state FROM (%s) s ORDER BY at".formatted(sql),
        row -> states.add(row.getLong(1), row.getString(2)),
        device.device().value(),
        range.from().atOffset(ZoneOffset.UTC),
        range.to().atOffset(ZoneOffset.UTC));
  }

  /** The readings just before the range tell what held when it began. */
  private void before(DeviceRef device, TimeRange range, String sql, StateReducer states) {
    record Sample(long at, @Nullable String state) {}
    List<Sample> newestFirst =
        jdbc.query(
            sql,
            (row, number) -> new Sample(row.getLong(1), row.getString(2)),
            device.device().value(),
            range.from().atOffset(ZoneOffset.UTC));
    newestFirst.reversed().forEach(sample -> states.add(sample.at(), sample.state()));
  }

  /** A state machine stands where it stood while the device was silent. */
  static boolean keeps(DeviceTemplate template, String field) {
    return template
        .derived(field)
        .filter(derived -> derived.derivation() instanceof Derivation.StateMachine)
        .isPresent();
  }

  private static boolean hasStates(FieldType type) {
    return type instanceof FieldType.Bool
        || type instanceof FieldType.Choice
        || type instanceof FieldType.Text
        || type instanceof FieldType.Whole;
  }

  private Optional<DeviceTemplate> template(DeviceRef device) {
    return directory.device(device).map(KnownDevice::template);
  }
}
