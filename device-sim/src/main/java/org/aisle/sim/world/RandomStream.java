package org.aisle.sim.world;

import java.nio.charset.StandardCharsets;

/**
 * A stream of random numbers that is the same on every machine and JDK: SplitMix64 (Steele, Lea,
 * Flood: "Fast splittable pseudorandom number generators", 2014) with {@link StrictMath}. Streams
 * of different names are independent, so that drawing more from one never changes another. Not
 * thread-safe.
 */
public final class RandomStream {

  private long state;

  private RandomStream(long state) {
    this.state = state;
  }

  /** The stream of that name under a seed. */
  public static RandomStream of(long seed, String... names) {
    long hash = mix(seed ^ 0x6a09e667f3bcc909L);
    for (String name : names) {
      for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
        hash = mix(hash ^ (b & 0xff));
      }
      hash = mix(hash + 0x9e3779b97f4a7c15L);
    }
    return new RandomStream(hash);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    state += 0x9e3779b97f4a7c15L;
    return (mix(state) >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** True with the given probability; always consumes one number. */
  public boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Standard normal (Box and Muller, 1958); always consumes two numbers. */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }
}
