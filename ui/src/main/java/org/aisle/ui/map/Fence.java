package org.aisle.ui.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A geofence while it is drawn: a circle or an outline, and what is left of the other. It need not
 * be sound yet.
 *
 * @param round whether it is the circle that counts
 * @param centre of the circle; null until there is one
 */
public record Fence(
    boolean round, @Nullable GeoPosition centre, double radiusMetres, List<GeoPosition> corners) {

  private static final int MOST_CORNERS = 500;
  private static final int LONGEST = 40_000;

  public Fence {
    corners = List.copyOf(corners);
  }

  /** The same as a circle, or as an outline. */
  public Fence as(boolean round) {
    return new Fence(round, centre, radiusMetres, corners);
  }

  public Fence around(@Nullable GeoPosition newCentre, double newRadius) {
    return new Fence(round, newCentre, newRadius, corners);
  }

  public Fence with(List<GeoPosition> newCorners) {
    return new Fence(round, centre, radiusMetres, newCorners);
  }

  /** Its shape, sound or not; empty while there is nothing to see of it. */
  public Optional<Shape> shape() {
    return round
        ? Optional.ofNullable(centre).map(c -> new Shape.Circle(c, radiusMetres))
        : corners.isEmpty() ? Optional.empty() : Optional.of(new Shape.Polygon(corners));
  }

  /** Its corners, one {@code latitude, longitude} a line. */
  public String text() {
    return corners.stream().map(Fence::text).collect(Collectors.joining("\n"));
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
