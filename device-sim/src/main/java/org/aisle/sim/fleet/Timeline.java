package org.aisle.sim.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How simulated time passes.
 *
 * @param start the instant at which the assets begin to exist; faults are relative to it
 * @param publishFrom samples before it are simulated but not sent: the start of the simulation, or
 *     where an earlier run has ended
 * @param liveFrom samples before it are history: they are sent at once, in arrays
 * @param end no samples at or after it
 * @param speed from {@code liveFrom} on, seconds of simulated time for each real second, at least
 *     1; never faster than reaching the present, then as fast as real time
 * @param historyEvery devices measure no more often than this while it is history; zero means as
 *     often as ever
 */
public record Timeline(
    Instant start,
    Instant publishFrom,
    Instant liveFrom,
    Optional<Instant> end,
    double speed,
    Duration historyEvery) {

  public Timeline {
    if (publishFrom.isBefore(start) || liveFrom.isBefore(publishFrom)) {
      throw new IllegalArgumentException(
          "A timeline starts, then publishes, then is live: in this order.");
    }
    if (historyEvery.isNegative()) {
      throw new IllegalArgumentException("An interval is not negative.");
    }
    if (!(speed >= 1 && speed <= 1e6)) {
      throw new IllegalArgumentException("A speed is from 1 to 1000000.");
    }
  }

  /** From now on, in real time. */
  public static Timeline live(Instant now) {
    return new Timeline(now, now, now, Optional.empty(), 1, Duration.ZERO);
  }

  /** The last {@code history} first, then in real time. */
  public static Timeline historyFirst(Instant now, Duration history) {
    Instant start = now.minus(history);
    return new Timeline(start, start, now, Optional.empty(), 1, Duration.ZERO);
  }

  /** From a past instant on, {@code speed} times as fast until the present is reached. */
  public static Timeline accelerated(Instant start, double speed) {
    return new Timeline(start, start, start, Optional.empty(), speed, Duration.ZERO);
  }

  /**
   * The same simulation, continued: the assets begin where they did, what was sent is not sent
   * again, and what was missed until {@code now} is history.
   */
  public Timeline resumed(Instant publishFrom, Instant now) {
    return new Timeline(start, publishFrom, now, end, speed, historyEvery);
  }

  /** The same with a coarser history, so that weeks of it stay small. */
  public Timeline withHistoryEvery(Duration interval) {
    return new Timeline(start, publishFrom, liveFrom, end, speed, interval);
  }

  /** The same, ended at an instant. */
  public Timeline until(Instant last) {
    return new Timeline(start, publishFrom, liveFrom, Optional.of(last), speed, historyEvery);
  }

  /**
   * The simulated time at a real one.
   *
   * @param began the real time at which the live part began
   */
  Instant simulated(Instant began, Instant now) {
    double nanos = Duration.between(began, now).toMillis() * 1e6 * speed;
    Instant ahead = liveFrom.plusNanos((long) Math.min(nanos, Long.MAX_VALUE / 4.0));
    return ahead.isBefore(now) || liveFrom.isAfter(now) ? ahead : now;
  }
}
