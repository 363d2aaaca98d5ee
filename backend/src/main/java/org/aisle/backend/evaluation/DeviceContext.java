package org.aisle.backend.evaluation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.place.Route;
import org.aisle.templates.place.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What else is known about a device, over time.
 *
 * @param zone of its place, for schedules and days
 * @param properties by path, each value with the instant from which it holds; before the first
 *     instant the first value holds
 * @param homes where its asset stood, in order, not overlapping
 * @param places all places of the app
 * @param routes all routes of the app; the device's property {@code route} names its own
 */
public record DeviceContext(
    DeviceRef device,
    ZoneId zone,
    Map<String, NavigableMap<Instant, String>> properties,
    List<Home> homes,
    List<Site> places,
    List<Route> routes) {

  public DeviceContext {
    properties = Map.copyOf(properties);
    homes = List.copyOf(homes);
    places = List.copyOf(places);
    routes = List.copyOf(routes);
  }

  /** From inclusive, to exclusive or open. */
  public record Home(String place, Instant from, @Nullable Instant to) {}

  /** A place as a condition sees it. */
  public record Site(String id, String kind, Shape shape) {}
}
