package org.aisle.backend.evaluation;

import java.time.Duration;
import java.time.Instant;

/** Moments as microseconds since the epoch, the resolution of time in Aisle; lengths likewise. */
final class Micros {

  /** Before everything: "at no time so far". */
  static final long NEVER = Long.MIN_VALUE;

  /** After everything: "at no time to come". */
  static final long FOREVER = Long.MAX_VALUE;

  static final long SECOND = 1_000_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;

  private static final long FAR_SECONDS = 3_155_760_000_000L;

  private Micros() {}

  /** What lies further than a hundred thousand years away is taken for that far away. */
  static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    long near = Math.clamp(seconds, -FAR_SECONDS, FAR_SECONDS);
    return near * SECOND + (near == seconds ? instant.getNano() / 1_000 : 0);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000L);
  }

  /** Not longer than three thousand years, so that sums of a moment and lengths never overflow. */
  static long of(Duration length) {
    long seconds = Math.clamp(length.getSeconds(), 0, 95_000_000_000L);
    return seconds * SECOND + (length.isNegative() ? 0 : length.getNano() / 1_000);
  }
}
