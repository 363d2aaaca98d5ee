package org.aisle.sim.world;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The behaviours that members of a fleet may name. Immutable. */
public final class Behaviours {

  private final Map<String, Behaviour> byName;

  private Behaviours(Map<String, Behaviour> byName) {
    this.byName = byName;
  }

  /** Those that come with Aisle. */
  public static Behaviours builtIn() {
    return new Behaviours(Map.of()).with(new Cooler());
  }

  /** These and another one, which replaces one of the same name. */
  public Behaviours with(Behaviour behaviour) {
    Map<String, Behaviour> more = new TreeMap<>(byName);
    more.put(behaviour.name(), behaviour);
    return new Behaviours(more);
  }

  public Optional<Behaviour> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public SortedSet<String> names() {
    return new TreeSet<>((Collection<String>) byName.keySet());
  }
}
