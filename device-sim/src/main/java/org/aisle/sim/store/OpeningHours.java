package org.aisle.sim.store;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.aisle.sim.world.AssetSettings;

/**
 * When a store is open and how busy it is: a peak at lunch and a higher one in the evening, more on
 * Fridays and Saturdays. A function of time alone.
 *
 * @param opens local hour of day
 * @param closes local hour of day, after {@code opens}
 */
record OpeningHours(ZoneRules rules, double opens, double closes) {

  /** Customers relative to the mean over the open hours, at each full hour of the day. */
  private static final double[] BY_HOUR = {
    0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.4, 0.6, 0.7, 0.8, 1.1, 1.5, 1.3, 0.9, 0.9, 1.2, 1.7, 1.7,
    1.2, 0.7, 0.4, 0.3, 0.3, 0.3
  };

  /** Monday to Sunday. */
  private static final double[] BY_DAY = {0.95, 0.9, 0.95, 1.0, 1.15, 1.2, 0.85};

  /** Those of the parameters {@code opensHour} and {@code closesHour}. */
  static OpeningHours of(AssetSettings settings) {
    ZoneId zone = settings.zone();
    return new OpeningHours(
        zone.getRules(), settings.number("opensHour"), settings.number("closesHour"));
  }

  LocalDateTime local(Instant now) {
    int offset = rules.getOffset(now).getTotalSeconds();
    return LocalDateTime.ofEpochSecond(now.getEpochSecond() + offset, 0, ZoneOffset.UTC);
  }

  /** Local time of day in hours, 0 to below 24. */
  double hourOfDay(Instant now) {
    return local(now).toLocalTime().toSecondOfDay() / 3600.0;
  }

  boolean open(Instant now) {
    return openAt(hourOfDay(now));
  }

  private boolean openAt(double hour) {
    return hour >= opens && hour < closes;
  }

  /** Whether somebody works in the store: from so many hours before it opens until it closes. */
  boolean staffed(Instant now, double hoursBefore) {
    double hour = hourOfDay(now);
    return hour >= opens - hoursBefore && hour < closes;
  }

  /** How busy it is, relative to the mean over the open hours; zero while it is closed. */
  double traffic(Instant now) {
    LocalDateTime local = local(now);
    double hour = local.toLocalTime().toSecondOfDay() / 3600.0;
    if (!openAt(hour)) {
      return 0;
    }
    int before = (int) hour;
    double share = hour - before;
    double ofHour = BY_HOUR[before] * (1 - share) + BY_HOUR[before + 1] * share;
    return ofHour * BY_DAY[local.getDayOfWeek().getValue() - 1];
  }
}
