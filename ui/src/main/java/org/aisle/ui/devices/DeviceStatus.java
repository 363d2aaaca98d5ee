package org.aisle.ui.devices;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a device keeps talking, judged by when its newest reading arrived. */
public enum DeviceStatus {
  REPORTING("Reporting", "reported within the last three intervals"),
  LATE("Late", "missed at least three intervals"),
  SILENT("Silent", "said nothing for at least an hour"),
  NEVER("Never seen", "has not sent a reading yet");

  private static final Duration LEAST_LATE = Duration.ofMinutes(2);
  private static final Duration LEAST_SILENT = Duration.ofHours(1);

  private final String label;
  private final String meaning;

  DeviceStatus(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /**
   * Late after three missed intervals (two minutes at least), silent after twelve (an hour at
   * least).
   *
   * @param seen when the newest reading arrived, or null when none ever did
   * @param interval how often the device is expected to report
   */
  public static DeviceStatus of(@Nullable Instant seen, Instant now, Duration interval) {
    if (seen == null) {
      return NEVER;
    }
    Duration age = Duration.between(seen, now);
    if (age.compareTo(longer(interval.multipliedBy(3), LEAST_LATE)) <= 0) {
      return REPORTING;
    }
    return age.compareTo(longer(interval.multipliedBy(12), LEAST_SILENT)) <= 0 ? LATE : SILENT;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** Completes the sentence "The device …". */
  public String meaning() {
    return meaning;
  }

  /** Its name in addresses and style classes. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
