package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aisle.backend.alerts.Judgement.Late;
import org.aisle.backend.rules.Inbox.Notice;
import org.aisle.backend.timeseries.ChangedRows;
import org.aisle.templates.reading.MergedReading;
import org.jspecify.annotations.Nullable;

/** Says what of new rows came late. */
final class Lateness {

  /** Readings younger than this have arrived in time. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private Lateness() {}

  /** What is to blame for what is said next of a device that is judged anew; null for nothing. */
  static @Nullable Late of(@Nullable Subject before, Notice notice, Instant now) {
    ChangedRows rows = notice.rows();
    Late late = before == null || rows == null ? null : of(before, rows, now);
    Instant changed = notice.changedFrom();
    return late == null && changed != null ? Late.changed(changed, now) : late;
  }

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

  /**
   * In order, but of a time that was over when they arrived. Fresh readings only where they are
   * known to be all that is new, and as such.
   */
  static @Nullable Late old(Subject subject, ChangedRows rows, Instant now) {
    Late news = new Late(rows.rows(), rows.oldest(), rows.newest(), now);
    if (!rows.oldest().isAfter(now.minus(FRESH))) {
      return news;
    }
    return wasTold(subject) ? news.inOrder() : null;
  }

  /** What readings in order may disprove of a rule that is not about silence. */
  static @Nullable Late news(Subject subject) {
    Late news = subject.afterSilence;
    return news == null || !wasTold(subject) ? null : news.inOrder();
  }

  /** Then it was not judged anew, so nothing but its readings can have changed. */
  private static boolean wasTold(Subject subject) {
    return subject.told != null;
  }
}
