package org.aisle.backend.evaluation;

import java.util.Comparator;
import java.util.List;
import org.aisle.backend.evaluation.DeviceContext.Site;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.Shapes;
import org.jspecify.annotations.Nullable;

/** How a position lies to the places of an app. Remembers the last answer; for one thread. */
final class PlaceRelations {

  private final List<Site> bySize;
  private double lat = Double.NaN;
  private double lon = Double.NaN;
  private @Nullable Site around;

  PlaceRelations(List<Site> places) {
    this.bySize =
        places.stream()
            .sorted(
                Comparator.comparingDouble((Site site) -> extent(site.shape()))
                    .thenComparing(Site::id))
            .toList();
  }

  boolean inside(Site place, double lat, double lon) {
    return Shapes.contains(place.shape(), lat, lon);
  }

  /** To the circle's centre, the middle of a polygon's corners, the nearest corner of a route. */
  double metres(Site place, double lat, double lon) {
    return switch (place.shape()) {
      case Shape.Circle c -> GeoPosition.metres(c.centre().lat(), c.centre().lon(), lat, lon);
      case Shape.Polygon p ->
          GeoPosition.metres(
              p.corners().stream().mapToDouble(GeoPosition::lat).average().orElse(Double.NaN),
              p.corners().stream().mapToDouble(GeoPosition::lon).average().orElse(Double.NaN),
              lat,
              lon);
      case Shape.Corridor r ->
          r.line().stream()
              .mapToDouble(at -> GeoPosition.metres(at.lat(), at.lon(), lat, lon))
              .min()
              .orElse(Double.NaN);
    };
  }

  /** The smallest place around a position, of equals the first by id; null when there is none. */
  @Nullable Site around(double atLat, double atLon) {
    if (atLat != lat || atLon != lon) {
      lat = atLat;
      lon = atLon;
      around = null;
      for (Site site : bySize) {
        if (Shapes.contains(site.shape(), atLat, atLon)) {
          around = site;
          break;
        }
      }
    }
    return around;
  }

  /** Square metres, roughly: enough to tell a store from the town around it. */
  private static double extent(Shape shape) {
    return switch (shape) {
      case Shape.Circle c -> Math.PI * c.radiusMetres() * c.radiusMetres();
      case Shape.Polygon p -> area(p.corners());
      case Shape.Corridor r -> {
        double length = 0;
        for (int i = 1; i < r.line().size(); i++) {
          length += r.line().get(i - 1).metresTo(r.line().get(i));
        }
        yield (length + r.widthMetres()) * 2 * r.widthMetres();
      }
    };
  }

  private static double area(List<GeoPosition> corners) {
    GeoPosition origin = corners.getFirst();
    double scale = Math.cos(Math.toRadians(origin.lat()));
    double twice = 0;
    for (int i = 0; i < corners.size(); i++) {
      GeoPosition a = corners.get(i);
      GeoPosition b = corners.get((i + 1) % corners.size());
      twice += (a.lon() - origin.lon()) * (b.lat() - origin.lat());
      twice -= (b.lon() - origin.lon()) * (a.lat() - origin.lat());
    }
    double metresPerDegree = new GeoPosition(0, 0).metresTo(new GeoPosition(1, 0));
    return Math.abs(twice) / 2 * scale * metresPerDegree * metresPerDegree;
  }
}
