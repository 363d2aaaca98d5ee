package org.aisle.backend.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** Questions to the history, all in event time. Thread-safe; results hold no open resource. */
public interface Telemetry {

  /**
   * The newest value of each field, which need not come from the same message.
   *
   * @param observedAt of the newest reading
   * @param receivedAt of the newest reading
   * @param times when each field was observed
   */
  record Latest(
      DeviceRef device,
      Instant observedAt,
      Instant receivedAt,
      SortedMap<String, Value> values,
      SortedMap<String, Instant> times,
      SortedMap<String, Value.Tree> extra) {}

  /** A stored reading. */
  record Row(
      Instant observedAt,
      Instant receivedAt,
      @Nullable Long seq,
      @Nullable Instant claimedAt,
      SortedMap<String, Value> values,
      SortedMap<String, Value.Tree> extra) {}

  /** How a bucket becomes one value. */
  enum Aggregate {
    MIN,
    MAX,
    AVG,
    SUM,
    COUNT,
    FIRST,
    LAST
  }

  /** From inclusive, to exclusive. */
  record TimeRange(Instant from, Instant to) {
    public TimeRange {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("A time range ends after it starts.");
      }
    }
  }

  /** One bucket of one numeric field; empty buckets are absent, so gaps stay gaps. */
  record Bucket(
      Instant start,
      double min,
      double max,
      double avg,
      double sum,
      long count,
      double first,
      double last) {}

  /** A point of a line; a null value ends the line before a gap. */
  record Point(Instant at, @Nullable Double value) {}

  /** A stretch in which a state held; {@code state} is its text form. */
  record Stretch(Instant from, Instant to, String state) {}

  Optional<Latest> latest(DeviceRef device);

  /** One per device that ever reported, of one template (any version) or of all. */
  List<Latest> fleetLatest(AppId app, @Nullable Dtmi template);

  /**
   * Readings by observedAt, oldest first.
   *
   * @param fields the paths wanted; empty means all
   * @param limit at most this many; 1 to 100,000
   */
  List<Row> rows(DeviceRef device, TimeRange range, List<String> fields, int limit);

  /** The newest readings first; for a list of raw messages. */
  List<Row> newest(DeviceRef device, int limit);

  /** Buckets aligned to the epoch, per numeric field path. */
  Map<String, List<Bucket>> buckets(
      DeviceRef device, TimeRange range, List<String> fields, Duration interval);

  /**
   * A line of at most about {@code points} points per numeric field that keeps every bucket's
   * minimum and maximum; a null point marks where data is missing for longer than usual.
   */
  Map<String, List<Point>> series(
      DeviceRef device, TimeRange range, List<String> fields, int points);

  /** One line per group of devices: the bucketed aggregate over all devices of each group. */
  Map<String, List<Point>> groupSeries(
      AppId app,
      Map<String, List<DeviceRef>> groups,
      TimeRange range,
      String field,
      Aggregate aggregate,
      int points);

  /** The states of a boolean or enum field, merged where they do not change. */
  List<Stretch> states(DeviceRef device, TimeRange range, String field);
}
