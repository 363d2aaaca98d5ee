package org.aisle.backend.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.aisle.backend.query.FleetNumbers.Limits;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Streams the rows of many devices, one device after the other, and reduces them here. */
@Component
class JdbcFleetHistory implements FleetHistory {

  private static final int STREAMED = 2_000;
  private static final String OUTSIDE = "outside";

  /** As many moments of a way as a wide screen could tell apart. */
  private static final int MOST_MOMENTS = 2_000;

  /** In the order of devices and time, beginning with what tells what held before the range. */
  private static final String STATES =
      """
      SELECT device, %1$s AS at, state FROM (
        SELECT t.device, observed_at, %2$s AS state
        FROM unnest(:devices::text[]) AS who JOIN %3$s t ON t.device = who
        WHERE observed_at >= :start AND observed_at < :finish
        UNION ALL
        SELECT b.* FROM unnest(:devices::text[]) AS who, LATERAL (
          SELECT device, observed_at, %2$s FROM %3$s t
          WHERE device = who AND observed_at < :start ORDER BY observed_at DESC LIMIT 500) b) s
      ORDER BY device, observed_at
      """;

  /** A derived state is stored where it changes; the readings show that the device is heard. */
  private static final String DERIVED_STATES =
      """
      SELECT device, %1$s AS at, state FROM (
        SELECT t.device, observed_at, %2$s AS state, 1 AS rank
        FROM unnest(:devices::text[]) AS who JOIN %3$s t ON t.device = who
        WHERE observed_at >= :start AND observed_at < :finish AND %2$s IS NOT NULL
        UNION ALL
        SELECT t.device, observed_at, NULL, 2
        FROM unnest(:devices::text[]) AS who JOIN %4$s t ON t.device = who
        WHERE observed_at >= :start AND observed_at < :finish
        UNION ALL
        SELECT who, b.* FROM unnest(:devices::text[]) AS who, LATERAL (
          WITH heard AS (SELECT observed_at FROM %4$s
              WHERE device = who AND observed_at < :start ORDER BY observed_at DESC LIMIT 500),
            first AS (SELECT min(observed_at) AS heard_at FROM heard)
          (SELECT heard_at, %2$s, 0 FROM %3$s, first WHERE device = who
            AND observed_at < heard_at AND %2$s IS NOT NULL ORDER BY observed_at DESC LIMIT 1)
          UNION ALL
          SELECT observed_at, %2$s, 1 FROM %3$s, first WHERE device = who
            AND observed_at >= heard_at AND observed_at < :start AND %2$s IS NOT NULL
          UNION ALL
          SELECT observed_at, NULL, 2 FROM heard) b) s
      ORDER BY device, observed_at, rank
      """;

  private static final String WAYS =
      """
      SELECT device, %1$s AS at, lat, lon FROM (
        SELECT DISTINCT ON (t.device, moment) t.device, observed_at, %2$s AS lat, %3$s AS lon,
          date_bin(:width * interval '1 microsecond', observed_at, timestamptz 'epoch') AS moment
        FROM unnest(:devices::text[]) AS who JOIN %4$s t ON t.device = who
        WHERE observed_at >= :start AND observed_at < :finish
          AND %2$s IS NOT NULL AND %3$s IS NOT NULL
        ORDER BY t.device, moment, observed_at) s
      ORDER BY device, observed_at
      """;

  /** What one field said in the range, and the last it said in a while before. */
  private static final String CHANGES =
      """
      SELECT device, observed_at, %1$d AS field, state, lag(state)
        OVER (PARTITION BY device ORDER BY observed_at) AS before
      FROM (
        SELECT t.device, observed_at, %2$s AS state
        FROM unnest(:devices::text[]) AS who JOIN %3$s t ON t.device = who
        WHERE observed_at >= :start AND observed_at < :finish AND %2$s IS NOT NULL
        UNION ALL
        SELECT b.* FROM unnest(:devices::text[]) AS who, LATERAL (
          SELECT device, observed_at, %2$s FROM %3$s t
          WHERE device = who AND observed_at < :start AND observed_at >= :earliest
            AND %2$s IS NOT NULL ORDER BY observed_at DESC LIMIT 1) b) f%1$d
      """;

  /** How far before the range a field is looked for that was not said since. */
  private static final Duration BEFORE = Duration.ofDays(2);

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate reading;
  private final DeviceDirectory directory;
  private final Sums sums;
  private final EverOutside everOutside;
  private final Cache<Key, RememberedChanges> remembered =
      Caffeine.newBuilder().maximumSize(200).expireAfterWrite(Sums.REMEMBERED).build();

