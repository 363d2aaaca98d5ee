package org.aisle.sim.world;

import org.aisle.templates.reading.Value;

/**
 * A point on the earth in degrees, on a sphere of 111,320 m a degree of latitude.
 *
 * @param lat -90 to 90
 * @param lon -180 to 180
 */
public record Position(double lat, double lon) {

  /** What a degree of latitude measures. */
  public static final double METRES_PER_DEGREE = 111_320;

  /** The point so many metres away; exact enough below 1,000 km and away from the poles. */
  public Position moved(double east, double north) {
    double itsLat = Math.clamp(lat + north / METRES_PER_DEGREE, -90, 90);
    double shrink = Math.max(0.01, StrictMath.cos(StrictMath.toRadians(lat)));
    double itsLon = lon + east / (METRES_PER_DEGREE * shrink);
    return new Position(
        itsLat, itsLon > 180 ? itsLon - 360 : itsLon < -180 ? itsLon + 360 : itsLon);
  }

  /** As telemetry, to 5 decimals (about a metre). */
  public Value.Geo value() {
    return new Value.Geo(Math.round(lat * 1e5) / 1e5, Math.round(lon * 1e5) / 1e5, null);
  }
}
