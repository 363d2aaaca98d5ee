package org.aisle.templates.unit;

import java.util.List;
import java.util.Optional;

/**
 * A unit of measurement: {@code canonical = value × factor + offset}.
 *
 * @param name its DTDL name ({@code degreeCelsius}), or one of ours in the same style ({@code
 *     millilux})
 * @param symbol how it is written after a number ({@code °C})
 * @param dimension what it measures; only units of one dimension convert into each other
 */
public record Unit(String name, String symbol, Dimension dimension, double factor, double offset) {

  /** The unit of that name, or empty when there is none. */
  public static Optional<Unit> named(String name) {
    return Optional.ofNullable(Units.BY_NAME.get(name));
  }

  /** Those that measure that, the most usual ones first. */
  public static List<Unit> of(Dimension dimension) {
    return Units.BY_NAME.values().stream().filter(u -> u.dimension() == dimension).toList();
  }

  /**
   * Converts a value of this unit; exact when both units are the same.
   *
   * @throws IllegalArgumentException when the units measure different things
   */
  public double convert(double value, Unit to) {
    if (dimension != to.dimension) {
      throw new IllegalArgumentException(
          "%s measures %s and %s measures %s.".formatted(name, dimension, to.name, to.dimension));
    }
    if (equals(to)) {
      return value;
    }
    if (offset == 0 && to.offset == 0 && factor < to.factor) {
      return value / (to.factor / factor);
    }
    return (value * factor + offset - to.offset) / to.factor;
  }
}
