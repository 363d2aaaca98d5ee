package org.aisle.sim.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * When a fault is present, relative to the start of the simulation: from {@code start} for {@code
 * duration} (to the end if empty), again each {@code every}.
 */
public record Schedule(Duration start, Optional<Duration> duration, Optional<Duration> every) {

  /**
   * A time for which a fault is present.
   *
   * @param number counts the occurrences from 0
   * @param elapsed since this occurrence began
   */
  public record Episode(long number, Duration elapsed) {}

  /** The episode under way at that time after the start of the simulation, if any. */
  public Optional<Episode> at(Duration sinceStart) {
    if (sinceStart.compareTo(start) < 0) {
      return Optional.empty();
    }
    Duration since = sinceStart.minus(start);
    long number = every.map(since::dividedBy).orElse(0L);
    Duration elapsed = every.map(period -> since.minus(period.multipliedBy(number))).orElse(since);
    boolean over = duration.isPresent() && elapsed.compareTo(duration.get()) >= 0;
    return over ? Optional.empty() : Optional.of(new Episode(number, elapsed));
  }
}
