package org.aisle.sim.display;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.app.Simulation;
import org.aisle.templates.app.Simulation.BehaviourOutline;
import org.aisle.templates.reading.Value;

/** A display or gateway of a store in Hamburg, watched every five minutes. */
final class Displays {

  /** A Monday, six o'clock in Hamburg. */
  static final Instant START = Instant.parse("2026-06-01T04:00:00Z");

  static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofSeconds(30);

  /** What was measured, and when after the start. */
  record Seen(Duration at, SortedMap<String, Value> values) {

    double number(String field) {
      return switch (values.get(field)) {
        case Value.Num n -> n.value();
        case Value.Whole w -> w.value();
        case null, default -> Double.NaN;
      };
    }

    String text(String field) {
      return values.get(field) instanceof Value.Text text ? text.value() : "";
    }

    Value.Geo location() {
      return (Value.Geo) values.get("location");
    }

    boolean open() {
      return values.get("storeOpen") instanceof Value.Flag flag && flag.value();
    }
  }

  private Displays() {}

  static List<Seen> display(Map<String, Double> given, Duration lasts) {
    return display("display-1", given, lasts, at -> Conditions.SOUND);
  }

  static List<Seen> display(
      String device,
      Map<String, Double> given,
      Duration lasts,
      Function<Duration, Conditions> conditions) {
    return watch(new Display(), device, given, lasts, conditions);
  }

  static List<Seen> watch(
      Behaviour behaviour,
      String device,
      Map<String, Double> given,
      Duration lasts,
      Function<Duration, Conditions> conditions) {
    BehaviourOutline outline = Simulation.behaviours().get(behaviour.name());
    if (outline == null) {
      throw new AssertionError("There is no " + behaviour.name() + ".");
    }
    Asset asset =
        behaviour.create(
            new AssetSettings(
                7,
                device,
                53.5511,
                9.9352,
                ZoneId.of("Europe/Berlin"),
                START,
                Simulation.complete(outline.parameters(), new HashMap<>(given))));
    List<Seen> seen = new ArrayList<>();
    for (Duration at = STEP; at.compareTo(lasts) <= 0; at = at.plus(STEP)) {
      asset.advance(START.plus(at), STEP, conditions.apply(at));
      if (at.toSeconds() % EVERY.toSeconds() == 0) {
        seen.add(new Seen(at, asset.observe(START.plus(at))));
      }
    }
    return seen;
  }
}
