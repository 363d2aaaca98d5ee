package org.aisle.templates.normalise;

import java.time.Instant;
import java.util.Optional;
import org.aisle.templates.decode.DeviceTime;
import org.aisle.templates.decode.PayloadDecoder.Sample;
import org.aisle.templates.reading.Times;
import org.jspecify.annotations.Nullable;

/** What a sample, or else its message, says about its time. */
sealed interface SampleTime {

  record Believed(Instant observedAt) implements SampleTime {}

  /** Ahead of the gateway's clock by more than is believed. */
  record Ahead(Instant claimedAt) implements SampleTime {}

  record TooEarly(Instant claimedAt) implements SampleTime {}

  record Unreadable(String sentence) implements SampleTime {}

  record Missing() implements SampleTime {}

  static SampleTime of(
      Sample sample, @Nullable DeviceTime messageTime, Instant receivedAt, NormaliseLimits limits) {
    Optional<Instant> claimed = sample.observedAt();
    if (claimed.isEmpty()) {
      if (sample.timeProblem() != null) {
        return new Unreadable(sample.timeProblem());
      }
      switch (messageTime) {
        case null -> {
          return new Missing();
        }
        case DeviceTime.Unreadable bad -> {
          return new Unreadable(bad.sentence());
        }
        case DeviceTime.At at -> claimed = Optional.of(at.instant());
      }
    }
    Instant time = Times.toMicros(claimed.get());
    if (time.isBefore(Times.EARLIEST)) {
      return new TooEarly(time);
    }
    return time.isAfter(receivedAt.plus(limits.maxClockLead()))
        ? new Ahead(time)
        : new Believed(time);
  }
}
