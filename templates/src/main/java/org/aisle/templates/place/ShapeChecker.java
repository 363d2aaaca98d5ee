package org.aisle.templates.place;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/** Finds what is wrong with shapes. */
final class ShapeChecker {

  static final double MIN_RADIUS_METRES = 1;
  static final double MAX_RADIUS_METRES = 1_000_000;
  static final int MIN_CORNERS = 3;
  static final int MAX_CORNERS = 500;
  static final int MIN_POINTS = 2;
  static final int MAX_POINTS = 1_000;
  static final double MIN_WIDTH_METRES = 1;
  static final double MAX_WIDTH_METRES = 100_000;

  private static final double MIN_AREA_SQUARE_METRES = 1;
  private static final double HALF_TURN = 180;

  private static final GeometryFactory PLANE = new GeometryFactory();

  private ShapeChecker() {}

  static List<ShapeFault> check(Shape shape) {
    return switch (shape) {
      case Shape.Circle circle -> circle(circle.radiusMetres());
      case Shape.Polygon polygon -> polygon(polygon.corners());
      case Shape.Corridor corridor -> corridor(corridor.line(), corridor.widthMetres());
    };
  }

  static Optional<ShapeFault> position(double lat, double lon) {
    if (Math.abs(lat) <= 90 && Math.abs(lon) <= HALF_TURN) {
      return Optional.empty();
    }
    boolean swapped = Math.abs(lat) > 90 && Math.abs(lat) <= HALF_TURN && Math.abs(lon) <= 90;
    return fault(
        "place.position",
        swapped
            ? "Latitude comes first: write %s, %s.".formatted(shown(lon), shown(lat))
            : "A position is a latitude of -90 to 90 and a longitude of -180 to 180 degrees.");
  }

  /** The polygon on a map of latitude and longitude; x is the longitude. */
  static Polygon planar(List<GeoPosition> corners) {
    Coordinate[] ring = new Coordinate[corners.size() + 1];
    for (int i = 0; i < ring.length; i++) {
      GeoPosition corner = corners.get(i % corners.size());
      ring[i] = new Coordinate(corner.lon(), corner.lat());
    }
    return PLANE.createPolygon(ring);
  }

  private static List<ShapeFault> circle(double radius) {
    return list(
        radius >= MIN_RADIUS_METRES && radius <= MAX_RADIUS_METRES
            ? Optional.empty()
            : fault("place.radius", "A radius is 1 m to 1,000 km: 1 to 1,000,000 metres."));
  }

  private static List<ShapeFault> polygon(List<GeoPosition> corners) {
    if (corners.size() < MIN_CORNERS || corners.size() > MAX_CORNERS) {
      return list(
          fault(
              "place.corners",
              "An outline has 3 to 500 corners, this one %d.".formatted(corners.size())));
    }
    List<ShapeFault> faults = new ArrayList<>();
    dateLine(corners, true).ifPresent(faults::add);
    repeated(corners).ifPresent(faults::add);
    if (faults.isEmpty()) {
      area(corners).or(() -> crossing(corners)).ifPresent(faults::add);
    }
    return List.copyOf(faults);
  }

  private static List<ShapeFault> corridor(List<GeoPosition> line, double width) {
    List<ShapeFault> faults = new ArrayList<>();
    if (line.size() < MIN_POINTS || line.size() > MAX_POINTS) {
      faults.add(
          new ShapeFault(
              "place.line",
              "The line of a corridor has 2 to 1,000 points, this one %d.".formatted(line.size())));
    } else {
      dateLine(line, false).ifPresent(faults::add);
    }
    if (!(width >= MIN_WIDTH_METRES && width <= MAX_WIDTH_METRES)) {
      faults.add(
          new ShapeFault(
              "place.width",
              "A corridor reaches 1 m to 100 km to each side: 1 to 100,000 metres."));
    }
    return List.copyOf(faults);
  }

  private static Optional<ShapeFault> dateLine(List<GeoPosition> points, boolean closed) {
    for (int i = closed ? 0 : 1; i < points.size(); i++) {
      GeoPosition from = points.get(i == 0 ? points.size() - 1 : i - 1);
      GeoPosition to = points.get(i);
      if (Math.abs(to.lon() - from.lon()) >= HALF_TURN) {
        return fault(
            "place.date-line",
            "Between %s and %s it crosses the date line or goes half round the Earth; split it in"
                    .formatted(shown(from), shown(to))
                + " two, one on each side.");
      }
    }
    return Optional.empty();
  }

  private static Optional<ShapeFault> repeated(List<GeoPosition> corners) {
    Map<GeoPosition, Integer> seen = new HashMap<>();
    for (int i = 0; i < corners.size(); i++) {
      // -0.0 and 0.0 are the same place.
      GeoPosition corner = new GeoPosition(corners.get(i).lat() + 0.0, corners.get(i).lon() + 0.0);
      Integer before = seen.put(corner, i);
      if (before != null) {
        return fault(
            "place.corner-repeated",
            before == 0 && i == corners.size() - 1
                ? "Leave out the last corner: it is joined to the first by itself."
                : "Corners %d and %d are the same, %s; leave one out."
                    .formatted(before + 1, i + 1, shown(corner)));
      }
    }
    return Optional.empty();
  }

  /** That of the convex hull, since an outline that crosses itself has no area of its own. */
  private static Optional<ShapeFault> area(List<GeoPosition> corners) {
    double degree = GeoPosition.metres(0, 0, 1, 0);
    double lat = corners.stream().mapToDouble(c -> Math.abs(c.lat())).min().orElseThrow();
    double area =
        planar(corners).convexHull().getArea() * degree * degree * Math.cos(Math.toRadians(lat));
    return area >= MIN_AREA_SQUARE_METRES
        ? Optional.empty()
        : fault(
            "place.no-area",
            "The corners lie on one line or closer than a metre; write a circle instead.");
  }

  private static Optional<ShapeFault> crossing(List<GeoPosition> corners) {
    TopologyValidationError error = new IsValidOp(planar(corners)).getValidationError();
    return error == null
        ? Optional.empty()
        : fault(
            "place.crosses-itself",
            "The outline crosses or touches itself at %s, %s; write the corners in the order in"
                    .formatted(shown(error.getCoordinate().y), shown(error.getCoordinate().x))
                + " which one walks round.");
  }

  private static Optional<ShapeFault> fault(String code, String sentence) {
    return Optional.of(new ShapeFault(code, sentence));
  }

  private static List<ShapeFault> list(Optional<ShapeFault> fault) {
    return fault.map(List::of).orElse(List.of());
  }

  private static String shown(GeoPosition position) {
    return shown(position.lat()) + ", " + shown(position.lon());
  }

  /** To about a metre. */
  private static String shown(double degrees) {
    return String.format(Locale.ROOT, "%.5f", degrees).replaceAll("\\.?0+$", "");
  }
}
