package org.aisle.backend.imports;

import java.util.List;
import java.util.Optional;
import org.aisle.backend.imports.DrawnPlace.Spot;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;
import org.aisle.templates.place.GeoPosition;

/**
 * Whether somebody wrote longitudes for latitudes.
 *
 * @param known the places that the app has
 */
record AxesCheck(List<Place> known) {

  private static final double FAR_METRES = 300_000;
  private static final double NEARER = 5;
  private static final String CURE = "Correct the file, or import it with swapped axes.";

  /** A position that can't be one; empty for sound ones. */
  static Optional<Problem> impossible(DrawnPlace drawn) {
    for (Spot spot : drawn.spots()) {
      if (isPosition(spot)) {
        continue;
      }
      if (Math.abs(spot.lat()) <= 180 && isPosition(spot.swapped())) {
        return Optional.of(
            new Problem(
                PlaceImports.SWAPPED,
                "No latitude is %s degrees: latitudes and longitudes are swapped. %s"
                    .formatted(shown(spot.lat()), CURE)));
      }
      return Optional.of(
          new Problem(
              "place.position",
              Math.abs(spot.lat()) > 360 && Math.abs(spot.lon()) > 360
                  ? "%s, %s are metres of a map's projection, not degrees: export the file with longitudes and latitudes, WGS 84."
                      .formatted(shown(spot.lon()), shown(spot.lat()))
                  : "A position is a latitude of -90 to 90 and a longitude of -180 to 180 degrees."));
    }
    return Optional.empty();
  }

  /** Of a place with sound positions: far from all others, while it would be near when swapped. */
  Optional<Problem> doubtful(Place place) {
    if (known.isEmpty() || Math.abs(place.lon()) > 90) {
      return Optional.empty();
    }
    double given = nearest(place.lat(), place.lon());
    double swapped = nearest(place.lon(), place.lat());
    return given > FAR_METRES && swapped * NEARER < given
        ? Optional.of(
            new Problem(
                PlaceImports.DOUBTFUL,
                "It is %s km from all places of this app, but would be %s from one with latitude and longitude swapped. %s If it is right, say that the axes are as given."
                    .formatted(
                        "%,d".formatted(Math.round(given / 1000)),
                        swapped < 1000
                            ? "less than 1 km"
                            : "%,d km".formatted(Math.round(swapped / 1000)),
                        CURE)))
        : Optional.empty();
  }

  private double nearest(double lat, double lon) {
    double least = Double.POSITIVE_INFINITY;
    for (Place place : known) {
      least = Math.min(least, GeoPosition.metres(lat, lon, place.lat(), place.lon()));
    }
    return least;
  }

  private static boolean isPosition(Spot spot) {
    return Math.abs(spot.lat()) <= 90 && Math.abs(spot.lon()) <= 180;
  }

  private static String shown(double degrees) {
    return String.format(java.util.Locale.ROOT, "%.4f", degrees).replaceAll("\\.?0+$", "");
  }
}
