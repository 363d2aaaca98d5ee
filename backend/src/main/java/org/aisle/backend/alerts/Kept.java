package org.aisle.backend.alerts;

import java.time.Instant;
import java.util.List;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.jspecify.annotations.Nullable;

/**
 * A stored alert, as far as a judgement may change it.
 *
 * @param evidence as {@link EvidenceJson} writes it
 * @param silence the last one told, also after it ended: whether it is an absence
 */
record Kept(
    long id,
    Instant startedAt,
    Instant raisedAt,
    @Nullable Instant clearedAt,
    @Nullable Clearing clearing,
    List<Step> steps,
    String evidence,
    State state,
    @Nullable Silence silence,
    boolean acknowledged) {

  Kept {
    steps = List.copyOf(steps);
  }

  boolean absence() {
    return silence != null || clearing == Clearing.DATA_AGAIN;
  }
}
