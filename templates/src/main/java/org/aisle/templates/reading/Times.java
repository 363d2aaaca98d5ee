package org.aisle.templates.reading;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The resolution of time in Aisle: one microsecond, that of PostgreSQL's {@code timestamptz}. */
public final class Times {

  /** Device times before this are not plausible: no device of this trade is older. */
  public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private Times() {}

  /** Cuts off what is finer than a microsecond, so that a time survives storage unchanged. */
  public static Instant toMicros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
