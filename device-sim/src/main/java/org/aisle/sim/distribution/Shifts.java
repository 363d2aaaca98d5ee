package org.aisle.sim.distribution;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When a distribution centre works: Monday to Friday from 6 to 22 o'clock, Saturday from 6 to 14.
 * Trucks are unloaded in the morning (7 to 10) and loaded in the evening (16 to 20).
 */
final class Shifts {

  private static final double PEAK = 1.4;
  private static final double BETWEEN = 0.75;

  private final ZoneId zone;

  Shifts(ZoneId zone) {
    this.zone = zone;
  }

  boolean open(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    int end =
        switch (local.getDayOfWeek()) {
          case SUNDAY -> 0;
          case SATURDAY -> 14;
          default -> 22;
        };
    return local.getHour() >= 6 && local.getHour() < end;
  }

  /** Parcels relative to the mean of a weekday's open hours, which is about 1. */
  double traffic(Instant now) {
    if (!open(now)) {
      return 0;
    }
    ZonedDateTime local = now.atZone(zone);
    int hour = local.getHour();
    double share = local.getDayOfWeek() == DayOfWeek.SATURDAY ? 0.6 : 1;
    return share * (hour >= 7 && hour < 10 || hour >= 16 && hour < 20 ? PEAK : BETWEEN);
  }
}
