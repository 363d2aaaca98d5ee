package org.aisle.gateway.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets one refusal per name and interval through, so that a client that keeps trying cannot fill
 * the store. Remembers a bounded number of names; thread-safe.
 */
final class RefusalBudget {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int NAMES = 10_000;
  private static final int PER_INTERVAL = 600;

  private final Duration interval;
  private final Map<String, Instant> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > NAMES;
        }
      };
  private Instant intervalStart = Instant.MIN;
  private int inInterval;

  /** One per name and minute. */
  RefusalBudget() {
    this(MINUTE);
  }

  RefusalBudget(Duration interval) {
    this.interval = interval;
  }

  /** Whether a refusal of that name shall be kept now; at most 600 of all names in a minute. */
  synchronized boolean spend(String name, Instant now) {
    Instant last = kept.get(name);
    if (last != null && now.isBefore(last.plus(interval))) {
      return false;
    }
    if (!now.isBefore(intervalStart.equals(Instant.MIN) ? now : intervalStart.plus(MINUTE))) {
      intervalStart = now;
      inInterval = 0;
    }
    if (inInterval >= PER_INTERVAL) {
      return false;
    }
    inInterval++;
    kept.remove(name);
    kept.put(name, now);
    return true;
  }
}
