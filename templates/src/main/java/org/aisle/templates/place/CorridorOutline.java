package org.aisle.templates.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/** The border around a corridor, to be drawn. */
final class CorridorOutline {

  private static final GeometryFactory PLANE = new GeometryFactory();
  private static final double METRES_PER_DEGREE = GeoPosition.metres(0, 0, 1, 0);

  /** Nearer to a pole a degree of longitude is taken to be no shorter. */
  private static final double MOST_LAT = 89;

  private CorridorOutline() {}

  static List<GeoPosition> of(Shape.Corridor corridor) {
    List<Geometry> stretches = new ArrayList<>();
    List<GeoPosition> line = corridor.line();
    double lonBefore = line.getFirst().lon();
    for (int i = 1; i < line.size(); i++) {
      GeoPosition from = line.get(i - 1);
      GeoPosition to = line.get(i);
      double lon = to.lon() + 360 * Math.rint((lonBefore - to.lon()) / 360);
      stretches.add(
          around(
              new Coordinate(lonBefore, from.lat()),
              new Coordinate(lon, to.lat()),
              corridor.widthMetres()));
      lonBefore = lon;
    }
    Polygon outer = (Polygon) UnaryUnionOp.union(stretches);
    Coordinate[] ring = outer.getExteriorRing().getCoordinates();
    return Arrays.stream(ring, 0, ring.length - 1).map(CorridorOutline::position).toList();
  }

  /** In degrees; x is the longitude. */
  private static Geometry around(Coordinate from, Coordinate to, double metres) {
    double middle = Math.clamp((from.y + to.y) / 2, -MOST_LAT, MOST_LAT);
    double x = METRES_PER_DEGREE * Math.cos(Math.toRadians(middle));
    Geometry stretch = PLANE.createLineString(new Coordinate[] {from, to});
    Geometry wide =
        AffineTransformation.scaleInstance(x, METRES_PER_DEGREE).transform(stretch).buffer(metres);
    return AffineTransformation.scaleInstance(1 / x, 1 / METRES_PER_DEGREE).transform(wide);
  }

  private static GeoPosition position(Coordinate corner) {
    return new GeoPosition(Math.clamp(corner.y, -90.0, 90.0), Math.clamp(corner.x, -180.0, 180.0));
  }
}
