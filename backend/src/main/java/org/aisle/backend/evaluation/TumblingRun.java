package org.aisle.backend.evaluation;

import java.util.List;
import org.aisle.backend.evaluation.Evaluator.Results;
import org.aisle.backend.evaluation.Guard.Standing;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.templates.condition.Truth;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate over windows that follow one another (see {@link Days}). A window is judged once a
 * reading at or after its end was taken, or {@value #GRACE_MINUTES} minutes after its end when time
 * alone has to do; the limit is that of its last reading. Windows without enough values tell
 * nothing. With a clear condition that alone ends it. Readings outside of the schedule, and while
 * {@code unless} holds, do not enter a window.
 */
final class TumblingRun extends RuleRun {

  private static final int GRACE_MINUTES = 2;
  private static final long GRACE = GRACE_MINUTES * Micros.MINUTE;

  private final WindowProgram window;
  private final Days days;
  private final double[] kept;
  private long start = Micros.NEVER;
  private long end;
  private long count;
  private double limit = Double.NaN;

  TumblingRun(RuleProgram program, Surroundings surroundings, WindowProgram window) {
    super(program, surroundings);
    this.window = window;
    this.days = new Days(surroundings.zone(), window.width());
    this.kept = new double[window.tally().channels()];
  }

  @Override
  void before(LiveFrame frame, long next, Results results) {
    if (start == Micros.NEVER || next < end) {
      return;
    }
    switch (truth()) {
      case TRUE -> episode = prolonged(frame);
      case FALSE -> {
        if (!clearance.decides()) {
          end(end, Clearing.CONDITION, results);
        }
      }
      case UNKNOWN -> {}
    }
    start = Micros.NEVER;
    count = 0;
  }

  @Override
  void take(LiveFrame frame, Results results) {
    Standing standing = guard.at(frame);
    switch (standing) {
      case NOT_TARGETED -> {
        end(frame.now(), Clearing.CONDITION, results);
        start = Micros.NEVER;
        count = 0;
      }
      case OUTSIDE -> end(frame.now(), Clearing.SCHEDULE, results);
      case SUPPRESSED -> clearance.reset();
      case JUDGED -> {
        judged(frame);
        clear(frame, results);
      }
    }
    Episode current = episode;
    if (current != null && standing == Standing.JUDGED) {
      current.escalate(frame);
    } else if (current != null) {
      current.passTo(frame.now());
    }
  }

  private void judged(LiveFrame frame) {
    if (start == Micros.NEVER) {
      days.at(frame.now());
      start = days.start();
      end = days.end();
      count = 0;
    }
    limit = window.limit().in(frame);
    if (frame.news(window.measured())) {
      double x = window.of().in(frame);
      if (!Double.isNaN(x)) {
        window.tally().add(kept, 0, count, x, frame.now());
        count++;
      }
    }
  }

  private void clear(LiveFrame frame, Results results) {
    if (episode != null && clearance.decides()) {
      long cleared = clearance.reached(frame);
      if (cleared != Micros.NEVER) {
        end(cleared, Clearing.CONDITION, results);
      }
    }
  }

  private double value() {
    return window.tally().result(kept, 0, count);
  }

  private Truth truth() {
    return count < window.atLeast() ? Truth.UNKNOWN : window.judge(value(), limit);
  }

  /** The occurrence with the window that just ended, which violates. */
  private Episode prolonged(LiveFrame frame) {
    Episode current = episode;
    Episode longer = current == null ? new Episode(program, start) : current.copy();
    longer.look(frame, value()).count(count - 1, frame.now());
    return current == null ? longer.raise(frame, end, value()) : longer;
  }

  /** Whether the last window is over for good. */
  private boolean over(long asOf) {
    return start != Micros.NEVER && asOf - end >= GRACE;
  }

  @Override
  void until(LiveFrame frame, long asOf, List<Occurrence> to) {
    Truth truth = over(asOf) ? truth() : Truth.UNKNOWN;
    Episode current = episode;
    switch (truth) {
      case TRUE -> to.add(prolonged(frame).lasting(asOf));
      case FALSE -> {
        if (current != null && clearance.decides()) {
          super.until(frame, asOf, to);
        } else if (current != null && end >= program.since()) {
          to.add(current.copy().ended(end, Clearing.CONDITION));
        }
      }
      case UNKNOWN -> super.until(frame, asOf, to);
    }
  }

  @Override
  long wake(LiveFrame frame, long asOf) {
    Truth truth = start == Micros.NEVER ? Truth.UNKNOWN : truth();
    @Nullable Episode current = episode;
    if (over(asOf)) {
      return switch (truth) {
        case TRUE -> prolonged(frame).due(asOf);
        case FALSE -> clearance.decides() ? super.wake(frame, asOf) : Micros.FOREVER;
        case UNKNOWN -> super.wake(frame, asOf);
      };
    }
    boolean changes =
        truth == Truth.TRUE || (truth == Truth.FALSE && current != null && !clearance.decides());
    return Math.min(super.wake(frame, asOf), changes ? end + GRACE : Micros.FOREVER);
  }

  @Override
  void save(Packer to) {
    super.save(to);
    to.flag(start != Micros.NEVER);
    if (start != Micros.NEVER) {
      to.whole(start).whole(end - start).whole(count).number(limit);
      for (double k : kept) {
        to.number(k);
      }
    }
  }

  @Override
  void restore(Unpacker from) {
    super.restore(from);
    start = from.flag() ? from.whole() : Micros.NEVER;
    if (start != Micros.NEVER) {
      end = start + from.whole();
      count = from.whole();
      limit = from.number();
      for (int i = 0; i < kept.length; i++) {
        kept[i] = from.number();
      }
    }
  }
}
