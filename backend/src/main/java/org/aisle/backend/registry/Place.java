package org.aisle.backend.registry;

import java.util.List;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A geofence of an app: an outlet, depot or zone.
 *
 * @param radiusMetres of the circle around it, or around its outline
 * @param outline the corners of a polygon; empty for a circle
 */
public record Place(
    String id,
    String name,
    @Nullable String organisation,
    String kind,
    double lat,
    double lon,
    double radiusMetres,
    @Nullable String address,
    List<GeoPosition> outline) {

  public Place {
    outline = List.copyOf(outline);
  }

  /** A circular place. */
  public Place(
      String id,
      String name,
      @Nullable String organisation,
      String kind,
      double lat,
      double lon,
      double radiusMetres,
      @Nullable String address) {
    this(id, name, organisation, kind, lat, lon, radiusMetres, address, List.of());
  }

  /** What is inside it. */
  public Shape shape() {
    return outline.isEmpty()
        ? new Shape.Circle(new GeoPosition(lat, lon), radiusMetres)
        : new Shape.Polygon(outline);
  }
}
