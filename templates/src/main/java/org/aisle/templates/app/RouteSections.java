package org.aisle.templates.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.templates.app.AppTemplate.Place;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Route;
import org.aisle.templates.place.Route.Leg;
import org.aisle.templates.place.Route.Mode;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.ShapeFault;
import org.aisle.templates.place.Shapes;

/** Reads the routes of {@code app.yaml}. */
final class RouteSections {

  private static final Map<String, Mode> MODES = Map.of("truck", Mode.TRUCK, "ship", Mode.SHIP);

  private final Map<String, Place> places = new HashMap<>();

  RouteSections(List<Place> places) {
    places.forEach(place -> this.places.putIfAbsent(place.id(), place));
  }

  List<Route> read(List<Section> sections) {
    List<Route> routes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section section : sections) {
      String id = AppFile.id(section, ids, "route");
      String name = section.text("name");
      Duration unload = section.optionalDuration("unload").orElse(Duration.ZERO);
      routes.add(new Route(id, name, unload, legs(section)));
      section.end();
    }
    return routes;
  }

  private List<Leg> legs(Section route) {
    List<Leg> legs = new ArrayList<>();
    for (Section section : route.sections("legs")) {
      Leg leg = leg(section);
      if (!legs.isEmpty() && !legs.getLast().to().equals(leg.from())) {
        section.fault(
            "from",
            "app.route-broken",
            "The leg before ends at %s; begin there.".formatted(legs.getLast().to()));
      }
      legs.add(leg);
      section.end();
    }
    if (legs.isEmpty()) {
      route.fault("legs", "app.route-legs", "A route has at least one leg; add it to \"legs\".");
    }
    return legs;
  }

  private Leg leg(Section section) {
    Mode mode = section.choice("mode", MODES, null);
    String from = place(section, "from");
    String to = place(section, "to");
    List<GeoPosition> line = new ArrayList<>();
    middle(from, line);
    if (section.has("line")) {
      List<GeoPosition> between = section.positions("line");
      line.addAll(between == null ? List.of() : between);
    }
    middle(to, line);
    if (line.size() > 1) {
      for (ShapeFault fault : Shapes.check(new Shape.Corridor(line, 1))) {
        section.fault("line", "app." + fault.code().replace('.', '-'), fault.sentence());
      }
    }
    return new Leg(mode, from, to, section.optionalDuration("stop").orElse(Duration.ZERO), line);
  }

  private String place(Section section, String key) {
    String id = section.text(key);
    if (!id.isEmpty() && !places.containsKey(id)) {
      AppFile.unknown(section, key, "place", id, places.keySet());
    }
    return id;
  }

  private void middle(String id, List<GeoPosition> line) {
    Place place = places.get(id);
    if (place != null) {
      line.add(new GeoPosition(place.lat(), place.lon()));
    }
  }
}
