package org.aisle.ui.expectation;

import java.time.Instant;
import org.aisle.backend.evaluation.Occurrence;

/** An alert as somebody would have seen it first, and when. */
record Told(Occurrence occurrence, Instant at) {

  /** Whether both are about the same time, so that one amends the other. */
  boolean amendedBy(Occurrence other) {
    return occurrence.rule().equals(other.rule())
        && !ended(occurrence).isBefore(other.startedAt())
        && !ended(other).isBefore(occurrence.startedAt());
  }

  private static Instant ended(Occurrence occurrence) {
    return occurrence.clearedAt() == null ? Instant.MAX : occurrence.clearedAt();
  }
}
