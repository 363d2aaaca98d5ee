package org.aisle.sim.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.app.Simulation;
import org.aisle.templates.app.Simulation.BehaviourOutline;
import org.aisle.templates.app.Simulation.FaultOutline;
import org.aisle.templates.reading.Value;

/** An asset of a store in Copenhagen, watched in its longest steps from a Monday's midnight on. */
final class Stores<A extends Asset> {

  static final Instant MONDAY = Instant.parse("2026-05-31T22:00:00Z");

  final A asset;
  Instant now;

  private Stores(A asset, Instant start) {
    this.asset = asset;
    this.now = start;
  }

  static Stores<CheckoutModel> checkout(Map<String, Double> parameters) {
    return of(CheckoutModel::new, "checkout", parameters, MONDAY);
  }

  static <A extends Asset> Stores<A> of(
      Function<AssetSettings, A> model,
      String behaviour,
      Map<String, Double> parameters,
      Instant start) {
    BehaviourOutline outline = Simulation.behaviours().get(behaviour);
    if (outline == null) {
      throw new AssertionError("There is no " + behaviour + ".");
    }
    return new Stores<>(
        model.apply(
            new AssetSettings(
                7,
                behaviour + "-1",
                55.67,
                12.55,
                ZoneId.of("Europe/Copenhagen"),
                start,
                Simulation.complete(outline.parameters(), parameters))),
        start);
  }

  /** A fault that has just begun, with what it is by default or as given. */
  static Conditions wrong(String behaviour, String kind, Map<String, Double> parameters) {
    FaultOutline fault = Simulation.faults(behaviour).get(kind);
    if (fault == null) {
      throw new AssertionError("There is no " + kind + ".");
    }
    return Conditions.SOUND.with(
        kind, Duration.ZERO, Simulation.complete(fault.parameters(), parameters));
  }

  Stores<A> let(Duration pass, Conditions conditions) {
    return watch(pass, conditions, asset -> {});
  }

  Stores<A> watch(Duration pass, Conditions conditions, Consumer<A> watcher) {
    Duration step = asset.longestStep();
    for (Duration t = step; t.compareTo(pass) <= 0; t = t.plus(step)) {
      now = now.plus(step);
      asset.advance(now, step, conditions);
      watcher.accept(asset);
    }
    return this;
  }

  static double number(Map<String, Value> values, String name) {
    return switch (values.get(name)) {
      case Value.Num n -> n.value();
      case Value.Whole w -> w.value();
      case null, default -> Double.NaN;
    };
  }
}
