package org.aisle.backend.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.aisle.backend.query.FleetNumbers.Limits;
import org.aisle.backend.query.Sums.Asked;
import org.aisle.backend.query.Sums.Sum;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.Bucket;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.rollup.RollupWorker;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.DerivedValues.Replacement;
import org.aisle.backend.timeseries.DerivedValues.Sample;
import org.aisle.backend.timeseries.FixedDirectory;
import org.aisle.backend.timeseries.RollupTable;
import org.aisle.backend.timeseries.TableName;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.backend.timeseries.TestTemplates;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** An answer from sums is that from the readings, whatever was written in which order. */
abstract class RollupContract {

  private static final AppId APP = new AppId("rollup-app");
  private static final Instant START = Instant.parse("2026-03-27T00:00:00Z");
  private static final int DAYS = 4;
  private static final DeviceRef DENSE = DeviceRef.of("rollup-app", "dense");
  private static final DeviceRef SPARSE = DeviceRef.of("rollup-app", "sparse");
  private static final DeviceRef DERIVING = DeviceRef.of("rollup-app", "deriving");

  abstract DataSource database();

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private TestStore db;
  private FixedDirectory directory;
  private RollupWorker worker;
  private DeviceTemplate template;

  private void create() {
    db = TestStore.on(database());
    db.tables().dropApp(APP);
    template = TestTemplates.COOLER;
    db.tables().extend(APP, template);
    db.tables().extend(APP, TestTemplates.DERIVING);
    directory =
        new FixedDirectory()
            .with(DENSE, template)
            .with(SPARSE, template)
            .with(DERIVING, TestTemplates.DERIVING);
    worker = new RollupWorker(db.jdbc(), db.transactions(), now::get);
    now.set(START.plus(Duration.ofDays(1)));
    List<Reading> dense = new ArrayList<>();
    for (int minute = 0; minute < 24 * 60; minute += 5) {
      dense.add(reading(DENSE, START.plus(Duration.ofMinutes(minute)), null, minute % 17));
    }
    dense.add(reading(DENSE, now.get().plus(Duration.ofHours(1)), null, 3));
    write(dense);
    now.set(now.get().plus(Duration.ofHours(2)));
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void any_order_repetition_delay_and_retention_give_the_answers_of_the_readings(
      @ForAll long seed) {
    create();
    Random random = new Random(seed);
    if (random.nextInt(4) > 0) {
      worker.catchUp();
    }
    List<Reading> before = new ArrayList<>();
    for (int step = 0; step < 25; step++) {
      switch (random.nextInt(10)) {
        case 0, 1 -> worker.catchUp();
        case 2 -> now.set(START.plus(Duration.ofHours(random.nextInt(24 * DAYS))));
        case 3 -> {
          Collections.shuffle(before, random);
          write(before.subList(0, Math.min(before.size(), 20)));
        }
        case 4 -> {
          if (random.nextInt(3) == 0) {
            db.tables().dropBefore(APP, START.plus(Duration.ofMinutes(random.nextInt(24 * 60))));
          }
        }
        case 5 -> derive(random);
        case 7 -> db.intoColumns();
        case 6 -> {
          if (random.nextInt(3) == 0) {
            template = TestTemplates.COOLER_2;
            db.tables().extend(APP, template);
            directory.with(DENSE, template).with(SPARSE, template);
          }
        }
        default -> {
          List<Reading> some = some(random);
          before.addAll(some);
          write(some);
        }
      }
      compare(random);
    }
    worker.catchUp();
    assertThat(db.jdbc().queryForObject("SELECT count(*) FROM aisle.rollup_due", Long.class))
        .as("what is due once everything is worked off")
        .isZero();
    compare(random);
  }

  @Property(tries = 1)
  void what_is_over_is_answered_from_sums_and_not_from_readings() {
    create();
    write(List.of(reading(SPARSE, START, null, 1), reading(SPARSE, now.get(), null, 1)));
    worker.catchUp();
    assertThat(summedUp(RollupTable.HOUR)).containsExactly("dense");
    assertThat(summedUp(RollupTable.DAY)).containsExactly("dense", "sparse");
    Rollups rollups = new Rollups(database());
    TableName table = TableName.of(APP, template);
    List<Rollups.Stretch> stretches =
        rollups
            .cover(
                APP,
                table,
                List.of("dense"),
                List.of("temperature"),
                LineReducer.micros(START),
                LineReducer.micros(START.plus(Duration.ofDays(1))),
                RollupTable.HOUR)
            .stretches();
    assertThat(stretches.getFirst().stored()).isTrue();
    assertThat(Duration.ofNanos((stretches.getFirst().to() - stretches.getFirst().from()) * 1_000))
        .isGreaterThanOrEqualTo(Duration.ofHours(23));
  }

  private List<String> summedUp(RollupTable each) {
    return db.jdbc()
        .queryForList(
            "SELECT DISTINCT device FROM %s ORDER BY device"
                .formatted(each.of(TableName.of(APP, template)).sql()),
            String.class);
  }

  @Property(tries = 1)
  void numbers_that_cannot_be_added_up_keep_no_other_device_from_it() {
    create();
    write(
        List.of(
            reading(SPARSE, START.plusSeconds(1), null, 1e308),
            reading(SPARSE, START.plusSeconds(2), null, 1e308),
            reading(SPARSE, START.plus(Duration.ofHours(30)), null, 1)));
    worker.catchUp();
    assertThat(
            db.jdbc()
                .queryForList(
                    "SELECT DISTINCT device FROM aisle.rollup_due WHERE app = ?",
                    String.class,
                    APP.value()))
        .containsExactly("sparse");
    buckets(
        new JdbcTelemetry(
            database(),
            db.transactions(),
            directory,
            new Sums(database(), directory, new Rollups(database())),
            new Rollups(database())),
        DENSE,
        "temperature",
        "temperature",
        "cooler",
        new TimeRange(START, START.plus(Duration.ofDays(2))),
        Duration.ofDays(1));
  }

  private List<Reading> some(Random random) {
    List<Reading> some = new ArrayList<>();
    int number = 1 + random.nextInt(30);
    for (int i = 0; i < number; i++) {
      DeviceRef device = random.nextInt(3) == 0 ? SPARSE : DENSE;
      Instant at = START.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
      some.add(
          reading(
              device,
              at,
              random.nextBoolean() ? null : (Long) (long) random.nextInt(9),
              random.nextInt(200) / 4.0 - 10));
    }
    return some;
  }

  private void derive(Random random) {
    Instant after =
        random.nextInt(4) == 0
            ? null
            : START.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
    List<Sample> samples = new ArrayList<>();
    Instant at = after == null ? START : after.plusSeconds(60);
    for (int i = 0; i < random.nextInt(60); i++) {
      samples.add(
          new Sample(at, new TreeMap<>(Map.of("product", new Value.Num(random.nextInt(40))))));
      at = at.plus(Duration.ofMinutes(1 + random.nextInt(60)));
    }
    db.derived()
        .write(List.of(new Replacement(DERIVING, TestTemplates.DERIVING, after, false, samples)));
  }

  private Reading reading(DeviceRef device, Instant at, @Nullable Long seq, double value) {
    Map<String, Value> values = new TreeMap<>();
    values.put("temperature", new Value.Num(value));
    if (value % 2 == 0) {
      values.put("door.open", new Value.Flag(value > 8));
      values.put("door.openCount", new Value.Whole((int) Math.min(value, 1e6)));
    }
    if (template.field("humidity").isPresent() && value % 3 == 0) {
      values.put("humidity", new Value.Num(value * 2));
    }
    return new Reading(
        device, at, at.plusSeconds(1), seq, null, new TreeMap<>(values), new TreeMap<>());
  }

  private void write(List<Reading> readings) {
    db.store().write(List.of(new TableBatch(APP, template, readings)));
  }

  private void compare(Random random) {
    Sums sums = new Sums(database(), directory, new Rollups(database()));
    Telemetry telemetry =
        new JdbcTelemetry(database(), db.transactions(), directory, sums, new Rollups(database()));
    int from = random.nextInt(DAYS * 24 * 60);
    int to = from + 30 + random.nextInt(DAYS * 24 * 60);
    TimeRange range =
        new TimeRange(START.plus(Duration.ofMinutes(from)), START.plus(Duration.ofMinutes(to)));
    Duration width = Duration.ofHours(List.of(1, 3, 24).get(random.nextInt(3)));
    buckets(telemetry, DENSE, "temperature", "temperature", "cooler", range, width);
    buckets(telemetry, SPARSE, "temperature", "temperature", "cooler", range, width);
    buckets(telemetry, DERIVING, "product", "product", "deriving_derived", range, width);
    if (template.field("humidity").isPresent()) {
      buckets(telemetry, DENSE, "humidity", "humidity", "cooler", range, width);
    }
    assertThat(outside(sums, new Rollups(database()), range))
        .isEqualTo(outside(sums, new NothingSummedUp(database()), range));
    sums(sums, range, width, null);
    sums(sums, range, width, new Limits(2.0, 8.0));
    sums(sums, range, width, new Limits(null, 5.0));
  }

  private void buckets(
      Telemetry telemetry,
      DeviceRef device,
      String path,
      String column,
      String table,
      TimeRange range,
      Duration width) {
    List<Bucket> found = telemetry.buckets(device, range, List.of(path), width).get(path);
    List<Bucket> expected =
        db.jdbc()
            .query(
                """
                SELECT date_bin(?::interval, observed_at, timestamptz 'epoch'), min(v), max(v),
                  avg(v), sum(v), count(*), (array_agg(v ORDER BY observed_at))[1],
                  (array_agg(v ORDER BY observed_at DESC))[1]
                FROM (SELECT observed_at, %s::float8 AS v FROM %s.%s WHERE device = ?
                  AND observed_at >= ? AND observed_at < ?) s
                WHERE v IS NOT NULL GROUP BY 1 ORDER BY 1
                """
                    .formatted(column, APP.schema(), table),
                (row, i) ->
                    new Bucket(
                        row.getTimestamp(1).toInstant(),
                        row.getDouble(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        row.getDouble(5),
                        row.getLong(6),
                        row.getDouble(7),
                        row.getDouble(8)),
                width.toString(),
                device.device().value(),
                range.from().atOffset(ZoneOffset.UTC),
                range.to().atOffset(ZoneOffset.UTC));
    // The numbers are quarters, so that no order of adding them up loses a bit.
    assertThat(found).as("%s of %s in %s", path, device, range).isEqualTo(expected);
  }

  private Map<DeviceRef, List<Telemetry.Stretch>> outside(
      Sums sums, Rollups rollups, TimeRange range) {
    return new JdbcFleetHistory(database(), db.transactions(), directory, sums, rollups)
        .outside(APP, List.of(DENSE, SPARSE), range, "temperature", -5.0, 30.0);
  }

  /** Has everything read from the readings. */
  private static final class NothingSummedUp extends Rollups {
    NothingSummedUp(DataSource database) {
      super(database);
    }

    @Override
    public Cover cover(
        AppId app,
        TableName table,
        Collection<String> devices,
        Collection<String> columns,
        long from,
        long to,
        RollupTable each) {
      return new Cover(
          each.of(table),
          devices.stream().map(device -> new Stretch(device, from, to, false)).toList());
    }
  }

  private void sums(Sums sums, TimeRange range, Duration width, @Nullable Limits limits) {
    List<List<DeviceRef>> groups = List.of(List.of(DENSE, SPARSE), List.of(SPARSE));
    Asked asked =
        new Asked(
            APP,
            groups,
            range,
            "temperature",
            Aggregate.AVG,
            width.toMillis() * 1_000,
            null,
            limits);
    List<Sum> found = sums.of(asked);
    Map<String, Sum> expected = new TreeMap<>();
    for (int g = 0; g < groups.size(); g++) {
      int group = g;
      db.jdbc()
          .query(
              """
              SELECT (extract(epoch FROM date_bin(?::interval, observed_at, timestamptz 'epoch'))
                  * 1000000)::int8, sum(v), count(*), min(v), max(v)
              FROM (SELECT observed_at, %s AS v FROM %s.cooler WHERE device = ANY (?)
                AND observed_at >= ? AND observed_at < ? AND temperature IS NOT NULL) s
              GROUP BY 1
              """
                  .formatted(
                      limits == null
                          ? "temperature"
                          : "CASE WHEN temperature BETWEEN %s AND %s THEN 100.0 ELSE 0.0 END"
                              .formatted(
                                  limits.min() == null ? "'-infinity'" : limits.min(),
                                  limits.max() == null ? "'infinity'" : limits.max()),
                      APP.schema()),
              row -> {
                expected.put(
                    group + " " + row.getLong(1),
                    new Sum(
                        group,
                        row.getLong(1),
                        null,
                        row.getDouble(2),
                        row.getLong(3),
                        row.getDouble(4),
                        row.getDouble(5),
                        0));
              },
              width.toString(),
              groups.get(g).stream().map(d -> d.device().value()).toArray(String[]::new),
              range.from().atOffset(ZoneOffset.UTC),
              range.to().atOffset(ZoneOffset.UTC));
    }
    Map<String, Sum> got = new TreeMap<>();
    found.forEach(sum -> got.put(sum.group() + " " + sum.piece(), sum));
    assertThat(got).hasSameSizeAs(found).isEqualTo(expected);
    expected.forEach(
        (key, sum) -> assertThat(got.get(key).sum()).isCloseTo(sum.sum(), within(1e-9)));
  }
}
