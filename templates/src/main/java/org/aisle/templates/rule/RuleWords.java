package org.aisle.templates.rule;

import java.time.DayOfWeek;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.aisle.templates.rule.Rule.Notification.Past;
import org.aisle.templates.rule.Trigger.Geofence.Event;
import org.aisle.templates.rule.Trigger.Window.Aggregate;
import org.aisle.templates.rule.Trigger.Window.Comparison;
import org.aisle.templates.rule.Trigger.Window.Kind;

/** The words that a rule's text uses for the choices of the model. */
final class RuleWords {

  static final Map<String, Severity> SEVERITIES = words(Severity.values());
  static final Map<String, Aggregate> AGGREGATES = words(Aggregate.values());
  static final Map<String, Kind> KINDS = words(Kind.values());
  static final Map<String, Comparison> COMPARISONS = words(Comparison.values());
  static final Map<String, Event> EVENTS = words(Event.values());
  static final Map<String, Past> PASTS = words(Past.values());
  static final Map<String, DayOfWeek> DAYS = days();

  private RuleWords() {}

  static String of(Enum<?> value) {
    return value instanceof DayOfWeek day ? of(day) : word(value);
  }

  static String of(DayOfWeek day) {
    return word(day).substring(0, 3);
  }

  /** How many values a window needs when its rule does not say. */
  static int usualAtLeast(Aggregate aggregate) {
    return aggregate == Aggregate.RATE || aggregate == Aggregate.SPREAD ? 2 : 1;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(word(value), value);
    }
    return Collections.unmodifiableMap(words);
  }

  private static Map<String, DayOfWeek> days() {
    Map<String, DayOfWeek> words = new LinkedHashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      words.put(of(day), day);
    }
    return Collections.unmodifiableMap(words);
  }
}
