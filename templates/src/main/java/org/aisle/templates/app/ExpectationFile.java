package org.aisle.templates.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.Expectation.Expected;
import org.aisle.templates.rule.Severity;

/** Reads a file of {@code expected/}. */
final class ExpectationFile {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(62);
  private static final LocalDateTime MONDAY_MORNING = LocalDateTime.of(2026, 6, 1, 6, 0);

  private final Section file;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Set<String> rules;

  /**
   * @param rules the ids of all rules of the template
   */
  ExpectationFile(Section file, List<Member> members, Set<String> rules) {
    this.file = file;
    members.forEach(m -> this.members.putIfAbsent(m.device(), m));
    this.rules = rules;
  }

  Expectation read(String id) {
    String name = file.text("name");
    String device = file.text("device");
    Member member = members.get(device);
    if (!device.isEmpty() && member == null) {
      AppFile.unknown(file, "device", "simulated device", device, members.keySet());
    }
    Duration lasts = file.duration("lasts", SHORTEST);
    if (lasts.compareTo(LONGEST) > 0) {
      file.fault("lasts", "app.duration", "\"lasts\" is at most P62D.");
    }
    Duration interval =
        file.has("interval") ? file.duration("interval", Duration.ofSeconds(1)) : SHORTEST;
    String behaviour = member == null ? "" : member.behaviour();
    Expectation expectation =
        new Expectation(
            id,
            name,
            device,
            start(),
            lasts,
            interval,
            FleetMembers.parameters(file, behaviour),
            FleetMembers.faults(file, behaviour),
            expected(lasts),
            named("withdrawn"),
            named("may"),
            named("never"));
    contradictions(expectation);
    file.end();
    return expectation;
  }

  private LocalDateTime start() {
    String text = file.optionalText("start");
    try {
      return text == null ? MONDAY_MORNING : LocalDateTime.parse(text);
    } catch (DateTimeException e) {
      file.fault(
          "start", "app.time", "\"start\" is a local date and time such as 2026-06-01T06:00.");
      return MONDAY_MORNING;
    }
  }

  private List<Expected> expected(Duration lasts) {
    List<Expected> expected = new ArrayList<>();
    for (Section section : file.sections("expect")) {
      String rule = section.text("rule");
      unknown(section, "rule", rule);
      Duration from = section.optionalDuration("from").orElse(Duration.ZERO);
      Duration until = section.optionalDuration("until").orElse(lasts);
      if (until.compareTo(from) < 0) {
        section.fault("until", "app.duration", "\"until\" is not before \"from\".");
      }
      expected.add(
          new Expected(
              rule,
              from,
              until,
              section.whole("times", 1, 1_000, 1),
              severity(section),
              flag(section, "cleared"),
              flag(section, "late")));
      section.end();
    }
    return expected;
  }

  private static Optional<Severity> severity(Section section) {
    if (!section.has("severity")) {
      return Optional.empty();
    }
    Map<String, Severity> words = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      words.put(severity.name().toLowerCase(java.util.Locale.ROOT), severity);
    }
    return Optional.of(section.choice("severity", words, null));
  }

  private static Optional<Boolean> flag(Section section, String key) {
    return section.has(key) ? Optional.of(section.flag(key, false)) : Optional.empty();
  }

  private Set<String> named(String key) {
    Set<String> named = new HashSet<>(file.texts(key));
    named.forEach(rule -> unknown(file, key, rule));
    return named;
  }

  private void unknown(Section section, String key, String rule) {
    if (!rule.isEmpty() && !rules.contains(rule)) {
      AppFile.unknown(section, key, "rule", rule, rules);
    }
  }

  private void contradictions(Expectation expectation) {
    for (String rule : expectation.never()) {
      boolean wanted =
          expectation.expect().stream().anyMatch(e -> e.rule().equals(rule))
              || expectation.withdrawn().contains(rule)
              || expectation.may().contains(rule);
      if (wanted) {
        file.fault(
            "never",
            "app.expectation-contradiction",
            "%s can't be both expected and never follow; take it out of one.".formatted(rule));
      }
    }
  }
}
