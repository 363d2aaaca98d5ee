package org.aisle.sim.logistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.app.Simulation;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Route;
import org.aisle.templates.place.Way;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShipmentTest {

  private static final Instant START = Instant.parse("2026-07-06T04:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final AppTemplate APP =
      AppTemplates.builtIn().named("connected-logistics").orElseThrow();

  /** What was true and what was measured at a moment. */
  private record Moment(
      Instant at,
      SortedMap<String, Value> values,
      double air,
      boolean docked,
      boolean sailing,
      boolean reachable,
      double outside) {

    double number(String field) {
      return ((Value.Num) values.get(field)).value();
    }

    GeoPosition position() {
      Value.Geo at = (Value.Geo) values.get("location");
      return new GeoPosition(at.lat(), at.lon());
    }
  }

  static List<Route> routes() {
    return APP.routes();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void it_moves_no_faster_than_what_carries_it_and_never_jumps(Route route) {
    Moment before = null;
    for (Moment now : days(route, 4, Map.of(), Conditions.SOUND)) {
      double limit = now.sailing() ? 18 * 1.852 + 2 : 87;
      assertThat(now.number("speed")).isBetween(0.0, limit);
      if (before != null) {
        double metres = before.position().metresTo(now.position());
        // GNSS wanders by some metres.
        assertThat(metres).isLessThan(86 / 3.6 * 60 + 60);
        if (before.number("speed") == 0 && now.number("speed") == 0) {
          assertThat(metres).isLessThan(1_500);
        }
      }
      before = now;
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void it_keeps_to_its_route(Route route) {
    Way way = new Way(route.line());
    for (Moment now : days(route, 3, Map.of("underWayHours", 5.0), Conditions.SOUND)) {
      assertThat(way.nearest(now.position().lat(), now.position().lon()).off()).isLessThan(100);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void it_is_dark_on_the_way_and_bright_at_a_dock_with_open_doors(Route route) {
    List<Moment> moments = days(route, 3, Map.of(), Conditions.SOUND);
    assertThat(moments)
        .filteredOn(m -> !m.docked())
        .isNotEmpty()
        .allSatisfy(m -> assertThat(m.number("light")).isLessThan(1));
    assertThat(moments).filteredOn(Moment::docked).anyMatch(m -> m.number("light") > 50);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void a_refrigerated_hold_stays_between_its_set_point_and_what_is_outside(Route route) {
    for (Moment now : days(route, 3, Map.of("setPointC", 5.0), Conditions.SOUND)) {
      assertThat(now.air()).isBetween(3.5, 20.0);
      if (!now.docked()) {
        assertThat(now.air()).isLessThan(12);
      }
    }
  }

  @Test
  void without_refrigeration_it_is_no_warmer_than_outside_and_the_sun_on_its_roof() {
    for (Moment now :
        days(route("wroclaw-rotterdam"), 4, Map.of("refrigerated", 0.0), Conditions.SOUND)) {
      assertThat(now.air()).isBetween(now.outside() - 15, now.outside() + 20);
    }
  }

  @Test
  void a_failed_unit_warms_the_hold_within_hours() {
    Conditions failed =
        Conditions.SOUND.with("refrigeration-failure", Duration.ofHours(1), Map.of());
    List<Moment> moments = days(route("valencia-hamburg"), 1, Map.of(), failed);
    assertThat(moments.getLast().air()).isBetween(8.0, 30.0);
  }

  @Test
  void a_driver_rests_as_the_law_says() {
    double driving = 0;
    double standing = 0;
    double longest = 0;
    int rests = 0;
    for (Moment now : days(route("valencia-hamburg"), 4, Map.of(), Conditions.SOUND)) {
      if (now.docked()) {
        driving = 0;
        continue;
      }
      standing = now.number("speed") == 0 ? standing + 1 : 0;
      driving = standing >= 44 ? 0 : driving + 1;
      longest = Math.max(longest, driving);
      rests += standing == 600 ? 1 : 0;
    }
    assertThat(longest).as("minutes between breaks").isBetween(240.0, 330.0);
    assertThat(rests).isGreaterThanOrEqualTo(2);
  }

  @Test
  void there_is_no_network_off_the_coast_unless_a_satellite_passes() {
    Route sea = route("goeteborg-mechelen");
    List<Moment> silent = days(sea, 4, Map.of(), Conditions.SOUND);
    // There and back, a day and a quarter each.
    assertThat(silent.stream().filter(m -> !m.reachable()).count()).isBetween(40 * 60L, 70 * 60L);
    assertThat(silent.stream().filter(m -> !m.sailing())).allMatch(Moment::reachable);
    List<Moment> linked = days(sea, 4, Map.of("satelliteHours", 6.0), Conditions.SOUND);
    assertThat(linked.stream().filter(Moment::reachable).count())
        .isGreaterThan(silent.stream().filter(Moment::reachable).count() + 100);
  }

  @Test
  void shocks_of_the_road_stay_below_those_of_a_drop() {
    Route route = route("wroclaw-rotterdam");
    assertThat(days(route, 5, Map.of(), Conditions.SOUND))
        .allSatisfy(m -> assertThat(m.number("shock")).isBetween(0.0, 4.7))
        .anyMatch(m -> !m.docked() && m.number("shock") > 1.2);
    Conditions dropped = Conditions.SOUND.with("dropped", Duration.ZERO, Map.of("peakG", 14.0));
    List<Moment> after = days(route, 1, Map.of(), dropped);
    assertThat(after).filteredOn(m -> m.number("shock") > 6).hasSize(1);
    assertThat(after.getLast().number("hardestShock")).isBetween(13.8, 14.2);
  }

  @Test
  void a_battery_lasts_longer_with_fewer_reports_and_an_empty_one_is_silent() {
    ShipmentModel model =
        model(route("munich-bologna"), Map.of("batteryPercent", 0.05), Conditions.SOUND);
    Instant now = START;
    int reports = 0;
    for (int i = 0; i < 6 * 60 * 24; i++) {
      now = now.plus(STEP);
      model.advance(now, STEP, Conditions.SOUND);
      reports += model.observe(now).isEmpty() ? 0 : 1;
    }
    assertThat(reports).isBetween(50, 130);
  }

  @Test
  void the_same_seed_tells_the_same_story() {
    Route route = route("goeteborg-mechelen");
    assertThat(days(route, 1, Map.of(), Conditions.SOUND))
        .isEqualTo(days(route, 1, Map.of(), Conditions.SOUND));
  }

  @Test
  void a_standstill_is_one_and_afterwards_it_goes_on() {
    ShipmentModel model = model(route("munich-bologna"), Map.of(), Conditions.SOUND);
    Instant now = START;
    for (int i = 0; i < 6 * 60 * 12; i++) {
      now = now.plus(STEP);
      model.advance(now, STEP, Conditions.SOUND.with("standstill"));
    }
    assertThat(model.journey().driving()).isFalse();
    for (int i = 0; i < 6 * 30; i++) {
      now = now.plus(STEP);
      model.advance(now, STEP, Conditions.SOUND);
    }
    assertThat(model.journey().speed()).isGreaterThan(5);
  }

  private static List<Moment> days(
      Route route, int days, Map<String, Double> parameters, Conditions conditions) {
    ShipmentModel model = model(route, parameters, conditions);
    List<Moment> moments = new ArrayList<>();
    Instant now = START;
    for (int i = 1; i <= days * 8_640; i++) {
      now = now.plus(STEP);
      model.advance(now, STEP, conditions);
      if (i % 6 == 0) {
        Journey journey = model.journey();
        moments.add(
            new Moment(
                now,
                model.observe(now),
                model.airTemperature(),
                !journey.driving() && !journey.sailing(),
                journey.sailing(),
                model.reachable(),
                model.outdoors().temperature(now, journey.position(), journey.sailing())));
      }
    }
    return moments;
  }

  private static ShipmentModel model(
      Route route, Map<String, Double> parameters, Conditions conditions) {
    assertThat(conditions).isNotNull();
    Map<String, Double> all =
        new TreeMap<>(
            Simulation.complete(Simulation.behaviours().get("shipment").parameters(), parameters));
    GeoPosition origin = route.line().getFirst();
    AssetSettings settings =
        new AssetSettings(
            2026,
            "shipment-test",
            origin.lat(),
            origin.lon(),
            ZoneId.of("Europe/Berlin"),
            START,
            all,
            Optional.of(route));
    return new ShipmentModel(settings);
  }

  private static Route route(String id) {
    return APP.routes().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void without_a_route_it_stays_where_it_is() {
    AssetSettings settings =
        new AssetSettings(
            1,
            "still",
            52,
            13,
            ZoneId.of("Europe/Berlin"),
            START,
            Simulation.complete(Simulation.behaviours().get("shipment").parameters(), Map.of()));
    ShipmentModel model = new ShipmentModel(settings);
    model.advance(START.plus(STEP), STEP, Conditions.SOUND);
    assertThat(model.journey().position().lat()).isCloseTo(52, within(1e-9));
  }
}
