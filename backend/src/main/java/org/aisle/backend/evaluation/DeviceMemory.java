package org.aisle.backend.evaluation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is remembered of one device. For one thread at a time. */
final class DeviceMemory implements Evaluator.Memory {

  final LiveFrame frame;
  final DerivedRun[] derived;
  final RuleRun[] rules;
  final Stored stored;

  DeviceMemory(LiveFrame frame, DerivedRun[] derived, RuleRun[] rules) {
    this.frame = frame;
    this.derived = derived;
    this.rules = rules;
    this.stored = new Stored();
  }

  @Override
  public @Nullable Instant through() {
    return frame.now() == Micros.NEVER ? null : Micros.instant(frame.now());
  }
}
