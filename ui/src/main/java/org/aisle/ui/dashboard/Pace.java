package org.aisle.ui.dashboard;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the questions to the history rare: a line of {@code points} points looks no different
 * before half a point's time has passed. Between 2 s and 1 min. For one thread at a time.
 */
final class Pace {

  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofMinutes(1);

  private final int points;
  private @Nullable Instant last;

  Pace(int points) {
    this.points = points;
  }

  /** Whether it is time to ask again; if so, the time counts from now. */
  boolean due(Fleet fleet) {
    Duration wait =
        Duration.between(fleet.range().from(), fleet.range().to()).dividedBy(2L * points);
    wait = wait.compareTo(LEAST) < 0 ? LEAST : wait.compareTo(MOST) > 0 ? MOST : wait;
    if (last != null && fleet.now().isBefore(last.plus(wait))) {
      return false;
    }
    last = fleet.now();
    return true;
  }
}
