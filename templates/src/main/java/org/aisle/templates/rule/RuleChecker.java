package org.aisle.templates.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.rule.Rule.Escalation;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Rule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * Says everything that is wrong with a rule at once: names that do not exist, conditions that do
 * not fit their fields, limits that make no sense, parts that could never have an effect. Whether
 * the destinations of {@code notify} exist is the app's question, not asked here. Thread-safe.
 */
public final class RuleChecker {

  /** The form of a rule's id. */
  public static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration MONTH = Duration.ofDays(31);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MAX_FILTERS = 20;
  private static final int MAX_ESCALATIONS = 8;
  private static final int MAX_DESTINATIONS = 20;
  private static final int MAX_TEXT = 200;
  private static final int MAX_DESCRIPTION = 2_000;

  private final Rule rule;
  private final @Nullable DeviceTemplate template;
  private final KnownPlaces places;
  private final List<Field> assets;
  private final KnownGroups groups;
  private final Faults faults;

  private RuleChecker(
      Rule rule,
      @Nullable DeviceTemplate template,
      KnownPlaces places,
      List<Field> assets,
      KnownGroups groups) {
    this.rule = rule;
    this.template = template;
    this.places = places;
    this.assets = assets;
    this.groups = groups;
    this.faults = new Faults(template == null ? null : Vocabulary.of(template, assets));
  }

  /** As the other, where no asset has properties. */
  public static List<RuleFault> check(
      Rule rule, @Nullable DeviceTemplate template, KnownPlaces places) {
    return check(rule, template, places, List.of(), KnownGroups.OPEN);
  }

  /**
   * @param template the one that the rule names; null when there is none of that name, which is a
   *     fault like any other
   * @param assets the properties that the app's assets may have
   * @param groups the app's device groups
   * @return empty for a sound rule
   */
  public static List<RuleFault> check(
      Rule rule,
      @Nullable DeviceTemplate template,
      KnownPlaces places,
      List<Field> assets,
      KnownGroups groups) {
    RuleChecker checker = new RuleChecker(rule, template, places, assets, groups);
    if (template == null) {
      checker.faults.add(
          "template",
          "template-unknown",
          "There is no device template \"%s\"; name one of the app's."
              .formatted(Faults.shortened(rule.template())));
    }
    return checker.all();
  }

  /** As {@link #check}, for a template that has faults of its own: names are not looked up. */
  public static List<RuleFault> checkWithoutNames(
      Rule rule, KnownPlaces places, KnownGroups groups) {
    return new RuleChecker(rule, null, places, List.of(), groups).all();
  }

  private List<RuleFault> all() {
    if (!ID.matcher(rule.id()).matches()) {
      faults.add(
          "id", "id", "A rule's id has at most 63 characters a-z, 0-9 or '-', a letter first.");
    }
    text("name", rule.name(), MAX_TEXT);
    if (rule.description() != null) {
      text("description", rule.description(), MAX_DESCRIPTION);
    }
    where();
    if (rule.group() != null) {
      groups.check(rule.group(), faults);
    }
    new TriggerChecker(faults, template, places).check(rule.trigger());
    clear();
    if (rule.unless() != null) {
      faults.test("unless.condition", rule.unless().condition());
      faults.duration("unless.settle", rule.unless().settle(), Duration.ZERO, MONTH);
    }
    schedule("schedule", rule.schedule());
    escalations();
    faults.duration("gap", rule.gap(), SECOND, WEEK);
    notification(rule.notification());
    return faults.list();
  }

