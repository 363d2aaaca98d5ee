package org.aisle.templates.rule;

import java.util.Map;
import java.util.TreeSet;

/**
 * The places that a rule may name.
 *
 * @param kinds the kind of each place by the place's id
 * @param open whether there may be others, so that a name that is not among them is no fault
 */
public record KnownPlaces(Map<String, String> kinds, boolean open) {

  public KnownPlaces(Map<String, String> kinds) {
    this(kinds, false);
  }

  public KnownPlaces {
    kinds = Map.copyOf(kinds);
  }

  boolean has(String id) {
    return open || kinds.containsKey(id);
  }

  boolean hasKind(String kind) {
    return open || kinds.containsValue(kind);
  }

  TreeSet<String> ids() {
    return new TreeSet<>(kinds.keySet());
  }

  TreeSet<String> allKinds() {
    return new TreeSet<>(kinds.values());
  }
}