  JdbcFleetHistory(
      DataSource database,
      PlatformTransactionManager transactions,
      DeviceDirectory directory,
      Sums sums,
      Rollups rollups) {
    JdbcTemplate streaming = new JdbcTemplate(database);
    streaming.setFetchSize(STREAMED);
    this.jdbc = new NamedParameterJdbcTemplate(streaming);
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
    this.directory = directory;
    this.sums = sums;
    this.everOutside = new EverOutside(jdbc, rollups);
  }

  /** Which changes are asked for; the numbers are those of the tables in the database. */
  private record Key(
      AppId app, List<DeviceRef> devices, List<String> fields, int limit, List<Long> tables) {}

  /** The devices that share a template's tables. */
  private record Group(DeviceTemplate template, List<String> devices) {}

  private List<Group> groups(AppId app, List<DeviceRef> devices, String field) {
    Map<TableName, Group> groups = new TreeMap<>();
    for (DeviceRef device : devices) {
      DeviceTemplate template = directory.device(device).map(KnownDevice::template).orElse(null);
      if (template != null && device.app().equals(app) && template.field(field).isPresent()) {
        groups
            .computeIfAbsent(
                TableName.of(app, template), t -> new Group(template, new ArrayList<>()))
            .devices()
            .add(device.device().value());
      }
    }
    return List.copyOf(groups.values());
  }

  @Override
  public Map<DeviceRef, List<Stretch>> states(
      AppId app, List<DeviceRef> devices, TimeRange range, String field) {
    Map<DeviceRef, List<Stretch>> found = empty(devices);
    for (Group group : groups(app, devices, field)) {
      Field wanted = group.template().field(field).orElseThrow();
      if (isState(wanted)) {
        states(app, group, range, field, column(wanted) + "::text", none(), found);
      }
    }
    return found;
  }

  @Override
  public Map<DeviceRef, List<Stretch>> outside(
      AppId app,
      List<DeviceRef> devices,
      TimeRange range,
      String field,
      @Nullable Double min,
      @Nullable Double max) {
    Map<DeviceRef, List<Stretch>> found = empty(devices);
    MapSqlParameterSource limits =
        new MapSqlParameterSource()
            .addValue("min", min == null ? Double.NEGATIVE_INFINITY : min)
            .addValue("max", max == null ? Double.POSITIVE_INFINITY : max);
    for (Group group : groups(app, devices, field)) {
      Field wanted = group.template().field(field).orElseThrow();
      if (wanted.numeric()) {
        String number = column(wanted) + "::float8";
        String state =
            "CASE WHEN %1$s NOT BETWEEN :min AND :max THEN 'outside' WHEN %1$s IS NOT NULL THEN 'inside' END"
                .formatted(number);
        List<String> suspects =
            everOutside.of(
                app, group.template(), field, group.devices(), range, new Limits(min, max));
        Group few = new Group(group.template(), suspects);
        states(app, few, range, field, state, limits, found);
      }
    }
    found.replaceAll(
        (device, stretches) ->
            stretches.stream().filter(stretch -> stretch.state().equals(OUTSIDE)).toList());
    return found;
  }

  private void states(
      AppId app,
      Group group,
      TimeRange range,
      String field,
      String expression,
      MapSqlParameterSource parameters,
      Map<DeviceRef, List<Stretch>> found) {
    boolean derived = group.template().derived(field).isPresent();
    String sql =
        (derived ? DERIVED_STATES : STATES)
            .formatted(
                JdbcTelemetry.MICROS,
                expression,
                Measure.tableOf(app, group.template(), derived).sql(),
                TableName.of(app, group.template()).sql());
    StatesOfDevices reducer =
        new StatesOfDevices(app, range, JdbcTelemetry.keeps(group.template(), field), found);
    stream(sql, bound(parameters, group, range), reducer);
    reducer.end();
  }

  @Override
  public Map<DeviceRef, List<List<Fix>>> journeys(
      AppId app, List<DeviceRef> devices, TimeRange range, String field, int points) {
    Map<DeviceRef, List<List<Fix>>> found = empty(devices);
    long width =
        Intervals.nice(
            LineReducer.micros(range.to()) - LineReducer.micros(range.from()), MOST_MOMENTS);
    for (Group group : groups(app, devices, field)) {
      Field wanted = group.template().field(field).orElseThrow();
      if (!(wanted.type() instanceof FieldType.GeoPoint)) {
        continue;
      }
      boolean derived = group.template().derived(field).isPresent();
      String sql =
          WAYS.formatted(
              JdbcTelemetry.MICROS,
              TableName.quoted(wanted.columns().get(0).name()),
              TableName.quoted(wanted.columns().get(1).name()),
              Measure.tableOf(app, group.template(), derived).sql());
      Map<String, WayReducer> ways = new LinkedHashMap<>();
      stream(
          sql,
          bound(none().addValue("width", width), group, range),
          row ->
              ways.computeIfAbsent(row.getString(1), device -> new WayReducer(points))
                  .add(row.getLong(2), row.getDouble(3), row.getDouble(4)));
      ways.forEach(
          (device, way) -> found.put(new DeviceRef(app, new DeviceId(device)), way.legs()));
    }
    return found;
  }

