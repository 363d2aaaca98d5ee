package org.aisle.sim.world;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * The day of a shop: open from 7 to 22 o'clock local time, with a peak at noon (11 to 14) and one
 * in the evening (17 to 20).
 */
public final class StoreHours {

  private static final double OPEN = 0.75;
  private static final double PEAK = 1.375;
  private static final double CLOSED = 0.02;

  private final ZoneRules rules;

  public StoreHours(ZoneId zone) {
    rules = zone.getRules();
  }

  /** Local time of day in hours, 0 to below 24. */
  public double hourOfDay(Instant now) {
    long seconds = now.getEpochSecond() + rules.getOffset(now).getTotalSeconds();
    return Math.floorMod(seconds, 86_400L) / 3600.0;
  }

  /** Traffic relative to the mean over the open hours, which is 1. */
  public double traffic(Instant now) {
    double hour = hourOfDay(now);
    if (hour < 7 || hour >= 22) {
      return CLOSED;
    }
    return hour >= 11 && hour < 14 || hour >= 17 && hour < 20 ? PEAK : OPEN;
  }
}
