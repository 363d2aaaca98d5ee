package org.aisle.templates.place;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A planned way of a shipment from place to place. Sound routes have at least one leg, and each leg
 * begins where the one before ended.
 *
 * @param unload how long the last stop is planned to take
 */
public record Route(String id, String name, Duration unload, List<Leg> legs) {

  public Route {
    legs = List.copyOf(legs);
  }

  /** What carries a shipment. */
  public enum Mode {
    TRUCK,
    SHIP
  }

  /**
   * From one place to the next.
   *
   * @param stop how long the stop at {@code from} is planned to take, before the leg begins
   * @param line from the middle of one place to the middle of the other, both included
   */
  public record Leg(Mode mode, String from, String to, Duration stop, List<GeoPosition> line) {
    public Leg {
      line = List.copyOf(line);
    }
  }

  /** All of its legs as one line, for a map. */
  public List<GeoPosition> line() {
    List<GeoPosition> line = new ArrayList<>();
    for (Leg leg : legs) {
      line.addAll(line.isEmpty() ? leg.line() : leg.line().subList(1, leg.line().size()));
    }
    return List.copyOf(line);
  }
}
