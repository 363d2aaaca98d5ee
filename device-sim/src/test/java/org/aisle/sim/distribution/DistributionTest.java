package org.aisle.sim.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.app.Simulation;
import org.aisle.templates.app.Simulation.BehaviourOutline;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;

class DistributionTest {

  /** A Monday, 6 o'clock in Berlin. */
  private static final Instant OPENING = Instant.parse("2026-06-01T04:00:00Z");

  private static final Duration STEP = Duration.ofSeconds(5);

  private static Asset asset(Behaviour behaviour) {
    BehaviourOutline outline = Simulation.behaviours().get(behaviour.name());
    if (outline == null) {
      throw new AssertionError(behaviour.name() + " is not declared.");
    }
    return behaviour.create(
        new AssetSettings(
            3,
            "line-1",
            50.86,
            9.71,
            ZoneId.of("Europe/Berlin"),
            OPENING,
            Simulation.complete(outline.parameters(), Map.of())));
  }

  /** A report each minute. */
  private static List<SortedMap<String, Value>> watched(
      Asset asset, Instant from, Duration pass, Conditions conditions) {
    List<SortedMap<String, Value>> reports = new ArrayList<>();
    for (Duration t = STEP; t.compareTo(pass) <= 0; t = t.plus(STEP)) {
      Instant now = from.plus(t);
      asset.advance(now, STEP, conditions);
      if (t.toSeconds() % 60 == 0) {
        reports.add(asset.observe(now));
      }
    }
    return reports;
  }

  private static double sum(List<SortedMap<String, Value>> reports, String... paths) {
    double sum = 0;
    for (SortedMap<String, Value> report : reports) {
      for (String path : paths) {
        sum += number(report.get(path));
      }
    }
    return sum;
  }

  private static double number(Value value) {
    return switch (value) {
      case Value.Whole whole -> whole.value();
      case Value.Num num -> num.value();
      case null, default -> throw new AssertionError("no number: " + value);
    };
  }

  @Test
  void a_weekday_carries_its_parcels_and_few_of_them_are_bad() {
    List<SortedMap<String, Value>> day =
        watched(asset(new Conveyor()), OPENING, Duration.ofHours(16), Conditions.SOUND);
    double all = sum(day, "validPackages", "invalidPackages", "unidentifiedPackages");
    assertThat(all).isBetween(16 * 600 * 0.9, 16 * 600 * 1.15);
    assertThat(sum(day, "invalidPackages") / all).isBetween(0.004, 0.013);
    assertThat(sum(day, "oversizePackages")).isZero();
    assertThat(day).allSatisfy(r -> assertThat(number(r.get("motorTemperature"))).isLessThan(60));
  }

  @Test
  void nothing_moves_while_belts_are_cleaned_at_night() {
    List<SortedMap<String, Value>> pause =
        watched(
            asset(new Conveyor()),
            OPENING.minus(Duration.ofHours(3)),
            Duration.ofMinutes(29),
            Conditions.SOUND);
    assertThat(sum(pause, "validPackages", "invalidPackages", "unidentifiedPackages")).isZero();
    assertThat(pause).allSatisfy(r -> assertThat(number(r.get("beltSpeed"))).isZero());
  }

  @Test
  void parcels_pile_up_before_a_jam_and_pass_after_it() {
    Asset conveyor = asset(new Conveyor());
    List<SortedMap<String, Value>> jam =
        watched(conveyor, OPENING, Duration.ofMinutes(30), Conditions.SOUND.with("jam"));
    double waiting = number(jam.getLast().get("waitingPackages"));
    assertThat(waiting).isGreaterThan(150);
    assertThat(sum(jam, "validPackages")).isZero();
    List<SortedMap<String, Value>> after =
        watched(
            conveyor, OPENING.plus(Duration.ofMinutes(30)), Duration.ofHours(2), Conditions.SOUND);
    assertThat(number(after.getLast().get("waitingPackages"))).isLessThan(waiting / 4);
  }

  @Test
  void a_worn_bearing_shakes_and_gets_hot() {
    Conditions worn =
        Conditions.SOUND.with("bearing-wear", Duration.ofHours(12), Map.of("wornAfterHours", 12.0));
    SortedMap<String, Value> sound =
        watched(asset(new Conveyor()), OPENING, Duration.ofHours(3), Conditions.SOUND).getLast();
    SortedMap<String, Value> shaking =
        watched(asset(new Conveyor()), OPENING, Duration.ofHours(3), worn).getLast();
    assertThat(number(shaking.get("vibration"))).isGreaterThan(3 * number(sound.get("vibration")));
    assertThat(number(shaking.get("motorTemperature")))
        .isGreaterThan(number(sound.get("motorTemperature")) + 20);
  }

  @Test
  void a_dirty_window_costs_labels_and_a_dead_fan_costs_frames() {
    Conditions dirty =
        Conditions.SOUND.with(
            "dirty-window", Duration.ofHours(9), Map.of("covered", 0.4, "withinHours", 8.0));
    List<SortedMap<String, Value>> sound =
        watched(asset(new Camera()), OPENING, Duration.ofHours(3), Conditions.SOUND);
    List<SortedMap<String, Value>> dim =
        watched(asset(new Camera()), OPENING, Duration.ofHours(3), dirty);
    assertThat(sum(sound, "labelsRead") / sum(sound, "labelsSeen")).isGreaterThan(0.98);
    assertThat(sum(dim, "labelsRead") / sum(dim, "labelsSeen")).isBetween(0.70, 0.82);
    List<SortedMap<String, Value>> hot =
        watched(
            asset(new Camera()),
            OPENING,
            Duration.ofHours(3),
            Conditions.SOUND.with("fan-failure"));
    assertThat(number(hot.getLast().get("processorTemperature"))).isGreaterThan(85);
    assertThat(number(hot.getLast().get("frameRate"))).isLessThan(30);
    assertThat(number(sound.getLast().get("processorTemperature"))).isLessThan(65);
  }
}
