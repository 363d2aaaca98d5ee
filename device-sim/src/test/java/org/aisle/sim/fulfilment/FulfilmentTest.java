package org.aisle.sim.fulfilment;

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

class FulfilmentTest {

  /** A Monday, 9 o'clock in Bern. */
  private static final Instant MORNING = Instant.parse("2026-06-01T07:00:00Z");

  private static final Duration STEP = Duration.ofSeconds(5);

  private static Asset asset(Behaviour behaviour) {
    BehaviourOutline outline = Simulation.behaviours().get(behaviour.name());
    if (outline == null) {
      throw new AssertionError(behaviour.name() + " is not declared.");
    }
    return behaviour.create(
        new AssetSettings(
            5,
            "robot-1",
            46.95,
            7.42,
            ZoneId.of("Europe/Zurich"),
            MORNING,
            Simulation.complete(outline.parameters(), Map.of())));
  }

  /** A report each step. */
  private static List<SortedMap<String, Value>> watched(
      Asset asset, Duration pass, Conditions conditions) {
    List<SortedMap<String, Value>> reports = new ArrayList<>();
    for (Duration t = STEP; t.compareTo(pass) <= 0; t = t.plus(STEP)) {
      Instant now = MORNING.plus(t);
      asset.advance(now, STEP, conditions);
      reports.add(asset.observe(now));
    }
    return reports;
  }

  private static double number(SortedMap<String, Value> report, String path) {
    return switch (report.get(path)) {
      case Value.Whole whole -> whole.value();
      case Value.Num num -> num.value();
      case null, default -> throw new AssertionError("no number: " + path);
    };
  }

  private static double sum(List<SortedMap<String, Value>> reports, String path) {
    return reports.stream().mapToDouble(report -> number(report, path)).sum();
  }

  @Test
  void a_carrier_stays_on_its_grid_and_is_never_faster_than_it_can_drive() {
    List<SortedMap<String, Value>> day =
        watched(asset(new RoboticCarrier()), Duration.ofHours(12), Conditions.SOUND);
    for (int i = 1; i < day.size(); i++) {
      double x = number(day.get(i), "axisX");
      double y = number(day.get(i), "axisY");
      assertThat(x).isBetween(0.0, 24_000.0);
      assertThat(y).isBetween(0.0, 14_000.0);
      double driven =
          Math.abs(x - number(day.get(i - 1), "axisX"))
              + Math.abs(y - number(day.get(i - 1), "axisY"));
      assertThat(driven).isLessThanOrEqualTo(2_500 * STEP.toSeconds());
    }
  }

  @Test
  void a_carrier_picks_as_often_as_it_is_asked_and_charges_before_it_is_empty() {
    List<SortedMap<String, Value>> day =
        watched(asset(new RoboticCarrier()), Duration.ofHours(14), Conditions.SOUND);
    assertThat(sum(day, "picks")).isBetween(14 * 48 * 0.5, 14 * 48 * 1.2);
    assertThat(day).allSatisfy(r -> assertThat(number(r, "batteryLevel")).isGreaterThan(20));
    assertThat(day).allSatisfy(r -> assertThat(number(r, "temperature")).isLessThan(55));
    assertThat(day.stream().map(r -> r.get("carrierState")))
        .contains(new Value.Text("charging"), new Value.Text("picking"));
  }

  @Test
  void a_stuck_carrier_stands_and_a_dragging_wheel_makes_it_hot() {
    List<SortedMap<String, Value>> stuck =
        watched(
            asset(new RoboticCarrier()),
            Duration.ofMinutes(10),
            Conditions.SOUND.with("stuck-on-rail"));
    assertThat(stuck.stream().map(r -> number(r, "axisX")).distinct()).hasSize(1);
    List<SortedMap<String, Value>> dragging =
        watched(
            asset(new RoboticCarrier()),
            Duration.ofHours(2),
            Conditions.SOUND.with("motor-friction"));
    assertThat(dragging.stream().mapToDouble(r -> number(r, "temperature")).max().orElseThrow())
        .isGreaterThan(60);
  }

  @Test
  void orders_wait_while_the_planner_is_down_and_nothing_is_picked_that_nobody_ordered() {
    Asset structure = asset(new StorageStructure());
    List<SortedMap<String, Value>> down =
        watched(structure, Duration.ofHours(1), Conditions.SOUND.with("planner-crash"));
    assertThat(sum(down, "picks")).isZero();
    double open = number(down.getLast(), "openPicks");
    assertThat(open).isGreaterThan(150);
    List<SortedMap<String, Value>> after =
        watched(structure, Duration.ofHours(4), Conditions.SOUND);
    double ordered = sum(down, "ordersReceived") + sum(after, "ordersReceived");
    assertThat(sum(after, "picks")).isLessThanOrEqualTo(ordered * 14 + 1);
    assertThat(number(after.getLast(), "openPicks")).isLessThan(open);
  }
}
