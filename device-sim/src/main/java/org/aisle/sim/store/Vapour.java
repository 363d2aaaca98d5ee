package org.aisle.sim.store;

/**
 * Water in air: the saturation pressure after Magnus with the coefficients of Alduchov and Eskridge
 * (Journal of Applied Meteorology 35, 1996), and the ideal gas law.
 */
final class Vapour {

  private Vapour() {}

  /** Density of water vapour in saturated air, g/m³. */
  static double saturation(double celsius) {
    double pascal = 610.94 * StrictMath.exp(17.625 * celsius / (243.04 + celsius));
    return 1000 * pascal / (461.5 * (celsius + 273.15));
  }

  /** Percent, 1 to 100. */
  static double relativeHumidity(double gramsPerCubicMetre, double celsius) {
    return Math.clamp(100 * gramsPerCubicMetre / saturation(celsius), 1, 100);
  }
}
