package org.aisle.ui.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.ValueFormat;

/** What an alert's state, lateness and silence are called; always text, never markup. */
final class AlertWords {

  /** What is told later than this after it could have been was late. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private AlertWords() {}

  static String state(Alert alert, Instant now) {
    return shelved(alert, now) ? "Shelved" : word(alert.state());
  }

  /** The suffix of the style sheet's class names. */
  static String stateKey(Alert alert, Instant now) {
    return shelved(alert, now) ? "shelved" : alert.state().name().toLowerCase(Locale.ROOT);
  }

  private static String word(Alert.State state) {
    return switch (state) {
      case ACTIVE -> "Active";
      case ACKNOWLEDGED -> "Acknowledged";
      case CLEARED -> "Cleared";
      case CLOSED -> "Closed";
      case WITHDRAWN -> "Withdrawn";
    };
  }

  static boolean lasts(Alert alert) {
    return alert.state() == Alert.State.ACTIVE || alert.state() == Alert.State.ACKNOWLEDGED;
  }

  static boolean shelved(Alert alert, Instant now) {
    Instant until = alert.shelvedUntil();
    return until != null && until.isAfter(now) && lasts(alert);
  }

  /** Whether it may be closed: the data ended it, or it never had a duration. */
  static boolean closable(Alert alert) {
    return alert.state() == Alert.State.CLEARED
        || (lasts(alert) && alert.occurrence().clearing() == Clearing.MOMENTARY);
  }

  /** {@code told 14:02, 3 h after}; empty when it was told in time. */
  static Optional<String> late(Alert alert, ValueFormat format, Instant now) {
    Duration after = Duration.between(alert.occurrence().raisedAt(), alert.told());
    return after.compareTo(LATE) <= 0
        ? Optional.empty()
        : Optional.of(
            "told %s, %s after"
                .formatted(format.shortMoment(alert.told(), now), Ages.words(after)));
  }

  /** How long it lasted or has lasted: {@code 42 min}. */
  static String length(Alert alert, Instant now) {
    Instant end = alert.occurrence().clearedAt();
    Duration length = Duration.between(alert.occurrence().startedAt(), end == null ? now : end);
    return Ages.words(length);
  }

  /** Whose silence an absence is; empty for other alerts. */
  static Optional<String> silence(Alert alert) {
    return switch (alert.silence()) {
      case DEVICE ->
          Optional.of(
              "The device is silent: others at its gateway or place are heard. Look at its power,"
                  + " battery and radio.");
      case UPLINK ->
          Optional.of(
              "The uplink is silent: nobody at its gateway or place is heard. Readings will come"
                  + " when it is back, and may withdraw this alert.");
      case UNKNOWN ->
          Optional.of(
              "It cannot be told whether the device or its uplink is silent: there is no other"
                  + " device at its gateway or place to compare with.");
      case null -> Optional.empty();
    };
  }

  static Optional<String> cleared(Alert alert) {
    Clearing clearing = alert.occurrence().clearing();
    return switch (clearing) {
      case CONDITION -> Optional.of("the condition no longer held");
      case SCHEDULE -> Optional.of("the schedule's time was over");
      case DATA_AGAIN -> Optional.of("a reading came after the silence");
      case MOMENTARY -> Optional.of("it had no duration");
      case RULE_CHANGED -> Optional.of("the rule was changed or removed");
      case null -> Optional.empty();
    };
  }
}
