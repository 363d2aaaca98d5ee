package org.aisle.sim.fulfilment;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When shoppers order groceries online: from 6 to 23 o'clock, most before noon (9 to 12) and after
 * work (16 to 20), a quarter more on Saturdays, half as much on Sundays. At night shelves are
 * filled, which is a fifth of a day's work.
 */
final class Orders {

  private final ZoneId zone;

  Orders(ZoneId zone) {
    this.zone = zone;
  }

  /** Orders relative to the mean of a weekday's open hours, which is about 1. */
  double demand(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    int hour = local.getHour();
    if (hour < 6 || hour >= 23) {
      return 0.2;
    }
    double day =
        switch (local.getDayOfWeek()) {
          case SATURDAY -> 1.25;
          case SUNDAY -> 0.5;
          default -> 1;
        };
    return day * (hour >= 9 && hour < 12 || hour >= 16 && hour < 20 ? 1.45 : 0.7);
  }
}
