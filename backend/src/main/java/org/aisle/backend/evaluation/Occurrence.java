package org.aisle.backend.evaluation;

import java.time.Instant;
import java.util.List;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One time that a rule's trigger held on a device: what becomes an alert. A pure function of the
 * readings.
 *
 * @param startedAt the reading with which it began; identifies it among those of its rule
 * @param raisedAt when it had lasted long enough
 * @param clearedAt when the data ended it, or null while it lasts
 * @param clearing why it ended, or null while it lasts
 * @param severities in order of time, the first at {@code raisedAt}; at most 32
 * @param evidence what shows it
 */
public record Occurrence(
    String rule,
    int revision,
    Instant startedAt,
    Instant raisedAt,
    @Nullable Instant clearedAt,
    @Nullable Clearing clearing,
    List<Step> severities,
    Evidence evidence) {

  public Occurrence {
    severities = List.copyOf(severities);
  }

  /** From when on it had which severity. */
  public record Step(Instant at, Severity severity) {}

  /** What ended it. */
  public enum Clearing {
    /** The condition no longer held, or the clear condition did. */
    CONDITION,
    /** The schedule's time was over. */
    SCHEDULE,
    /** A reading came after the silence. */
    DATA_AGAIN,
    /** It had no duration: an entry, a change. */
    MOMENTARY,
    /** The rule was changed or removed. */
    RULE_CHANGED
  }

  public Severity severity() {
    return severities.getLast().severity();
  }

  /**
   * What shows that it happened, bounded in size.
   *
   * @param sentence what was seen and which limit it broke, with units: "Internal temperature was
   *     above 8 °C for 30 min: 9.1 °C at the start, at most 11.4 °C."
   * @param from the first reading or window that matters
   * @param until the last reading looked at so far
   * @param readings how many readings it rests on
   * @param lines what to draw
   * @param samples the first, the most extreme and the one that raised it; at most 10
   */
  public record Evidence(
      String sentence,
      Instant from,
      Instant until,
      long readings,
      List<Line> lines,
      List<Sample> samples) {
    public Evidence {
      lines = List.copyOf(lines);
      samples = List.copyOf(samples);
    }
  }

  /**
   * A field and the limit drawn beside it.
   *
   * @param limit in the field's unit, as it was when the alert was raised; null when there is none
   *     or it is no number
   * @param component of a vector or a position: {@code magnitude}, {@code x}; null when the field
   *     has none, or the limit is compared with none of them
   */
  public record Line(String field, @Nullable Double limit, @Nullable String component) {
    public Line(String field, @Nullable Double limit) {
      this(field, limit, null);
    }
  }
}
