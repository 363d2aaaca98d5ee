package org.aisle.backend.evaluation;

import java.util.Arrays;
import java.util.List;
import org.aisle.backend.evaluation.Evaluator.Results;
import org.aisle.backend.evaluation.Guard.Standing;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Truth;

/**
 * A condition that became true so many times within a time: false or unknown at one reading, true
 * at the next, however far apart. Lasts while the newest {@code times} of these lie within that
 * time, or, with a clear condition, until that has held. What happens while the rule is not judged
 * does not count; outside of its schedule what was counted is forgotten. Remembers at most {@code
 * times} moments.
 */
final class RepeatedRun extends RuleRun {

  private final Test condition;
  private final int times;
  private final long within;
  private boolean held;
  private long[] edges = new long[0];
  private int size;
  private int oldest;

  RepeatedRun(
      RuleProgram program, Surroundings surroundings, Test condition, int times, long within) {
    super(program, surroundings);
    this.condition = condition;
    this.times = times;
    this.within = within;
  }

  @Override
  void take(LiveFrame frame, Results results) {
    Standing standing = guard.at(frame);
    boolean holds = condition.in(frame) == Truth.TRUE;
    boolean edge = holds && !held;
    held = holds;
    if (frame.now() > expiry()) {
      end(expiry(), Clearing.CONDITION, results);
    }
    switch (standing) {
      case NOT_TARGETED -> forget(frame.now(), Clearing.CONDITION, results);
      case OUTSIDE -> forget(frame.now(), Clearing.SCHEDULE, results);
      case SUPPRESSED -> clearance.reset();
      case JUDGED -> {
        if (!cleared(frame, results) && edge) {
          edge(frame);
        }
      }
    }
    Episode current = episode;
    if (current != null && standing == Standing.JUDGED) {
      current.escalate(frame);
    } else if (current != null) {
      current.passTo(frame.now());
    }
  }

  /** Whether the clear condition ended an occurrence at this reading. */
  private boolean cleared(LiveFrame frame, Results results) {
    if (episode == null || !clearance.decides()) {
      return false;
    }
    long cleared = clearance.reached(frame);
    if (cleared == Micros.NEVER) {
      return false;
    }
    end(cleared, Clearing.CONDITION, results);
    size = 0;
    oldest = 0;
    return true;
  }

  private void forget(long now, Clearing clearing, Results results) {
    end(now, clearing, results);
    size = 0;
    oldest = 0;
  }

  private void edge(LiveFrame frame) {
    if (size < times) {
      if (size == edges.length) {
        edges = Arrays.copyOf(edges, Math.min(times, Math.max(4, size * 2)));
      }
      edges[size++] = frame.now();
    } else {
      edges[oldest] = frame.now();
      oldest = (oldest + 1) % times;
    }
    Episode current = episode;
    if (current != null) {
      current.look(frame, program.focus().value(frame));
    } else if (size == times && frame.now() - edges[oldest] <= within) {
      double value = program.focus().value(frame);
      episode =
          new Episode(program, edges[oldest])
              .look(frame, value)
              .count(times - 1L, frame.now())
              .raise(frame, frame.now(), value);
    }
  }

  /** Until when the occurrence lasts without another moment; without an occurrence for ever. */
  private long expiry() {
    return episode == null || clearance.decides() ? Micros.FOREVER : edges[oldest] + within;
  }

  @Override
  void until(LiveFrame frame, long asOf, List<Occurrence> to) {
    Episode current = episode;
    if (current != null && asOf > expiry()) {
      if (expiry() >= program.since()) {
        to.add(current.copy().ended(expiry(), Clearing.CONDITION));
      }
    } else {
      super.until(frame, asOf, to);
    }
  }

  @Override
  long wake(LiveFrame frame, long asOf) {
    if (asOf > expiry()) {
      return Micros.FOREVER;
    }
    long expiry = expiry();
    long ends = expiry == Micros.FOREVER ? expiry : expiry + 1;
    return Math.min(super.wake(frame, asOf), ends);
  }

  @Override
  void save(Packer to) {
    super.save(to);
    to.flag(held).whole(size);
    long last = 0;
    for (int i = 0; i < size; i++) {
      long edge = edges[(oldest + i) % size];
      to.whole(edge - last);
      last = edge;
    }
  }

  @Override
  void restore(Unpacker from) {
    super.restore(from);
    held = from.flag();
    size = from.count(times);
    oldest = 0;
    edges = new long[size];
    long last = 0;
    for (int i = 0; i < size; i++) {
      last += from.whole();
      edges[i] = last;
    }
    if (episode != null && size < times) {
      throw new Unpacker.GarbledException("an occurrence without its moments");
    }
  }
}
