package org.aisle.backend.evaluation;

import java.util.List;
import org.aisle.backend.evaluation.Evaluator.Results;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.jspecify.annotations.Nullable;

/** How one rule stands on one device. Used by one thread at a time. */
abstract sealed class RuleRun permits AbsenceRun, HeldRun, MomentRun, RepeatedRun, TumblingRun {

  final RuleProgram program;
  final Guard guard;
  final Clearance clearance;
  @Nullable Episode episode;

  RuleRun(RuleProgram program, Surroundings surroundings) {
    this.program = program;
    this.guard = new Guard(program.active(), program.unless(), surroundings);
    this.clearance = new Clearance(program);
  }

  /** A reading at {@code next} follows; the frame still stands at the one before. */
  void before(LiveFrame frame, long next, Results results) {}

  /** The frame stands at the next reading. */
  abstract void take(LiveFrame frame, Results results);

  /** Adds what {@link Evaluator#until} says; changes nothing. */
  void until(LiveFrame frame, long asOf, List<Occurrence> to) {
    Episode current = episode;
    if (current != null && current.raised()) {
      to.add(current.lasting(asOf));
    }
  }

  /** When time alone will next change what {@link #until} says, or {@link Micros#FOREVER}. */
  long wake(LiveFrame frame, long asOf) {
    Episode current = episode;
    return current != null && current.raised() ? current.due(asOf) : Micros.FOREVER;
  }

  void save(Packer to) {
    guard.save(to);
    clearance.save(to);
    Episode current = episode;
    to.flag(current != null);
    if (current != null) {
      current.save(to);
    }
  }

  void restore(Unpacker from) {
    guard.restore(from);
    clearance.restore(from);
    episode = from.flag() ? Episode.restore(program, from) : null;
  }

  /** Ends the occurrence that lasts, or forgets the one that is pending. */
  final void end(long at, Clearing clearing, Results results) {
    Episode ending = episode;
    episode = null;
    clearance.reset();
    if (ending != null && ending.raised() && at >= program.since()) {
      results.ended(ending.ended(at, clearing));
    }
  }
}
