package org.aisle.ui.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.ShapeFault;
import org.aisle.templates.place.Shapes;
import org.jspecify.annotations.Nullable;

/**
 * A geofence while it is drawn: a circle, an outline or a corridor, and what is left of the others.
 * It need not be sound yet.
 *
 * @param form which of them counts
 * @param centre of the circle; null until there is one
 * @param corners of the outline
 * @param line of the corridor
 * @param widthMetres how far the corridor reaches to each side of its line
 */
public record Fence(
    Form form,
    @Nullable GeoPosition centre,
    double radiusMetres,
    List<GeoPosition> corners,
    List<GeoPosition> line,
    double widthMetres) {

  /** What is drawn. */
  public enum Form {
    CIRCLE("Circle"),
    OUTLINE("Outline"),
    CORRIDOR("Corridor");

    private final String label;

    Form(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  private static final int MOST_CORNERS = 500;
  private static final int LONGEST = 40_000;
  private static final double USUAL_WIDTH = 500;

  public Fence {
    corners = List.copyOf(corners);
    line = List.copyOf(line);
  }

  public static Fence circle(@Nullable GeoPosition centre, double radiusMetres) {
    return new Fence(Form.CIRCLE, centre, radiusMetres, List.of(), List.of(), USUAL_WIDTH);
  }

  public static Fence outline(List<GeoPosition> corners, double radiusMetres) {
    return new Fence(Form.OUTLINE, null, radiusMetres, corners, List.of(), USUAL_WIDTH);
  }

  public boolean round() {
    return form == Form.CIRCLE;
  }

  /** The same in another form. */
  public Fence as(Form form) {
    return new Fence(form, centre, radiusMetres, corners, line, widthMetres);
  }

  public Fence around(@Nullable GeoPosition newCentre, double newRadius) {
    return new Fence(form, newCentre, newRadius, corners, line, widthMetres);
  }

  public Fence wide(double newWidth) {
    return new Fence(form, centre, radiusMetres, corners, line, newWidth);
  }

  /** The corners of the outline, or the points of the corridor's line. */
  public List<GeoPosition> points() {
    return form == Form.CORRIDOR ? line : corners;
  }

  /** The same with other {@link #points}. */
  public Fence with(List<GeoPosition> points) {
    return form == Form.CORRIDOR
        ? new Fence(form, centre, radiusMetres, corners, points, widthMetres)
        : new Fence(form, centre, radiusMetres, points, line, widthMetres);
  }

  /** Its shape, sound or not; empty while there is nothing to see of it. */
  public Optional<Shape> shape() {
    return switch (form) {
      case CIRCLE -> Optional.ofNullable(centre).map(c -> new Shape.Circle(c, radiusMetres));
      case OUTLINE ->
          corners.isEmpty() ? Optional.empty() : Optional.of(new Shape.Polygon(corners));
      case CORRIDOR ->
          line.isEmpty() ? Optional.empty() : Optional.of(new Shape.Corridor(line, widthMetres));
    };
  }

  /** The corners of what is kept; those of a corridor's border, once it is sound. */
  public List<GeoPosition> border() {
    if (form != Form.CORRIDOR) {
      return corners;
    }
    Shape.Corridor corridor = new Shape.Corridor(line, widthMetres);
    return Shapes.check(corridor).isEmpty() ? Shapes.outline(corridor) : List.of();
  }

  /** All that is wrong with it; nothing while there is nothing to see of it. */
  public List<ShapeFault> faults() {
    List<ShapeFault> faults = shape().map(Shapes::check).orElse(List.of());
    return faults.isEmpty() && form == Form.CORRIDOR && !line.isEmpty()
        ? Shapes.check(new Shape.Polygon(border()))
        : faults;
  }

  /** Its points, one {@code latitude, longitude} a line. */
  public String text() {
    return points().stream().map(Fence::text).collect(Collectors.joining("\n"));
  }

  static String text(GeoPosition position) {
    return number(position.lat()) + ", " + number(position.lon());
  }

  /** To about ten centimetres. */
  public static String number(double degrees) {
    String text = String.format(Locale.ROOT, "%.6f", degrees).replaceAll("\\.?0+$", "");
    return text.equals("-0") ? "0" : text;
  }

  /** The corners of a text as {@link #text()} makes it; empty when a line is no position. */
  public static Optional<List<GeoPosition>> corners(String text) {
    List<GeoPosition> corners = new ArrayList<>();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    for (String line : text.split("\\R")) {
      if (line.isBlank()) {
        continue;
      }
      String[] numbers = line.strip().split("[,;\\s]+", -1);
      Optional<GeoPosition> corner =
          numbers.length == 2 ? position(numbers[0], numbers[1]) : Optional.empty();
      if (corner.isEmpty() || corners.size() == MOST_CORNERS) {
        return Optional.empty();
      }
      corners.add(corner.get());
    }
    return Optional.of(List.copyOf(corners));
  }

  private static Optional<GeoPosition> position(String lat, String lon) {
    try {
      return position(Double.parseDouble(lat), Double.parseDouble(lon));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Empty for numbers that are none of a position. */
  public static Optional<GeoPosition> position(double lat, double lon) {
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180
        ? Optional.of(new GeoPosition(lat, lon))
        : Optional.empty();
  }
}
