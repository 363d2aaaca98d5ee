package org.aisle.gateway.enrolment;

import java.time.Duration;

/**
 * How often the directory is asked for.
 *
 * @param patience how long the server may hold a question while nothing changes
 * @param first the pause after a first failure; doubled after each that follows
 * @param longest the longest pause
 */
public record SyncTiming(Duration patience, Duration first, Duration longest) {

  /** So that a change arrives in seconds, and a server that comes back is not overrun. */
  public static final SyncTiming STANDARD =
      new SyncTiming(Duration.ofSeconds(25), Duration.ofSeconds(1), Duration.ofSeconds(60));
}
