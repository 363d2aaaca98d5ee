package org.aisle.ui.models;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a derived field follows, in the words of the model and of people, and what that gives.
 *
 * <p>What it gives is null where the field chooses.
 */
enum DerivationKind {
  EXPRESSION("expression", "An expression", null, null, null),
  FIRST_ORDER_LAG(
      "firstOrderLag", "A value that follows slowly", "double", "Temperature", "degreeCelsius"),
  MEAN_KINETIC_TEMPERATURE(
      "meanKineticTemperature",
      "A mean kinetic temperature",
      "double",
      "Temperature",
      "degreeCelsius"),
  MINUTES_WHILE("minutesWhile", "Minutes in which something holds", "double", "TimeSpan", "minute"),
  SHARE_OF_TIME("shareOfTime", "Share of time in which something holds", "double", null, "percent"),
  TIMES_TRUE("timesTrue", "How often something came true", "integer", null, null),
  SPEED("speed", "Speed along its positions", "double", "Velocity", "metrePerSecond"),
  DISTANCE("distance", "Distance along its positions", "double", "Distance", "metre"),
  STATE_MACHINE("stateMachine", "A state machine", null, null, null);

  private final String word;
  private final String label;
  private final @Nullable String schema;
  private final @Nullable String semanticType;
  private final @Nullable String unit;

  DerivationKind(
      String word,
      String label,
      @Nullable String schema,
      @Nullable String semanticType,
      @Nullable String unit) {
    this.word = word;
    this.label = label;
    this.schema = schema;
    this.semanticType = semanticType;
    this.unit = unit;
  }

  String word() {
    return word;
  }

  String label() {
    return label;
  }

  @Nullable String schema() {
    return schema;
  }

  @Nullable String semanticType() {
    return semanticType;
  }

  @Nullable String unit() {
    return unit;
  }

  /** Whether a condition is counted over a time. */
  boolean isCounted() {
    return this == MINUTES_WHILE || this == SHARE_OF_TIME || this == TIMES_TRUE;
  }

  /** Whether it follows positions. */
  boolean isOfPositions() {
    return this == SPEED || this == DISTANCE;
  }

  /** Whether it has a period. */
  boolean isOverPeriod() {
    return isCounted() || this == DISTANCE;
  }

  /** Whether the field chooses what it measures. */
  boolean choosesQuantity() {
    return this == EXPRESSION || this == FIRST_ORDER_LAG;
  }

  static DerivationKind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word.equals(word))
        .findFirst()
        .orElse(STATE_MACHINE);
  }
}
