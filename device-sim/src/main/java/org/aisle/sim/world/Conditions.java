package org.aisle.sim.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What is physically wrong with an asset at one moment. Kinds of trouble and their numbers are
 * those of {@code behaviours/}; two troubles of one kind can be present at once.
 */
public record Conditions(List<Trouble> troubles) {

  private static final String MOVED_AWAY = "moved-away";

  /** Nothing is wrong. */
  public static final Conditions SOUND = new Conditions(List.of());

  /**
   * One fault that is present.
   *
   * @param elapsed since it began
   * @param numbers its parameters, all of them
   */
  public record Trouble(String kind, Duration elapsed, Map<String, Double> numbers) {

    public Trouble {
      numbers = Map.copyOf(numbers);
    }

    /** A parameter of it. */
    public double number(String parameter) {
      Double number = numbers.get(parameter);
      if (number == null) {
        throw new IllegalArgumentException(kind + " has no parameter " + parameter + ".");
      }
      return number;
    }

    /**
     * How far it has come, 0 to 1, when it takes {@code hours} (a parameter) to come all the way.
     */
    public double progress(String hours) {
      double whole = number(hours) * 3_600_000;
      return whole <= 0 ? 1 : Math.min(1, elapsed.toMillis() / whole);
    }
  }

  public Conditions {
    troubles = List.copyOf(troubles);
  }

  /** These and one more. */
  public Conditions with(String kind, Duration elapsed, Map<String, Double> numbers) {
    List<Trouble> more = new ArrayList<>(troubles);
    more.add(new Trouble(kind, elapsed, numbers));
    return new Conditions(more);
  }

  /** These and one without parameters, which has just begun. */
  public Conditions with(String kind) {
    return with(kind, Duration.ZERO, Map.of());
  }

  public boolean has(String kind) {
    for (Trouble trouble : troubles) {
      if (trouble.kind().equals(kind)) {
        return true;
      }
    }
    return false;
  }

  /** Since when the longest of its kind has lasted; zero when there is none. */
  public Duration elapsed(String kind) {
    return of(kind).map(Trouble::elapsed).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /**
   * The greatest value of a parameter among troubles of a kind; {@code none} when there is none.
   */
  public double number(String kind, String parameter, double none) {
    return of(kind).mapToDouble(trouble -> trouble.number(parameter)).max().orElse(none);
  }

  /** The troubles of a kind. */
  public java.util.stream.Stream<Trouble> of(String kind) {
    return troubles.stream().filter(trouble -> trouble.kind().equals(kind));
  }

  /** Displacement from its place by {@code moved-away}, metres; displacements add up. */
  public double metresEast() {
    return driven(StrictMath::sin);
  }

  /** Displacement from its place by {@code moved-away}, metres; displacements add up. */
  public double metresNorth() {
    return driven(StrictMath::cos);
  }

  private double driven(java.util.function.DoubleUnaryOperator share) {
    if (troubles.isEmpty()) {
      return 0;
    }
    DoubleStream metres =
        of(MOVED_AWAY)
            .mapToDouble(
                trouble -> {
                  double speed = trouble.number("kilometresPerHour") / 3.6;
                  double seconds = trouble.elapsed().toMillis() / 1000.0;
                  double bearing = StrictMath.toRadians(trouble.number("bearingDegrees"));
                  return Math.min(trouble.number("metres"), speed * seconds)
                      * share.applyAsDouble(bearing);
                });
    return metres.sum();
  }
}
