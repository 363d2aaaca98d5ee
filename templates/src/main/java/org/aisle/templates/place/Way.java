package org.aisle.templates.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line that is measured along its length. Between its points it is straight on a map of latitude
 * and longitude, as in {@link Shapes}; longer stretches are measured in pieces, so that equal
 * metres are equal metres on the Earth, too. Immutable.
 */
public final class Way {

  private static final double PIECE_METRES = 25_000;
  private static final double METRES_PER_DEGREE = GeoPosition.metres(0, 0, 1, 0);

  private final double[] lats;
  private final double[] lons;

  /** Metres from the beginning to each point. */
  private final double[] along;

  /**
   * @param line at least one point
   */
  public Way(List<GeoPosition> line) {
    List<GeoPosition> points = new ArrayList<>();
    points.add(line.getFirst());
    for (int i = 1; i < line.size(); i++) {
      GeoPosition from = line.get(i - 1);
      GeoPosition to = line.get(i);
      int pieces = (int) Math.ceil(Math.max(1, from.metresTo(to)) / PIECE_METRES);
      for (int piece = 1; piece <= pieces; piece++) {
        double share = (double) piece / pieces;
        points.add(
            new GeoPosition(
                from.lat() + share * (to.lat() - from.lat()),
                from.lon() + share * (to.lon() - from.lon())));
      }
    }
    lats = points.stream().mapToDouble(GeoPosition::lat).toArray();
    lons = points.stream().mapToDouble(GeoPosition::lon).toArray();
    along = new double[lats.length];
    for (int i = 1; i < along.length; i++) {
      along[i] = along[i - 1] + points.get(i - 1).metresTo(points.get(i));
    }
  }

  /** Metres from its beginning to its end. */
  public double metres() {
    return along[along.length - 1];
  }

  /** The point so many metres from its beginning; its ends for less than nothing and for more. */
  public GeoPosition at(double metres) {
    int found = Arrays.binarySearch(along, metres);
    if (found >= 0) {
      return new GeoPosition(lats[found], lons[found]);
    }
    int next = -found - 1;
    if (next == 0 || next == along.length) {
      int end = next == 0 ? 0 : along.length - 1;
      return new GeoPosition(lats[end], lons[end]);
    }
    double share = (metres - along[next - 1]) / (along[next] - along[next - 1]);
    return new GeoPosition(
        lats[next - 1] + share * (lats[next] - lats[next - 1]),
        lons[next - 1] + share * (lons[next] - lons[next - 1]));
  }

  /**
   * Where it passes a position most closely.
   *
   * @param off metres from the position to it
   * @param along metres from its beginning
   */
  public record Nearest(double off, double along) {}

  /** Where it passes a position; in an equirectangular projection around each piece. */
  public Nearest nearest(double lat, double lon) {
    double least = GeoPosition.metres(lats[0], lons[0], lat, lon);
    double where = 0;
    for (int i = 1; i < lats.length; i++) {
      double perLongitude = METRES_PER_DEGREE * Math.cos(Math.toRadians(lat));
      double x = (lon - lons[i - 1]) * perLongitude;
      double y = (lat - lats[i - 1]) * METRES_PER_DEGREE;
      double dx = (lons[i] - lons[i - 1]) * perLongitude;
      double dy = (lats[i] - lats[i - 1]) * METRES_PER_DEGREE;
      double square = dx * dx + dy * dy;
      double share = square == 0 ? 0 : Math.clamp((x * dx + y * dy) / square, 0, 1);
      double off = Math.hypot(x - share * dx, y - share * dy);
      if (off < least) {
        least = off;
        where = along[i - 1] + share * (along[i] - along[i - 1]);
      }
    }
    return new Nearest(least, where);
  }
}
