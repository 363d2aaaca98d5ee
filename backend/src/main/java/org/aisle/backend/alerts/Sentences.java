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
import org.aisle.backend.alerts.Judgement.Cause;
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
    String known =
        late == null || late.cause() != Cause.LATE ? "" : " Known since " + arrival(late) + ".";
    return "Raised at %s: %s%s"
        .formatted(at(occurrence.raisedAt()), ended(occurrence.evidence().sentence()), known);
  }

  String cleared(Instant at, @Nullable Clearing clearing) {
    return "Cleared at %s: %s.".formatted(at(at), because(clearing));
  }

  String withdrawn(@Nullable Late late, boolean absence) {
    if (late == null) {
      return "Withdrawn: it never was, by all that is known now of the device, its asset and its"
          + " readings.";
    }
    return switch (late.cause()) {
      case REGISTRY -> "Withdrawn: %s.".formatted(change(late.from()));
      case IN_ORDER -> "Withdrawn: %s.".formatted(arrival(late));
      case LATE ->
          "Withdrawn: %s%s."
              .formatted(
                  arrival(late), absence ? ": the device was not silent, its uplink was" : "");
    };
  }

  String amended(List<String> parts, @Nullable Late late) {
    String because =
        late == null
            ? ""
            : switch (late.cause()) {
              case LATE -> ", " + arrival(late);
              case REGISTRY -> ", " + change(late.from());
              case IN_ORDER -> "";
            };
    return "Amended: %s%s.".formatted(String.join(", ", parts), because);
  }

  String shelved(Instant until) {
    return "Shelved until %s.".formatted(at(until));
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

  private String change(Instant from) {
    return "a property or a binding of the device or its asset was changed"
        + (from.isAfter(Instant.EPOCH) ? " for the time from %s on".formatted(at(from)) : "");
  }

  /** "41 readings for 09:10–10:40 arrived at 14:02". */
  private String arrival(Late late) {
    boolean oneDay = day(late.from()).equals(day(late.until()));
    String from = oneDay ? at(late.from()) : dated(late.from());
    String until = oneDay ? TIME.format(late.until().atZone(zone)) : dated(late.until());
    return "%,d %s for %s arrived at %s"
        .formatted(
            late.readings(),
            late.readings() == 1 ? "reading" : "readings",
            from.endsWith(until) ? from : from + "–" + until,
            at(late.arrivedAt()));
  }

  private String at(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    LocalDate today = day(now);
    return local.toLocalDate().equals(today) ? TIME.format(local) : dated(moment);
  }

  private String dated(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    return (local.getYear() == day(now).getYear() ? DAY : YEAR).format(local);
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
