package org.aisle.backend.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.aisle.backend.timeseries.LatestValues;
import org.aisle.backend.timeseries.TableName;
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
 * Answers from the raw rows: they are streamed in the order of time and reduced here, so that
 * memory depends on the answer, not on the history. A device that is no longer registered has no
 * history to ask for; its latest values stay known.
 */
@Component
class JdbcTelemetry implements Telemetry {

  private static final int STREAMED = 2_000;

  private static final String MICROS = "(extract(epoch FROM observed_at) * 1000000)::int8";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate reading;
  private final DeviceDirectory directory;

  JdbcTelemetry(
      DataSource database, PlatformTransactionManager transactions, DeviceDirectory directory) {
    this.jdbc = new JdbcTemplate(database);
    this.jdbc.setFetchSize(STREAMED);
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
    this.directory = directory;
  }

  @Override
  public Optional<Latest> latest(DeviceRef device) {
    return jdbc
        .query(
            "SELECT %s FROM aisle.latest WHERE app = ? AND device = ?"
                .formatted(LatestValues.COLUMNS),
            (row, number) -> latest(device.app(), LatestValues.read(row)),
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
        SELECT %s FROM (
          SELECT DISTINCT ON (device) * FROM aisle.latest
          WHERE app = ? AND (?::text IS NULL OR tbl = ?) ORDER BY device, observed_at DESC) l
        ORDER BY device COLLATE "C"
        """
            .formatted(LatestValues.COLUMNS),
        (row, number) -> latest(app, LatestValues.read(row)),
        app.value(),
        table,
        table);
  }

  private static Latest latest(AppId app, LatestValues kept) {
    SortedMap<String, Value> values = new TreeMap<>();
    SortedMap<String, java.time.Instant> times = new TreeMap<>();
    kept.values()
        .forEach(
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
    return template(device)
        .map(template -> rows(device, template, range, new Selection(template, fields), limit))
        .orElse(List.of());
  }

  private List<Row> rows(
      DeviceRef device, DeviceTemplate template, TimeRange range, Selection selection, int limit) {
    return jdbc.query(
        "SELECT %s FROM %s WHERE device = ? AND observed_at >= ? AND observed_at < ? AND %s ORDER BY observed_at LIMIT ?"
            .formatted(
                selection.columns(),
                TableName.of(device.app(), template).sql(),
                selection.condition()),
        (row, number) -> selection.read(row),
        device.device().value(),
        range.from().atOffset(ZoneOffset.UTC),
        range.to().atOffset(ZoneOffset.UTC),
        selection.extras(),
        Math.clamp(limit, 1, 100_000));
  }

  @Override
  public List<Row> newest(DeviceRef device, int limit) {
    DeviceTemplate template = template(device).orElse(null);
    if (template == null) {
      return List.of();
    }
    Selection selection = new Selection(template, List.of());
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
    List<Measure> measures =
        new ArrayList<>(
            fields.isEmpty()
                ? Measure.of(template)
                : fields.stream()
                    .flatMap(path -> Measure.of(template, path).stream())
                    .collect(java.util.stream.Collectors.toCollection(LinkedHashSet::new)));
    Map<String, R> reducers = new LinkedHashMap<>();
    measures.forEach(measure -> reducers.put(measure.path(), reducer.get()));
    if (measures.isEmpty()) {
      return reducers;
    }
    List<R> ordered = new ArrayList<>(reducers.values());
    String columns = String.join(", ", measures.stream().map(Measure::sql).toList());
    stream(
        device,
        template,
        range,
        columns,
        row -> {
          long at = row.getLong(1);
          for (int m = 0; m < ordered.size(); m++) {
            double value = row.getDouble(m + 2);
            if (!row.wasNull()) {
              step.add(ordered.get(m), at, value);
            }
          }
        });
    return reducers;
  }

  private void stream(
      DeviceRef device,
      DeviceTemplate template,
      TimeRange range,
      String columns,
      RowCallbackHandler each) {
    reading.executeWithoutResult(
        status ->
            jdbc.query(
                "SELECT %s, %s FROM %s WHERE device = ? AND observed_at >= ? AND observed_at < ? ORDER BY observed_at"
                    .formatted(MICROS, columns, TableName.of(device.app(), template).sql()),
                each,
                device.device().value(),
                range.from().atOffset(ZoneOffset.UTC),
                range.to().atOffset(ZoneOffset.UTC)));
  }

  @Override
  public Map<String, List<Point>> groupSeries(
      AppId app,
      Map<String, List<DeviceRef>> groups,
      TimeRange range,
      String field,
      Aggregate aggregate,
      int points) {
    List<String> names = List.copyOf(groups.keySet());
    Map<TableName, GroupedDevices> tables = new TreeMap<>();
    for (int group = 0; group < names.size(); group++) {
      for (DeviceRef device : Objects.requireNonNull(groups.get(names.get(group)))) {
        DeviceTemplate template = template(device).orElse(null);
        List<Measure> measures = template == null ? List.of() : Measure.of(template, field);
        if (template != null && device.app().equals(app) && measures.size() == 1) {
          tables
              .computeIfAbsent(
                  TableName.of(app, template), t -> new GroupedDevices(measures.getFirst()))
              .add(device, group);
        }
      }
    }
    long interval = interval(range, points);
    Map<Integer, List<Point>> found = aggregated(tables, range, aggregate, interval);
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    for (int group = 0; group < names.size(); group++) {
      List<Point> buckets = found.getOrDefault(group, List.of());
      LineReducer line = new LineReducer(range, buckets.size() + 2, interval);
      for (Point bucket : buckets) {
        if (bucket.value() != null) {
          line.add(LineReducer.micros(bucket.at()), bucket.value());
        }
      }
      lines.put(names.get(group), line.line());
    }
    return lines;
  }

  /** The devices of one table with the number of their group. */
  private record GroupedDevices(Measure measure, List<String> devices, List<Integer> groups) {
    private GroupedDevices(Measure measure) {
      this(measure, new ArrayList<>(), new ArrayList<>());
    }

    private void add(DeviceRef device, int group) {
      devices.add(device.device().value());
      groups.add(group);
    }
  }

  /** Microseconds per bucket, so that a line has about so many points. */
  private static long interval(TimeRange range, int points) {
    return Intervals.nice(
        LineReducer.micros(range.to()) - LineReducer.micros(range.from()), points);
  }

  private Map<Integer, List<Point>> aggregated(
      Map<TableName, GroupedDevices> tables, TimeRange range, Aggregate aggregate, long interval) {
    Map<Integer, List<Point>> found = new TreeMap<>();
    if (tables.isEmpty()) {
      return found;
    }
    List<String> samples = new ArrayList<>();
    tables.forEach(
        (table, devices) ->
            samples.add(
                """
                SELECT g.grp, t.device, t.observed_at AS at, %s AS v
                FROM unnest(?::text[], ?::int4[]) AS g(member, grp) JOIN %s t ON t.device = g.member
                WHERE t.observed_at >= ? AND t.observed_at < ?
                """
                    .formatted(devices.measure().sql(), table.sql())));
    String sql =
        """
        SELECT grp, (extract(epoch FROM bucket) * 1000000)::int8, %s FROM (
          SELECT grp, device, at, v,
            date_bin(? * interval '1 microsecond', at, timestamptz 'epoch') AS bucket
          FROM (%s) s WHERE v IS NOT NULL) b
        GROUP BY grp, bucket ORDER BY grp, bucket
        """
            .formatted(function(aggregate), String.join(" UNION ALL ", samples));
    jdbc.query(
        connection -> bind(connection, sql, interval, tables, range),
        (java.sql.ResultSet row) -> {
          found
              .computeIfAbsent(row.getInt(1), g -> new ArrayList<>())
              .add(new Point(LineReducer.instant(row.getLong(2)), row.getDouble(3)));
        });
    return found;
  }

  private static PreparedStatement bind(
      Connection connection,
      String sql,
      long interval,
      Map<TableName, GroupedDevices> tables,
      TimeRange range)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setLong(1, interval);
    int next = 2;
    for (GroupedDevices devices : tables.values()) {
      statement.setArray(
          next++, connection.createArrayOf("text", devices.devices().toArray(new String[0])));
      statement.setArray(
          next++, connection.createArrayOf("int4", devices.groups().toArray(new Integer[0])));
      statement.setObject(next++, range.from().atOffset(ZoneOffset.UTC));
      statement.setObject(next++, range.to().atOffset(ZoneOffset.UTC));
    }
    return statement;
  }

  private static String function(Aggregate aggregate) {
    return switch (aggregate) {
      case MIN -> "min(v)";
      case MAX -> "max(v)";
      case AVG -> "avg(v)";
      case SUM -> "sum(v)";
      case COUNT -> "count(v)::float8";
      case FIRST -> "(array_agg(v ORDER BY at, device))[1]";
      case LAST -> "(array_agg(v ORDER BY at DESC, device DESC))[1]";
    };
  }

  @Override
  public List<Stretch> states(DeviceRef device, TimeRange range, String field) {
    DeviceTemplate template = template(device).orElse(null);
    Field wanted = template == null ? null : template.field(field).orElse(null);
    if (template == null || wanted == null || !hasStates(wanted.type())) {
      return List.of();
    }
    String column = TableName.quoted(wanted.columns().getFirst().name()) + "::text";
    StateReducer states = new StateReducer(range);
    before(device, template, range, column, states);
    stream(device, template, range, column, row -> states.add(row.getLong(1), row.getString(2)));
    return states.stretches();
  }

  /** The readings just before the range tell what held when it began. */
  private void before(
      DeviceRef device,
      DeviceTemplate template,
      TimeRange range,
      String column,
      StateReducer states) {
    String recent =
        "SELECT %s AS at, %s AS state FROM %s WHERE device = ? AND observed_at < ? ORDER BY observed_at DESC LIMIT 500"
            .formatted(MICROS, column, TableName.of(device.app(), template).sql());
    record Sample(long at, @Nullable String state) {}
    List<Sample> newestFirst =
        jdbc.query(
            recent,
            (row, number) -> new Sample(row.getLong(1), row.getString(2)),
            device.device().value(),
            range.from().atOffset(ZoneOffset.UTC));
    newestFirst.reversed().forEach(sample -> states.add(sample.at(), sample.state()));
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
