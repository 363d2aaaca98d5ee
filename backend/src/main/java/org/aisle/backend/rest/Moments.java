package org.aisle.backend.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times and durations in parameters, in ISO 8601. */
final class Moments {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private Moments() {}

  /**
   * Reads {@code 2026-11-20T10:00:00Z}, with any offset, or {@code 2026-11-20}, which means its
   * start in UTC. A space before the offset is the {@code +} of somebody who did not encode it.
   *
   * @throws RefusedRequest when it is none of these, or outside the years 1 to 9999
   */
  static Instant moment(String name, String text) {
    String clean = text.strip().replace(' ', '+');
    try {
      Instant moment =
          clean.length() == 10
              ? LocalDate.parse(clean).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(clean).toInstant();
      if (!moment.isBefore(EARLIEST) && !moment.isAfter(LATEST)) {
        return moment;
      }
    } catch (DateTimeException e) {
      // told below, like a moment out of range
    }
    throw RefusedRequest.badRequest(
        "parameter." + name + "-invalid",
        "Write %s as a moment like 2026-11-20T10:00:00Z or 2026-11-20T11:00:00%%2B01:00; %s is none."
            .formatted(name, Texts.quoted(text)));
  }

  /**
   * Reads {@code PT5M}.
   *
   * @throws RefusedRequest when it is no duration of 1 second to 3,660 days in whole milliseconds
   */
  static @Nullable Duration interval(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Duration interval = Duration.parse(text.strip());
      if (interval.compareTo(Duration.ofSeconds(1)) >= 0
          && interval.compareTo(LONGEST) <= 0
          && interval.getNano() % 1_000_000 == 0) {
        return interval;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // told below, like an interval out of range
    }
    throw RefusedRequest.badRequest(
        "parameter.interval-invalid",
        "Write the interval as a duration of 1 second to 3,660 days like PT5M or PT1H; %s is none."
            .formatted(Texts.quoted(text)));
  }
}
