package org.aisle.templates.rule;

import java.time.Duration;
import java.util.List;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.FieldType.Choice;
import org.aisle.templates.place.Shape;
import org.aisle.templates.place.Shapes;
import org.aisle.templates.rule.RuleChecker.Faults;
import org.aisle.templates.rule.Trigger.Geofence.Event;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.aisle.templates.rule.Trigger.Window.Aggregate;
import org.aisle.templates.rule.Trigger.Window.Kind;
import org.jspecify.annotations.Nullable;

/** Checks {@code when}. */
final class TriggerChecker {

  private static final int MAX_VALUES = 100_000;
  private static final int MAX_PLACES = 100;
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  private final Faults faults;
  private final @Nullable DeviceTemplate template;
  private final KnownPlaces places;

  TriggerChecker(Faults faults, @Nullable DeviceTemplate template, KnownPlaces places) {
    this.faults = faults;
    this.template = template;
    this.places = places;
  }

  /** Whether what it tells of has no duration. */
  static boolean momentary(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Geofence g -> g.event() == Event.ENTER || g.event() == Event.LEAVE;
      case Trigger.Change c -> true;
      case Trigger.Threshold t -> false;
      case Trigger.Window w -> false;
      case Trigger.Absence a -> false;
      case Trigger.Repeated r -> false;
    };
  }

  void check(Trigger trigger) {
    switch (trigger) {
      case Trigger.Threshold t -> {
        faults.test("when.condition", t.condition());
        faults.duration("when.for", t.holdFor(), Duration.ZERO, RuleChecker.MONTH);
      }
      case Trigger.Window w -> window(w);
      case Trigger.Absence a ->
          faults.duration("when.silent", a.limit(), RuleChecker.MINUTE, RuleChecker.MONTH);
      case Trigger.Geofence g -> geofence(g);
      case Trigger.Change c -> change(c);
      case Trigger.Repeated r -> {
        faults.test("when.repeated.condition", r.condition());
        if (r.times() < 2 || r.times() > 1_000) {
          faults.add("when.repeated.times", "number-range", "\"times\" is from 2 to 1,000.");
        }
        faults.duration("when.repeated.within", r.within(), RuleChecker.SECOND, RuleChecker.MONTH);
      }
    }
  }

  private void window(Trigger.Window w) {
    if (w.aggregate() == Aggregate.COUNT) {
      faults.anything("when.window.of", w.of());
    } else {
      faults.quantity("when.window.of", w.of());
    }
    faults.quantity("when.window.limit", w.limit());
    faults.duration("when.window.width", w.width(), RuleChecker.MINUTE, RuleChecker.MONTH);
    if (w.kind() == Kind.TUMBLING
        && !w.width().isNegative()
        && w.width().compareTo(RuleChecker.MINUTE) >= 0
        && !fits(w.width())) {
      faults.add(
          "when.window.width",
          "window-tumbling",
          "Tumbling windows begin at midnight: they fit a whole number of times into a day (PT15M,"
              + " PT1H, PT8H) or last whole days (P1D, P7D). Use a sliding window for others.");
    }
    int least = RuleWords.usualAtLeast(w.aggregate());
    if (w.atLeast() < 1 || w.atLeast() > MAX_VALUES) {
      faults.add(
          "when.window.atLeast",
          "number-range",
          "\"atLeast\" is from 1 to %,d.".formatted(MAX_VALUES));
    } else if (w.atLeast() < least) {
      faults.add(
          "when.window.atLeast",
          "window-values",
          "A %s needs two values; set \"atLeast\" to 2 or more."
              .formatted(RuleWords.of(w.aggregate())));
    }
  }

  private static boolean fits(Duration width) {
    long seconds = width.toSeconds();
    return width.getNano() == 0 && (DAY_SECONDS % seconds == 0 || seconds % DAY_SECONDS == 0);
  }

  private void geofence(Trigger.Geofence g) {
    if (template != null
        && template.telemetry().stream().noneMatch(f -> f.type() instanceof FieldType.GeoPoint)) {
      faults.add(
          "when.geofence",
          "geofence-position",
          "%s has no position; add a telemetry with the schema geopoint to its model."
              .formatted(template.id().lastSegment()));
    }
    faults.duration("when.for", g.holdFor(), Duration.ZERO, RuleChecker.MONTH);
    if (momentary(g) && !g.holdFor().isZero()) {
      faults.add(
          "when.for",
          "geofence-for",
          "To enter and to leave happen in a moment; use inside or outside with \"for\".");
    }
    switch (g.where()) {
      case Where.Home h -> {}
      case Where.Places p -> places(p.ids());
      case Where.OfKind k -> {
        if (!places.hasKind(k.kind())) {
          faults.add(
              "when.geofence.kind",
              "place-kind-unknown",
              "No place is a \"%s\".%s"
                  .formatted(Faults.shortened(k.kind()), Faults.oneOf(places.allKinds())));
        }
      }
      case Where.Own own ->
          Shapes.check(own.shape())
              .forEach(
                  fault ->
                      faults.add(
                          "when.geofence." + key(own.shape()),
                          fault.code().replace('.', '-'),
                          fault.sentence()));
    }
  }

  private static String key(Shape shape) {
    return switch (shape) {
      case Shape.Circle c -> "circle";
      case Shape.Polygon p -> "polygon";
      case Shape.Corridor c -> "corridor";
    };
  }

  private void places(List<String> ids) {
    if (ids.isEmpty() || ids.size() > MAX_PLACES) {
      faults.add(
          "when.geofence.places",
          "places-number",
          "List 1 to %d places, or use \"home\" or \"kind\".".formatted(MAX_PLACES));
      return;
    }
    for (int i = 0; i < ids.size(); i++) {
      if (!places.has(ids.get(i))) {
        faults.add(
            "when.geofence.places[" + i + "]",
            "place-unknown",
            "There is no place \"%s\".%s"
                .formatted(Faults.shortened(ids.get(i)), Faults.oneOf(places.ids())));
      }
    }
  }

  private void change(Trigger.Change c) {
    if (c.from() != null && c.from().equals(c.to())) {
      faults.add(
          "when.change.to", "change-same", "From %s to itself is no change.".formatted(c.to()));
    }
    Vocabulary vocabulary = faults.vocabulary();
    if (vocabulary == null) {
      return;
    }
    Vocabulary.Name name = vocabulary.find(c.field()).orElse(null);
    if (name == null) {
      faults.add(
          "when.change.field",
          "field-unknown",
          "There is no field \"%s\".%s"
              .formatted(
                  Faults.shortened(c.field()),
                  Faults.oneOf(vocabulary.names().stream().map(Vocabulary.Name::name).toList())));
      return;
    }
    value("when.change.from", c.from(), name);
    value("when.change.to", c.to(), name);
  }

  private void value(String key, @Nullable String value, Vocabulary.Name name) {
    if (value == null) {
      return;
    }
    String wanted =
        switch (name.kind()) {
          case FLAG -> value.equals("true") || value.equals("false") ? "" : "true or false";
          case NUMBER -> finite(value) ? "" : "a number";
          case TEXT -> wantedOption(value, name.source());
        };
    if (!wanted.isEmpty()) {
      faults.add(key, "value", "A value of %s is %s.".formatted(name.name(), wanted));
    }
  }

  private static String wantedOption(String value, Vocabulary.Source source) {
    Choice choice =
        switch (source) {
          case Vocabulary.Source.OfField f -> f.field().type() instanceof Choice c ? c : null;
          case Vocabulary.Source.OfProperty p -> p.field().type() instanceof Choice c ? c : null;
          case Vocabulary.Source.OfAsset a -> a.field().type() instanceof Choice c ? c : null;
          case Vocabulary.Source.OfPlace p -> null;
        };
    if (choice == null || choice.options().stream().anyMatch(o -> o.name().equals(value))) {
      return "";
    }
    return "one of "
        + String.join(", ", choice.options().stream().limit(30).map(Choice.Option::name).toList());
  }

  private static boolean finite(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
