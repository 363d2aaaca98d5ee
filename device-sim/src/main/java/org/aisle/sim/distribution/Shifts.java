package org.aisle.sim.distribution;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When a distribution centre works: around the clock, but for a pause of half an hour at 3 o'clock
 * in which belts are cleaned. Trucks are unloaded in the morning (7 to 10) and loaded in the
 * evening (16 to 20); there is less to do at night and at weekends.
 */
final class Shifts {

  private static final double PEAK = 1.4;
  private static final double BETWEEN = 0.75;
  private static final double NIGHT = 0.35;

  private final ZoneId zone;

  Shifts(ZoneId zone) {
    this.zone = zone;
  }

  boolean open(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    return local.getHour() != 3 || local.getMinute() >= 30;
  }

  /** Parcels relative to the mean of a weekday from 6 to 22 o'clock, which is about 1. */
  double traffic(Instant now) {
    if (!open(now)) {
      return 0;
    }
    ZonedDateTime local = now.atZone(zone);
    int hour = local.getHour();
    double share =
        switch (local.getDayOfWeek()) {
          case SATURDAY -> 0.7;
          case SUNDAY -> 0.5;
          default -> 1;
        };
    if (hour < 6 || hour >= 22) {
      return share * NIGHT;
    }
    return share * (hour >= 7 && hour < 10 || hour >= 16 && hour < 20 ? PEAK : BETWEEN);
  }
}
