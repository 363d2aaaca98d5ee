package org.aisle.sim.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.sim.cooler.Cooler;
import org.aisle.sim.display.BeaconGateway;
import org.aisle.sim.display.Display;
import org.aisle.sim.distribution.Camera;
import org.aisle.sim.distribution.Conveyor;
import org.aisle.sim.fulfilment.RoboticCarrier;
import org.aisle.sim.fulfilment.StorageStructure;
import org.aisle.sim.inventory.TagReader;
import org.aisle.sim.logistics.Shipment;
import org.aisle.sim.store.Checkout;
import org.aisle.sim.store.StoreGateway;
import org.aisle.sim.store.Thermostat;
import org.aisle.sim.store.ZoneTag;
import org.aisle.sim.world.Behaviour;
import org.aisle.templates.app.Simulation.BehaviourOutline;
import org.aisle.templates.app.Simulation.Parameter;

/** The behaviours that members of a fleet may name. Immutable. */
public final class Behaviours {

  private static final List<Behaviour> BUILT_IN =
      List.of(
          new BeaconGateway(),
          new Camera(),
          new Checkout(),
          new Conveyor(),
          new Cooler(),
          new Display(),
          new RoboticCarrier(),
          new Shipment(),
          new StorageStructure(),
          new StoreGateway(),
          new TagReader(),
          new Thermostat(),
          new ZoneTag());

  private final SortedMap<String, Behaviour> byName;

  private Behaviours(SortedMap<String, Behaviour> byName) {
    this.byName = Collections.unmodifiableSortedMap(byName);
  }

  /** Those that come with Aisle. */
  public static Behaviours builtIn() {
    SortedMap<String, Behaviour> byName = new TreeMap<>();
    BUILT_IN.forEach(behaviour -> byName.put(behaviour.name(), behaviour));
    return new Behaviours(byName);
  }

  public Optional<Behaviour> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Their names, in order. */
  public java.util.SortedSet<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** What is wrong with parameters, each a sentence that says what to do; empty when fine. */
  static List<String> problems(String behaviour, Map<String, Double> parameters) {
    SortedMap<String, Parameter> known = parameters(behaviour);
    List<String> problems = new ArrayList<>();
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              Parameter parameter = known.get(name);
              if (parameter == null) {
                problems.add(
                    "The behaviour %s has no parameter %s; use one of %s."
                        .formatted(behaviour, name, String.join(", ", known.keySet())));
              } else if (!parameter.contains(value)) {
                problems.add(
                    "%s is %s; use a value from %s to %s."
                        .formatted(name, value, parameter.least(), parameter.most()));
              }
            });
    return problems;
  }

  /** All parameters of a behaviour, with defaults where none is given. */
  static SortedMap<String, Double> complete(String behaviour, Map<String, Double> given) {
    return org.aisle.templates.app.Simulation.complete(parameters(behaviour), given);
  }

  private static SortedMap<String, Parameter> parameters(String behaviour) {
    BehaviourOutline outline = org.aisle.templates.app.Simulation.behaviours().get(behaviour);
    return outline == null ? new TreeMap<>() : outline.parameters();
  }
}
