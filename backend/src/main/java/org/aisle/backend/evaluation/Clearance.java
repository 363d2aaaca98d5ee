package org.aisle.backend.evaluation;

import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Truth;
import org.jspecify.annotations.Nullable;

/**
 * How long a rule's clear condition has held, measured as a trigger is: between two readings when
 * it is true at both and they are no further apart than the gap.
 */
final class Clearance {

  private final @Nullable Test condition;
  private final long gap;
  private final long holdFor;
  private long since = Micros.NEVER;

  Clearance(RuleProgram program) {
    this.condition = program.clear();
    this.gap = program.gap();
    this.holdFor = program.rule().clear() == null ? 0 : Micros.of(program.rule().clear().holdFor());
  }

  /** Whether the rule has one; without, its trigger alone decides. */
  boolean decides() {
    return condition != null;
  }

  /** When it had held long enough, known at the frame's reading, or {@link Micros#NEVER}. */
  long reached(LiveFrame frame) {
    if (condition == null || condition.in(frame) != Truth.TRUE) {
      since = Micros.NEVER;
      return Micros.NEVER;
    }
    if (since == Micros.NEVER || !frame.joined(gap)) {
      since = frame.now();
    }
    return frame.now() - since >= holdFor ? since + holdFor : Micros.NEVER;
  }

  /** Begins anew: nothing was judged, or another occurrence begins. */
  void reset() {
    since = Micros.NEVER;
  }

  void save(Packer to) {
    to.flag(since != Micros.NEVER);
    if (since != Micros.NEVER) {
      to.whole(since);
    }
  }

  void restore(Unpacker from) {
    since = from.flag() ? from.whole() : Micros.NEVER;
  }
}
