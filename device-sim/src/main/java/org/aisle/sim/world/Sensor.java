package org.aisle.sim.world;

import org.aisle.templates.reading.Value;

/** What sensors make of the truth: noise and a last digit. Not thread-safe. */
public record Sensor(RandomStream noise) {

  /**
   * A measured value.
   *
   * @param sigma standard deviation of the noise
   * @param perUnit how many steps of the last digit a unit has (10 for one decimal)
   */
  public Value.Num measure(double value, double sigma, double perUnit) {
    return rounded(value + sigma * noise.normal(), perUnit);
  }

  /** The value as it is, rounded to the last digit. */
  public static Value.Num rounded(double value, double perUnit) {
    return new Value.Num(Math.round(value * perUnit) / perUnit);
  }
}
