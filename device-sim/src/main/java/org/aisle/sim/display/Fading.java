package org.aisle.sim.display;

import org.aisle.sim.world.RandomStream;

/**
 * A random walk that returns to zero (Ornstein and Uhlenbeck, 1930), as the shadows that moving
 * people and things throw on a signal do: their correlation falls exponentially (Gudmundson,
 * "Correlation model for shadow fading in mobile radio systems", Electronics Letters 27, 1991).
 */
final class Fading {

  private Fading() {}

  /**
   * The next value; exact for any step.
   *
   * @param sigma standard deviation in the long run
   */
  static double next(
      double value, double seconds, double relaxationSeconds, double sigma, RandomStream random) {
    double stays = StrictMath.exp(-seconds / relaxationSeconds);
    return stays * value + sigma * StrictMath.sqrt(1 - stays * stays) * random.normal();
  }
}
