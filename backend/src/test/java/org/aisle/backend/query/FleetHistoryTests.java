package org.aisle.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.query.FleetHistory.Change;
import org.aisle.backend.query.FleetHistory.Fix;
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
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetHistoryTests {

  private static final AppId APP = new AppId("fleet-app");
  private static final DeviceRef A = DeviceRef.of("fleet-app", "a");
  private static final DeviceRef B = DeviceRef.of("fleet-app", "b");
  private static final DeviceRef D = DeviceRef.of("fleet-app", "deriving");
  private static final DeviceRef NOBODY = DeviceRef.of("fleet-app", "nobody");
  private static final Instant START = Instant.parse("2026-10-25T00:00:00Z");
  private static final TimeRange DAY = new TimeRange(START, START.plus(Duration.ofDays(1)));
  private static HikariDataSource database;

  private TestStore db;
  private Telemetry telemetry;
  private FleetHistory fleet;

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
    telemetry =
        new JdbcTelemetry(
            database,
            db.transactions(),
            directory,
            new Sums(database, directory, new Rollups(database)),
            new Rollups(database));
    fleet =
        new JdbcFleetHistory(
            database,
            db.transactions(),
            directory,
            new Sums(database, directory, new Rollups(database)),
            new Rollups(database));
  }

  @Test
  void the_states_of_many_devices_are_those_of_each() {
    for (int minute = -30; minute < 200; minute += 10) {
      mode(A, minute, minute < 60 ? "cool" : "defrost");
      if (minute < 50 || minute > 120) {
        mode(B, minute, minute % 40 == 0 ? "defrost" : "cool");
      }
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
                    List.of(warm(-900, false), warm(-30, true), warm(25, false), warm(30, true)))));

    List<DeviceRef> devices = List.of(A, B, D, NOBODY);
    Map<DeviceRef, List<Stretch>> modes = fleet.states(APP, devices, DAY, "mode");
    assertThat(modes.keySet()).containsExactlyElementsOf(devices);
    assertThat(modes).containsEntry(A, telemetry.states(A, DAY, "mode"));
    assertThat(modes).containsEntry(B, telemetry.states(B, DAY, "mode"));
    assertThat(modes.get(A)).hasSize(2);
    assertThat(modes.get(B)).hasSizeGreaterThan(3);
    assertThat(modes).containsEntry(D, List.of()).containsEntry(NOBODY, List.of());
    assertThat(fleet.states(APP, devices, DAY, "warm"))
        .containsEntry(D, telemetry.states(D, DAY, "warm"))
        .hasEntrySatisfying(D, stretches -> assertThat(stretches).hasSize(3));
  }

  @Test
  void a_derived_state_from_long_before_the_range_holds_when_it_begins() {
    for (int minute = -30; minute < 60; minute += 10) {
      write(D, minute, Map.of("temperature", new Value.Num(9)));
    }
    db.derived()
        .write(
            List.of(
                new Replacement(
                    D, TestTemplates.DERIVING, null, false, List.of(warm(-5000, true)))));
    assertThat(fleet.states(APP, List.of(D), DAY, "warm"))
        .containsEntry(D, telemetry.states(D, DAY, "warm"))
        .containsEntry(D, List.of(new Stretch(at(0), at(50), "true")));
  }

  @Test
  void a_number_is_outside_its_limits_from_the_first_to_the_first_that_is_not() {
    double[] temperatures = {4, 9, 9.5, 8, 3, 1, 5};
    for (int i = 0; i < temperatures.length; i++) {
      write(A, 10 * i, Map.of("temperature", new Value.Num(temperatures[i])));
    }
    assertThat(fleet.outside(APP, List.of(A), DAY, "temperature", 2.0, 8.0))
        .containsEntry(
            A,
            List.of(
                new Stretch(at(10), at(30), "outside"), new Stretch(at(50), at(60), "outside")));
    assertThat(fleet.outside(APP, List.of(A), DAY, "temperature", null, 8.0))
        .containsEntry(A, List.of(new Stretch(at(10), at(30), "outside")));
    assertThat(fleet.outside(APP, List.of(A), DAY, "mode", null, 8.0)).containsEntry(A, List.of());
  }

  @Test
  void a_way_keeps_its_corners_and_its_gaps() {
    for (int i = 0; i <= 20; i++) {
      fix(A, i, 50, (800 + i) / 100.0);
    }
    for (int i = 1; i <= 20; i++) {
      fix(A, 20 + i, (5000 + i) / 100.0, 8.2);
    }
    for (int i = 0; i <= 20; i++) {
      fix(A, 300 + i, 50.2, (820 + i) / 100.0);
    }
    assertThat(fleet.journeys(APP, List.of(A, B), DAY, "location", 100))
        .containsEntry(
            A,
            List.of(
                List.of(
                    new Fix(at(0), 50, 8), new Fix(at(20), 50, 8.2), new Fix(at(40), 50.2, 8.2)),
                List.of(new Fix(at(300), 50.2, 8.2), new Fix(at(320), 50.2, 8.4))))
        .containsEntry(B, List.of());
  }

  @Test
  void the_newest_changes_of_all_fields_come_first_and_a_repeated_state_is_none() {
    mode(A, -20, "cool");
    mode(A, 0, "defrost");
    mode(A, 10, "defrost");
    mode(A, 20, "cool");
    door(A, 5, false);
    door(A, 15, true);
    mode(B, 5, "cool");
    mode(B, 30, "defrost");
    List<String> fields = List.of("mode", "door.open", "temperature", "no.such");

    assertThat(fleet.changes(APP, List.of(A, B), DAY, fields, 10))
        .containsExactly(
            new Change(B, at(30), "mode", "cool", "defrost"),
            new Change(A, at(20), "mode", "defrost", "cool"),
            new Change(A, at(15), "door.open", "false", "true"),
            new Change(A, at(0), "mode", "cool", "defrost"));
    assertThat(fleet.changes(APP, List.of(A, B), DAY, fields, 2)).hasSize(2);
    assertThat(fleet.changes(APP, List.of(A), DAY, List.of(), 2)).isEmpty();
  }

  private void mode(DeviceRef device, int minute, String mode) {
    write(device, minute, Map.of("mode", new Value.Text(mode)));
  }

  private void door(DeviceRef device, int minute, boolean open) {
    write(device, minute, Map.of("door.open", new Value.Flag(open)));
  }

  private void fix(DeviceRef device, int minute, double lat, double lon) {
    write(device, minute, Map.of("location", new Value.Geo(lat, lon, null)));
  }

  private static Sample warm(int minute, boolean warm) {
    return new Sample(at(minute), new TreeMap<>(Map.of("warm", new Value.Flag(warm))));
  }

  private void write(DeviceRef device, int minute, Map<String, Value> values) {
    DeviceTemplate template = device.equals(D) ? TestTemplates.DERIVING : TestTemplates.COOLER;
    db.store()
        .write(
            List.of(
                new TableBatch(
                    APP,
                    template,
                    List.of(Reading.of(device, at(minute), at(minute).plusSeconds(1), values)))));
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
