package org.aisle.backend.evaluation;

import org.aisle.templates.condition.Quantity;
import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Truth;

/**
 * What adds up over a period. The truth of a condition at a reading stands for the time up to the
 * next one, if that is no further away than the field's gap. The field is unknown at readings where
 * its condition or expression is.
 */
final class AmountRun extends DerivedRun {

  /** What is added up. */
  sealed interface Kind {

    /** Minutes in which a condition held. */
    record Minutes(Test condition) implements Kind {}

    /** Percent of the known time in which a condition held; unknown while no time is known. */
    record Share(Test condition) implements Kind {}

    /** How often a condition became true; at the first reading too. */
    record Times(Test condition) implements Kind {}

    /**
     * Mean kinetic temperature, J. D. Haynes, Worldwide Virtual Temperatures for Product Stability
     * Testing, J. Pharm. Sci. 60 (1971) 927–929, as in USP &lt;1079.2&gt;: {@code T = (ΔH/R) / −ln
     * Σ(wᵢ·e^(−ΔH/(R·Tᵢ)))}, T in kelvin, R = 8.314462618·10⁻³ kJ/(mol·K) (CODATA 2018). The
     * weights are the shares of known time; between two readings of the temperature the mean of
     * their two exponentials counts. Unknown while no time is known.
     */
    record Kinetic(Quantity celsius, int[] measured, double overR) implements Kind {}
  }

  /** In kJ/(mol·K). */
  static final double GAS_CONSTANT = 8.314462618e-3;

  static final double ZERO_CELSIUS = 273.15;

  private final Kind kind;
  private final Amounts amounts;
  private Truth truth = Truth.UNKNOWN;
  private long at = Micros.NEVER;
  private double exponential = Double.NaN;

  AmountRun(DerivedProgram program, Kind kind, Amounts amounts) {
    super(program);
    this.kind = kind;
    this.amounts = amounts;
  }

  @Override
  void take(LiveFrame frame, Stored to) {
    amounts.advance(frame.now());
    double value =
        switch (kind) {
          case Kind.Minutes m -> minutes(frame, m.condition());
          case Kind.Share s -> share(frame, s.condition());
          case Kind.Times t -> times(frame, t.condition());
          case Kind.Kinetic k -> kinetic(frame, k);
        };
    set(frame, to, value, null);
  }

  private double minutes(LiveFrame frame, Test condition) {
    if (truth == Truth.TRUE && frame.joined(program.gap())) {
      amounts.span(0, frame.previous(), frame.now(), 1);
    }
    truth = condition.in(frame);
    return truth == Truth.UNKNOWN ? Double.NaN : amounts.total(0) / Micros.MINUTE;
  }

  private double share(LiveFrame frame, Test condition) {
    if (truth != Truth.UNKNOWN && frame.joined(program.gap())) {
      amounts.span(0, frame.previous(), frame.now(), truth == Truth.TRUE ? 1 : 0);
      amounts.span(1, frame.previous(), frame.now(), 1);
    }
    truth = condition.in(frame);
    double known = amounts.total(1);
    return truth == Truth.UNKNOWN || known <= 0 ? Double.NaN : 100 * (amounts.total(0) / known);
  }

  private double times(LiveFrame frame, Test condition) {
    Truth before = truth;
    truth = condition.in(frame);
    if (truth == Truth.TRUE && before != Truth.TRUE) {
      amounts.add(0, 1);
    }
    return truth == Truth.UNKNOWN ? Double.NaN : amounts.total(0);
  }

  private double kinetic(LiveFrame frame, Kind.Kinetic k) {
    double celsius = k.celsius().in(frame);
    if (frame.news(k.measured()) && !Double.isNaN(celsius)) {
      double now = StrictMath.exp(-k.overR() / (celsius + ZERO_CELSIUS));
      if (at != Micros.NEVER && frame.now() - at <= program.gap()) {
        amounts.span(0, at, frame.now(), (exponential + now) / 2);
        amounts.span(1, at, frame.now(), 1);
      }
      exponential = now;
      at = frame.now();
    }
    double known = amounts.total(1);
    if (Double.isNaN(celsius) || known <= 0) {
      return Double.NaN;
    }
    return k.overR() / -StrictMath.log(amounts.total(0) / known) - ZERO_CELSIUS;
  }

  @Override
  void save(Packer to) {
    super.save(to);
    to.octet(truth.ordinal()).flag(at != Micros.NEVER);
    if (at != Micros.NEVER) {
      to.whole(at).number(exponential);
    }
    amounts.save(to);
  }

  @Override
  void restore(Unpacker from) {
    super.restore(from);
    truth = Truth.values()[from.octet() % 3];
    if (from.flag()) {
      at = from.whole();
      exponential = from.number();
    }
    amounts.restore(from);
  }
}
