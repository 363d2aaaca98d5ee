package org.aisle.templates.unit;

import java.time.Duration;
import java.util.List;

/** Durations for people, exact to the millisecond: {@code 30 min}, {@code 1 h 30 min}. */
public final class Lengths {

  private record Step(long millis, String symbol) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(86_400_000, "d"),
          new Step(3_600_000, "h"),
          new Step(60_000, "min"),
          new Step(1_000, "s"),
          new Step(1, "ms"));

  private Lengths() {}

  /**
   * @param length not negative; what is shorter than a millisecond is left out
   */
  public static String words(Duration length) {
    StringBuilder words = new StringBuilder();
    long rest = length.toMillis();
    for (Step step : STEPS) {
      if (rest >= step.millis()) {
        words.append(words.isEmpty() ? "" : " ").append(rest / step.millis());
        words.append('\u00a0').append(step.symbol());
        rest %= step.millis();
      }
    }
    return words.isEmpty() ? "0\u00a0s" : words.toString();
  }
}
