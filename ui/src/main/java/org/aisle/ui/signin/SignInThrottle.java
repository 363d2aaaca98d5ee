package org.aisle.ui.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * After {@link #FREE} failures a name must wait, each time twice as long, up to {@link #LONGEST}.
 * Remembers the {@link #NAMES} names that failed last. Thread-safe.
 */
final class SignInThrottle {

  static final int FREE = 5;
  static final int NAMES = 10_000;
  static final Duration LONGEST = Duration.ofMinutes(5);

  private record Failures(int count, Instant until) {}

  private final InstantSource clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > NAMES;
        }
      };

  SignInThrottle(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean mayTry(String name) {
    Failures known = failures.get(name);
    return known == null || !clock.instant().isBefore(known.until());
  }

  synchronized void failed(String name) {
    Failures known = failures.get(name);
    int count = known == null ? 1 : known.count() + 1;
    Duration wait =
        count < FREE ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(count - FREE, 10));
    Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    failures.put(name, new Failures(count, clock.instant().plus(bounded)));
  }

  synchronized void succeeded(String name) {
    failures.remove(name);
  }
}
