package org.aisle.backend.alerts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Judgement.Late;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What people are told about an alert. Times are those of the app's zone, with the date where it is
 * not today's.
 *
 * @param now the server's time
 */
record Sentences(ZoneId zone, Instant now) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT);
  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ROOT);

  String raised(Occurrence occurrence, @Nullable Late late) {
    String known = late == null ? "" : " Known since " + arrival(late) + ".";
    return "Raised at %s: %s%s"
        .formatted(at(occurrence.raisedAt()), ended(occurrence.evidence().sentence()), known);
  }

  String cleared(Instant at, @Nullable Clearing clearing) {
    return "Cleared at %s: %s.".formatted(at(at), because(clearing));
  }

  String withdrawn(@Nullable Late late, boolean absence) {
    if (late == null) {
      return "Withdrawn: the readings no longer show it.";
    }
    return "Withdrawn: %s%s."
        .formatted(arrival(late), absence ? ": the device was not silent, its uplink was" : "");
  }

  String amended(List<String> parts, @Nullable Late late) {
    return "Amended: %s%s."
        .formatted(String.join(", ", parts), late == null ? "" : ", " + arrival(late));
  }

  String instead(String what, Instant now, Instant before) {
    return "%s %s instead of %s".formatted(what, at(now), at(before));
  }

  String lastsAfterAll(Instant cleared) {
    return "it lasts, though it was cleared at " + at(cleared);
  }

  String endedBecause(@Nullable Clearing clearing) {
    return "it ended because " + because(clearing);
  }

  String severities(List<Step> steps) {
    return "it was "
        + steps.stream()
            .map(s -> "%s from %s".formatted(word(s.severity()), at(s.at())))
            .collect(Collectors.joining(", "));
  }

  String severity(Step now, Severity before) {
    String word = word(now.severity());
    String since =
        Character.toUpperCase(word.charAt(0)) + word.substring(1) + " since " + at(now.at());
    return now.severity() == before
        ? since + "."
        : "%s, it was %s before.".formatted(since, word(before));
  }

  String silence(@Nullable Silence silence) {
    return switch (silence) {
      case DEVICE -> "others at its gateway or place are heard, so it is the device that is silent";
      case UPLINK -> "nobody at its gateway or place is heard, so data may still come";
      case UNKNOWN -> "there is nobody to compare with, so the uplink may be silent";
      case null -> "nothing is known about the silence";
    };
  }

  private static String because(@Nullable Clearing clearing) {
    return switch (clearing) {
      case CONDITION -> "what the rule looks for is over";
      case SCHEDULE -> "the hours that the rule looks at are over";
      case DATA_AGAIN -> "the device is heard again";
      case MOMENTARY -> "it had no duration";
      case RULE_CHANGED -> "the rule was changed or removed";
      case null -> "it is over";
    };
  }

  /** "41 readings for 09:10–10:40 arrived at 14:02". */
  private String arrival(Late late) {
    String from = at(late.from());
    String until = at(late.until());
    return "%,d %s for %s arrived at %s"
        .formatted(
            late.readings(),
            late.readings() == 1 ? "reading" : "readings",
            from.equals(until) ? from : from + "–" + until(late),
            at(late.arrivedAt()));
  }

  private String until(Late late) {
    return day(late.from()).equals(day(late.until()))
        ? TIME.format(late.until().atZone(zone))
        : at(late.until());
  }

  private String at(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    LocalDate today = day(now);
    if (local.toLocalDate().equals(today)) {
      return TIME.format(local);
    }
    return (local.getYear() == today.getYear() ? DAY : YEAR).format(local);
  }

  private LocalDate day(Instant moment) {
    return moment.atZone(zone).toLocalDate();
  }

  private static String ended(String sentence) {
    String clean = sentence.strip();
    return clean.endsWith(".") ? clean : clean + ".";
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case INFORMATION -> "information";
      case WARNING -> "warning";
      case CRITICAL -> "critical";
    };
  }
}
