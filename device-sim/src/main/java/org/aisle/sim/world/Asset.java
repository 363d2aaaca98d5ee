package org.aisle.sim.world;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.aisle.templates.reading.Value;

/**
 * The physical model of one asset. Its state depends only on its settings and the sequence of steps
 * it was given. Not thread-safe.
 */
public interface Asset {

  /** The longest step for which a model is accurate that does not say otherwise. */
  Duration LONGEST_STEP = Duration.ofSeconds(5);

  /**
   * Lets {@code step} pass, ending at {@code now}.
   *
   * @param step constant over the life of the asset, at most {@link #longestStep}
   */
  void advance(Instant now, Duration step, Conditions conditions);

  /**
   * What its sensors measure now; counters since the last observation start again. Nothing is sent
   * when it is empty.
   */
  SortedMap<String, Value> observe(Instant now);

  /** The longest step for which this model is accurate. */
  default Duration longestStep() {
    return LONGEST_STEP;
  }

  /** Whether there is a network where it is; what it measures without one is sent later. */
  default boolean reachable() {
    return true;
  }
}
