package org.aisle.templates.place;

/** A position on WGS 84 in degrees: latitude −90 to 90, longitude −180 to 180. */
public record GeoPosition(double lat, double lon) {

  private static final double MEAN_RADIUS_METRES = 6_371_008.8;

  public GeoPosition {
    if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) {
      throw new IllegalArgumentException(
          "A position has a latitude of -90 to 90 and a longitude of -180 to 180 degrees.");
    }
  }

  /**
   * Metres along the great circle on the mean sphere of IUGG, by the haversine formula (Sinnott
   * 1984); off by up to 0.5 % of the ellipsoid's distance.
   */
  public double metresTo(GeoPosition other) {
    return metres(lat, lon, other.lat, other.lon);
  }

  /** As {@link #metresTo}, without objects. */
  public static double metres(double lat1, double lon1, double lat2, double lon2) {
    double phi1 = Math.toRadians(lat1);
    double phi2 = Math.toRadians(lat2);
    double sinLat = Math.sin((phi2 - phi1) / 2);
    double sinLon = Math.sin(Math.toRadians(lon2 - lon1) / 2);
    double h = sinLat * sinLat + Math.cos(phi1) * Math.cos(phi2) * sinLon * sinLon;
    return 2 * MEAN_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
  }
}
