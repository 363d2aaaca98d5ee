package org.aisle.backend.evaluation;

import org.aisle.backend.evaluation.Evaluator.Results;
import org.aisle.backend.evaluation.Guard.Standing;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.templates.condition.Truth;

/**
 * A trigger that must hold for a time. It holds between two readings when it is true at both and
 * they are no further apart than the rule's gap.
 */
final class HeldRun extends RuleRun {

  private final Signal signal;
  private final long holdFor;

  HeldRun(RuleProgram program, Surroundings surroundings, Signal signal, long holdFor) {
    super(program, surroundings);
    this.signal = signal;
    this.holdFor = holdFor;
  }

  Signal signal() {
    return signal;
  }

  @Override
  void take(LiveFrame frame, Results results) {
    Standing standing = guard.at(frame);
    switch (standing) {
      case NOT_TARGETED -> end(frame.now(), Clearing.CONDITION, results);
      case OUTSIDE -> end(frame.now(), Clearing.SCHEDULE, results);
      case SUPPRESSED -> suppressed(frame);
      case JUDGED -> judged(frame, signal.at(frame), results);
    }
  }

  private void suppressed(LiveFrame frame) {
    clearance.reset();
    Episode current = episode;
    if (current != null && !current.raised()) {
      episode = null;
    } else if (current != null) {
      current.passTo(frame.now());
    }
  }

  private void judged(LiveFrame frame, Truth truth, Results results) {
    Episode current = episode;
    long now = frame.now();
    if (current != null && current.raised()) {
      long cleared = cleared(frame, truth);
      if (cleared != Micros.NEVER) {
        end(cleared, Clearing.CONDITION, results);
        return;
      }
      if (truth == Truth.TRUE) {
        current.look(frame, signal.value(frame));
      }
      current.escalate(frame);
    } else if (truth != Truth.TRUE) {
      episode = null;
    } else {
      if (current == null || !frame.joined(program.gap())) {
        current = new Episode(program, now);
        episode = current;
      }
      current.look(frame, signal.value(frame));
      if (now - current.start() >= holdFor) {
        current.raise(frame, current.start() + holdFor, signal.value(frame));
      } else {
        current.escalate(frame);
      }
    }
  }

  /** When the occurrence ended, known at this reading, or {@link Micros#NEVER}. */
  private long cleared(LiveFrame frame, Truth truth) {
    if (clearance.decides()) {
      return clearance.reached(frame);
    }
    return truth == Truth.FALSE ? frame.now() : Micros.NEVER;
  }

  @Override
  void save(Packer to) {
    super.save(to);
    signal.save(to);
  }

  @Override
  void restore(Unpacker from) {
    super.restore(from);
    signal.restore(from);
  }
}
