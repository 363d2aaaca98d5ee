package org.aisle.backend.evaluation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.evaluation.Happening.Change.Wanted;
import org.aisle.backend.evaluation.Happening.Values;
import org.aisle.templates.condition.Vocabulary.Kind;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.condition.Vocabulary.Source;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType.Choice;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.aisle.templates.rule.Trigger.Window.Aggregate;
import org.jspecify.annotations.Nullable;

/** Parts of triggers as people say them. */
final class Wordings {

  private Wordings() {}

  /** "Door open was true"; of a longer condition its text. */
  static String held(Layout layout, String condition) {
    return said(layout, condition, " was ");
  }

  /** "Door open became true". */
  static String became(Layout layout, String condition) {
    return said(layout, condition, " became ");
  }

  private static String said(Layout layout, String condition, String verb) {
    String text = condition.strip().replaceAll("\\s+", " ");
    boolean negated = text.startsWith("!");
    String name = negated ? text.substring(1).strip() : text;
    if (layout.find(name).isPresent()) {
      return Focus.display(layout, name) + verb + !negated;
    }
    String quoted = text.length() <= 200 ? text : text.substring(0, 199) + "…";
    return '"' + quoted + '"' + verb + "true";
  }

  static String aggregate(Aggregate aggregate, String of) {
    return switch (aggregate) {
      case AVG -> "The average of " + of;
      case MIN -> "The lowest " + of;
      case MAX -> "The highest " + of;
      case SUM -> "The sum of " + of;
      case COUNT -> "The number of values of " + of;
      case RATE -> "The change of " + of;
      case SPREAD -> "The spread of " + of;
    };
  }

  static String unit(Aggregate aggregate, String unit) {
    return switch (aggregate) {
      case AVG, MIN, MAX, SUM, SPREAD -> unit;
      case COUNT -> "";
      case RATE -> unit.isEmpty() ? " per hour" : unit + "/h";
    };
  }

  static String where(Where where) {
    return switch (where) {
      case Where.Home h -> "its place";
      case Where.Places p -> places(p.ids());
      case Where.OfKind k -> "a place of kind " + k.kind();
      case Where.Own o -> "the area of the rule";
    };
  }

  private static String places(List<String> ids) {
    return ids.size() == 1
        ? ids.getFirst()
        : "the places " + String.join(", ", ids.subList(0, Math.min(10, ids.size())));
  }

  static @Nullable Wanted wanted(Kind kind, @Nullable String value) {
    if (value == null) {
      return null;
    }
    return switch (kind) {
      case TEXT -> new Wanted(Double.NaN, value);
      case FLAG -> new Wanted(value.equals("true") ? 1 : 0, null);
      case NUMBER -> new Wanted(Double.parseDouble(value), null);
    };
  }

  /** "Stage changed from Back room to Floor." */
  static Values change(Layout layout, Name name) {
    Map<String, String> options = new TreeMap<>();
    Field field =
        switch (name.source()) {
          case Source.OfField of -> of.field();
          case Source.OfProperty of -> of.field();
          case Source.OfAsset of -> of.field();
          case Source.OfPlace of -> null;
        };
    if (field != null && field.type() instanceof Choice choice) {
      choice.options().forEach(option -> options.put(option.name(), option.displayName()));
    }
    String display = Focus.display(layout, name.name());
    String unit = Focus.unit(layout, name.name());
    return (number, text, nextNumber, nextText) ->
        "%s changed from %s to %s."
            .formatted(
                display,
                said(name.kind(), number, text, unit, options),
                said(name.kind(), nextNumber, nextText, unit, options));
  }

  private static String said(
      Kind kind, double number, @Nullable String text, String unit, Map<String, String> options) {
    return switch (kind) {
      case NUMBER -> Phrases.number(number) + unit;
      case FLAG -> number != 0 ? "yes" : "no";
      case TEXT -> {
        String known = text == null ? "unknown" : options.getOrDefault(text, text);
        yield known.length() <= 80 ? known : known.substring(0, 79) + "…";
      }
    };
  }
}
