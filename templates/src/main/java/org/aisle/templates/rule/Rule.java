package org.aisle.templates.rule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When somebody must look at a device: the same model in app templates, over REST and in the
 * editor. {@link RuleReader} reads it, {@link RuleJson} writes it, RuleChecker judges it.
 *
 * <p>A condition is true, false or unknown. It is unknown where a field it needs was not observed
 * within {@code gap} before, where a number was divided by zero, and while {@code unless} holds.
 * Unknown is not false: it ends a run towards an alert and never clears one.
 *
 * @param id unique in its app: {@code a-z}, 0-9 and '-'
 * @param template the device template's last segment, {@code Cooler}
 * @param where only devices whose properties have these values; {@code asset.NAME} is a property of
 *     the device's asset
 * @param group only devices in this device group of the app, as they were at the reading; null for
 *     all
 * @param clear what ends the alert; null means that the trigger no longer holds
 * @param unless while this holds nothing is judged: defrost, a door known to be open
 * @param schedule outside of it the trigger counts as not holding; null means always
 * @param escalations in their order; the highest severity that applies counts
 * @param gap how long a value stands for the time after it
 */
public record Rule(
    String id,
    String name,
    @Nullable String description,
    String template,
    SortedMap<String, String> where,
    @Nullable String group,
    Trigger trigger,
    @Nullable Clear clear,
    @Nullable Unless unless,
    @Nullable Schedule schedule,
    Severity severity,
    List<Escalation> escalations,
    Duration gap,
    Notification notification,
    boolean enabled) {

  /** Before the name of a property in {@code where}: its asset's, not the device's. */
  public static final String ASSET = "asset.";

  /** Unless the rule says otherwise. */
  public static final Duration USUAL_GAP = Duration.ofMinutes(30);

  /** A rule for devices of any group. */
  public Rule(
      String id,
      String name,
      @Nullable String description,
      String template,
      SortedMap<String, String> where,
      Trigger trigger,
      @Nullable Clear clear,
      @Nullable Unless unless,
      @Nullable Schedule schedule,
      Severity severity,
      List<Escalation> escalations,
      Duration gap,
      Notification notification,
      boolean enabled) {
    this(
        id,
        name,
        description,
        template,
        where,
        null,
        trigger,
        clear,
        unless,
        schedule,
        severity,
        escalations,
        gap,
        notification,
        enabled);
  }

  public Rule {
    where = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(where));
    escalations = List.copyOf(escalations);
  }

  /** Hysteresis: the alert ends when this has held for {@code holdFor}. */
  public record Clear(String condition, Duration holdFor) {}

  /** Nothing is judged while the condition holds and for {@code settle} after. */
  public record Unless(String condition, Duration settle) {}

  /**
   * Days and hours in the time zone of the device's place.
   *
   * @param from inclusive
   * @param until exclusive; not after {@code from} means the next day
   */
  public record Schedule(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
    public Schedule {
      days = java.util.Collections.unmodifiableSet(new TreeSet<>(days));
    }
  }

  /**
   * Another severity, while the condition holds or once the alert has been active for {@code
   * after}. Exactly one of the two is given.
   */
  public record Escalation(
      Severity severity, @Nullable Duration after, @Nullable String condition) {}

  /**
   * Who is told and when; the alert inbox shows every alert anyway.
   *
   * @param to ids of the app's destinations
   * @param digest zero tells at once; else what happened is collected for so long
   * @param quietHours nobody is told in them but of critical alerts; what waits is told after
   * @param repeatEvery until somebody acknowledges; null for never
   * @param past of alerts that were raised, in event time, longer than {@code pastAfter} before
   *     they became known
   */
  public record Notification(
      List<String> to,
      Duration digest,
      @Nullable Schedule quietHours,
      @Nullable Duration repeatEvery,
      Past past,
      Duration pastAfter) {

    /** What happens with alerts about the past. */
    public enum Past {
      /** Told like any other, marked as late. */
      TELL,
      /** Collected into a digest of a day. */
      DIGEST,
      /** Only in the inbox. */
      INBOX
    }

    /** In the inbox only. */
    public static final Notification NOBODY =
        new Notification(List.of(), Duration.ZERO, null, null, Past.DIGEST, Duration.ofHours(6));

    public Notification {
      to = List.copyOf(to);
    }
  }
}
