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
 * @param assets what it was attached to, in order, not overlapping
 * @param places all places of the app
 * @param facts what never changes of it, and the organisations of places
 * @param routes all routes of the app; the device's property {@code route} names its own
 */
public record DeviceContext(
    DeviceRef device,
    ZoneId zone,
    Map<String, NavigableMap<Instant, String>> properties,
    List<Home> homes,
    List<Attachment> assets,
    List<Site> places,
    List<Route> routes,
    Facts facts) {

  public DeviceContext {
    properties = Map.copyOf(properties);
    homes = List.copyOf(homes);
    assets = List.copyOf(assets);
    places = List.copyOf(places);
    routes = List.copyOf(routes);
  }

  /** A device whose assets have no properties. */
  public DeviceContext(
      DeviceRef device,
      ZoneId zone,
      Map<String, NavigableMap<Instant, String>> properties,
      List<Home> homes,
      List<Site> places,
      List<Route> routes) {
    this(device, zone, properties, homes, List.of(), places, routes);
  }

  /** A device of which no group asks more. */
  public DeviceContext(
      DeviceRef device,
      ZoneId zone,
      Map<String, NavigableMap<Instant, String>> properties,
      List<Home> homes,
      List<Attachment> assets,
      List<Site> places,
      List<Route> routes) {
    this(device, zone, properties, homes, assets, places, routes, Facts.NONE);
  }

  /**
   * @param organisations by place: its organisation and all above that, as they are now
   */
  public record Facts(boolean gateway, boolean simulated, Map<String, List<String>> organisations) {

    public static final Facts NONE = new Facts(false, false, Map.of());

    public Facts {
      organisations = Map.copyOf(organisations);
    }
  }

  /**
   * An asset that the device was attached to; from inclusive, to exclusive or open.
   *
   * @param properties of the asset, as those of the device
   */
  public record Attachment(
      Instant from, @Nullable Instant to, Map<String, NavigableMap<Instant, String>> properties) {
    public Attachment {
      properties = Map.copyOf(properties);
    }
  }

  /** From inclusive, to exclusive or open. */
  public record Home(String place, Instant from, @Nullable Instant to) {}

  /** A place as a condition sees it. */
  public record Site(String id, String kind, Shape shape) {}
}
