package org.aisle.sim.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.aisle.sim.display.Displays.Seen;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayModelTest {

  private static final Map<String, Double> SHORT =
      Map.of("dispatchHours", 2.0, "backRoomHours", 3.0, "campaignStartHours", 20.0);

  @Test
  void the_truck_keeps_its_speed_and_rests_after_four_and_a_half_hours() {
    List<Seen> drive =
        Displays.display(SHORT, Duration.ofHours(10)).stream()
            .filter(s -> s.text("zone").equals("truck"))
            .toList();

    // 298 km at 62 km/h are 4.8 hours.
    Duration took =
        Duration.between(
            Displays.START.plus(drive.getFirst().at()), Displays.START.plus(drive.getLast().at()));
    assertThat(took.toMinutes()).isBetween(5 * 60 + 20L, 5 * 60 + 50L);
    double fastest =
        IntStream.range(1, drive.size())
            .mapToDouble(i -> metres(drive.get(i - 1), drive.get(i)) / Displays.EVERY.toSeconds())
            .max()
            .orElseThrow();
    assertThat(fastest * 3.6).isBetween(60.0, 68.0);
    long resting =
        IntStream.range(1, drive.size())
            .filter(i -> metres(drive.get(i - 1), drive.get(i)) < 5)
            .count();
    assertThat(resting).isBetween(8L, 10L);
  }

  private static double metres(Seen a, Seen b) {
    return GeoPosition.metres(
        a.location().lat(), a.location().lon(), b.location().lat(), b.location().lon());
  }

  @ParameterizedTest
  @ValueSource(strings = {"display-1", "display-2", "display-3", "display-4", "display-5"})
  void the_reader_of_its_zone_hears_it_better_by_more_than_six_decibels(String device) {
    List<Seen> seen = Displays.display(device, SHORT, Duration.ofHours(30), at -> Conditions.SOUND);

    assertThat(mean(seen, Duration.ofHours(9), Duration.ofHours(10))).isLessThan(-6);
    assertThat(mean(seen, Duration.ofHours(13), Duration.ofHours(30))).isGreaterThan(6);
    assertThat(seen)
        .filteredOn(s -> s.values().containsKey("signalStrength"))
        .allSatisfy(s -> assertThat(s.number("signalStrength")).isBetween(-95.0, -40.0));
  }

  /** How much better the floor's reader hears it, dB. */
  private static double mean(List<Seen> seen, Duration from, Duration until) {
    return seen.stream()
        .filter(s -> s.at().compareTo(from) >= 0 && s.at().compareTo(until) < 0)
        .mapToDouble(s -> heard(s, "floorSignal") - heard(s, "backRoomSignal"))
        .average()
        .orElseThrow();
  }

  /** A signal that is missing was below what the reader can hear. */
  private static double heard(Seen seen, String reader) {
    double signal = seen.number(reader);
    return Double.isNaN(signal) ? Store.SENSITIVITY : signal;
  }

  @Test
  void a_greater_path_loss_exponent_makes_signals_weaker() {
    Map<String, Double> open = Map.of("pathLossExponent", 2.0, "packedHoursAgo", 100.0);
    Map<String, Double> crowded = Map.of("pathLossExponent", 3.5, "packedHoursAgo", 100.0);

    assertThat(strength(open)).isGreaterThan(strength(crowded) + 8);
  }

  private static double strength(Map<String, Double> given) {
    return Displays.display(given, Duration.ofHours(12)).stream()
        .mapToDouble(s -> s.number("signalStrength"))
        .filter(Double::isFinite)
        .average()
        .orElseThrow();
  }

  @Test
  void light_follows_the_zone_and_the_opening_hours() {
    List<Seen> seen = Displays.display(SHORT, Duration.ofDays(2));

    assertThat(seen)
        .filteredOn(s -> s.text("zone").equals("truck") || s.text("zone").equals("warehouse"))
        .hasSizeGreaterThan(50)
        .allSatisfy(s -> assertThat(s.number("illuminance")).isLessThan(5));
    assertThat(seen)
        .filteredOn(s -> s.at().toHours() >= 13 && s.open())
        .hasSizeGreaterThan(100)
        .allSatisfy(s -> assertThat(s.number("illuminance")).isBetween(400.0, 1000.0));
    assertThat(seen)
        .filteredOn(s -> s.at().toHours() >= 13 && !s.open())
        .hasSizeGreaterThan(50)
        .allSatisfy(s -> assertThat(s.number("illuminance")).isLessThan(50));
  }

  @Test
  void it_is_jolted_when_it_is_handled_and_on_the_road_and_hardly_in_the_warehouse() {
    List<Seen> seen = Displays.display(SHORT, Duration.ofHours(12));

    double warehouse = movements(seen, Duration.ZERO, Duration.ofMinutes(115));
    double road = movements(seen, Duration.ofMinutes(130), Duration.ofHours(6));
    assertThat(warehouse).isLessThan(10);
    assertThat(road).isGreaterThan(40);
    assertThat(seen)
        .filteredOn(s -> s.text("zone").equals("floor"))
        .first()
        .satisfies(s -> assertThat(s.number("movements")).isGreaterThanOrEqualTo(15));
  }

  private static double movements(List<Seen> seen, Duration from, Duration until) {
    return seen.stream()
        .filter(s -> s.at().compareTo(from) >= 0 && s.at().compareTo(until) < 0)
        .mapToDouble(s -> s.number("movements"))
        .sum();
  }

  @Test
  void a_display_that_metal_hides_is_reported_as_not_seen() {
    List<Seen> seen =
        Displays.display(
            "display-1", SHORT, Duration.ofHours(20), at -> Conditions.SOUND.with("unseen"));

    assertThat(seen)
        .allSatisfy(
            s -> {
              assertThat(s.number("sightings")).isZero();
              assertThat(s.values())
                  .containsKey("campaign")
                  .doesNotContainKeys("zone", "location", "signalStrength", "floorSignal");
            });
  }

  @Test
  void most_adverts_of_a_near_beacon_are_heard() {
    assertThat(Displays.display(SHORT, Duration.ofHours(2)))
        .allSatisfy(s -> assertThat(s.number("sightings")).isBetween(150.0, 231.0));
  }

  @Test
  void the_coin_cell_falls_by_some_millivolts_a_week() {
    List<Seen> seen = Displays.display(Map.of("batteryMonths", 0.0), Duration.ofDays(7));

    assertThat(seen.getFirst().number("batteryVoltage")).isBetween(3.02, 3.06);
    assertThat(seen.getFirst().number("batteryVoltage") - seen.getLast().number("batteryVoltage"))
        .isBetween(-0.01, 0.02);
    assertThat(
            Displays.display(Map.of("batteryMonths", 34.0), Duration.ofHours(1))
                .getLast()
                .number("batteryVoltage"))
        .isLessThan(2.55);
  }

  @Test
  void it_may_have_been_packed_long_before() {
    Map<String, Double> months =
        Map.of("packedHoursAgo", 400.0, "dispatchHours", 24.0, "campaignStartHours", 84.0);

    assertThat(Displays.display(months, Duration.ofHours(6)))
        .allSatisfy(
            s -> {
              assertThat(s.text("zone")).isEqualTo("floor");
              assertThat(s.text("campaign")).isEqualTo("running");
            });
  }

  @Test
  void the_same_seed_measures_the_same() {
    assertThat(Displays.display(SHORT, Duration.ofHours(30)))
        .isEqualTo(Displays.display(SHORT, Duration.ofHours(30)));
    assertThat(Displays.display(SHORT, Duration.ofHours(30)))
        .isNotEqualTo(
            Displays.display("display-2", SHORT, Duration.ofHours(30), at -> Conditions.SOUND));
  }

  @Test
  void a_gateway_hears_shoppers_by_day_and_few_beacons_at_night() {
    List<Seen> seen =
        Displays.watch(
            new BeaconGateway(), "gateway-1", Map.of(), Duration.ofDays(2), at -> Conditions.SOUND);

    assertThat(seen)
        .allSatisfy(
            s -> {
              assertThat(s.number("beaconsInRange")).isBetween(1.0, 80.0);
              assertThat(s.number("availableMemory")).isBetween(300.0, 430.0);
              assertThat(s.number("uplinkSignal")).isBetween(-115.0, -50.0);
            });
    assertThat(beacons(seen, true)).isGreaterThan(2.5 * beacons(seen, false));
  }

  private static double beacons(List<Seen> seen, boolean open) {
    return seen.stream()
        .filter(s -> s.open() == open)
        .mapToDouble(s -> s.number("beaconsInRange"))
        .average()
        .orElseThrow();
  }

  @Test
  void a_gateway_without_antenna_goes_on_reporting_and_hears_nothing() {
    assertThat(
            Displays.watch(
                new BeaconGateway(),
                "gateway-1",
                Map.of(),
                Duration.ofHours(6),
                at -> Conditions.SOUND.with("antenna-failure")))
        .isNotEmpty()
        .allSatisfy(
            s -> {
              assertThat(s.number("beaconsInRange")).isZero();
              assertThat(s.values().get("storeOpen")).isInstanceOf(Value.Flag.class);
            });
  }
}