  private void text(String key, String text, int most) {
    if (text.isBlank() || text.length() > most) {
      faults.add(key, "text-length", "\"%s\" has 1 to %,d characters.".formatted(key, most));
    } else if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      faults.add(
          key, "text-control", "\"%s\" holds a control character; remove it.".formatted(key));
    }
  }

  private void where() {
    if (rule.where().size() > MAX_FILTERS) {
      faults.add(
          "where", "too-many", "A rule filters by at most %d properties.".formatted(MAX_FILTERS));
      return;
    }
    for (Map.Entry<String, String> filter : rule.where().entrySet()) {
      String key = "where." + Faults.shortened(filter.getKey());
      if (template != null && !filters(template).contains(filter.getKey())) {
        faults.add(
            key,
            "property-unknown",
            "%s has no property \"%s\".%s"
                .formatted(
                    rule.template(),
                    Faults.shortened(filter.getKey()),
                    Faults.oneOf(filters(template))));
      }
      if (filter.getValue().isBlank() || filter.getValue().length() > MAX_TEXT) {
        faults.add(key, "text-length", "A value has 1 to %d characters.".formatted(MAX_TEXT));
      }
    }
  }

  /** What a rule may filter by: the device's properties and, as {@code asset.…}, its asset's. */
  private List<String> filters(DeviceTemplate type) {
    List<String> filters = new ArrayList<>();
    type.properties().forEach(p -> filters.add(p.field().path()));
    assets.forEach(field -> filters.add(Rule.ASSET + field.path()));
    return filters;
  }

  private void clear() {
    if (rule.clear() == null) {
      return;
    }
    if (TriggerChecker.momentary(rule.trigger())) {
      faults.add(
          "clear",
          "clear-momentary",
          "What happens in a moment is over at once; remove \"clear\", or use inside or outside.");
    }
    if (rule.trigger() instanceof Trigger.Absence) {
      faults.add(
          "clear",
          "clear-silence",
          "A silence is over when data arrives again, nothing else ends it; remove \"clear\".");
    }
    faults.test("clear.condition", rule.clear().condition());
    faults.duration("clear.for", rule.clear().holdFor(), Duration.ZERO, MONTH);
  }

  private void schedule(String key, @Nullable Schedule schedule) {
    if (schedule != null && schedule.days().isEmpty()) {
      faults.add(
          key + ".days",
          "schedule-days",
          "The schedule has no day; list some of mon, tue, wed, thu, fri, sat, sun, or leave"
              + " \"days\" out for all.");
    }
  }

  private void escalations() {
    if (rule.escalations().size() > MAX_ESCALATIONS) {
      faults.add(
          "escalate",
          "too-many",
          "A rule has at most %d entries under \"escalate\".".formatted(MAX_ESCALATIONS));
      return;
    }
    Set<Escalation> seen = new HashSet<>();
    for (int i = 0; i < rule.escalations().size(); i++) {
      escalation("escalate[" + i + "]", rule.escalations().get(i), seen);
    }
  }

  private void escalation(String key, Escalation escalation, Set<Escalation> seen) {
    if ((escalation.after() == null) == (escalation.condition() == null)) {
      faults.add(
          key, "escalation", "Give an escalation either \"after\" or \"condition\", not both.");
    }
    if (!seen.add(escalation)) {
      faults.add(key, "escalation-twice", "This escalation stands there twice; remove one.");
    }
    if (escalation.severity().compareTo(rule.severity()) <= 0) {
      faults.add(
          key + ".to",
          "severity-same",
          "The rule's severity is %s already, and the highest counts; escalate to a higher one."
              .formatted(RuleWords.of(rule.severity())));
    }
    if (escalation.after() != null) {
      faults.duration(key + ".after", escalation.after(), SECOND, MONTH);
      if (TriggerChecker.momentary(rule.trigger())) {
        faults.add(
            key + ".after",
            "escalation-momentary",
            "What happens in a moment does not last; escalate by a condition instead.");
      }
    }
    if (escalation.condition() != null) {
      faults.test(key + ".condition", escalation.condition());
    }
  }

  private void notification(Notification notify) {
    if (notify.to().size() > MAX_DESTINATIONS) {
      faults.add(
          "notify.to",
          "too-many",
          "A rule has at most %d destinations.".formatted(MAX_DESTINATIONS));
    } else {
      Set<String> seen = new TreeSet<>();
      for (int i = 0; i < notify.to().size(); i++) {
        String to = notify.to().get(i);
        if (!ID.matcher(to).matches()) {
          faults.add(
              "notify.to[" + i + "]",
              "destination",
              "A destination's id has at most 63 characters a-z, 0-9 or '-', a letter first.");
        } else if (!seen.add(to)) {
          faults.add(
              "notify.to[" + i + "]",
              "destination-twice",
              "The destination %s stands there twice; remove one.".formatted(to));
        }
      }
    }
    faults.duration("notify.digest", notify.digest(), Duration.ZERO, WEEK);
    schedule("notify.quietHours", notify.quietHours());
    Optional.ofNullable(notify.repeatEvery())
        .ifPresent(every -> faults.duration("notify.repeat", every, MINUTE, MONTH));
    faults.duration("notify.pastAfter", notify.pastAfter(), Duration.ZERO, MONTH);
  }

  /** Collects the faults; conditions are only checked when there is a vocabulary. */
  static final class Faults {

    private final @Nullable Vocabulary vocabulary;
    private final List<RuleFault> found = new ArrayList<>();

    Faults(@Nullable Vocabulary vocabulary) {
      this.vocabulary = vocabulary;
    }

    @Nullable Vocabulary vocabulary() {
      return vocabulary;
    }

    void add(String key, String code, String sentence) {
      if (found.size() < RuleNode.MAX_FAULTS) {
        found.add(new RuleFault(key, "rule." + code, sentence));
      }
    }

    void test(String key, String condition) {
      if (vocabulary != null) {
        add(key, ConditionFaults.test(condition, vocabulary));
      }
    }

    void quantity(String key, String expression) {
      if (vocabulary != null) {
        add(key, ConditionFaults.quantity(expression, vocabulary));
      }
    }

    void anything(String key, String expression) {
      if (vocabulary != null) {
        add(key, ConditionFaults.anything(expression, vocabulary));
      }
    }

    private void add(String key, List<ConditionFaults.Fault> faults) {
      faults.forEach(f -> add(key, f.code(), f.sentence()));
    }

    void duration(String key, Duration duration, Duration least, Duration most) {
      if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
        add(
            key,
            "duration-range",
            "\"%s\" is from %s to %s.".formatted(key, shown(least), shown(most)));
      }
    }

    List<RuleFault> list() {
      return List.copyOf(found);
    }

    private static String shown(Duration duration) {
      return duration.isPositive() && duration.equals(Duration.ofDays(duration.toDays()))
          ? "P" + duration.toDays() + "D"
          : duration.toString();
    }

    static String shortened(String text) {
      return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }

    static String oneOf(java.util.Collection<String> words) {
      return words.isEmpty() || words.size() > 30
          ? ""
          : " Use one of %s.".formatted(String.join(", ", new TreeSet<>(words)));
    }
  }
}
