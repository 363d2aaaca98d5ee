package org.aisle.sim.cooler;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.app.Simulation;
import org.aisle.templates.app.Simulation.BehaviourOutline;

/** A cooler in Berlin, watched in steps of 5 s. */
final class Coolers {

  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  static final Duration STEP = Duration.ofSeconds(5);

  final CoolerModel cooler;
  Instant now = START;

  private Coolers(Map<String, Double> parameters, String device) {
    cooler =
        new CoolerModel(
            new AssetSettings(
                7, device, 52.5, 13.4, ZoneId.of("Europe/Berlin"), START, complete(parameters)));
  }

  private static Map<String, Double> complete(Map<String, Double> parameters) {
    BehaviourOutline cooler = Simulation.behaviours().get("cooler");
    if (cooler == null) {
      throw new AssertionError("There is no cooler.");
    }
    return Simulation.complete(cooler.parameters(), parameters);
  }

  static Coolers withDefaults() {
    return new Coolers(Map.of(), "cooler-1");
  }

  static Coolers with(Map<String, Double> parameters) {
    return new Coolers(parameters, "cooler-1");
  }

  static Coolers named(String device) {
    return new Coolers(Map.of(), device);
  }

  Coolers let(Duration pass, Conditions conditions) {
    return watch(pass, elapsed -> conditions, cooler -> {});
  }

  Coolers watch(
      Duration pass, Function<Duration, Conditions> conditions, Consumer<CoolerModel> watcher) {
    for (Duration t = STEP; t.compareTo(pass) <= 0; t = t.plus(STEP)) {
      now = now.plus(STEP);
      cooler.advance(now, STEP, conditions.apply(t));
      watcher.accept(cooler);
    }
    return this;
  }
}
