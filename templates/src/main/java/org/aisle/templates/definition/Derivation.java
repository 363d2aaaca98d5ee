package org.aisle.templates.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a derived field follows from what was measured: a pure function of the device's readings in
 * the order of their event time. Texts named {@code condition}, {@code expression} and {@code of}
 * are in the condition language (see {@link org.aisle.templates.condition.Conditions}). What is
 * accumulated between two readings counts only when they are no further apart than the field's
 * {@code gap}; across a longer gap nothing is known and nothing is added.
 */
public sealed interface Derivation {

  /** What the expression says at each reading; boolean, number or text as the field's schema. */
  record Expression(String expression) implements Derivation {}

  /**
   * A first-order lag behind {@code of}: the temperature of a product in moving air. With time
   * constant τ and a step Δt between readings, {@code y += (x − y)·(1 − e^(−Δt/τ))}; starts at the
   * first value, and again after a gap.
   *
   * @param timeConstantMinutes a number or an expression, evaluated at each reading
   */
  record FirstOrderLag(String of, String timeConstantMinutes) implements Derivation {}

  /**
   * Mean kinetic temperature of {@code of} (°C) over a sliding window, after Haynes (1971) as in
   * USP &lt;1079.2&gt;, time-weighted.
   *
   * @param activationEnergy in kJ/mol; 83.144 by convention
   */
  record MeanKineticTemperature(String of, Duration window, double activationEnergy)
      implements Derivation {}

  /** Minutes in which the condition held, within the sliding window or since local midnight. */
  record MinutesWhile(String condition, Period period) implements Derivation {}

  /** Percent of the known time in which the condition held: a compressor's duty cycle. */
  record ShareOfTime(String condition, Period period) implements Derivation {}

  /** How often the condition became true. */
  record TimesTrue(String condition, Period period) implements Derivation {}

  /** Metres per second between the last two positions, on the WGS 84 mean sphere. */
  record Speed(String of) implements Derivation {}

  /** Metres travelled along the positions; steps shorter than {@code least} metres are noise. */
  record Distance(String of, Period period, double least) implements Derivation {}

  /**
   * A state machine. At each reading the first transition out of the current state whose condition
   * has held for its {@code holdFor} is taken; the state changes at the instant that was reached.
   *
   * @param initial the state before any transition
   */
  record StateMachine(String initial, List<Transition> transitions) implements Derivation {
    public StateMachine {
      transitions = List.copyOf(transitions);
    }

    /**
     * @param from the state to leave, or null for any
     * @param holdFor zero for at once
     */
    public record Transition(
        @Nullable String from, String to, String condition, Duration holdFor) {}
  }

  /** Over what something is accumulated. */
  sealed interface Period {
    /** The time just before each reading. */
    record Sliding(Duration width) implements Period {}

    /** Since midnight in the time zone of the device's place. */
    record Day() implements Period {}

    /** Since the device's first reading. */
    record Always() implements Period {}
  }
}
