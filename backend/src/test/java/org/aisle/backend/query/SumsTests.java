package org.aisle.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.query.Sums.Asked;
import org.aisle.backend.query.Sums.Sum;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.FixedDirectory;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.backend.timeseries.TestTemplates;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SumsTests {

  private static final AppId APP = new AppId("sums-app");
  private static final DeviceRef A = DeviceRef.of("sums-app", "a");
  private static final DeviceRef B = DeviceRef.of("sums-app", "b");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration TEN = Duration.ofMinutes(10);
  private static HikariDataSource database;

  private TestStore db;
  private FixedDirectory directory;
  private Sums sums;

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
    createTables();
    directory = new FixedDirectory().with(A, TestTemplates.COOLER).with(B, TestTemplates.COOLER);
    sums = new Sums(database, directory, new Rollups(database));
  }

  private void createTables() {
    db.tables().dropApp(APP);
    db.tables().extend(APP, TestTemplates.COOLER);
  }

  /** Both devices in a group of their own, from so many minutes after noon to so many. */
  private static Asked asked(int from, int to, Aggregate aggregate) {
    return new Asked(
        APP,
        List.of(List.of(A), List.of(B)),
        new TimeRange(minute(from), minute(to)),
        "temperature",
        aggregate,
        TEN.toMillis() * 1_000,
        null,
        null);
  }

  private static Instant minute(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  private void store(DeviceRef device, int minute, double temperature) {
    Reading reading =
        Reading.of(
            device,
            minute(minute),
            minute(minute),
            new TreeMap<>(Map.of("temperature", new Value.Num(temperature))));
    db.store().write(List.of(new TableBatch(APP, TestTemplates.COOLER, List.of(reading))));
  }

  private void tell(DeviceRef device, int minute) {
    sums.on(new ReadingsStored(APP, Map.of(device.device(), minute(minute))));
  }

  private List<Double> maxima(int from, int to) {
    return sums.of(asked(from, to, Aggregate.MAX)).stream().map(Sum::max).toList();
  }

  @Test
  void what_was_summed_up_is_not_read_again_until_somebody_tells_of_a_change() {
    store(A, 5, 1);
    store(A, 15, 2);
    assertThat(maxima(0, 30)).containsExactly(1.0, 2.0);
    store(A, 6, 7);
    assertThat(maxima(0, 30)).containsExactly(1.0, 2.0);
    tell(B, 6);
    assertThat(maxima(0, 30)).containsExactly(7.0, 2.0);
  }

  @Test
  void two_stretches_that_are_asked_for_in_turn_are_both_remembered() {
    store(A, 5, 1);
    store(A, 605, 2);
    assertThat(maxima(0, 30)).containsExactly(1.0);
    assertThat(maxima(600, 630)).containsExactly(2.0);
    store(A, 6, 7);
    store(A, 606, 8);
    assertThat(maxima(0, 30)).containsExactly(1.0);
    assertThat(maxima(600, 630)).containsExactly(2.0);
    tell(A, 606);
    assertThat(maxima(0, 30)).containsExactly(1.0);
    assertThat(maxima(600, 630)).containsExactly(8.0);
    tell(A, 6);
    assertThat(maxima(600, 630)).containsExactly(8.0);
    assertThat(maxima(0, 30)).containsExactly(7.0);
  }

  @Test
  void a_change_of_a_device_that_is_not_asked_for_changes_nothing() {
    store(A, 5, 1);
    assertThat(maxima(0, 30)).containsExactly(1.0);
    store(A, 6, 7);
    sums.on(new ReadingsStored(APP, Map.of(new DeviceId("c"), minute(6))));
    sums.on(new ReadingsStored(new AppId("other-app"), Map.of(A.device(), minute(6))));
    assertThat(maxima(0, 30)).containsExactly(1.0);
  }

  @Test
  void the_piece_that_is_not_over_is_always_read() {
    store(A, 5, 1);
    store(A, 25, 2);
    assertThat(maxima(0, 28)).containsExactly(1.0, 2.0);
    store(A, 26, 9);
    assertThat(maxima(0, 28)).containsExactly(1.0, 9.0);
  }

  @Test
  void an_app_that_was_made_anew_has_nothing_of_the_old_one() {
    store(A, 5, 1);
    assertThat(maxima(0, 30)).containsExactly(1.0);
    createTables();
    assertThat(maxima(0, 30)).isEmpty();
  }

  /** Hours, at the edges five minutes; from so many minutes after noon to so many. */
  private static Asked hours(int from, int to, Aggregate aggregate) {
    return new Asked(
        APP,
        List.of(List.of(A), List.of(B)),
        new TimeRange(minute(from), minute(to)),
        "temperature",
        aggregate,
        Duration.ofHours(1).toMillis() * 1_000,
        null,
        null);
  }

  @Test
  void of_an_hour_that_is_not_over_only_the_newest_minutes_are_read_again() {
    store(A, 61, 1);
    store(A, 177, 2);
    Asked asked = hours(-30, 179, Aggregate.MAX);
    assertThat(sums.withFineEdges(asked).stream().map(Sum::max)).containsExactly(1.0, 2.0);
    store(A, 62, 8);
    store(A, 121, 9);
    store(A, 178, 7);
    assertThat(sums.withFineEdges(asked).stream().map(Sum::max)).containsExactly(1.0, 7.0);
    tell(A, 121);
    assertThat(sums.withFineEdges(asked).stream().map(Sum::max)).containsExactly(1.0, 9.0, 7.0);
    tell(A, 62);
    assertThat(sums.withFineEdges(asked).stream().map(Sum::max)).containsExactly(8.0, 9.0, 7.0);
  }

  /** Several pieces of an hour together. */
  private static Map<List<Long>, Sum> byHour(List<Sum> sums, Aggregate aggregate) {
    long hour = Duration.ofHours(1).toMillis() * 1_000;
    Map<List<Long>, Sum> hours = new java.util.LinkedHashMap<>();
    for (Sum sum : sums) {
      long start = Math.floorDiv(sum.piece(), hour) * hour;
      Sum here =
          new Sum(
              sum.group(),
              start,
              sum.state(),
              sum.sum(),
              sum.count(),
              sum.min(),
              sum.max(),
              sum.picked());
      hours.merge(List.of((long) sum.group(), start), here, (one, two) -> one.and(two, aggregate));
    }
    return hours;
  }

  @Test
  void fine_edges_make_up_the_same_hours_whatever_is_stored_and_asked() {
    Random random = new Random(20261122);
    for (int step = 0; step < 200; step++) {
      DeviceRef device = random.nextBoolean() ? A : B;
      int at = random.nextInt(4) == 0 ? random.nextInt(1_000) : step * 5 + random.nextInt(6);
      store(device, at, random.nextInt(100));
      tell(device, at);
      int to = step * 5 + 7 - random.nextInt(4) * random.nextInt(40);
      int from = to - 1 - random.nextInt(400);
      Aggregate aggregate = Aggregate.values()[random.nextInt(Aggregate.values().length)];
      Asked asked = hours(from, to, aggregate);
      assertThat(byHour(sums.withFineEdges(asked), aggregate))
          .as("step %d, from %d to %d, %s", step, from, to, aggregate)
          .containsExactlyInAnyOrderEntriesOf(
              byHour(new Sums(database, directory, new Rollups(database)).of(asked), aggregate));
    }
  }

  @Test
  void whatever_is_stored_and_asked_the_answer_is_that_of_reading_everything() {
    Random random = new Random(20261121);
    for (int step = 0; step < 300; step++) {
      DeviceRef device = random.nextBoolean() ? A : B;
      int at = random.nextInt(4) == 0 ? random.nextInt(600) : step * 2 + random.nextInt(3);
      store(device, at, random.nextInt(100));
      tell(device, at);
      int to = step * 2 + 3 - random.nextInt(4) * random.nextInt(40);
      int from = to - 20 - random.nextInt(random.nextInt(3) == 0 ? 340 : 40);
      Aggregate aggregate = Aggregate.values()[random.nextInt(Aggregate.values().length)];
      assertThat(sums.of(asked(from, to, aggregate)))
          .as("step %d, from %d to %d, %s", step, from, to, aggregate)
          .containsExactlyInAnyOrderElementsOf(
              new Sums(database, directory, new Rollups(database)).of(asked(from, to, aggregate)));
    }
  }
}
