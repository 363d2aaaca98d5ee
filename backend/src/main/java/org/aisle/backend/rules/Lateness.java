package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aisle.backend.alerts.Judgement.Late;
import org.aisle.backend.timeseries.ChangedRows;
import org.aisle.templates.reading.MergedReading;
import org.jspecify.annotations.Nullable;

/** Says what of new rows came late. */
final class Lateness {

  /** Readings younger than this have arrived in time. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private Lateness() {}

  /** What lies before the newest reading that was taken; null for nothing. */
  static @Nullable Late of(Subject before, ChangedRows rows, Instant now) {
    Instant through = before.through();
    if (through == null || rows.oldest().isAfter(through)) {
      return null;
    }
    List<Instant> late =
        rows.inserted().stream()
            .map(MergedReading::observedAt)
            .filter(at -> !at.isAfter(through))
            .sorted()
            .toList();
    if (!late.isEmpty()) {
      return new Late(late.size(), late.getFirst(), late.getLast(), now);
    }
    Instant until = rows.newest().isAfter(through) ? through : rows.newest();
    return new Late(rows.rows(), rows.oldest(), until, now);
  }

  /** In order, but of a time that was over when they arrived; null of fresh readings. */
  static @Nullable Late old(ChangedRows rows, Instant now) {
    return rows.oldest().isAfter(now.minus(FRESH))
        ? null
        : new Late(rows.rows(), rows.oldest(), rows.newest(), now);
  }
}
