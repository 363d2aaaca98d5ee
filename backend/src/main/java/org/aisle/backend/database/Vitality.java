package org.aisle.backend.database;

import java.time.Instant;

/** How an embedded PostgreSQL is. */
public sealed interface Vitality {

  /**
   * It runs.
   *
   * @param restarts how often it died and was started again
   */
  record Running(long restarts) implements Vitality {}

  /**
   * It died and does not run again yet.
   *
   * @param attempts how often its start failed
   * @param reason why it did, as a sentence; empty before the first attempt has ended
   */
  record Away(Instant since, int attempts, String reason) implements Vitality {}
}
