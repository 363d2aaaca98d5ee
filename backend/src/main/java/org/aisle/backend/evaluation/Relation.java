package org.aisle.backend.evaluation;

import java.util.List;
import java.util.function.Predicate;
import org.aisle.backend.evaluation.DeviceContext.Site;
import org.aisle.backend.evaluation.Layout.Input;
import org.aisle.templates.condition.Truth;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.Shapes;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.jspecify.annotations.Nullable;

/**
 * Whether a device is inside of what a geofence names. Unknown without a position, without a home,
 * and where the app has none of the places.
 */
final class Relation {

  private final int lat;
  private final int lon;
  private final boolean home;
  private final Where where;
  private @Nullable List<Shape> shapes;
  private final Surroundings surroundings;

  Relation(Where where, Input position, Surroundings surroundings) {
    this.lat = position.components()[0];
    this.lon = position.components()[1];
    this.surroundings = surroundings;
    this.home = where instanceof Where.Home;
    this.where = where;
  }

  private List<Shape> shapes() {
    List<Shape> known = shapes;
    if (known != null) {
      return known;
    }
    known =
        switch (where) {
          case Where.Home h -> List.of();
          case Where.Places p -> shapes(site -> p.ids().contains(site.id()));
          case Where.OfKind k -> shapes(site -> k.kind().equals(site.kind()));
          case Where.Own own -> List.of(own.shape());
        };
    shapes = known;
    return known;
  }

  private List<Shape> shapes(Predicate<Site> meant) {
    return surroundings.sites().stream().filter(meant).map(Site::shape).toList();
  }

  /** Whether the position was observed at this very reading. */
  boolean observed(LiveFrame frame) {
    return frame.at(lat) == frame.now();
  }

  Truth inside(LiveFrame frame) {
    double atLat = frame.number(lat);
    double atLon = frame.number(lon);
    if (Double.isNaN(atLat) || Double.isNaN(atLon)) {
      return Truth.UNKNOWN;
    }
    if (home) {
      Site site = surroundings.home(frame.now());
      return site == null ? Truth.UNKNOWN : truth(site.shape(), atLat, atLon);
    }
    Truth inside = shapes().isEmpty() ? Truth.UNKNOWN : Truth.FALSE;
    for (Shape shape : shapes()) {
      if (truth(shape, atLat, atLon) == Truth.TRUE) {
        return Truth.TRUE;
      }
    }
    return inside;
  }

  private static Truth truth(Shape shape, double lat, double lon) {
    return Shapes.contains(shape, lat, lon) ? Truth.TRUE : Truth.FALSE;
  }
}
