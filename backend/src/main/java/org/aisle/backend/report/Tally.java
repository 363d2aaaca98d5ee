package org.aisle.backend.report;

import java.time.Duration;
import java.time.Instant;
import org.aisle.backend.report.ConditionReport.Figures;
import org.aisle.templates.definition.Field;
import org.jspecify.annotations.Nullable;

/** Sums up the values of a field, given in the order of time. Not thread-safe. */
final class Tally {

  /** 83.144 kJ/mol over the gas constant, as USP 1079.2 has it. */
  private static final double ACTIVATION_KELVIN = 83_144 / 8.3144;

  private static final double ZERO_CELSIUS = 273.15;

  private final boolean celsius;
  private long readings;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private Instant minAt = Instant.MIN;
  private Instant maxAt = Instant.MIN;
  private double plain;
  private double weighted;
  private double kinetic;
  private double seconds;
  private Duration known = Duration.ZERO;
  private Duration outside = Duration.ZERO;

  Tally(Field field) {
    celsius =
        "Temperature".equals(field.semanticType())
            && field.unit() != null
            && field.unit().name().equals("degreeCelsius");
  }

  /**
   * @param reading whether this is the beginning of a span: the value counts once
   */
  void add(double value, Instant from, Duration held, boolean reading, boolean isOutside) {
    if (reading) {
      readings++;
      plain += value;
    }
    if (value < min) {
      min = value;
      minAt = from;
    }
    if (value > max) {
      max = value;
      maxAt = from;
    }
    double lasted = held.toNanos() / 1e9;
    seconds += lasted;
    weighted += value * lasted;
    if (celsius) {
      kinetic += Math.exp(-ACTIVATION_KELVIN / (value + ZERO_CELSIUS)) * lasted;
    }
    known = known.plus(held);
    if (isOutside) {
      outside = outside.plus(held);
    }
  }

  Duration known() {
    return known;
  }

  Duration outside() {
    return outside;
  }

  @Nullable Figures figures() {
    if (min > max) {
      return null;
    }
    double mean = seconds > 0 ? weighted / seconds : readings > 0 ? plain / readings : min;
    Double kineticMean =
        celsius && seconds > 0 && kinetic > 0
            ? -ACTIVATION_KELVIN / Math.log(kinetic / seconds) - ZERO_CELSIUS
            : null;
    return new Figures(readings, min, minAt, max, maxAt, mean, kineticMean);
  }
}
