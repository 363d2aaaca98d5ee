package org.aisle.templates.place;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Point;

/**
 * What can be asked of shapes. Lines between corners are straight on a map of latitude and
 * longitude, as in GeoJSON (RFC 7946, section 3.1.1), not great circles.
 */
public final class Shapes {

  /** Who stands on the border of a polygon is inside. */
  private static final double BORDER_METRES = 0.01;

  private static final double METRES_PER_DEGREE = GeoPosition.metres(0, 0, 1, 0);

  private Shapes() {}

  /**
   * Whether a position in degrees is inside a sound shape or on its border. False if a coordinate
   * is NaN. Without allocation.
   */
  public static boolean contains(Shape shape, double lat, double lon) {
    return switch (shape) {
      case Shape.Circle(GeoPosition centre, double radius) ->
          GeoPosition.metres(centre.lat(), centre.lon(), lat, lon) <= radius;
      case Shape.Polygon(List<GeoPosition> corners) ->
          isBetween(corners, lat, lon) || metresToLine(corners, true, lat, lon) <= BORDER_METRES;
      case Shape.Corridor(List<GeoPosition> line, double width) ->
          metresToLine(line, false, lat, lon) <= width;
    };
  }

  /** How far a position in degrees is from the border of a sound shape, on either side of it. */
  public static double metresToBorder(Shape shape, double lat, double lon) {
    return switch (shape) {
      case Shape.Circle(GeoPosition centre, double radius) ->
          Math.abs(GeoPosition.metres(centre.lat(), centre.lon(), lat, lon) - radius);
      case Shape.Polygon(List<GeoPosition> corners) -> metresToLine(corners, true, lat, lon);
      case Shape.Corridor(List<GeoPosition> line, double width) ->
          Math.abs(metresToLine(line, false, lat, lon) - width);
    };
  }

  /**
   * The corners of a sound corridor's outer border, for drawings. Distances are those at the middle
   * latitude of each stretch; what the corridor encloses without being inside of it is left out.
   */
  public static List<GeoPosition> outline(Shape.Corridor corridor) {
    return CorridorOutline.of(corridor);
  }

  /** All that is wrong with the shape; empty for a sound one. */
  public static List<ShapeFault> check(Shape shape) {
    return ShapeChecker.check(shape);
  }

  /** What is wrong with the coordinates of a position that somebody wrote. */
  public static Optional<ShapeFault> checkPosition(double lat, double lon) {
    return ShapeChecker.position(lat, lon);
  }

  /**
   * A circle around the centroid of a sound polygon and through its farthest corner, for maps that
   * know only circles. All of the polygon is inside, unless it is as large as a continent. Not the
   * smallest one; it may be larger than a place's circle may be.
   */
  public static Shape.Circle around(Shape.Polygon polygon) {
    Point centroid = ShapeChecker.planar(polygon.corners()).getCentroid();
    GeoPosition centre = new GeoPosition(centroid.getY(), centroid.getX());
    double radius = 0;
    for (GeoPosition corner : polygon.corners()) {
      radius = Math.max(radius, centre.metresTo(corner));
    }
    return new Shape.Circle(centre, radius + BORDER_METRES);
  }

  /** By the even-odd rule; on the border it may say either. */
  private static boolean isBetween(List<GeoPosition> corners, double lat, double lon) {
    boolean inside = false;
    GeoPosition from = corners.getLast();
    for (int i = 0; i < corners.size(); i++) {
      GeoPosition to = corners.get(i);
      if (from.lat() > lat != to.lat() > lat
          && lon
              < from.lon()
                  + (to.lon() - from.lon()) * (lat - from.lat()) / (to.lat() - from.lat())) {
        inside = !inside;
      }
      from = to;
    }
    return inside;
  }

  /** In an equirectangular projection around the position; good for the widths of corridors. */
  private static double metresToLine(
      List<GeoPosition> line, boolean closed, double lat, double lon) {
    double perLongitude = METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
    double least = Double.POSITIVE_INFINITY;
    for (int i = closed ? 0 : 1; i < line.size(); i++) {
      GeoPosition from = line.get(i == 0 ? line.size() - 1 : i - 1);
      GeoPosition to = line.get(i);
      double turn = 360 * Math.rint(((from.lon() + to.lon()) / 2 - lon) / 360);
      double x = (from.lon() - lon - turn) * perLongitude;
      double y = (from.lat() - lat) * METRES_PER_DEGREE;
      double dx = (to.lon() - from.lon()) * perLongitude;
      double dy = (to.lat() - from.lat()) * METRES_PER_DEGREE;
      double length = dx * dx + dy * dy;
      double share = length == 0 ? 0 : Math.clamp(-(x * dx + y * dy) / length, 0, 1);
      least = Math.min(least, Math.hypot(x + share * dx, y + share * dy));
    }
    return least;
  }
}
