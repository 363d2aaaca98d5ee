package org.aisle.backend.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong attempts: per name and address together, per address, and per name. The last limit
 * is the widest, so that a stranger cannot easily lock a person out. In memory: a restart forgets.
 */
final class SignInThrottle {

  static final int PER_NAME_AND_ADDRESS = 5;
  static final int PER_ADDRESS = 30;
  static final int PER_NAME = 100;
  static final Duration WINDOW = Duration.ofMinutes(15);

  private static final int REMEMBERED = 100_000;

  private record Attempts(Instant since, int count) {}

  private record Limit(String key, int most) {}

  private final InstantSource time;
  private final Cache<String, Attempts> wrong =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  SignInThrottle(InstantSource time) {
    this.time = time;
  }

  /** How long to wait before the next attempt; zero when there is no need to. */
  Duration remaining(String name, String address) {
    Instant now = time.instant();
    Duration longest = Duration.ZERO;
    for (Limit limit : limits(name, address)) {
      Attempts attempts = wrong.getIfPresent(limit.key());
      if (attempts != null && attempts.count() >= limit.most()) {
        Duration left = Duration.between(now, attempts.since().plus(WINDOW));
        longest = left.compareTo(longest) > 0 ? left : longest;
      }
    }
    return longest;
  }

  void failed(String name, String address) {
    Instant now = time.instant();
    for (Limit limit : limits(name, address)) {
      wrong.asMap().compute(limit.key(), (key, attempts) -> next(attempts, now));
    }
  }

  void succeeded(String name, String address) {
    wrong.invalidate("both " + address + " " + name);
  }

  private static Attempts next(@Nullable Attempts attempts, Instant now) {
    return attempts == null || !now.isBefore(attempts.since().plus(WINDOW))
        ? new Attempts(now, 1)
        : new Attempts(attempts.since(), attempts.count() + 1);
  }

  private static List<Limit> limits(String name, String address) {
    List<Limit> limits = new ArrayList<>();
    limits.add(new Limit("both " + address + " " + name, PER_NAME_AND_ADDRESS));
    limits.add(new Limit("name " + name, PER_NAME));
    if (!address.isEmpty()) {
      limits.add(new Limit("from " + address, PER_ADDRESS));
    }
    return limits;
  }
}
