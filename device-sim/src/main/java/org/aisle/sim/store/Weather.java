package org.aisle.sim.store;

import java.time.Instant;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.RandomStream;

/**
 * The air outside: cosines of the year and of the day, and a deviation that changes over half a
 * day. It is a function of the seed, the place and the time alone, so that all devices of a place
 * share it, whatever their intervals.
 */
final class Weather {

  private static final double YEAR = 365.2425 * 86_400;
  private static final long KNOT = 43_200;
  private static final double SEASON = 8.5;
  private static final double DAY = 3.5;

  private final AssetSettings settings;
  private final OpeningHours hours;
  private final double mean;
  private long knot = Long.MIN_VALUE;
  private double left;
  private double right;

  Weather(AssetSettings settings, OpeningHours hours) {
    this.settings = settings;
    this.hours = hours;
    this.mean = settings.number("outdoorC");
  }

  /** What a day of this season has on average, °C. */
  private double usual(Instant now) {
    return mean + SEASON * season(now);
  }

  /** °C. */
  double temperature(Instant now) {
    double season = season(now);
    double day = StrictMath.cos(2 * StrictMath.PI * (hours.hourOfDay(now) - 15) / 24);
    return usual(now) + (DAY + 1.5 * season) * day + 1.5 * deviation(now);
  }

  /** Water vapour, g/m³: that of the air at dawn, of which 85 % of saturation is reached. */
  double vapour(Instant now) {
    double dawn = usual(now) - DAY - 1.5 * season(now) + 1.2 * deviation(now);
    return 0.85 * Vapour.saturation(dawn);
  }

  /** At sea level, pascal. */
  double pressure(Instant now) {
    return 101_325 + 700 * deviation(now.plusSeconds(7 * KNOT));
  }

  /** From -1 in the coldest days to 1 in the warmest. */
  private double season(Instant now) {
    double phase = 2 * StrictMath.PI * (now.getEpochSecond() - 200 * 86_400.0) / YEAR;
    return (settings.lat() < 0 ? -1 : 1) * StrictMath.cos(phase);
  }

  private double deviation(Instant now) {
    long at = Math.floorDiv(now.getEpochSecond(), KNOT);
    if (at != knot) {
      knot = at;
      left = draw(at);
      right = draw(at + 1);
    }
    double share = Math.floorMod(now.getEpochSecond(), KNOT) / (double) KNOT;
    double smooth = (1 - StrictMath.cos(StrictMath.PI * share)) / 2;
    return left * (1 - smooth) + right * smooth;
  }

  private double draw(long at) {
    String place = Math.round(settings.lat()) + "/" + Math.round(settings.lon());
    RandomStream stream = RandomStream.of(settings.seed(), "weather", place, Long.toString(at));
    return Math.clamp(stream.normal(), -2, 2);
  }
}
