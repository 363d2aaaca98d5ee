package org.aisle.ui.format;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far back a page looks, as it stands in its address: {@code 24h}, {@code 7d}. */
public final class Ranges {

  public static final String PARAMETER = "range";

  public static final List<Duration> OFFERED =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(24),
          Duration.ofDays(7),
          Duration.ofDays(30));

  private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,3})([mhd])");
  private static final Duration MOST = Duration.ofDays(366);

  private Ranges() {}

  /** Reads input from outside; empty for anything that is not a range of 1 min to 366 days. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    Duration range =
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return range.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(range);
  }

  /** The form that {@link #parse} reads. */
  public static String key(Duration range) {
    return words(range).replace(" ", "").replace("min", "m");
  }

  /** For people: {@code 24 h}. */
  public static String words(Duration range) {
    if (range.toMinutes() % 60 != 0) {
      return range.toMinutes() + " min";
    }
    return range.toHours() > 24 && range.toHours() % 24 == 0
        ? range.toDays() + " d"
        : range.toHours() + " h";
  }
}
