package org.aisle.sim.logistics;

import java.time.Duration;
import java.time.Instant;
import org.aisle.sim.world.Position;
import org.aisle.sim.world.RandomStream;

/**
 * Weather and daylight anywhere: a mean that falls with the square of the latitude, a yearly and a
 * daily cosine (smaller over water), a slow random walk, and the sun's height after Cooper's
 * declination (1969).
 */
final class Outdoors {

  private static final double YEAR = 365.2425 * 86_400;
  private static final double RELAXATION_SECONDS = 12 * 3600;
  private static final double BRIGHTEST_LUX = 100_000;

  private final RandomStream random;
  private double wandering;

  Outdoors(RandomStream random) {
    this.random = random;
  }

  void advance(Duration step) {
    double share = step.toNanos() / 1e9 / RELAXATION_SECONDS;
    wandering += -share * wandering + 2 * StrictMath.sqrt(2 * share) * random.normal();
  }

  /** Of the air, °C. */
  double temperature(Instant now, Position at, boolean sea) {
    double mean = 27 - 0.0068 * at.lat() * at.lat();
    double season =
        0.2 * at.lat() * StrictMath.cos(2 * StrictMath.PI * (day(now) - 200) / 365.2425);
    double hour = (hour(now) + at.lon() / 15 + 48) % 24;
    double daily = (sea ? 1 : 5) * StrictMath.cos(2 * StrictMath.PI * (hour - 15) / 24);
    return mean + season + daily + Math.clamp(wandering, -6, 6);
  }

  /** The sine of the sun's height; zero at night. */
  double sun(Instant now, Position at) {
    double declination =
        StrictMath.toRadians(23.45)
            * StrictMath.sin(2 * StrictMath.PI * (284 + day(now)) / 365.2425);
    double lat = StrictMath.toRadians(at.lat());
    double angle = StrictMath.toRadians(15 * (hour(now) + at.lon() / 15 - 12));
    return Math.max(
        0,
        StrictMath.sin(lat) * StrictMath.sin(declination)
            + StrictMath.cos(lat) * StrictMath.cos(declination) * StrictMath.cos(angle));
  }

  /** Of the open sky, lux. */
  double light(Instant now, Position at) {
    return BRIGHTEST_LUX * sun(now, at);
  }

  private static double day(Instant now) {
    return (now.getEpochSecond() % YEAR) / 86_400;
  }

  private static double hour(Instant now) {
    return Math.floorMod(now.getEpochSecond(), 86_400L) / 3600.0;
  }
}
