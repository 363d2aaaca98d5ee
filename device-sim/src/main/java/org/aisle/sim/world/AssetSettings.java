package org.aisle.sim.world;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.place.Route;

/**
 * Where and when an asset starts to exist.
 *
 * @param device the id of the device on it; with the seed it decides every random number
 * @param lat of its place, degrees
 * @param lon of its place, degrees
 * @param zone the time zone in which its store opens and closes
 * @param start the instant before the first step
 * @param parameters of the behaviour by name, all of them, in the units the behaviour documents
 * @param route the way that is planned for it, if any
 */
public record AssetSettings(
    long seed,
    String device,
    double lat,
    double lon,
    ZoneId zone,
    Instant start,
    Map<String, Double> parameters,
    Optional<Route> route) {

  public AssetSettings {
    parameters = Map.copyOf(parameters);
  }

  /** Of an asset that is going nowhere. */
  public AssetSettings(
      long seed,
      String device,
      double lat,
      double lon,
      ZoneId zone,
      Instant start,
      Map<String, Double> parameters) {
    this(seed, device, lat, lon, zone, start, parameters, Optional.empty());
  }

  /** A parameter of the behaviour. */
  public double number(String parameter) {
    Double number = parameters.get(parameter);
    if (number == null) {
      throw new IllegalArgumentException("There is no parameter " + parameter + ".");
    }
    return number;
  }

  /** Where its place is. */
  public Position position() {
    return new Position(lat, lon);
  }

  /** Random numbers of its own for a purpose. */
  public RandomStream stream(String purpose) {
    return RandomStream.of(seed, device, purpose);
  }
}
