package org.aisle.sim.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneAirTest {

  private static final Map<String, Double> ENTRANCE = Map.of("doorShare", 1.0, "heatingKw", 26.0);
  private static final Instant WINTER = Instant.parse("2026-01-18T23:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-07-12T22:00:00Z");

  private static Stores<ThermostatModel> thermostat(Map<String, Double> zone, Instant start) {
    return Stores.of(ThermostatModel::new, "thermostat", zone, start);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-18T23:00:00Z", "2026-04-12T22:00:00Z", "2026-07-12T22:00:00Z"})
  void while_it_is_open_a_zone_is_comfortable_in_every_season(String start) {
    for (Map<String, Double> zone : java.util.List.of(Map.<String, Double>of(), ENTRANCE)) {
      DoubleSummaryStatistics temperature = new DoubleSummaryStatistics();
      DoubleSummaryStatistics humidity = new DoubleSummaryStatistics();
      Stores<ThermostatModel> store = thermostat(zone, Instant.parse(start));
      store.watch(
          Duration.ofDays(7),
          Conditions.SOUND,
          thermostat -> {
            if (OpeningHoursTest.HOURS.open(store.now)) {
              temperature.accept(thermostat.air().temperature());
              humidity.accept(thermostat.air().humidity());
            }
          });
      assertThat(temperature.getMin()).isGreaterThan(19.5);
      assertThat(temperature.getMax()).isLessThan(23.5);
      assertThat(humidity.getMin()).isGreaterThan(15);
      assertThat(humidity.getMax()).isLessThan(65);
    }
  }

  @Test
  void it_heats_in_winter_and_cools_in_summer_and_rests_between() {
    assertThat(modes(WINTER)).contains(ZoneAir.Mode.HEATING, ZoneAir.Mode.IDLE);
    assertThat(modes(WINTER)).doesNotContain(ZoneAir.Mode.COOLING);
    assertThat(modes(SUMMER)).contains(ZoneAir.Mode.COOLING, ZoneAir.Mode.IDLE);
  }

  private static Set<ZoneAir.Mode> modes(Instant start) {
    Set<ZoneAir.Mode> modes = new HashSet<>();
    thermostat(ENTRANCE, start)
        .watch(Duration.ofDays(2), Conditions.SOUND, t -> modes.add(t.air().mode()));
    return modes;
  }

  @Test
  void a_winter_night_is_colder_and_costs_less_than_the_day() {
    Stores<ThermostatModel> store = thermostat(ENTRANCE, WINTER);
    store.let(Duration.ofHours(4), Conditions.SOUND);
    double night = store.asset.air().temperature();
    double energyOfNight = store.asset.air().energyToday();
    store.let(Duration.ofHours(8), Conditions.SOUND);
    assertThat(store.asset.air().temperature() - night).isGreaterThan(2);
    assertThat(store.asset.air().energyToday()).isGreaterThan(3 * energyOfNight);
    store.let(Duration.ofHours(13), Conditions.SOUND);
    assertThat(store.asset.air().energyToday()).isLessThan(10);
  }

  @Test
  void an_entrance_that_stays_open_cools_its_zone_within_two_hours() {
    Stores<ThermostatModel> store = thermostat(ENTRANCE, WINTER);
    store.let(Duration.ofHours(10), Conditions.SOUND);
    store.let(Duration.ofHours(2), Stores.wrong("thermostat", "door-stuck-open", Map.of()));
    assertThat(store.asset.air().temperature()).isLessThan(18);
    assertThat(store.asset.observe(store.now)).containsEntry("doorOpen", new Value.Flag(true));
  }

  @ParameterizedTest
  @CsvSource({
    "heating-failure,2026-01-18T23:00:00Z,-2.5",
    "cooling-failure,2026-07-12T22:00:00Z,2"
  })
  void without_its_heat_pump_a_zone_leaves_its_band_within_a_day(
      String kind, String start, double by) {
    Stores<ThermostatModel> store = thermostat(ENTRANCE, Instant.parse(start));
    store.let(Duration.ofHours(8), Conditions.SOUND);
    store.let(Duration.ofHours(10), Stores.wrong("thermostat", kind, Map.of()));
    double away = store.asset.air().temperature() - 21;
    assertThat(away * Math.signum(by)).isGreaterThan(Math.abs(by));
  }

  @Test
  void water_on_the_floor_makes_the_air_moist() {
    Stores<ZoneTagModel> store = Stores.of(ZoneTagModel::new, "zone-tag", Map.of(), Stores.MONDAY);
    store.let(Duration.ofHours(10), Conditions.SOUND);
    double before = store.asset.air().humidity();
    store.let(Duration.ofHours(4), Stores.wrong("zone-tag", "water-leak", Map.of()));
    assertThat(before).isBetween(30.0, 60.0);
    assertThat(store.asset.air().humidity()).isBetween(68.0, 100.0);
  }

  @Test
  void a_thermostat_and_a_tag_in_the_same_zone_measure_the_same_air() {
    Stores<ThermostatModel> one = thermostat(ENTRANCE, WINTER);
    Stores<ZoneTagModel> other = Stores.of(ZoneTagModel::new, "zone-tag", ENTRANCE, WINTER);
    one.let(Duration.ofDays(2), Conditions.SOUND);
    other.let(Duration.ofDays(2), Conditions.SOUND);
    assertThat(one.asset.air().temperature()).isEqualTo(other.asset.air().temperature());
    assertThat(one.asset.air().humidity()).isEqualTo(other.asset.air().humidity());
  }

  @ParameterizedTest
  @CsvSource({"0,4.85", "20,17.3", "30,30.4"})
  void saturated_air_holds_what_the_tables_say(double celsius, double grams) {
    assertThat(Vapour.saturation(celsius))
        .isCloseTo(grams, org.assertj.core.data.Offset.offset(0.15));
  }

  @Test
  void a_tag_that_has_fallen_lies_on_its_edge_and_has_moved_once() {
    Stores<ZoneTagModel> store = Stores.of(ZoneTagModel::new, "zone-tag", Map.of(), Stores.MONDAY);
    store.let(Duration.ofMinutes(30), Conditions.SOUND);
    double before = Stores.number(store.asset.observe(store.now), "movementCounter");
    store.let(Duration.ofMinutes(30), Stores.wrong("zone-tag", "fallen-down", Map.of()));
    var values = store.asset.observe(store.now);
    assertThat(Stores.number(values, "movementCounter")).isEqualTo(before + 1);
    assertThat(values.get("acceleration"))
        .isInstanceOfSatisfying(
            Value.Vec.class,
            v -> {
              assertThat(v.z()).isLessThan(0.2);
              assertThat(v.x()).isGreaterThan(0.9);
            });
  }
}
