package org.aisle.sim.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.aisle.templates.app.AppTemplate.FaultSpec;

/**
 * Reads the faults of an app template. Kinds and their parameters, with defaults:
 *
 * <table>
 * <caption>Faults</caption>
 * <tr><td>door-left-open, compressor-failure, unplugged, outage</td><td>none</td></tr>
 * <tr><td>gas-loss</td><td>emptyAfterHours 0.25</td></tr>
 * <tr><td>blocked-condenser</td><td>fouling 0.75 (0 to 0.95), withinHours 0</td></tr>
 * <tr><td>moved-away</td><td>metres 5000, bearingDegrees 90, kilometresPerHour 40</td></tr>
 * <tr><td>sensor-stuck</td><td>sensor 1 (1 internal, 2 condenser, 3 ambient temperature)</td></tr>
 * <tr><td>sensor-drift</td><td>sensor 1, perDay 1 (kelvin)</td></tr>
 * <tr><td>duplicates, missing-fields</td><td>probability 0.2</td></tr>
 * <tr><td>disorder</td><td>probability 0.2, atMostSeconds 300</td></tr>
 * <tr><td>clock-offset</td><td>seconds -3600 (positive: ahead)</td></tr>
 * <tr><td>reboot</td><td>gapSeconds 90; the duration, if given, is the gap</td></tr>
 * </table>
 */
public final class FaultParser {

  private record Range(double otherwise, double low, double high) {}

  private record Kind(Map<String, Range> parameters, Function<Map<String, Double>, Fault> create) {}

  private static final Map<String, Kind> KINDS = new TreeMap<>();

  private static final List<String> SENSORS =
      List.of("internalTemperature", "condenserTemperature", "ambientTemperature");

  static {
    KINDS.put("door-left-open", new Kind(Map.of(), p -> new Fault.DoorLeftOpen()));
    KINDS.put("compressor-failure", new Kind(Map.of(), p -> new Fault.CompressorFailure()));
    KINDS.put("unplugged", new Kind(Map.of(), p -> new Fault.Unplugged()));
    KINDS.put("outage", new Kind(Map.of(), p -> new Fault.Outage()));
    KINDS.put(
        "gas-loss",
        new Kind(
            Map.of("emptyAfterHours", new Range(0.25, 0, 10_000)),
            p -> new Fault.GasLoss(hours(p, "emptyAfterHours"))));
    KINDS.put(
        "blocked-condenser",
        new Kind(
            Map.of("fouling", new Range(0.75, 0, 0.95), "withinHours", new Range(0, 0, 10_000)),
            p -> new Fault.BlockedCondenser(value(p, "fouling"), hours(p, "withinHours"))));
    KINDS.put(
        "moved-away",
        new Kind(
            Map.of(
                "metres", new Range(5_000, 0, 1_000_000),
                "bearingDegrees", new Range(90, 0, 360),
                "kilometresPerHour", new Range(40, 0.1, 200)),
            p ->
                new Fault.MovedAway(
                    value(p, "metres"),
                    value(p, "bearingDegrees"),
                    value(p, "kilometresPerHour") / 3.6)));
    Range sensor = new Range(1, 1, SENSORS.size());
    KINDS.put(
        "sensor-stuck", new Kind(Map.of("sensor", sensor), p -> new Fault.SensorStuck(sensor(p))));
    KINDS.put(
        "sensor-drift",
        new Kind(
            Map.of("sensor", sensor, "perDay", new Range(1, -100, 100)),
            p -> new Fault.SensorDrift(sensor(p), value(p, "perDay"))));
    Range probability = new Range(0.2, 0, 1);
    KINDS.put(
        "duplicates",
        new Kind(
            Map.of("probability", probability),
            p -> new Fault.Duplicates(value(p, "probability"))));
    KINDS.put(
        "missing-fields",
        new Kind(
            Map.of("probability", probability),
            p -> new Fault.MissingFields(value(p, "probability"))));
    KINDS.put(
        "disorder",
        new Kind(
            Map.of("probability", probability, "atMostSeconds", new Range(300, 1, 1e6)),
            p -> new Fault.Disorder(value(p, "probability"), seconds(p, "atMostSeconds"))));
    KINDS.put(
        "clock-offset",
        new Kind(
            Map.of("seconds", new Range(-3_600, -1e9, 1e9)),
            p -> new Fault.ClockOffset(seconds(p, "seconds"))));
    KINDS.put(
        "reboot",
        new Kind(
            Map.of("gapSeconds", new Range(90, 1, 86_400)),
            p -> new Fault.Reboot(seconds(p, "gapSeconds"))));
  }

