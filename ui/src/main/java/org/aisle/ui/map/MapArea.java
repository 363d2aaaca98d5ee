package org.aisle.ui.map;

import java.util.Collection;
import org.aisle.ui.map.DeviceMap.Marker;

/**
 * What a map shows of the world, in degrees; longitudes may go beyond 180 degrees.
 *
 * @param zoom Leaflet's: 256 pixels around the world at 0, twice as many at each next
 */
record MapArea(double zoom, double south, double west, double north, double east) {

  static final MapArea WORLD = new MapArea(1, -90, -360, 90, 360);
  private static final double DEEPEST = 20;
  private static final double MOST_LAT = 85;

  /** As a browser says, which may say anything: not a number is the world. */
  static MapArea of(double zoom, double south, double west, double north, double east) {
    boolean sound =
        Double.isFinite(zoom + south + west + north + east) && south <= north && west <= east;
    return sound ? new MapArea(Math.clamp(zoom, 0, DEEPEST), south, west, north, east) : WORLD;
  }

  static MapArea around(Collection<Marker> devices) {
    double south = 90;
    double west = 180;
    double north = -90;
    double east = -180;
    for (Marker device : devices) {
      south = Math.min(south, device.lat());
      north = Math.max(north, device.lat());
      west = Math.min(west, device.lon());
      east = Math.max(east, device.lon());
    }
    return devices.isEmpty() ? WORLD : new MapArea(0, south, west, north, east);
  }

  /** Whether a position is in it or as near as half of its size, on any turn around the world. */
  boolean near(double lat, double lon) {
    double tall = (north - south) / 2;
    double wide = (east - west) / 2;
    double nearest = lon + 360 * Math.rint(((west + east) / 2 - lon) / 360);
    return lat >= south - tall
        && lat <= north + tall
        && nearest >= west - wide
        && nearest <= east + wide;
  }

  /** In pixels from the date line to the east. */
  double x(double lon) {
    return (lon + 180) / 360 * world();
  }

  /** In pixels from the north pole of the projection to the south. */
  double y(double lat) {
    double sin = Math.sin(Math.toRadians(Math.clamp(lat, -MOST_LAT, MOST_LAT)));
    return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * world();
  }

  private double world() {
    return 256 * Math.pow(2, zoom);
  }
}
