package org.aisle.sim.world;

import java.time.Duration;
import java.time.Instant;

/**
 * The air of a shop: a yearly and a daily cosine around the mean, warmest in summer and at 15
 * o'clock local time, and two slow random walks that return to their mean (Ornstein and Uhlenbeck,
 * 1930). Indoors the swing of the season is 2.5 K and that of the day 1.5 K to each side.
 */
public final class RoomClimate {

  private static final double YEAR = 365.2425 * 86_400;
  private static final double RELAXATION_SECONDS = 3 * 3600;

  private final RandomStream random;
  private final StoreHours hours;
  private final double mean;
  private final boolean southern;
  private double wanderingKelvin;
  private double wanderingPercent;

  public RoomClimate(RandomStream random, StoreHours hours, double mean, double lat) {
    this.random = random;
    this.hours = hours;
    this.mean = mean;
    this.southern = lat < 0;
  }

  public void advance(Duration step) {
    double share = step.toNanos() / 1e9 / RELAXATION_SECONDS;
    double kick = StrictMath.sqrt(2 * share);
    wanderingKelvin += -share * wanderingKelvin + 0.4 * kick * random.normal();
    wanderingPercent += -share * wanderingPercent + 3 * kick * random.normal();
  }

  public double temperature(Instant now) {
    // The 20th of July is the warmest day of the northern year: day 200 after the epoch's new year.
    double season = season(now);
    double day = StrictMath.cos(2 * StrictMath.PI * (hours.hourOfDay(now) - 15) / 24);
    return mean + 2.5 * season + 1.5 * day + wanderingKelvin;
  }

  /** Relative humidity, percent; moister in summer. */
  public double humidity(Instant now) {
    return Math.clamp(45 + 6 * season(now) + wanderingPercent, 15, 95);
  }

  private double season(Instant now) {
    double phase = 2 * StrictMath.PI * (now.getEpochSecond() - 200 * 86_400.0) / YEAR;
    return (southern ? -1 : 1) * StrictMath.cos(phase);
  }
}