  private FaultParser() {}

  /** The kinds that are understood. */
  public static SortedSet<String> kinds() {
    return new TreeSet<>(KINDS.keySet());
  }

  /** Reads one fault; every problem of it is reported at once. */
  public static ParsedFault parse(FaultSpec spec) {
    Kind kind = KINDS.get(spec.kind());
    if (kind == null) {
      return new ParsedFault.Refused(
          List.of(
              "There is no fault \"%s\"; use one of %s."
                  .formatted(spec.kind(), String.join(", ", KINDS.keySet()))));
    }
    List<String> problems = new ArrayList<>();
    Map<String, Double> values = new TreeMap<>();
    kind.parameters.forEach((name, range) -> values.put(name, range.otherwise));
    new TreeMap<>(spec.parameters())
        .forEach(
            (name, value) -> {
              Range range = kind.parameters.get(name);
              if (range == null) {
                problems.add(unknown(spec.kind(), name, kind));
              } else if (!(value >= range.low && value <= range.high)) {
                problems.add(
                    "%s of %s is %s; use a value from %s to %s."
                        .formatted(name, spec.kind(), value, range.low, range.high));
              } else {
                values.put(name, value);
              }
            });
    times(spec, problems);
    if (!problems.isEmpty()) {
      return new ParsedFault.Refused(problems);
    }
    if (spec.kind().equals("reboot")) {
      spec.duration().ifPresent(gap -> values.put("gapSeconds", gap.toMillis() / 1000.0));
    }
    Fault fault = kind.create.apply(values);
    Optional<Duration> duration =
        fault instanceof Fault.Reboot reboot ? Optional.of(reboot.gap()) : spec.duration();
    return new ParsedFault.Accepted(
        new ScheduledFault(fault, new Schedule(spec.start(), duration, spec.every())));
  }

  private static void times(FaultSpec spec, List<String> problems) {
    if (spec.start().isNegative()) {
      problems.add(
          "%s starts before the simulation does; use PT0S or later.".formatted(spec.kind()));
    }
    if (spec.duration().filter(d -> !d.isPositive()).isPresent()) {
      problems.add(
          "The duration of %s is not positive; leave it out to let it last."
              .formatted(spec.kind()));
    }
    if (spec.every().filter(d -> !d.isPositive()).isPresent()) {
      problems.add(
          "The period of %s is not positive; leave it out to let it happen once."
              .formatted(spec.kind()));
    }
  }

  private static String unknown(String kind, String name, Kind known) {
    return known.parameters.isEmpty()
        ? "%s takes no parameters; remove %s.".formatted(kind, name)
        : "%s has no parameter %s; use %s."
            .formatted(kind, name, String.join(", ", new TreeSet<>(known.parameters.keySet())));
  }

  private static double value(Map<String, Double> values, String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("The parameter " + name + " has no default.");
    }
    return value;
  }

  private static Duration hours(Map<String, Double> values, String name) {
    return Duration.ofMillis(Math.round(value(values, name) * 3_600_000));
  }

  private static Duration seconds(Map<String, Double> values, String name) {
    return Duration.ofMillis(Math.round(value(values, name) * 1000));
  }

  private static String sensor(Map<String, Double> values) {
    return SENSORS.get((int) Math.round(value(values, "sensor")) - 1);
  }
}