  /** Remembered unless it is of derived fields: nobody tells when these change. */
  @Override
  public List<Change> changes(
      AppId app, List<DeviceRef> devices, TimeRange range, List<String> fields, int limit) {
    List<Group> groups = anyOf(app, devices, fields);
    boolean derived =
        groups.stream()
            .anyMatch(g -> fields.stream().anyMatch(f -> g.template().derived(f).isPresent()));
    if (derived || groups.isEmpty()) {
      return read(app, groups, range, fields, limit);
    }
    List<TableName> tables = groups.stream().map(g -> TableName.of(app, g.template())).toList();
    Key key = new Key(app, List.copyOf(devices), fields, limit, sums.numbers(tables));
    return remembered
        .get(key, k -> new RememberedChanges(k.devices(), k.limit()))
        .of(
            LineReducer.micros(range.from()),
            LineReducer.micros(range.to()),
            (from, to) ->
                read(
                    app,
                    groups,
                    new TimeRange(LineReducer.instant(from), LineReducer.instant(to)),
                    fields,
                    limit));
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

  private List<Change> read(
      AppId app, List<Group> groups, TimeRange range, List<String> fields, int limit) {
    List<Change> found = new ArrayList<>();
    for (Group group : groups) {
      List<String> questions = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        Field field = group.template().field(fields.get(i)).orElse(null);
        if (field != null && isState(field)) {
          boolean derived = group.template().derived(field.path()).isPresent();
          questions.add(
              CHANGES.formatted(
                  i,
                  column(field) + "::text",
                  Measure.tableOf(app, group.template(), derived).sql()));
        }
      }
      if (!questions.isEmpty()) {
        MapSqlParameterSource parameters =
            none()
                .addValue("earliest", range.from().minus(BEFORE).atOffset(ZoneOffset.UTC))
                .addValue("limit", limit);
        stream(
            """
            SELECT device, %s, field, before, state FROM (%s) c
            WHERE observed_at >= :start AND before IS NOT NULL AND state <> before
            ORDER BY observed_at DESC, device, field LIMIT :limit
            """
                .formatted(JdbcTelemetry.MICROS, String.join(" UNION ALL ", questions)),
            bound(parameters, group, range),
            row ->
                found.add(
                    new Change(
                        new DeviceRef(app, new DeviceId(row.getString(1))),
                        LineReducer.instant(row.getLong(2)),
                        fields.get(row.getInt(3)),
                        row.getString(4),
                        row.getString(5))));
      }
    }
    found.sort(Comparator.comparing(Change::at).reversed());
    return found.stream().limit(limit).toList();
  }

  private List<Group> anyOf(AppId app, List<DeviceRef> devices, List<String> fields) {
    Map<TableName, Group> groups = new TreeMap<>();
    for (String field : fields) {
      groups(app, devices, field)
          .forEach(group -> groups.putIfAbsent(TableName.of(app, group.template()), group));
    }
    return List.copyOf(groups.values());
  }

  private void stream(String sql, MapSqlParameterSource parameters, RowCallbackHandler each) {
    reading.executeWithoutResult(status -> jdbc.query(sql, parameters, each));
  }

  private static MapSqlParameterSource none() {
    return new MapSqlParameterSource();
  }

  private static MapSqlParameterSource bound(
      MapSqlParameterSource parameters, Group group, TimeRange range) {
    return new MapSqlParameterSource(parameters.getValues())
        .addValue("devices", group.devices().toArray(new String[0]))
        .addValue("start", range.from().atOffset(ZoneOffset.UTC))
        .addValue("finish", range.to().atOffset(ZoneOffset.UTC));
  }

  private static <T> Map<DeviceRef, List<T>> empty(List<DeviceRef> devices) {
    Map<DeviceRef, List<T>> answers = new LinkedHashMap<>();
    devices.forEach(device -> answers.put(device, List.of()));
    return answers;
  }

  private static String column(Field field) {
    return TableName.quoted(field.columns().getFirst().name());
  }

  private static boolean isState(Field field) {
    return field.type() instanceof FieldType.Bool || field.type() instanceof FieldType.Choice;
  }
}
