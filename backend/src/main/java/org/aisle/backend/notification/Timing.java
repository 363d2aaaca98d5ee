package org.aisle.backend.notification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.aisle.backend.alerts.Alert;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Rule.Notification.Past;
import org.aisle.templates.rule.Rule.Schedule;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/** When something is told, as its rule's policy says. Pure functions of their arguments. */
final class Timing {

  /** When the digest about the past is told. */
  static final LocalTime MORNING = LocalTime.of(8, 0);

  /** Quiet hours that follow on each other without an end within a fortnight are given up on. */
  private static final int MOST_QUIET_PERIODS = 15;

  private Timing() {}

  /**
   * In which message and when.
   *
   * @param bundle what has the same, and is open, becomes one message
   */
  record Slot(String bundle, Instant due) {}

  /** Whether it had begun longer ago than the policy's limit when it became known. */
  static boolean isPast(Alert alert, Notification policy) {
    return alert.occurrence().raisedAt().isBefore(alert.told().minus(policy.pastAfter()));
  }

  /**
   * The slot of what is told now.
   *
   * @param first whether it is the first that is told of this alert
   * @param unique names a message of its own
   */
  static Slot slot(
      Alert alert, Notification policy, boolean first, String unique, Instant now, ZoneId zone) {
    String rule = alert.occurrence().rule();
    boolean critical = alert.severity() == Severity.CRITICAL;
    String urgency = critical ? "/critical" : "";
    boolean daily = first && policy.past() == Past.DIGEST && isPast(alert, policy);
    Instant due =
        daily ? nextMorning(now, zone) : policy.digest().isZero() ? now : now.plus(policy.digest());
    Schedule quiet = policy.quietHours();
    Instant told = quiet == null || critical ? due : afterQuiet(quiet, due, zone);
    Instant shelved = alert.shelvedUntil();
    if (shelved != null && shelved.isAfter(told)) {
      return new Slot("shelved/" + rule + urgency + "/" + shelved, shelved);
    }
    if (daily) {
      return new Slot("past" + urgency, told);
    }
    if (!policy.digest().isZero()) {
      return new Slot("digest/" + rule + urgency, told);
    }
    return told.isAfter(now)
        ? new Slot("quiet/" + rule + "/" + told, told)
        : new Slot("now/" + unique, now);
  }

  /** The end of the quiet hours in which an instant lies, or the instant itself. */
  static Instant afterQuiet(Schedule quiet, Instant at, ZoneId zone) {
    Instant time = at;
    for (int i = 0; i < MOST_QUIET_PERIODS; i++) {
      Instant end = endOfQuiet(quiet, time, zone);
      if (end == null) {
        return time;
      }
      time = end;
    }
    return time;
  }

  private static @Nullable Instant endOfQuiet(Schedule quiet, Instant at, ZoneId zone) {
    LocalDate today = at.atZone(zone).toLocalDate();
    for (LocalDate day : new LocalDate[] {today.minusDays(1), today}) {
      if (!quiet.days().isEmpty() && !quiet.days().contains(day.getDayOfWeek())) {
        continue;
      }
      boolean overnight = !quiet.until().isAfter(quiet.from());
      Instant begin = day.atTime(quiet.from()).atZone(zone).toInstant();
      Instant end =
          (overnight ? day.plusDays(1) : day).atTime(quiet.until()).atZone(zone).toInstant();
      if (!at.isBefore(begin) && at.isBefore(end)) {
        return end;
      }
    }
    return null;
  }

  private static Instant nextMorning(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    Instant morning = today.atTime(MORNING).atZone(zone).toInstant();
    return morning.isAfter(now)
        ? morning
        : today.plusDays(1).atTime(MORNING).atZone(zone).toInstant();
  }
}
