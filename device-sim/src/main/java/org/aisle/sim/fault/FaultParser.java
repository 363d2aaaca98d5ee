package org.aisle.sim.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.app.AppTemplate.FaultSpec;
import org.aisle.templates.app.Simulation;
import org.aisle.templates.app.Simulation.BehaviourOutline;
import org.aisle.templates.app.Simulation.FaultOutline;
import org.aisle.templates.app.Simulation.Parameter;

/**
 * Reads the faults of an app template. Kinds, parameters, ranges and defaults are those of {@link
 * Simulation#faults}.
 */
public final class FaultParser {

  private FaultParser() {}

  /** Reads one fault of a device of that behaviour; every problem of it is reported at once. */
  public static ParsedFault parse(FaultSpec spec, String behaviour) {
    SortedMap<String, FaultOutline> known = Simulation.faults(behaviour);
    FaultOutline kind = known.get(spec.kind());
    if (kind == null) {
      return new ParsedFault.Refused(
          List.of(
              "There is no fault \"%s\"; use one of %s."
                  .formatted(spec.kind(), String.join(", ", known.keySet()))));
    }
    List<String> problems = new ArrayList<>();
    new TreeMap<>(spec.parameters())
        .forEach(
            (name, value) -> {
              Parameter parameter = kind.parameters().get(name);
              if (parameter == null) {
                problems.add(unknown(kind, name));
              } else if (!parameter.contains(value)) {
                problems.add(
                    "%s of %s is %s; use a value from %s to %s."
                        .formatted(name, spec.kind(), value, parameter.least(), parameter.most()));
              }
            });
    times(spec, problems);
    if (!problems.isEmpty()) {
      return new ParsedFault.Refused(problems);
    }
    Map<String, Double> values = Simulation.complete(kind.parameters(), spec.parameters());
    Fault fault = fault(spec, behaviour, values);
    Optional<Duration> duration =
        fault instanceof Fault.Reboot reboot ? Optional.of(reboot.gap()) : spec.duration();
    return new ParsedFault.Accepted(
        new ScheduledFault(fault, new Schedule(spec.start(), duration, spec.every())));
  }

  private static Fault fault(FaultSpec spec, String behaviour, Map<String, Double> values) {
    return switch (spec.kind()) {
      case "sensor-stuck" -> new Fault.SensorStuck(sensor(behaviour, values));
      case "sensor-drift" ->
          new Fault.SensorDrift(sensor(behaviour, values), value(values, "perDay"));
      case "outage" -> new Fault.Outage();
      case "duplicates" -> new Fault.Duplicates(value(values, "probability"));
      case "missing-fields" -> new Fault.MissingFields(value(values, "probability"));
      case "disorder" ->
          new Fault.Disorder(value(values, "probability"), seconds(values, "atMostSeconds"));
      case "clock-offset" -> new Fault.ClockOffset(seconds(values, "seconds"));
      case "reboot" ->
          new Fault.Reboot(spec.duration().orElseGet(() -> seconds(values, "gapSeconds")));
      default -> new Fault.Physical(spec.kind(), values);
    };
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

  private static String unknown(FaultOutline kind, String name) {
    return kind.parameters().isEmpty()
        ? "%s takes no parameters; remove %s.".formatted(kind.kind(), name)
        : "%s has no parameter %s; use %s."
            .formatted(kind.kind(), name, String.join(", ", kind.parameters().keySet()));
  }

  private static double value(Map<String, Double> values, String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("The parameter " + name + " has no default.");
    }
    return value;
  }

  private static Duration seconds(Map<String, Double> values, String name) {
    return Duration.ofMillis(Math.round(value(values, name) * 1000));
  }

  private static String sensor(String behaviour, Map<String, Double> values) {
    BehaviourOutline outline = Simulation.behaviours().get(behaviour);
    if (outline == null) {
      throw new IllegalStateException("There is no behaviour " + behaviour + ".");
    }
    return outline.sensors().get((int) Math.round(value(values, "sensor")) - 1);
  }
}
