package org.aisle.backend.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.query.FleetNumbers.Cell;
import org.aisle.backend.query.FleetNumbers.Limits;
import org.aisle.backend.query.FleetNumbers.Question;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.FixedDirectory;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.backend.timeseries.TestTemplates;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetNumbersTests {

  private static final AppId APP = new AppId("numbers-app");
  private static final DeviceRef A = DeviceRef.of("numbers-app", "a");
  private static final DeviceRef B = DeviceRef.of("numbers-app", "b");
  private static final DeviceRef D = DeviceRef.of("numbers-app", "deriving");
  private static final DeviceRef NOBODY = DeviceRef.of("numbers-app", "nobody");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** 02:00 in Berlin, an hour before the clocks go back. */
  private static final Instant START = Instant.parse("2026-10-25T00:00:00Z");

  private static final TimeRange DAY = new TimeRange(START, START.plus(Duration.ofDays(1)));
  private static HikariDataSource database;

  private TestStore db;
  private FleetNumbers numbers;

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
    db.tables().extend(APP, TestTemplates.DERIVING);
    FixedDirectory directory =
        new FixedDirectory()
            .with(A, TestTemplates.COOLER)
            .with(B, TestTemplates.COOLER)
            .with(D, TestTemplates.DERIVING);
    numbers = new JdbcFleetNumbers(new Sums(database, directory, new Rollups(database)));
  }

  @Test
  void a_group_is_summed_up_over_all_its_devices_and_templates() {
    temperature(A, 0, 2);
    temperature(A, 10, 4);
    temperature(B, 10, 9);
    temperature(D, 20, 5);
    temperature(A, 24 * 60, 100);
    Map<String, List<DeviceRef>> groups =
        Map.of("north", List.of(A, D), "south", List.of(B, NOBODY), "west", List.of(NOBODY));

    assertThat(numbers.cells(new Question(APP, groups, DAY, "temperature", Aggregate.SUM)))
        .containsExactly(new Cell("north", null, null, 11, 3), new Cell("south", null, null, 9, 1));
    assertThat(numbers.cells(new Question(APP, groups, DAY, "temperature", Aggregate.LAST)))
        .extracting(Cell::value)
        .containsExactly(5.0, 9.0);
    assertThat(numbers.cells(new Question(APP, groups, DAY, "note", Aggregate.AVG))).isEmpty();
    assertThat(numbers.cells(new Question(APP, Map.of(), DAY, "temperature", Aggregate.AVG)))
        .isEmpty();
  }

  @Test
  void pieces_of_time_are_those_of_the_clock_on_the_wall_also_when_it_goes_back() {
    temperature(A, 30, 1);
    temperature(A, 90, 2);
    temperature(A, 150, 3);
    Question hourly = question("temperature", Aggregate.AVG, Duration.ofHours(1), null, null);

    assertThat(numbers.cells(hourly))
        .extracting(Cell::start, Cell::value, Cell::readings)
        .containsExactly(
            tuple(LocalDateTime.parse("2026-10-25T02:00"), 1.5, 2L),
            tuple(LocalDateTime.parse("2026-10-25T03:00"), 3.0, 1L));
    assertThat(
            numbers.cells(question("temperature", Aggregate.SUM, Duration.ofDays(1), null, null)))
        .extracting(Cell::start)
        .containsExactly(LocalDateTime.parse("2026-10-25T00:00"));
  }

  @Test
  void numbers_are_told_apart_by_a_state_of_the_same_moment() {
    write(A, 0, Map.of("temperature", new Value.Num(4), "mode", new Value.Text("cool")));
    write(A, 10, Map.of("temperature", new Value.Num(8), "mode", new Value.Text("defrost")));
    write(A, 20, Map.of("temperature", new Value.Num(6), "mode", new Value.Text("cool")));
    temperature(B, 30, 1);

    assertThat(numbers.cells(question("temperature", Aggregate.COUNT, null, "mode", null)))
        .containsExactly(
            new Cell("all", null, "cool", 2, 2),
            new Cell("all", null, "defrost", 1, 1),
            new Cell("all", null, null, 1, 1));
  }

  @Test
  void the_share_within_limits_is_an_average_of_all_or_nothing() {
    temperature(A, 0, 2);
    temperature(A, 10, 8);
    temperature(A, 20, 8.1);
    temperature(B, 20, -1);
    write(B, 30, Map.of("mode", new Value.Text("cool")));

    assertThat(
            numbers.cells(question("temperature", Aggregate.AVG, null, null, new Limits(2.0, 8.0))))
        .containsExactly(new Cell("all", null, null, 50, 4));
    assertThat(
            numbers.cells(
                question("temperature", Aggregate.AVG, null, null, new Limits(null, 8.0))))
        .containsExactly(new Cell("all", null, null, 75, 4));
  }

  private static Question question(
      String field,
      Aggregate aggregate,
      @Nullable Duration every,
      @Nullable String by,
      @Nullable Limits within) {
    return new Question(
        APP, Map.of("all", List.of(A, B)), DAY, field, aggregate, every, BERLIN, by, within);
  }

  private void temperature(DeviceRef device, int minute, double degrees) {
    write(device, minute, Map.of("temperature", new Value.Num(degrees)));
  }

  private void write(DeviceRef device, int minute, Map<String, Value> values) {
    Instant at = START.plus(Duration.ofMinutes(minute));
    DeviceTemplate template = device.equals(D) ? TestTemplates.DERIVING : TestTemplates.COOLER;
    db.store()
        .write(
            List.of(
                new TableBatch(
                    APP, template, List.of(Reading.of(device, at, at.plusSeconds(1), values)))));
  }
}
