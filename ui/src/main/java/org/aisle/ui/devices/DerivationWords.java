package org.aisle.ui.devices;

import java.time.Duration;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.Derivation.Period;
import org.aisle.ui.format.Ages;

/** Says in a few words how a derived field follows from what was measured. */
final class DerivationWords {

  private DerivationWords() {}

  static String of(Derivation how) {
    return switch (how) {
      case Derivation.Expression e -> e.expression();
      case Derivation.FirstOrderLag lag ->
          "%s, followed with a time constant of %s min"
              .formatted(lag.of(), lag.timeConstantMinutes());
      case Derivation.MeanKineticTemperature mkt ->
          "mean kinetic temperature of %s over %s".formatted(mkt.of(), words(mkt.window()));
      case Derivation.MinutesWhile minutes ->
          "minutes in which %s%s".formatted(minutes.condition(), period(minutes.period()));
      case Derivation.ShareOfTime share ->
          "share of time in which %s%s".formatted(share.condition(), period(share.period()));
      case Derivation.TimesTrue times ->
          "how often %s%s".formatted(times.condition(), period(times.period()));
      case Derivation.Speed speed -> "speed between the last two of " + speed.of();
      case Derivation.Distance distance ->
          "distance along %s%s".formatted(distance.of(), period(distance.period()));
      case Derivation.StateMachine machine ->
          "a state machine that begins with %s; %s"
              .formatted(
                  machine.initial(),
                  machine.transitions().size() == 1
                      ? "1 transition"
                      : "%d transitions".formatted(machine.transitions().size()));
    };
  }

  private static String period(Period period) {
    return switch (period) {
      case Period.Sliding sliding -> ", over the last " + words(sliding.width());
      case Period.Day day -> ", since midnight at its place";
      case Period.Always always -> ", since its first reading";
    };
  }

  private static String words(Duration length) {
    return Ages.words(length);
  }
}
