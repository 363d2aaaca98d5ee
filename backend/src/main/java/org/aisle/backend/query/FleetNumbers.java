package org.aisle.backend.query;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the history of many devices: one query, computed in the database, however many devices
 * and readings there are. Thread-safe; results hold no open resource.
 */
public interface FleetNumbers {

  /** How many cells an answer has at most; the rest is left out. */
  int MOST_CELLS = 20_000;

  /**
   * What is asked.
   *
   * @param groups devices by the name of what they are summed up to; those of other apps and
   *     unknown ones are left out
   * @param field numeric, or boolean as 1 and 0
   * @param every cuts the range into such pieces of local time, from midnight on; null means one
   *     piece
   * @param zone whose time is the local one
   * @param by a boolean or enum field stored with the readings, by whose state at the same moment
   *     the numbers are told apart; null for not at all
   * @param within makes every number 100 inside these limits and 0 outside, so that the average is
   *     a percentage
   */
  record Question(
      AppId app,
      Map<String, List<DeviceRef>> groups,
      TimeRange range,
      String field,
      Aggregate aggregate,
      @Nullable Duration every,
      ZoneId zone,
      @Nullable String by,
      @Nullable Limits within) {
    public Question {
      groups = Map.copyOf(groups);
      if (every != null && every.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("A piece of time is at least a second long.");
      }
    }

    /** One number per group over the whole range. */
    public Question(
        AppId app,
        Map<String, List<DeviceRef>> groups,
        TimeRange range,
        String field,
        Aggregate aggregate) {
      this(app, groups, range, field, aggregate, null, java.time.ZoneOffset.UTC, null, null);
    }
  }

  /** Both inclusive; null is no limit. */
  record Limits(@Nullable Double min, @Nullable Double max) {}

  /**
   * One number; where nothing was measured there is none.
   *
   * @param start of the piece of local time, or null where the range was not cut
   * @param state of the field that tells numbers apart; null where it said nothing, or none was
   *     asked for
   * @param readings how many it comes from
   */
  record Cell(
      String group,
      @Nullable LocalDateTime start,
      @Nullable String state,
      double value,
      long readings) {}

  /** In the order of group, time and state. */
  List<Cell> cells(Question question);
}
