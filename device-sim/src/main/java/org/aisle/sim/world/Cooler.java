package org.aisle.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code cooler}: a glass-door beverage cooler. Parameters: {@code setPointC} (-5 to 15, default
 * 3.5 °C), {@code ambientC} (-10 to 45, default 22 °C, the yearly mean around it), {@code loadKg}
 * (0 to 500, default 60 kg of drinks), {@code doorOpeningsPerHour} (0 to 120, default 8, the mean
 * while the store is open), {@code ratedPowerW} (60 to 1500, default 300 W with the compressor
 * running).
 */
final class Cooler implements Behaviour {

  private record Range(double low, double high) {}

  private static final Map<String, Range> RANGES =
      new TreeMap<>(
          Map.of(
              "setPointC", new Range(-5, 15),
              "ambientC", new Range(-10, 45),
              "loadKg", new Range(0, 500),
              "doorOpeningsPerHour", new Range(0, 120),
              "ratedPowerW", new Range(60, 1500)));

  @Override
  public String name() {
    return "cooler";
  }

  @Override
  public List<String> problems(Map<String, Double> parameters) {
    List<String> problems = new ArrayList<>();
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              Range range = RANGES.get(name);
              if (range == null) {
                problems.add(
                    "A cooler has no parameter %s; use one of %s."
                        .formatted(name, String.join(", ", RANGES.keySet())));
              } else if (!(value >= range.low && value <= range.high)) {
                problems.add(
                    "%s is %s; use a value from %s to %s."
                        .formatted(name, value, range.low, range.high));
              }
            });
    return problems;
  }

  @Override
  public Asset create(AssetSettings settings) {
    return new CoolerModel(settings);
  }
}
