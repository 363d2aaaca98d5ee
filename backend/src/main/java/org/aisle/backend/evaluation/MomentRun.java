package org.aisle.backend.evaluation;

import org.aisle.backend.evaluation.Evaluator.Results;
import org.aisle.backend.evaluation.Guard.Standing;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.jspecify.annotations.Nullable;

/** Something that happens at a reading and has no duration. What is not judged did not happen. */
final class MomentRun extends RuleRun {

  private final Happening happening;

  MomentRun(RuleProgram program, Surroundings surroundings, Happening happening) {
    super(program, surroundings);
    this.happening = happening;
  }

  @Override
  void take(LiveFrame frame, Results results) {
    Standing standing = guard.at(frame);
    @Nullable String said = happening.at(frame);
    if (said != null && standing == Standing.JUDGED) {
      episode =
          new Episode(program, frame.now())
              .look(frame, Double.NaN)
              .say(said)
              .raise(frame, frame.now(), Double.NaN);
      end(frame.now(), Clearing.MOMENTARY, results);
    }
  }

  @Override
  void save(Packer to) {
    super.save(to);
    happening.save(to);
  }

  @Override
  void restore(Unpacker from) {
    super.restore(from);
    happening.restore(from);
  }
}
