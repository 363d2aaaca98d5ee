package org.aisle.backend.rules;

import java.time.Instant;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** How far is worked out what follows from a device's readings? Thread-safe. */
public interface EvaluationProgress {

  /** Something that is asked of what is stored. */
  @FunctionalInterface
  interface Question<T> {
    /**
     * @param wholeUntil derived fields of later moments may be missing or wrong; null when all of
     *     them are there
     */
    T answer(@Nullable Instant wholeUntil);
  }

  /**
   * Answers from one snapshot of what is stored, so that readings and what follows from them belong
   * together.
   *
   * @param table of the readings
   */
  <T> T ask(DeviceRef device, String table, Question<T> question);
}
