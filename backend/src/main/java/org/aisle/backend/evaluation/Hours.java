package org.aisle.backend.evaluation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.aisle.templates.rule.Rule.Schedule;

/**
 * A schedule in one time zone, as stretches of real time: each day's begins when its clock shows
 * {@code from} and ends when it shows {@code until}. A time that a clock change skips is the moment
 * of the change; one that it repeats is the first of the two. Remembers where it looked last; used
 * by one thread at a time.
 */
final class Hours {

  private final Schedule schedule;
  private final ZoneId zone;
  private long from = 0;
  private long until = 0;
  private boolean within;

  Hours(Schedule schedule, ZoneId zone) {
    this.schedule = schedule;
    this.zone = zone;
  }

  boolean contains(long moment) {
    if (moment < from || moment >= until) {
      look(moment);
    }
    return within;
  }

  /** The first moment from this one on that lies within, or {@link Micros#FOREVER}. */
  long next(long moment) {
    if (contains(moment)) {
      return moment;
    }
    return schedule.days().isEmpty() ? Micros.FOREVER : until;
  }

  /** Finds the stretch around a moment, or that between two stretches. */
  private void look(long moment) {
    LocalDate day = LocalDate.ofInstant(Micros.instant(moment), zone);
    within = false;
    from = moment;
    until = Micros.of(day.plusDays(9).atStartOfDay(zone).toInstant());
    for (int i = -2; i <= 9; i++) {
      LocalDate date = day.plusDays(i);
      if (!schedule.days().contains(date.getDayOfWeek())) {
        continue;
      }
      boolean overnight = !schedule.from().isBefore(schedule.until());
      long begin = micros(date.atTime(schedule.from()));
      long end = micros((overnight ? date.plusDays(1) : date).atTime(schedule.until()));
      if (begin <= moment && moment < end) {
        within = true;
        from = begin;
        until = end;
        return;
      }
      if (begin > moment && begin < end) {
        until = begin;
        return;
      }
    }
  }

  private long micros(LocalDateTime local) {
    return Micros.of(moment(local, zone));
  }

  /** When a clock of that zone shows this time; see the class for skipped and repeated times. */
  static Instant moment(LocalDateTime local, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    return local.toInstant(rules.getValidOffsets(local).getFirst());
  }
}
