package org.aisle.backend.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aisle.templates.place.Route;
import org.aisle.templates.place.Way;
import org.jspecify.annotations.Nullable;

/** How a position lies to the routes of an app. Remembers the last answer; for one thread. */
final class RouteRelations {

  /**
   * Where a position is on a route.
   *
   * @param metres off it
   * @param left metres to go along it
   * @param mode of the leg that is nearest, {@code truck} or {@code ship}
   */
  record Passed(double metres, double left, String mode) {}

  private record Leg(String mode, Way way) {}

  private final Map<String, Route> routes = new HashMap<>();
  private final Map<String, List<Leg>> measured = new HashMap<>();
  private double lat = Double.NaN;
  private double lon = Double.NaN;
  private String id = "";
  private @Nullable Passed last;

  RouteRelations(List<Route> routes) {
    routes.forEach(route -> this.routes.put(route.id(), route));
  }

  /** Null when there is no such route. */
  @Nullable Passed passed(String route, double atLat, double atLon) {
    if (atLat != lat || atLon != lon || !route.equals(id)) {
      lat = atLat;
      lon = atLon;
      id = route;
      last = nearest(measured.computeIfAbsent(route, this::legs));
    }
    return last;
  }

  private List<Leg> legs(String route) {
    List<Leg> legs = new ArrayList<>();
    Route known = routes.get(route);
    if (known != null) {
      for (Route.Leg leg : known.legs()) {
        legs.add(new Leg(leg.mode().name().toLowerCase(Locale.ROOT), new Way(leg.line())));
      }
    }
    return legs;
  }

  private @Nullable Passed nearest(List<Leg> legs) {
    Passed best = null;
    double beyond = 0;
    for (Leg leg : legs.reversed()) {
      Way.Nearest nearest = leg.way().nearest(lat, lon);
      if (best == null || nearest.off() < best.metres()) {
        double left = leg.way().metres() - nearest.along() + beyond;
        best = new Passed(nearest.off(), left, leg.mode());
      }
      beyond += leg.way().metres();
    }
    return best;
  }
}
