package org.aisle.backend.report;

import java.time.Duration;

/** How long something took, for people. */
public final class Lasting {

  private Lasting() {}

  /** A time to the second below an hour, else to the minute: {@code 1 h 25 min}. */
  public static String words(Duration duration) {
    long seconds = duration.plusMillis(500).toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds % 60 == 0
          ? seconds / 60 + " min"
          : seconds / 60 + " min " + seconds % 60 + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    long hours = minutes / 60;
    String rest = minutes % 60 == 0 ? "" : " " + minutes % 60 + " min";
    if (hours < 48) {
      return hours + " h" + rest;
    }
    return hours % 24 == 0 ? hours / 24 + " d" : hours / 24 + " d " + hours % 24 + " h";
  }
}
