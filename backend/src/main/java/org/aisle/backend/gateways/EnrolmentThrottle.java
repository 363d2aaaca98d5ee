package org.aisle.backend.gateways;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Counts wrong tokens, per address and over all. In memory: a restart forgets. */
@Component
class EnrolmentThrottle {

  static final int PER_ADDRESS = 10;
  static final int OVER_ALL = 500;
  static final Duration WINDOW = Duration.ofMinutes(15);

  private static final int REMEMBERED = 50_000;
  private static final String ALL = "";

  private record Attempts(Instant since, int count) {}

  private final InstantSource time;
  private final Cache<String, Attempts> wrong =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  EnrolmentThrottle(InstantSource time) {
    this.time = time;
  }

  /** How long to wait before the next attempt; zero when there is no need to. */
  Duration remaining(String address) {
    Duration own = remaining(address, PER_ADDRESS);
    Duration all = remaining(ALL, OVER_ALL);
    return own.compareTo(all) > 0 ? own : all;
  }

  private Duration remaining(String key, int most) {
    Attempts attempts = wrong.getIfPresent(key);
    if (attempts == null || attempts.count() < most) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(time.instant(), attempts.since().plus(WINDOW));
    return left.isNegative() ? Duration.ZERO : left;
  }

  void failed(String address) {
    count(address);
    count(ALL);
  }

  private void count(String key) {
    Instant now = time.instant();
    wrong
        .asMap()
        .compute(
            key,
            (k, attempts) ->
                attempts == null || !now.isBefore(attempts.since().plus(WINDOW))
                    ? new Attempts(now, 1)
                    : new Attempts(attempts.since(), attempts.count() + 1));
  }
}
