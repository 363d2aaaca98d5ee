package org.aisle.ui.format;

import java.time.Duration;
import java.time.Instant;

/** Says how long ago something was, in the largest unit that fits. */
public final class Ages {

  private Ages() {}

  /** {@code 12 s ago}; what lies in the future, by a clock a little ahead, is "just now". */
  public static String ago(Instant at, Instant now) {
    long seconds = Duration.between(at, now).toSeconds();
    if (seconds < 5) {
      return "just now";
    }
    return words(seconds) + " ago";
  }

  /** A duration in one unit, rounded down: {@code 15 min}. */
  public static String words(Duration duration) {
    return words(Math.max(0, duration.toSeconds()));
  }

  private static String words(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }
}
