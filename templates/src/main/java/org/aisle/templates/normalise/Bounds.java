package org.aisle.templates.normalise;

import org.aisle.templates.definition.Field;
import org.jspecify.annotations.Nullable;

/**
 * What is physically possible: the template's limits, or else what the unit itself allows: percent
 * from 0 to 100, temperatures from absolute zero.
 */
record Bounds(@Nullable Double minimum, @Nullable Double maximum, String unit) {

  static Bounds of(Field field) {
    String name = field.unit() == null ? "" : field.unit().name();
    Double minimum = field.minimum();
    Double maximum = field.maximum();
    return new Bounds(
        minimum != null ? minimum : lowest(name),
        maximum != null ? maximum : highest(name),
        field.unit() == null ? "" : " " + field.unit().symbol());
  }

  private static @Nullable Double lowest(String unit) {
    return switch (unit) {
      case "percent", "kelvin" -> 0.0;
      case "degreeCelsius" -> -273.15;
      case "degreeFahrenheit" -> -459.67;
      default -> null;
    };
  }

  private static @Nullable Double highest(String unit) {
    return unit.equals("percent") ? 100.0 : null;
  }

  /** Why a value is impossible, or null when it is possible. */
  @Nullable Outcome refusal(double value) {
    if (minimum != null && value < minimum) {
      return Outcome.outOfRange(
          "is %s%s, less than the least possible %s%s; check the sensor and its unit."
              .formatted(value, unit, minimum, unit));
    }
    if (maximum != null && value > maximum) {
      return Outcome.outOfRange(
          "is %s%s, more than the greatest possible %s%s; check the sensor and its unit."
              .formatted(value, unit, maximum, unit));
    }
    return null;
  }
}
