package org.aisle.ui.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rules.Rules;
import org.aisle.backend.rules.StoredRule;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.KnownPlaces;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Rule.Clear;
import org.aisle.templates.rule.Rule.Escalation;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.RuleChecker;
import org.aisle.templates.rule.RuleFault;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.jspecify.annotations.Nullable;

/** Rules in memory, checked as real ones; previews are made up, nothing is evaluated. */
public final class FakeRules implements Rules {

  private final Map<String, StoredRule> rules = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  /** How long a preview takes per device. */
  public volatile Duration pace = Duration.ZERO;

  FakeRules(InstantSource clock) {
    this.clock = clock;
    AppId app = FakeFleet.APP;
    put(
        app,
        rule(
            "too-warm",
            "Too warm for 30 minutes",
            new Trigger.Threshold("internalTemperature > 7.0", Duration.ofMinutes(30)),
            new Clear("internalTemperature < 6.0", Duration.ofMinutes(10)),
            List.of(new Escalation(Severity.CRITICAL, Duration.ofMinutes(90), null))),
        "Mara");
    put(
        app,
        rule(
            "door-open",
            "Door left open",
            new Trigger.Threshold("doorOpen", Duration.ofMinutes(5)),
            null,
            List.of()),
        "Mara");
    put(
        app,
        rule(
            "silent",
            "Silent for an hour",
            new Trigger.Absence(Duration.ofHours(1)),
            null,
            List.of()),
        "Aisle");
    StoredRule broken =
        new StoredRule(
            new ActiveRule(
                rule(
                    "humid",
                    "Too humid",
                    new Trigger.Window(
                        Trigger.Window.Aggregate.AVG,
                        "ambientHumidity",
                        Duration.ofHours(1),
                        Trigger.Window.Kind.SLIDING,
                        Trigger.Window.Comparison.ABOVE,
                        "80.0",
                        3),
                    null,
                    List.of()),
                2,
                null),
            "Mara",
            clock.instant(),
            List.of(
                new RuleFault(
                    "when.of",
                    "rule.condition",
                    "There is no field ambientHumidity any more; name another.")));
    rules.put("humid", broken);
  }

  /** A rule about coolers with everything that is usual. */
  public static Rule rule(
      String id, String name, Trigger trigger, @Nullable Clear clear, List<Escalation> steps) {
    return new Rule(
        id,
        name,
        null,
        "Cooler",
        new TreeMap<>(),
        trigger,
        clear,
        null,
        null,
        Severity.WARNING,
        steps,
        Rule.USUAL_GAP,
        Notification.NOBODY,
        true);
  }

  @Override
  public List<StoredRule> all(AppId app) {
    return app.equals(FakeFleet.APP) ? new ArrayList<>(rules.values()) : List.of();
  }

  @Override
  public Optional<StoredRule> find(AppId app, String id) {
    return Optional.ofNullable(rules.get(id));
  }

  @Override
  public List<RuleFault> check(AppId app, Rule rule) {
    Map<String, String> kinds = new TreeMap<>();
    FakeFleet.places().forEach(place -> kinds.put(place.id(), place.kind()));
    return RuleChecker.check(
        rule,
        rule.template().equals("Cooler") ? FakeFleet.template() : null,
        new KnownPlaces(kinds));
  }

  @Override
  public Outcome<StoredRule> put(
      AppId app, Rule rule, @Nullable Integer replaces, @Nullable Instant since, String by) {
    List<RuleFault> faults = check(app, rule);
    if (!faults.isEmpty()) {
      return Outcome.Refused.because(faults.getFirst().code(), faults.getFirst().sentence());
    }
    StoredRule old = rules.get(rule.id());
    if (replaces != null && replaces != (old == null ? 0 : old.active().revision())) {
      return old == null
          ? Outcome.Refused.because("rule.removed-conflict", "Mara removed this rule meanwhile.")
          : Outcome.Refused.because(
              "rule.revision-conflict",
              "%s saved revision %d of this rule meanwhile."
                  .formatted(old.changedBy(), old.active().revision()));
    }
    Instant now = clock.instant();
    int revision = old == null ? 1 : old.active().revision() + 1;
    StoredRule stored =
        new StoredRule(
            new ActiveRule(rule, revision, since == null ? now : since), by, now, List.of());
    rules.put(rule.id(), stored);
    return new Outcome.Done<>(stored);
  }

  @Override
  public Optional<Outcome<StoredRule>> remove(
      AppId app, String id, @Nullable Integer replaces, String by) {
    return Optional.ofNullable(rules.remove(id)).map(Outcome.Done::new);
  }

  @Override
  public Outcome<Preview> preview(AppId app, Rule rule, Duration back, Progress progress) {
    Instant now = clock.instant();
    Object pause = new Object();
    for (int i = 1; i <= FakeFleet.DEVICES; i++) {
      progress.at(i, FakeFleet.DEVICES);
      try {
        synchronized (pause) {
          pause.wait(pace.toMillis() + 1);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Outcome.Refused.because("preview.cancelled", "The preview was cancelled.");
      }
    }
    List<Found> found = found(rule, now, back, 12, 4);
    return new Outcome.Done<>(
        new Preview(
            now.minus(back),
            now,
            FakeFleet.DEVICES,
            found,
            rules.containsKey(rule.id()) ? found(rule, now, back, 57, 19) : null));
  }

  private static List<Found> found(Rule rule, Instant now, Duration back, int count, int devices) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant start = now.minus(back.multipliedBy(count - i).dividedBy(count + 1));
      Instant raised = start.plusSeconds(1800);
      found.add(
          new Found(
              FakeFleet.ref(1 + i % devices * 2 % FakeFleet.DEVICES),
              new Occurrence(
                  rule.id(),
                  1,
                  start,
                  raised,
                  start.plus(back.dividedBy(40)),
                  Clearing.CONDITION,
                  List.of(new Step(raised, rule.severity())),
                  new Evidence(
                      "Internal temperature was above 7 °C for 30 min: at most 8.4 °C.",
                      start,
                      raised,
                      16,
                      List.of(),
                      List.of()))));
    }
    return found;
  }
}
