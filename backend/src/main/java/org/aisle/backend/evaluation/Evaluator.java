package org.aisle.backend.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.templates.rule.RuleFault;
import org.jspecify.annotations.Nullable;

/**
 * The derived fields and rules of one device template, ready to be evaluated. Immutable and
 * thread-safe; a {@link Memory} belongs to one device and one thread at a time.
 *
 * <p>The result is a pure function of (device context, readings in the order of event time, asOf):
 * taking readings one by one, saving and restoring in between, or beginning again at any saved
 * memory gives the same as taking them all at once. What each kind of rule says, and what happens
 * at gaps, with unknown values and when the clocks change, is written down in {@code
 * docs/decisions/0007-rules-in-event-time.md}.
 *
 * <p>A memory holds one value for each name of the template, and for each rule and derived field:
 * at most 60 panes of four numbers, 1,000 moments of a repetition, an occurrence of at most 32
 * severities and three samples of the fields the rule uses.
 */
public interface Evaluator {

  /**
   * @param broken rules that cannot be judged, with the reasons; they are left out
   */
  record Compiled(Evaluator evaluator, Map<String, List<RuleFault>> broken) {}

  /** What is remembered of one device; bounded in size whatever it sends. */
  interface Memory {
    /** The last reading taken; null when none was. */
    @Nullable Instant through();
  }

  /** Told what follows while readings are taken; in order of time per rule. */
  interface Results {
    /** An occurrence that the data has ended; it stands unless earlier readings change it. */
    void ended(Occurrence occurrence);

    /** What is to be stored for the derived fields; each instant once, in the order of time. */
    void derived(DerivedSample sample);
  }

  /** What all readings of a device say. Ended and lasting occurrences in order of their start. */
  record Timeline(List<Occurrence> occurrences, List<DerivedSample> derived) {
    public Timeline {
      occurrences = List.copyOf(occurrences);
      derived = List.copyOf(derived);
    }
  }

  /** Nothing was observed yet. */
  Memory begin(DeviceContext context);

  /**
   * As {@link #save} left it. What belongs to rules or derived fields that changed since begins
   * anew; what cannot be read at all is as {@link #begin}.
   */
  Memory restore(DeviceContext context, byte[] saved);

  /** A compact, versioned form. */
  byte[] save(Memory memory);

  /**
   * Takes the next reading.
   *
   * @throws IllegalArgumentException when it is not later than {@link Memory#through()}
   */
  void take(Memory memory, Sample sample, Results results);

  /**
   * What lasts, or was brought about by time alone (silence, the end of a window, an escalation),
   * if nothing further is observed until {@code asOf}. The memory stays as it is.
   */
  List<Occurrence> until(Memory memory, Instant asOf);

  /** When {@link #until} will next say something else without any reading; null for never. */
  @Nullable Instant wake(Memory memory, Instant asOf);

  /** All at once. */
  Timeline timeline(DeviceContext context, Iterable<Sample> samples, Instant asOf);
}
