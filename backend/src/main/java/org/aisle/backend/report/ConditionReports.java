package org.aisle.backend.report;

import java.time.Duration;
import java.time.Instant;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** Makes condition reports from what is stored. Thread-safe. */
public interface ConditionReports {

  /** What a report looks back when nobody says from when. */
  Duration USUAL = Duration.ofDays(31);

  /** The longest time that a report may cover. */
  Duration LONGEST = Duration.ofDays(92);

  /** How many readings a report may rest on. */
  int MOST_READINGS = 500_000;

  /**
   * @param from null for the first reading of the 31 days before the end
   * @param to null for now
   * @return refused with the codes {@code report.range}, {@code report.too-many-readings} or {@code
   *     device.unknown}
   */
  Outcome<ConditionReport> of(DeviceRef device, @Nullable Instant from, @Nullable Instant to);
}
