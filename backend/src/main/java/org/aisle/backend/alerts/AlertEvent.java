package org.aisle.backend.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an alert: never changed or removed, so that what an operator was told stays
 * known.
 *
 * @param at the server's time
 * @param by a person or token; null for Aisle itself
 * @param sentence "Withdrawn: 41 readings for 09:10–10:40 arrived at 14:02."
 */
public record AlertEvent(long alert, Instant at, Kind kind, @Nullable String by, String sentence) {

  /** What kind of thing. */
  public enum Kind {
    RAISED,
    AMENDED,
    SEVERITY,
    CLEARED,
    WITHDRAWN,
    ACKNOWLEDGED,
    ASSIGNED,
    COMMENTED,
    SHELVED,
    UNSHELVED,
    CLOSED,
    NOTIFIED
  }
}
