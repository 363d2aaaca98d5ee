package org.aisle.sim.cooler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.RoomClimate;
import org.aisle.sim.world.StoreHours;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoolerModelTest {

  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @ValueSource(strings = {"cooler-1", "cooler-2", "cooler-3"})
  void a_sound_cooler_stays_near_its_set_point(String device) {
    DoubleSummaryStatistics air = new DoubleSummaryStatistics();
    DoubleSummaryStatistics product = new DoubleSummaryStatistics();
    Coolers.named(device)
        .watch(
            Duration.ofDays(3),
            t -> Conditions.SOUND,
            cooler -> {
              air.accept(cooler.airTemperature());
              product.accept(cooler.productTemperature());
            });
    assertThat(air.getMin()).isGreaterThan(1.5);
    assertThat(air.getMax()).isLessThan(7);
    assertThat(air.getAverage()).isBetween(2.5, 4.5);
    assertThat(product.getMin()).isGreaterThan(2);
    assertThat(product.getMax()).isLessThan(5);
  }

  @Test
  void the_compressor_cycles_every_10_to_20_minutes_at_a_duty_of_35_to_60_percent() {
    List<Boolean> states = new ArrayList<>();
    Coolers.withDefaults()
        .watch(DAY, t -> Conditions.SOUND, cooler -> states.add(cooler.compressorRunning()));
    double duty = 100.0 * states.stream().filter(on -> on).count() / states.size();
    long starts = 0;
    for (int i = 1; i < states.size(); i++) {
      starts += states.get(i) && !states.get(i - 1) ? 1 : 0;
    }
    assertThat(duty).isBetween(35.0, 60.0);
    assertThat(24 * 60.0 / starts).isBetween(10.0, 20.0);
  }

  @Test
  void the_compressor_rests_at_least_three_minutes() {
    List<Long> rests = new ArrayList<>();
    long[] steps = {0};
    Coolers.withDefaults()
        .watch(
            DAY,
            t -> Conditions.SOUND,
            cooler -> {
              if (cooler.compressorRunning() && steps[0] > 0) {
                rests.add(steps[0]);
              }
              steps[0] = cooler.compressorRunning() ? 0 : steps[0] + 1;
            });
    assertThat(rests.subList(1, rests.size()))
        .isNotEmpty()
        .allSatisfy(rest -> assertThat(rest * 5).isGreaterThanOrEqualTo(180));
  }

  @Test
  void one_that_is_installed_later_waits_in_the_depot_is_driven_and_then_gets_cold() {
    Coolers coolers = Coolers.with(Map.of("installedAfterHours", 10.0));
    coolers.let(Duration.ofHours(6), Conditions.SOUND);
    assertThat(coolers.cooler.power()).isZero();
    assertThat(coolers.cooler.airTemperature()).isGreaterThan(12);
    assertThat(lat(coolers)).isBetween(52.415, 52.425);
    coolers.let(Duration.ofMinutes(150), Conditions.SOUND);
    assertThat(lat(coolers)).as("half of the way").isBetween(52.455, 52.465);
    coolers.let(Duration.ofMinutes(95), Conditions.SOUND);
    assertThat(lat(coolers)).isBetween(52.499, 52.501);
    assertThat(coolers.cooler.power()).isGreaterThan(100);
    coolers.let(Duration.ofHours(14), Conditions.SOUND);
    assertThat(coolers.cooler.productTemperature()).isLessThan(8);
  }

  private static double lat(Coolers coolers) {
    return coolers.cooler.observe(coolers.now).get("location") instanceof Value.Geo geo
        ? geo.lat()
        : Double.NaN;
  }

  @Test
  void the_product_lags_behind_the_air() {
    Coolers coolers = Coolers.withDefaults().let(Duration.ofHours(6), Conditions.SOUND);
    double before = coolers.cooler.productTemperature();
    coolers.let(Duration.ofMinutes(30), Conditions.SOUND.with("door-left-open"));
    double productRise = coolers.cooler.productTemperature() - before;
    assertThat(coolers.cooler.airTemperature() - before).isGreaterThan(5);
    assertThat(productRise).isBetween(0.05, 2.0);
  }

  @Test
  void a_door_left_open_warms_the_air_by_half_a_kelvin_to_one_a_minute() {
    Coolers coolers = Coolers.withDefaults().let(Duration.ofHours(6), Conditions.SOUND);
    double before = coolers.cooler.airTemperature();
    coolers.let(Duration.ofMinutes(5), Conditions.SOUND.with("door-left-open"));
    assertThat((coolers.cooler.airTemperature() - before) / 5).isBetween(0.4, 1.05);
  }

  @Test
  void without_refrigerant_it_runs_all_the_time_and_warms_to_the_room() {
    Coolers coolers =
        Coolers.withDefaults()
            .let(
                DAY,
                Conditions.SOUND.with("gas-loss", Duration.ZERO, Map.of("emptyAfterHours", 0.0)));
    List<Boolean> running = new ArrayList<>();
    coolers.watch(
        Duration.ofDays(4),
        t -> Conditions.SOUND.with("gas-loss", Duration.ZERO, Map.of("emptyAfterHours", 0.0)),
        cooler -> running.add(cooler.compressorRunning() || cooler.defrosting()));
    assertThat(coolers.cooler.airTemperature()).isGreaterThan(18);
    assertThat(running).doesNotContain(false);
  }

  @Test
  void a_dead_compressor_warms_the_air_slowly_and_takes_no_power() {
    Coolers coolers = Coolers.withDefaults().let(Duration.ofHours(6), Conditions.SOUND);
    double before = coolers.cooler.airTemperature();
    coolers.let(Duration.ofMinutes(10), Conditions.SOUND.with("compressor-failure"));
    assertThat((coolers.cooler.airTemperature() - before) / 10).isBetween(0.08, 0.32);
    assertThat(coolers.cooler.compressorRunning()).isFalse();
    assertThat(coolers.cooler.power()).isLessThan(60);
  }

  @Test
  void a_blocked_condenser_passes_60_degrees_where_a_clean_one_stays_below_48() {
    double[] clean = {0};
    double[] blocked = {0};
    Coolers.withDefaults()
        .watch(
            DAY,
            t -> Conditions.SOUND,
            cooler -> clean[0] = Math.max(clean[0], cooler.condenserTemperature()));
    Coolers.withDefaults()
        .watch(
            DAY,
            t ->
                Conditions.SOUND.with(
                    "blocked-condenser",
                    Duration.ZERO,
                    Map.of("fouling", 0.75, "withinHours", 0.0)),
            cooler -> blocked[0] = Math.max(blocked[0], cooler.condenserTemperature()));
    assertThat(clean[0]).isBetween(30.0, 48.0);
    assertThat(blocked[0]).isGreaterThan(60);
  }

  @Test
  void unplugged_it_takes_no_power_at_all() {
    Coolers coolers =
        Coolers.withDefaults().let(Duration.ofMinutes(1), Conditions.SOUND.with("unplugged"));
    assertThat(coolers.cooler.power()).isZero();
    assertThat(coolers.cooler.observe(coolers.now)).containsEntry("power", new Value.Num(0));
  }

  @Test
  void more_people_come_at_noon_than_at_night() {
    Coolers coolers = Coolers.with(Map.of("doorOpeningsPerHour", 30.0));
    coolers.let(Duration.ofHours(5), Conditions.SOUND);
    long night = whole(coolers.cooler.observe(coolers.now), "doorOpenings");
    coolers.let(Duration.ofHours(5), Conditions.SOUND);
    coolers.cooler.observe(coolers.now);
    coolers.let(Duration.ofHours(3), Conditions.SOUND);
    long noon = whole(coolers.cooler.observe(coolers.now), "doorOpenings");
    assertThat(night).isLessThan(15);
    assertThat(noon).isBetween(70L, 180L);
  }

  @Test
  void it_is_colder_in_winter_and_at_dawn() {
    StoreHours hours = new StoreHours(java.time.ZoneId.of("Europe/Berlin"));
    RoomClimate room = new RoomClimate(RandomStream.of(1, "room"), hours, 22, 52);
    double july = room.temperature(java.time.Instant.parse("2026-07-20T13:00:00Z"));
    double january = room.temperature(java.time.Instant.parse("2026-01-20T14:00:00Z"));
    double dawn = room.temperature(java.time.Instant.parse("2026-07-20T02:00:00Z"));
    assertThat(july - january).isBetween(4.5, 5.5);
    assertThat(july - dawn).isBetween(2.5, 3.5);
  }

  @Test
  void what_it_reports_has_the_names_and_ranges_of_the_cooler_template() {
    Coolers coolers = Coolers.withDefaults().let(DAY, Conditions.SOUND);
    SortedMap<String, Value> values = coolers.cooler.observe(coolers.now);
    assertThat(values.keySet())
        .containsExactlyInAnyOrder(
            "internalTemperature",
            "condenserTemperature",
            "ambientTemperature",
            "ambientHumidity",
            "doorOpen",
            "doorOpenings",
            "compressorRunning",
            "defrosting",
            "power",
            "location",
            "batteryVoltage",
            "signalStrength");
    assertThat(number(values, "batteryVoltage")).isBetween(2.4, 3.1);
    assertThat(whole(values, "signalStrength")).isBetween(-100L, -40L);
    assertThat(number(values, "ambientHumidity")).isBetween(15.0, 95.0);
    assertThat(values.get("location")).isInstanceOf(Value.Geo.class);
  }

  private static long whole(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Whole w ? w.value() : -1;
  }

  private static double number(SortedMap<String, Value> values, String name) {
    return values.get(name) instanceof Value.Num n ? n.value() : Double.NaN;
  }
}
