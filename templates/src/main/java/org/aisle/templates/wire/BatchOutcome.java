package org.aisle.templates.wire;

import java.util.List;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;

/** What the bytes of a batch turned out to be. */
public sealed interface BatchOutcome {

  /**
   * The batch could be read.
   *
   * @param spoiled what in it can't be a reading, a report or a rejection; the rest is untouched
   */
  record Read(Batch batch, List<Spoiled> spoiled) implements BatchOutcome {
    public Read {
      spoiled = List.copyOf(spoiled);
    }
  }

  /**
   * One entry of a batch that holds what none can hold.
   *
   * @param device whose it is, as far as that could be read
   * @param sentence what is wrong and what to do
   */
  record Spoiled(@Nullable DeviceRef device, String sentence) {}

  /** Nothing of the batch could be read; the sentence says what is wrong and what to do. */
  record Refused(RejectionCode code, String sentence) implements BatchOutcome {}
}
