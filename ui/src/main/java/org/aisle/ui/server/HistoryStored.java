package org.aisle.ui.server;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a history that was sent is stored, too. The broker acknowledges what it has queued while
 * the store is slow, so the history is complete once the queue was seen empty after the last of it
 * was acknowledged. Thread-safe.
 */
final class HistoryStored {

  /** How old the count of the queue may be, and a little more. */
  static final Duration STALE = Duration.ofSeconds(2);

  private @Nullable Instant sentAt;
  private boolean stored;

  /**
   * Asked again and again from when all of it was sent.
   *
   * @param queued messages in the queue, as they were less than {@link #STALE} ago
   * @return how many may still wait, at least one while that is not known
   */
  synchronized long left(long queued, Instant now) {
    if (stored) {
      return 0;
    }
    if (sentAt == null) {
      sentAt = now;
    }
    stored = queued == 0 && !now.isBefore(sentAt.plus(STALE));
    return stored ? 0 : Math.max(1, queued);
  }
}
