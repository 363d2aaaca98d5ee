package org.aisle.templates.decode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A point in time as a device states it: ISO 8601 with an offset or {@code Z}, or milliseconds
 * since 1970. Seconds since 1970 are not guessed. Years 1 to 9999 only, so that every store can
 * keep it.
 */
public sealed interface DeviceTime {

  /** A readable time; whether it is plausible is another question. */
  record At(Instant instant) implements DeviceTime {}

  /** Not a time; {@code sentence} says what to send instead. */
  record Unreadable(String sentence) implements DeviceTime {}

  /** Reads a JSON text or number. */
  static DeviceTime of(JsonNode node) {
    if (node.isString()) {
      return Format.iso(node.stringValue());
    }
    if (node.isNumber()) {
      return Format.millis(node.numberValue().doubleValue());
    }
    return Format.unreadable();
  }

  /** Reads a message property: ISO 8601, or milliseconds as decimal digits. */
  static DeviceTime ofText(String text) {
    return Format.DIGITS.matcher(text).matches()
        ? Format.millis(Double.parseDouble(text))
        : Format.iso(text);
  }

  /** Milliseconds since 1970, rounded to the microsecond. */
  static DeviceTime ofMillis(double millis) {
    return Format.millis(millis);
  }

  static DeviceTime of(Instant instant) {
    return Format.bounded(instant);
  }

  /** How times are written. */
  final class Format {

    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}(?:\\.[0-9]{1,9})?");
    private static final int LONGEST = 48;
    private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final DateTimeFormatter ISO =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private Format() {}

    private static DeviceTime iso(String text) {
      if (text.length() > LONGEST) {
        return unreadable();
      }
      try {
        return bounded(Instant.from(ISO.parse(text)));
      } catch (DateTimeException e) {
        return unreadable();
      }
    }

    private static DeviceTime millis(double millis) {
      if (!(Math.abs(millis) <= LAST_SECOND * 1e3)) {
        return outside();
      }
      long micros = Math.round(millis * 1e3);
      return bounded(
          Instant.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L));
    }

    private static DeviceTime bounded(Instant instant) {
      long second = instant.getEpochSecond();
      return second < FIRST_SECOND || second > LAST_SECOND ? outside() : new At(instant);
    }

    private static DeviceTime unreadable() {
      return new Unreadable(
          "The time can't be read; send ISO 8601 with an offset (2026-11-20T08:15:30.250Z) or"
              + " milliseconds since 1970 as a number.");
    }

    private static DeviceTime outside() {
      return new Unreadable(
          "The time lies outside the years 1 to 9999; send ISO 8601 with an offset or milliseconds"
              + " since 1970.");
    }
  }
}
