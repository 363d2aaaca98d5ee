package org.aisle.templates.app;

import java.util.Map;
import java.util.Set;

/** Which behaviours the simulator has, and the names they go by in app templates. */
public final class Simulation {

  /** Behaviours and the parameters each understands. */
  public static final Map<String, Set<String>> BEHAVIOURS =
      Map.of(
          "cooler",
          Set.of("setPointC", "ambientC", "loadKg", "doorOpeningsPerHour", "ratedPowerW"));

  /** Faults of the device and of its network. */
  public static final Set<String> FAULTS =
      Set.of(
          "door-left-open",
          "compressor-failure",
          "gas-loss",
          "blocked-condenser",
          "unplugged",
          "moved-away",
          "sensor-stuck",
          "sensor-drift",
          "outage",
          "duplicates",
          "disorder",
          "clock-offset",
          "missing-fields",
          "reboot");

  private Simulation() {}
}
