package org.aisle.gateway.forward;

import java.time.Duration;

/**
 * How much is sent at once, and how long its acknowledgement is waited for. Both follow what the
 * link turns out to carry, so that a slow link gets batches it can carry in time instead of the
 * same large one again and again. Thread-safe.
 */
final class Pace {

  static final long LEAST = 1024;
  static final long MOST = 2 * 1024 * 1024;

  private static final long FIRST = 256 * 1024;
  private static final Duration COMFORTABLE = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Duration usual;
  private long weight = FIRST;
  private Duration patience;

  Pace(Duration usual) {
    this.usual = usual;
    patience = usual;
  }

  /** How much to send at once, in bytes before they are deflated. */
  synchronized long weight() {
    return weight;
  }

  /** How long to wait for an acknowledgement. */
  synchronized Duration patience() {
    return patience;
  }

  synchronized void acknowledged(long sent, Duration took) {
    if (took.compareTo(COMFORTABLE) > 0) {
      weight = clamp(sent * COMFORTABLE.toMillis() / took.toMillis());
    } else if (sent >= weight / 2) {
      weight = clamp(weight * 2);
    }
    Duration generous = took.multipliedBy(4);
    patience = shorter(LONGEST, generous.compareTo(usual) > 0 ? generous : usual);
  }

  synchronized void timedOut(long sent) {
    weight = clamp(Math.min(weight, sent) / 4);
    patience = shorter(longer(LONGEST, usual), patience.multipliedBy(2));
  }

  private static long clamp(long value) {
    return Math.max(LEAST, Math.min(MOST, value));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
