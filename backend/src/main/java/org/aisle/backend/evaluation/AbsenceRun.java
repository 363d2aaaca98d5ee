package org.aisle.backend.evaluation;

import java.util.List;
import org.aisle.backend.evaluation.Evaluator.Results;
import org.aisle.backend.evaluation.Guard.Standing;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.jspecify.annotations.Nullable;

/**
 * Silence: it begins with a reading, is raised when the limit has passed (within a schedule: when
 * it has passed and the schedule's time has come) and ends with the next reading. Whether the
 * device is meant, whether {@code unless} holds and which escalations by condition apply is as of
 * the reading with which it begins.
 */
final class AbsenceRun extends RuleRun {

  private final long limit;
  private boolean judged;

  AbsenceRun(RuleProgram program, Surroundings surroundings, long limit) {
    super(program, surroundings);
    this.limit = limit;
  }

  @Override
  void before(LiveFrame frame, long next, Results results) {
    if (frame.now() != Micros.NEVER && next - frame.now() > limit) {
      Episode silence = silence(frame, next - 1);
      if (silence != null) {
        episode = silence;
        end(next, Clearing.DATA_AGAIN, results);
      }
    }
  }

  @Override
  void take(LiveFrame frame, Results results) {
    Standing standing = guard.at(frame);
    judged = standing == Standing.JUDGED || standing == Standing.OUTSIDE;
  }

  /** The silence since the frame's reading if it was raised by then. */
  private @Nullable Episode silence(LiveFrame frame, long asOf) {
    if (!judged || frame.now() == Micros.NEVER || asOf - frame.now() < limit) {
      return null;
    }
    long raised = guard.scheduled(frame.now() + limit);
    if (raised > asOf) {
      return null;
    }
    Episode silence = new Episode(program, frame.now());
    silence.look(frame, Double.NaN).escalate(frame);
    return silence.raise(raised);
  }

  @Override
  void until(LiveFrame frame, long asOf, List<Occurrence> to) {
    Episode silence = silence(frame, asOf);
    if (silence != null) {
      to.add(silence.lasting(asOf));
    }
  }

  @Override
  long wake(LiveFrame frame, long asOf) {
    if (!judged || frame.now() == Micros.NEVER) {
      return Micros.FOREVER;
    }
    Episode silence = silence(frame, asOf);
    return silence == null ? guard.scheduled(frame.now() + limit) : silence.due(asOf);
  }

  @Override
  void save(Packer to) {
    super.save(to);
    to.flag(judged);
  }

  @Override
  void restore(Unpacker from) {
    super.restore(from);
    judged = from.flag();
  }
}
