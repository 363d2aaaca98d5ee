package org.aisle.backend.evaluation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Geofence;
import org.aisle.templates.rule.Trigger.Window;
import org.jspecify.annotations.Nullable;

/** Sound rules of every kind for the template of {@link RandomHistories}. */
public final class RandomRules {

  private static final List<String> CONDITIONS =
      List.of(
          "temperature > 8.0",
          "temperature >= 8.0 && door.open",
          "temperature > property.setPoint + 4.0",
          "warm",
          "product > 8.0",
          "minutesWarm > 30.0",
          "doorShare > 50.0",
          "stage == 'forgotten'",
          "mode == 'defrost' || humidity > 80.0",
          "!(temperature < 4.0)",
          "shock.magnitude > 2.5",
          "home.inside",
          "here.kind == 'depot'");

  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ZERO,
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofMinutes(45),
          Duration.ofHours(3));

  private RandomRules() {}

  /** One to eight rules with the ids {@code rule-0}, {@code rule-1}, … */
  public static Arbitrary<List<ActiveRule>> rules() {
    return combined(drafts().list().ofMinSize(1).ofMaxSize(8))
        .map(
            makers -> {
              List<ActiveRule> rules = new ArrayList<>();
              for (Maker maker : makers) {
                rules.add(maker.named("rule-" + rules.size()).active());
              }
              return rules;
            });
  }

  /**
   * The same lists. Where two parameters of a property are lists, jqwik moves elements from one to
   * the other while it shrinks, whatever their types; of a combined arbitrary it knows no elements.
   */
  static <T> Arbitrary<List<T>> combined(Arbitrary<List<T>> lists) {
    return Combinators.combine(lists, Arbitraries.just(0)).as((list, zero) -> list);
  }

  /** Gives a rule its id. */
  private interface Maker {
    RuleDraft named(String id);
  }

  private static Arbitrary<Maker> drafts() {
    return Combinators.combine(
            triggers(),
            Arbitraries.of(LENGTHS),
            Arbitraries.integers().between(0, 255),
            Arbitraries.of(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(2)),
            Arbitraries.integers().between(0, 48).injectNull(0.7))
        .as(
            (trigger, length, extras, gap, since) ->
                id -> draft(id, trigger, length, extras, gap, since));
  }

  private static RuleDraft draft(
      String id,
      Trigger trigger,
      Duration length,
      int extras,
      Duration gap,
      @Nullable Integer since) {
    RuleDraft draft = RuleDraft.rule(id, trigger).gap(gap);
    boolean lasts = !momentary(trigger);
    if ((extras & 3) == 3 && lasts && !(trigger instanceof Trigger.Absence)) {
      draft.clear("temperature < 7.0", length);
    }
    if ((extras & 12) == 12) {
      draft.unless("mode == 'defrost'", length);
    }
    if ((extras & 48) == 48) {
      draft.hours("20:00", "02:30", DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.TUESDAY);
    }
    if ((extras & 64) != 0) {
      draft.escalateWhile("temperature > 12.0", Severity.CRITICAL);
    }
    if ((extras & 128) != 0 && lasts) {
      draft
          .severity(Severity.INFORMATION)
          .escalateAfter(Duration.ofMinutes(20), Severity.WARNING)
          .escalateAfter(Duration.ofHours(5), Severity.CRITICAL);
    }
    if ((extras & 37) == 37) {
      draft.where("load", "full");
    }
    if ((extras & 18) == 18) {
      draft.group((extras & 4) == 0 ? "full" : "at-store");
    }
    return draft.since(since == null ? null : RandomHistories.START.plus(Duration.ofHours(since)));
  }

  /** As {@link #rules()}, and one or two about assets. */
  public static Arbitrary<List<ActiveRule>> rulesWithAssets() {
    Arbitrary<ActiveRule> one =
        Combinators.combine(
                Arbitraries.of(
                    "temperature > asset.limit",
                    "temperature < asset.limit + 1.0 && asset.owner == 'ours'"),
                Arbitraries.of(LENGTHS),
                Arbitraries.of("all", "where", "group"))
            .as(
                (condition, length, which) -> {
                  RuleDraft draft =
                      RuleDraft.rule(
                          "asset" + condition.length(), new Trigger.Threshold(condition, length));
                  return switch (which) {
                    case "where" -> draft.where("asset.owner", "ours").active();
                    case "group" -> draft.group("mine").active();
                    default -> draft.active();
                  };
                });
    return Combinators.combine(rules(), one.list().ofMinSize(1).ofMaxSize(2))
        .as(
            (rules, more) -> {
              List<ActiveRule> all = new java.util.ArrayList<>(rules);
              java.util.Set<String> ids = new java.util.HashSet<>();
              more.stream().filter(r -> ids.add(r.rule().id())).forEach(all::add);
              return all;
            });
  }

  private static boolean momentary(Trigger trigger) {
    return trigger instanceof Trigger.Change
        || (trigger instanceof Geofence g
            && (g.event() == Geofence.Event.ENTER || g.event() == Geofence.Event.LEAVE));
  }

  /** Of every kind. */
  public static Arbitrary<Trigger> triggers() {
    return Arbitraries.oneOf(
        thresholds(), windows(), absences(), geofences(), changes(), repetitions());
  }

  public static Arbitrary<Trigger> thresholds() {
    return Combinators.combine(Arbitraries.of(CONDITIONS), Arbitraries.of(LENGTHS))
        .as(Trigger.Threshold::new);
  }

  public static Arbitrary<Trigger> absences() {
    return Arbitraries.of(Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofDays(1))
        .map(Trigger.Absence::new);
  }

  private static Arbitrary<Trigger> windows() {
    return Combinators.combine(
            Arbitraries.of(Window.Aggregate.values()),
            Arbitraries.of("temperature", "product", "temperature + humidity"),
            Arbitraries.of(
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofHours(6),
                Duration.ofDays(1)),
            Arbitraries.of(Window.Kind.values()),
            Arbitraries.of(Window.Comparison.values()),
            Arbitraries.of("8.0", "0.5", "2.0", "property.setPoint"),
            Arbitraries.integers().between(2, 4))
        .as(Window::new);
  }

  private static Arbitrary<Trigger> geofences() {
    Arbitrary<Geofence.Where> where =
        Arbitraries.of(
            new Geofence.Where.Home(),
            new Geofence.Where.Places(List.of("store")),
            new Geofence.Where.OfKind("depot"),
            new Geofence.Where.Own(
                new Shape.Corridor(
                    List.of(new GeoPosition(52.52, 13.405), new GeoPosition(52.53, 13.405)), 50)));
    return Combinators.combine(
            Arbitraries.of(Geofence.Event.values()), where, Arbitraries.of(LENGTHS))
        .as(
            (event, at, length) -> {
              boolean lasts = event == Geofence.Event.INSIDE || event == Geofence.Event.OUTSIDE;
              return new Geofence(event, at, lasts ? length : Duration.ZERO);
            });
  }

  private static Arbitrary<Trigger> changes() {
    return Arbitraries.of(
        new Trigger.Change("mode", null, null),
        new Trigger.Change("mode", "cool", "defrost"),
        new Trigger.Change("stage", null, "forgotten"),
        new Trigger.Change("door.open", null, "true"),
        new Trigger.Change("temperature", null, "8"));
  }

  private static Arbitrary<Trigger> repetitions() {
    return Combinators.combine(
            Arbitraries.of("door.open", "temperature > 8.0", "warm"),
            Arbitraries.integers().between(2, 4),
            Arbitraries.of(Duration.ofMinutes(20), Duration.ofHours(2), Duration.ofDays(1)))
        .as(Trigger.Repeated::new);
  }
}
