package org.aisle.templates.app;

import java.util.Map;

/** Which behaviours and faults the simulator has, and the names they go by in app templates. */
public final class Simulation {

  /** The values a parameter may have, both limits included. */
  public record Range(double least, double most) {
    boolean contains(double value) {
      return value >= least && value <= most;
    }
  }

  private static final Range PROBABILITY = new Range(0, 1);
  private static final Range SENSOR = new Range(1, 3);
  private static final Range HOURS = new Range(0, 10_000);

  /** Behaviours, and the parameters of each. */
  public static final Map<String, Map<String, Range>> BEHAVIOURS =
      Map.of(
          "cooler",
          Map.of(
              "setPointC", new Range(-5, 15),
              "ambientC", new Range(-10, 45),
              "loadKg", new Range(0, 500),
              "doorOpeningsPerHour", new Range(0, 120),
              "ratedPowerW", new Range(150, 1_500)));

  /** Faults of the device and of its network, and the parameters of each. */
  public static final Map<String, Map<String, Range>> FAULTS =
      Map.ofEntries(
          Map.entry("door-left-open", Map.of()),
          Map.entry("compressor-failure", Map.of()),
          Map.entry("gas-loss", Map.of("emptyAfterHours", HOURS)),
          Map.entry(
              "blocked-condenser", Map.of("fouling", new Range(0, 0.95), "withinHours", HOURS)),
          Map.entry("unplugged", Map.of()),
          Map.entry(
              "moved-away",
              Map.of(
                  "metres", new Range(0, 1_000_000),
                  "bearingDegrees", new Range(0, 360),
                  "kilometresPerHour", new Range(0.1, 200))),
          Map.entry("sensor-stuck", Map.of("sensor", SENSOR)),
          Map.entry("sensor-drift", Map.of("sensor", SENSOR, "perDay", new Range(-100, 100))),
          Map.entry("outage", Map.of()),
          Map.entry("duplicates", Map.of("probability", PROBABILITY)),
          Map.entry(
              "disorder",
              Map.of("probability", PROBABILITY, "atMostSeconds", new Range(1, 1_000_000))),
          Map.entry("clock-offset", Map.of("seconds", new Range(-1_000_000_000, 1_000_000_000))),
          Map.entry("missing-fields", Map.of("probability", PROBABILITY)),
          Map.entry("reboot", Map.of("gapSeconds", new Range(1, 86_400))));

  private Simulation() {}
}
