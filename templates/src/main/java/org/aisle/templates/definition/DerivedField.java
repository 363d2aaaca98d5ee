package org.aisle.templates.definition;

import java.time.Duration;

/**
 * A field that no device sends: it is computed from the others in event time, stored beside them
 * and asked for like them.
 *
 * @param field as on every surface; of a state machine its type is a choice of all its states
 * @param every numbers are stored at the first reading of each interval of this length, aligned to
 *     the epoch; states and flags at each change
 * @param gap two readings further apart than this tell nothing about the time between them
 */
public record DerivedField(Field field, Derivation derivation, Duration every, Duration gap) {

  /** Unless the model says otherwise. */
  public static final Duration USUAL_EVERY = Duration.ofMinutes(5);

  /** Unless the model says otherwise. */
  public static final Duration USUAL_GAP = Duration.ofHours(1);
}
