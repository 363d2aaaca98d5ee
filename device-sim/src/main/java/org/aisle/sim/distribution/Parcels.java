package org.aisle.sim.distribution;

import org.aisle.sim.world.RandomStream;

/**
 * Parcels as they come: a Poisson process (Knuth, The Art of Computer Programming, volume 2,
 * section 3.4.1), volumes log-normal around 12 litres. Not thread-safe.
 */
final class Parcels {

  /** The largest that the tunnel's cameras can see from all sides, litres. */
  static final double LARGEST_ORDINARY = 140;

  private static final double MEDIAN_LITRES = 12;
  private static final double SIGMA = 0.8;

  private final RandomStream random;

  Parcels(RandomStream random) {
    this.random = random;
  }

  /** How many come where {@code mean} are expected; the mean is small, steps are short. */
  int arriving(double mean) {
    double limit = StrictMath.exp(-mean);
    double product = random.uniform();
    int count = 0;
    while (product > limit) {
      count++;
      product *= random.uniform();
    }
    return count;
  }

  double ordinaryLitres() {
    double litres = MEDIAN_LITRES * StrictMath.exp(SIGMA * random.normal());
    return Math.clamp(litres, 0.3, LARGEST_ORDINARY);
  }

  double oversizeLitres() {
    return random.uniform(160, 420);
  }

  boolean chance(double share) {
    return random.chance(share);
  }
}
