package org.aisle.backend.evaluation;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The windows that follow one another in one time zone, without overlap and without a hole whatever
 * the clocks do.
 *
 * <p>Windows shorter than a day begin at local midnight and follow at equal lengths of real time;
 * the day's last one ends at the next local midnight and may be shorter: in hours of Europe/Berlin
 * the days of the clock changes have 23 and 25 windows. Windows of a day or longer are whole local
 * days (parts of a day beyond are cut off), grouped as counted from 1 January 1970. Remembers where
 * it looked last; used by one thread at a time.
 */
final class Days {

  private final ZoneId zone;
  private final long width;
  private final long days;
  private long dayStart = 0;
  private long dayEnd = 0;
  private long start = 0;
  private long end = 0;

  Days(ZoneId zone, long width) {
    this.zone = zone;
    this.width = Math.max(1, width);
    this.days = this.width / (24 * Micros.HOUR);
  }

  /** Looks for the window around a moment. */
  Days at(long moment) {
    if (moment >= start && moment < end) {
      return this;
    }
    if (moment < dayStart || moment >= dayEnd) {
      LocalDate day = LocalDate.ofInstant(Micros.instant(moment), zone);
      long count = Math.max(1, days);
      LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(day.toEpochDay(), count) * count);
      dayStart = Micros.of(first.atStartOfDay(zone).toInstant());
      dayEnd = Micros.of(first.plusDays(count).atStartOfDay(zone).toInstant());
    }
    if (days >= 1) {
      start = dayStart;
      end = dayEnd;
    } else {
      start = dayStart + (moment - dayStart) / width * width;
      end = Math.min(start + width, dayEnd);
    }
    return this;
  }

  /** Inclusive. */
  long start() {
    return start;
  }

  /** Exclusive. */
  long end() {
    return end;
  }
}
