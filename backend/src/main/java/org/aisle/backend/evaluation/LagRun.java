package org.aisle.backend.evaluation;

import org.aisle.templates.condition.Quantity;

/**
 * A first-order lag: {@code τ·dy/dt = x − y}, the lumped-capacitance model of a body in a moving
 * fluid (F. P. Incropera et al., Fundamentals of Heat and Mass Transfer, 6th ed. 2007, section
 * 5.1), as it is used for products behind air. Between two readings x is taken as it was at the
 * later one, for which {@code y += (x − y)·(1 − e^(−Δt/τ))} is exact (zero-order hold: K. J.
 * Åström, B. Wittenmark, Computer-Controlled Systems, 3rd ed. 1997, section 2.3).
 *
 * <p>It moves at readings that observed something x needs, starts at the first x, and again after a
 * gap. A time constant of zero or less follows at once; an unknown one leaves y unknown.
 */
final class LagRun extends DerivedRun {

  private final Quantity of;
  private final int[] measured;
  private final Quantity minutes;
  private long at = Micros.NEVER;
  private double y = Double.NaN;

  LagRun(DerivedProgram program, Quantity of, int[] measured, Quantity minutes) {
    super(program);
    this.of = of;
    this.measured = measured.clone();
    this.minutes = minutes;
  }

  @Override
  void take(LiveFrame frame, Stored to) {
    long now = frame.now();
    boolean joined = at != Micros.NEVER && now - at <= program.gap();
    if (frame.news(measured)) {
      double x = of.in(frame);
      if (!Double.isNaN(x)) {
        y = joined ? step(x, now - at, minutes.in(frame)) : x;
        at = Double.isNaN(y) ? Micros.NEVER : now;
        joined = at != Micros.NEVER;
      }
    }
    set(frame, to, joined ? y : Double.NaN, null);
  }

  private double step(double x, long passed, double tau) {
    if (tau <= 0) {
      return x;
    }
    double share = -StrictMath.expm1(-((double) passed / Micros.MINUTE) / tau);
    return y + (x - y) * share;
  }

  @Override
  void save(Packer to) {
    super.save(to);
    to.flag(at != Micros.NEVER);
    if (at != Micros.NEVER) {
      to.whole(at).number(y);
    }
  }

  @Override
  void restore(Unpacker from) {
    super.restore(from);
    if (from.flag()) {
      at = from.whole();
      y = from.number();
    }
  }
}
