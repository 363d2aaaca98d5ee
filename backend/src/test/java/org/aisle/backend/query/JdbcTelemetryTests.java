package org.aisle.backend.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.Bucket;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.DerivedValues.Replacement;
import org.aisle.backend.timeseries.DerivedValues.Sample;
import org.aisle.backend.timeseries.FixedDirectory;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.backend.timeseries.TestTemplates;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcTelemetryTests {

  private static final AppId APP = new AppId("query-app");
  private static final DeviceRef A = DeviceRef.of("query-app", "a");
  private static final DeviceRef B = DeviceRef.of("query-app", "b");
  private static final DeviceRef TAG = DeviceRef.of("query-app", "tag");
  private static final DeviceRef D = DeviceRef.of("query-app", "deriving");
  private static final DeviceTemplate TAGS =
      TestTemplates.template(
          "dtmi:org:aisle:test:Tag;1", TestTemplates.field("temperature", new FieldType.Decimal()));

  /** The night in which Berlin's clocks go back. */
  private static final Instant START = Instant.parse("2026-10-25T00:00:00Z");

  private static final TimeRange DAY = new TimeRange(START, START.plus(Duration.ofDays(1)));
  private static HikariDataSource database;

  private TestStore db;
  private Telemetry telemetry;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void create_the_app() {
    db = TestStore.on(database);
    db.tables().dropApp(APP);
    db.tables().extend(APP, TestTemplates.COOLER);
    db.tables().extend(APP, TAGS);
    db.tables().extend(APP, TestTemplates.DERIVING);
    FixedDirectory directory =
        new FixedDirectory()
            .with(A, TestTemplates.COOLER)
            .with(B, TestTemplates.COOLER)
            .with(TAG, TAGS)
            .with(D, TestTemplates.DERIVING);
    telemetry =
        new JdbcTelemetry(
            database,
            db.transactions(),
            directory,
            new Sums(database, directory, new Rollups(database)),
            new Rollups(database));
  }

  @Test
  void a_device_without_readings_has_empty_answers() {
    assertThat(telemetry.latest(A)).isEmpty();
    assertThat(telemetry.fleetLatest(APP, null)).isEmpty();
    assertThat(telemetry.rows(A, DAY, List.of(), 10)).isEmpty();
    assertThat(telemetry.newest(A, 10)).isEmpty();
    assertThat(telemetry.series(A, DAY, List.of("temperature"), 100))
        .containsEntry("temperature", List.of());
    assertThat(telemetry.buckets(A, DAY, List.of("temperature"), Duration.ofHours(1)))
        .containsEntry("temperature", List.of());
    assertThat(telemetry.states(A, DAY, "mode")).isEmpty();
    assertThat(
            telemetry.groupSeries(
                APP, Map.of("all", List.of(A, B)), DAY, "temperature", Aggregate.AVG, 10))
        .containsEntry("all", List.of());
  }

  @Test
  void an_unknown_device_has_empty_answers() {
    DeviceRef nobody = DeviceRef.of("query-app", "nobody");
    assertThat(telemetry.rows(nobody, DAY, List.of(), 10)).isEmpty();
    assertThat(telemetry.series(nobody, DAY, List.of(), 100)).isEmpty();
  }

  @Test
  void the_latest_of_each_field_may_come_from_different_messages() {
    write(A, 10, Map.of("temperature", new Value.Num(5), "mode", new Value.Text("cool")));
    write(A, 0, Map.of("temperature", new Value.Num(1), "uptime", new Value.Whole(7)));
    write(TAG, 5, Map.of("temperature", new Value.Num(9)));

    assertThat(telemetry.latest(A))
        .hasValueSatisfying(
            latest -> {
              assertThat(latest.observedAt()).isEqualTo(at(10));
              assertThat(latest.values())
                  .containsEntry("temperature", new Value.Num(5))
                  .containsEntry("uptime", new Value.Whole(7));
              assertThat(latest.times()).containsEntry("uptime", at(0));
            });
    assertThat(telemetry.fleetLatest(APP, null))
        .extracting(Telemetry.Latest::device)
        .containsExactly(A, TAG);
    assertThat(telemetry.fleetLatest(APP, new Dtmi("dtmi:org:aisle:test:Tag;9")))
        .extracting(Telemetry.Latest::device)
        .containsExactly(TAG);
  }

  @Test
  void rows_are_oldest_first_within_the_range_with_the_fields_asked_for() {
    write(A, 2, Map.of("temperature", new Value.Num(2), "acceleration", new Value.Vec(1, 2, 3)));
    write(A, 1, Map.of("temperature", new Value.Num(1)));
    write(A, 3, Map.of("mode", new Value.Text("cool")));
    TimeRange range = new TimeRange(at(1), at(3));

    assertThat(telemetry.rows(A, range, List.of(), 10))
        .extracting(Row::observedAt)
        .containsExactly(at(1), at(2));
    assertThat(telemetry.rows(A, DAY, List.of("acceleration.y", "mode"), 10))
        .extracting(Row::values)
        .containsExactly(
            new TreeMap<>(Map.of("acceleration.y", new Value.Num(2))),
            new TreeMap<>(Map.of("mode", new Value.Text("cool"))));
    assertThat(telemetry.rows(A, DAY, List.of(), 1)).hasSize(1);
    assertThat(telemetry.newest(A, 2)).extracting(Row::observedAt).containsExactly(at(3), at(2));
  }

  @Test
  void unmodelled_fields_can_be_asked_for_by_name() {
    db.store()
        .write(
            List.of(
                new TableBatch(
                    APP,
                    TestTemplates.COOLER,
                    List.of(
                        new Reading(
                            A,
                            at(0),
                            at(0),
                            null,
                            null,
                            new TreeMap<>(),
                            new TreeMap<>(
                                Map.of(
                                    "rssi", new Value.Tree("-61"), "x", new Value.Tree("1"))))))));
    assertThat(telemetry.rows(A, DAY, List.of("rssi"), 10))
        .singleElement()
        .satisfies(row -> assertThat(row.extra()).containsOnlyKeys("rssi"));
    assertThat(telemetry.rows(A, DAY, List.of("absent"), 10)).isEmpty();
  }

  @Test
  void buckets_hold_all_aggregates_and_empty_ones_are_absent() {
    for (int minute : new int[] {0, 10, 59, 180}) {
      write(A, minute, Map.of("temperature", new Value.Num(minute)));
    }
    assertThat(telemetry.buckets(A, DAY, List.of("temperature"), Duration.ofHours(1)))
        .containsEntry(
            "temperature",
            List.of(
                new Bucket(at(0), 0, 59, 23, 69, 3, 0, 59),
                new Bucket(at(180), 180, 180, 180, 180, 1, 180, 180)));
  }

  @Test
  void a_day_in_which_clocks_change_has_24_hours() {
    List<Reading> readings = new ArrayList<>();
    for (int minute = 0; minute < 24 * 60; minute++) {
      readings.add(reading(A, minute, Map.of("temperature", new Value.Num(1))));
    }
    db.store().write(List.of(new TableBatch(APP, TestTemplates.COOLER, readings)));
    assertThat(
            telemetry
                .buckets(A, DAY, List.of("temperature"), Duration.ofHours(1))
                .get("temperature"))
        .hasSize(24)
        .allSatisfy(bucket -> assertThat(bucket.count()).isEqualTo(60));
  }

  @Test
  void a_series_keeps_extremes_and_components_of_vectors() {
    List<Reading> readings = new ArrayList<>();
    for (int minute = 0; minute < 1_400; minute++) {
      double value = minute == 777 ? 99 : minute == 778 ? -99 : Math.sin(minute / 50.0);
      readings.add(
          reading(
              A,
              minute,
              Map.of(
                  "temperature",
                  new Value.Num(value),
                  "acceleration",
                  new Value.Vec(minute, 0, 0))));
    }
    db.store().write(List.of(new TableBatch(APP, TestTemplates.COOLER, readings)));
    Map<String, List<Point>> series =
        telemetry.series(A, DAY, List.of("temperature", "acceleration.x"), 100);
    assertThat(series).containsOnlyKeys("temperature", "acceleration.x");
    assertThat(series.get("temperature"))
        .hasSizeBetween(50, 104)
        .contains(new Point(at(777), 99.0), new Point(at(778), -99.0))
        .isSortedAccordingTo(java.util.Comparator.comparing(Point::at));
    assertThat(telemetry.series(A, DAY, List.of(), 100))
        .containsKeys(
            "temperature", "uptime", "acceleration.x", "acceleration.y", "acceleration.z");
  }

  @Test
  void a_group_is_one_line_over_all_its_devices_of_any_template() {
    write(A, 0, Map.of("temperature", new Value.Num(1)));
    write(B, 1, Map.of("temperature", new Value.Num(2)));
    write(TAG, 2, Map.of("temperature", new Value.Num(6)));
    write(A, 61, Map.of("temperature", new Value.Num(7)));
    Map<String, List<DeviceRef>> groups = new LinkedHashMap<>();
    groups.put("north", List.of(A, B, TAG));
    groups.put("south", List.of(B));
    Map<Aggregate, Double> expected =
        Map.of(
            Aggregate.MIN,
            1.0,
            Aggregate.MAX,
            6.0,
            Aggregate.AVG,
            3.0,
            Aggregate.SUM,
            9.0,
            Aggregate.COUNT,
            3.0,
            Aggregate.FIRST,
            1.0,
            Aggregate.LAST,
            6.0);
    expected.forEach(
        (aggregate, value) -> {
          Map<String, List<Point>> lines =
              telemetry.groupSeries(APP, groups, DAY, "temperature", aggregate, 24);
          assertThat(lines.get("north")).hasSize(2);
          assertThat(lines.get("north").getFirst().value())
              .as("%s", aggregate)
              .isCloseTo(value, within(1e-12));
          assertThat(lines.get("south")).hasSize(1);
        });
  }

  @Test
  void states_hold_until_they_change_and_end_when_the_device_falls_silent() {
    for (int minute = -10; minute < 60; minute++) {
      write(A, minute, Map.of("door.open", new Value.Flag(minute >= 20 && minute < 30)));
    }
    assertThat(telemetry.states(A, new TimeRange(at(0), at(200)), "door.open"))
        .containsExactly(
            new Stretch(at(0), at(20), "false"),
            new Stretch(at(20), at(30), "true"),
            new Stretch(at(30), at(59), "false"));
    assertThat(telemetry.states(A, DAY, "temperature")).isEmpty();
  }

  @Test
  void derived_fields_are_asked_for_like_measured_ones() {
    for (int minute = 0; minute < 60; minute++) {
      write(D, minute, Map.of("temperature", new Value.Num(minute)));
    }
    db.derived()
        .write(
            List.of(
                new Replacement(
                    D,
                    TestTemplates.DERIVING,
                    null,
                    false,
                    List.of(
                        derived(0, Map.of("warm", new Value.Flag(false))),
                        derived(10, Map.of("product", new Value.Num(4))),
                        derived(20, Map.of("warm", new Value.Flag(true))),
                        derived(40, Map.of("product", new Value.Num(6)))))));

    assertThat(telemetry.latest(D))
        .hasValueSatisfying(
            latest -> {
              assertThat(latest.observedAt()).isEqualTo(at(59));
              assertThat(latest.values())
                  .containsEntry("temperature", new Value.Num(59))
                  .containsEntry("product", new Value.Num(6))
                  .containsEntry("warm", new Value.Flag(true));
              assertThat(latest.times()).containsEntry("product", at(40));
            });
    assertThat(telemetry.fleetLatest(APP, null))
        .singleElement()
        .satisfies(latest -> assertThat(latest.values()).containsKey("warm"));
    assertThat(telemetry.rows(D, DAY, List.of("product"), 10))
        .extracting(Row::observedAt)
        .containsExactly(at(10), at(40));
    assertThat(telemetry.rows(D, DAY, List.of(), 11))
        .hasSize(11)
        .last()
        .satisfies(row -> assertThat(row.values()).containsOnlyKeys("temperature", "product"));
    assertThat(telemetry.buckets(D, DAY, List.of("product", "temperature"), Duration.ofHours(1)))
        .hasEntrySatisfying("product", b -> assertThat(b.getFirst().avg()).isEqualTo(5))
        .hasEntrySatisfying("temperature", b -> assertThat(b.getFirst().count()).isEqualTo(60));
    assertThat(
            telemetry.groupSeries(
                APP, Map.of("all", List.of(D)), DAY, "product", Aggregate.MAX, 24))
        .containsEntry("all", List.of(new Point(at(0), 6.0)));
    assertThat(telemetry.states(D, new TimeRange(at(5), at(200)), "warm"))
        .containsExactly(new Stretch(at(5), at(20), "false"), new Stretch(at(20), at(59), "true"));
  }

  private static Sample derived(int minute, Map<String, Value> values) {
    return new Sample(at(minute), new TreeMap<>(values));
  }

  private void write(DeviceRef device, int minute, Map<String, Value> values) {
    DeviceTemplate template =
        device.equals(TAG)
            ? TAGS
            : device.equals(D) ? TestTemplates.DERIVING : TestTemplates.COOLER;
    db.store()
        .write(List.of(new TableBatch(APP, template, List.of(reading(device, minute, values)))));
  }

  private static Reading reading(DeviceRef device, int minute, Map<String, Value> values) {
    return Reading.of(device, at(minute), at(minute).plusSeconds(1), values);
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
