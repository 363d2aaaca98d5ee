package org.aisle.backend.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.Promise;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a device between two moments, and what was promised of it. Everything but {@code
 * generatedAt} and what people did with alerts is a function of what was measured when. Numbers are
 * in the units of their fields.
 *
 * @param range from inclusive, to exclusive
 * @param zone of the app, in which people read the times
 * @param workedOutUntil what follows from readings, like legs, is told up to this moment only,
 *     because the evaluation has not come further; null when it has
 * @param facts properties as they were at the end
 * @param legs in order, by the template's states; empty when it has none
 * @param legsLeftOut how many more there were than are told
 * @param visits to known places, in order
 * @param flags how often and how long what can be true or false was true
 * @param alerts that lasted within the range, oldest first, withdrawn ones too
 * @param reasons sentences that say why the verdict is what it is, the worst first
 */
public record ConditionReport(
    DeviceRef device,
    String deviceName,
    String templateName,
    TimeRange range,
    ZoneId zone,
    Instant generatedAt,
    @Nullable Instant workedOutUntil,
    List<Fact> facts,
    Coverage coverage,
    List<Leg> legs,
    int legsLeftOut,
    List<Visit> visits,
    List<Finding> findings,
    List<FlagTimes> flags,
    List<Notice> alerts,
    Verdict verdict,
    List<String> reasons) {

  public ConditionReport {
    facts = List.copyOf(facts);
    legs = List.copyOf(legs);
    visits = List.copyOf(visits);
    findings = List.copyOf(findings);
    flags = List.copyOf(flags);
    alerts = List.copyOf(alerts);
    reasons = List.copyOf(reasons);
  }

  /** Whether what was promised was kept. */
  public enum Verdict {
    /** Every promise was, and there are readings for nearly all of the time. */
    KEPT,
    /** At least one was not. */
    BROKEN,
    /** What must be known for a verdict is still being worked out from the readings. */
    NOT_YET_KNOWN,
    /**
     * Nothing says that one was broken, but readings are missing, or nothing tells if it counted.
     */
    UNPROVEN,
    /** Nothing was promised. */
    NOTHING_PROMISED
  }

  /** A property with its unit's symbol, or an empty one. */
  public record Fact(String property, String label, String value, String unit) {}

  /**
   * Whether it was heard all the time.
   *
   * @param readings how many there are
   * @param late how many of them arrived more than an hour after they were measured
   * @param usual the median distance between two of them, or null for fewer than two
   * @param longestUsual two readings further apart than this tell nothing about the time between
   * @param known how much of the range is covered
   * @param gaps where it is not, in order; at most {@link #MOST_LISTED}
   * @param gapCount how many there are
   */
  public record Coverage(
      long readings,
      long late,
      @Nullable Duration usual,
      Duration longestUsual,
      Duration known,
      List<Gap> gaps,
      int gapCount) {
    public Coverage {
      gaps = List.copyOf(gaps);
    }
  }

  /** How many gaps, excursions, legs, visits and alerts a report lists of each. */
  public static final int MOST_LISTED = 200;

  /** A time of which nothing is known. */
  public record Gap(Instant from, Instant to) {}

  /** Where something was; the ids of a place and its name, or null where there is none. */
  public record Where(
      @Nullable String place, @Nullable String name, @Nullable Double lat, @Nullable Double lon) {}

  /**
   * A time in which the states did not change.
   *
   * @param states field by state, both as people read them
   * @param figures of the promised fields
   */
  public record Leg(
      Instant from,
      Instant to,
      Map<String, String> states,
      Where start,
      Where end,
      List<LegFigures> figures) {
    public Leg {
      states = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(states));
      figures = List.copyOf(figures);
    }
  }

  /** What a field was on a leg; {@code outside} is the time that broke its limits. */
  public record LegFigures(String field, Figures figures, Duration outside) {}

  /**
   * @param mean weighted by time
   * @param meanKinetic of a temperature in degrees Celsius, after Haynes (1971); else null
   */
  public record Figures(
      long readings,
      double min,
      Instant minAt,
      double max,
      Instant maxAt,
      double mean,
      @Nullable Double meanKinetic) {}

  /** A stay at a known place. */
  public record Visit(String place, String name, String kind, Instant from, Instant to) {}

  /** Whether one promise was kept. */
  public enum Result {
    KEPT,
    BROKEN,
    /** A field that it needs is still being worked out from the readings. */
    NOT_YET_KNOWN,
    /** There are no readings while it counted, or it is broken only if it counted. */
    UNKNOWN,
    /** The device has no value for its limits. */
    NOT_PROMISED
  }

  /**
   * @param limits as they changed, in order; at most {@link #MOST_LISTED}
   * @param figures while the promise counted or may have, or null without readings
   * @param judged the known time in which it counted or may have
   * @param outside the part of it in which it counted, outside the limits
   * @param count how many excursions there are
   * @param breaking how many of them lasted longer than is tolerated
   * @param excursions at most {@link #MOST_LISTED}, in order
   * @param excused outside while the promise did not count, likewise
   * @param unclear outside while nothing tells whether the promise counted, likewise
   * @param unclearTime how long that is in all
   */
  public record Finding(
      Promise promise,
      Field field,
      List<Limits> limits,
      @Nullable Figures figures,
      Duration judged,
      Duration outside,
      int count,
      int breaking,
      List<Excursion> excursions,
      List<Excursion> excused,
      List<Excursion> unclear,
      Duration unclearTime,
      Result result) {
    public Finding {
      limits = List.copyOf(limits);
      excursions = List.copyOf(excursions);
      excused = List.copyOf(excused);
      unclear = List.copyOf(unclear);
    }
  }

  /** What held from a moment on; null is no limit. */
  public record Limits(Instant from, @Nullable Double atLeast, @Nullable Double atMost) {
    /** Whether there is any. */
    public boolean any() {
      return atLeast != null || atMost != null;
    }
  }

  /**
   * A time outside the limits, without a break.
   *
   * @param to when it was inside again, or was last heard before a gap
   * @param extreme the value that was furthest outside
   * @param breaking whether it lasted longer than is tolerated
   */
  public record Excursion(
      Instant from, Instant to, boolean above, double extreme, boolean breaking, Where where) {
    public Duration lasted() {
      return Duration.between(from, to);
    }
  }

  /** How often and how long a field was true. */
  public record FlagTimes(Field field, int times, Duration total, Duration longest) {}

  /** An alert and what people did with it. */
  public record Notice(
      long alert,
      String rule,
      Severity severity,
      Alert.State state,
      Instant startedAt,
      Instant raisedAt,
      @Nullable Instant clearedAt,
      String sentence,
      @Nullable Instant acknowledgedAt,
      @Nullable String acknowledgedBy,
      List<Remark> remarks) {
    public Notice {
      remarks = List.copyOf(remarks);
    }
  }

  /** Something that a person said about an alert. */
  public record Remark(Instant at, @Nullable String by, String sentence) {}
}
