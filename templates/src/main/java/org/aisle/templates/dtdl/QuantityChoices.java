package org.aisle.templates.dtdl;

import java.util.List;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/** What a form offers for a field that measures something. Thread-safe. */
public final class QuantityChoices {

  private QuantityChoices() {}

  /** The semantic types that a number may have, by name. */
  public static List<String> semanticTypes() {
    return SemanticTypes.ofNumbers();
  }

  /** The units that go with a semantic type; empty for none and for an unknown one. */
  public static List<Unit> units(@Nullable String semanticType) {
    return semanticType == null
        ? List.of()
        : SemanticTypes.dimension(semanticType).map(Unit::of).orElse(List.of());
  }
}
