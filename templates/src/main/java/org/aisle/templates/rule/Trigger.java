package org.aisle.templates.rule;

import java.time.Duration;
import java.util.List;
import org.aisle.templates.place.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What makes an alert. Texts named {@code condition}, {@code of} and {@code limit} are in the
 * condition language. All times are event times.
 */
public sealed interface Trigger {

  /**
   * The condition has held from a reading for at least {@code holdFor}. It holds between two
   * readings when it is true at both and they are no further apart than the rule's gap.
   *
   * @param holdFor zero for at once
   */
  record Threshold(String condition, Duration holdFor) implements Trigger {}

  /**
   * An aggregate over a window compares with a limit.
   *
   * @param of a number; of COUNT any expression that is known
   * @param limit a number, evaluated at the window's last reading
   * @param atLeast windows with fewer values are not judged
   */
  record Window(
      Aggregate aggregate,
      String of,
      Duration width,
      Kind kind,
      Comparison comparison,
      String limit,
      int atLeast)
      implements Trigger {

    /** What becomes of the window's values. */
    public enum Aggregate {
      AVG,
      MIN,
      MAX,
      SUM,
      COUNT,
      /** Highest less lowest: a sensor that no longer moves. */
      SPREAD,
      /** Last less first, per hour. */
      RATE
    }

    /** Which windows there are. */
    public enum Kind {
      /** One after the other, aligned to local midnight of the device's place. */
      TUMBLING,
      /** The time just before each reading, in steps of a sixtieth of its width. */
      SLIDING
    }

    /** How the aggregate compares with the limit when there is an alert. */
    public enum Comparison {
      ABOVE,
      AT_LEAST,
      BELOW,
      AT_MOST
    }
  }

  /**
   * No reading was observed for longer than {@code limit}. Late readings that fill the gap withdraw
   * the alert: the device was not silent, its uplink was.
   */
  record Absence(Duration limit) implements Trigger {}

  /**
   * A position moves in relation to places.
   *
   * @param holdFor how long it has to be so; of ENTER and LEAVE zero
   */
  record Geofence(Event event, Where where, Duration holdFor) implements Trigger {

    /** What happens. */
    public enum Event {
      ENTER,
      LEAVE,
      INSIDE,
      OUTSIDE
    }

    /** In relation to what. */
    public sealed interface Where {
      /** The place at which the device's asset stands, at each moment. */
      record Home() implements Where {}

      /** Any of these places, by id. */
      record Places(List<String> ids) implements Where {
        public Places {
          ids = List.copyOf(ids);
        }
      }

      /** Any place of this kind ({@code depot}). */
      record OfKind(String kind) implements Where {}

      /** A shape of the rule's own: a corridor along a route. */
      record Own(Shape shape) implements Where {}
    }
  }

  /**
   * A field changes its value.
   *
   * @param from only from this value, or null for any
   * @param to only to this value, or null for any
   */
  record Change(String field, @Nullable String from, @Nullable String to) implements Trigger {}

  /** The condition became true so many times within the time. */
  record Repeated(String condition, int times, Duration within) implements Trigger {}
}
