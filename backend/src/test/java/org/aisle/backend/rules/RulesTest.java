package org.aisle.backend.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.AlertTimeline;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.alerts.Judgement;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.registry.AppCreated;
import org.aisle.backend.registry.AppGallery;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;
import org.aisle.templates.rule.RuleOutcome;
import org.aisle.templates.rule.RuleReader;
import org.aisle.templates.rule.Severity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

class RulesTest {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final Apps apps = RulesServer.get(Apps.class);
  private final DeviceTemplates templates = RulesServer.get(DeviceTemplates.class);
  private final Rules rules = RulesServer.get(Rules.class);
  private final RuleRows rows = RulesServer.get(RuleRows.class);
  private final Alerts alerts = RulesServer.get(Alerts.class);
  private final AlertTimeline timeline = RulesServer.get(AlertTimeline.class);
  private final List<RulesChanged> heard = RulesServer.get(RulesServer.Heard.class).changes;
  private final JdbcClient jdbc = RulesServer.get(JdbcClient.class);

  @BeforeEach
  void noon() {
    RulesServer.CLOCK.set(RulesServer.NOON);
  }

  @Test
  void a_saved_rule_judges_from_now_on_and_every_change_is_a_revision() {
    AppId app = appWithMug();
    Rule first = warm("temperature > 8");
    assertThat(done(rules.put(app, first, "ada")))
        .isEqualTo(
            new StoredRule(
                new ActiveRule(first, 1, RulesServer.NOON), "ada", RulesServer.NOON, List.of()));
    Instant later = RulesServer.NOON.plusSeconds(60);
    RulesServer.CLOCK.set(later);
    Rule second = warm("temperature > 9");
    StoredRule saved = done(rules.put(app, second, "bob"));

    assertThat(saved.active()).isEqualTo(new ActiveRule(second, 2, later));
    assertThat(rules.all(app)).containsExactly(saved);
    assertThat(rules.find(app, "too-warm")).contains(saved);
    assertThat(heard).filteredOn(c -> c.app().equals(app)).hasSize(2);
    assertThat(revisions(app)).containsExactly("1 ada", "2 bob");
  }

  @Test
  void saving_the_same_rule_again_changes_nothing() {
    AppId app = appWithMug();
    StoredRule saved = done(rules.put(app, warm("temperature > 8"), "ada"));
    RulesServer.CLOCK.set(RulesServer.NOON.plusSeconds(60));

    assertThat(done(rules.put(app, warm("temperature > 8"), "bob"))).isEqualTo(saved);
    assertThat(heard).filteredOn(c -> c.app().equals(app)).hasSize(1);
  }

  @Test
  void a_rule_judges_what_is_stored_when_it_is_told_since_when() {
    AppId app = appWithMug();
    Instant since = Instant.parse("2020-01-01T00:00:00Z");

    StoredRule saved = done(rules.put(app, warm("temperature > 8"), null, since, "ada"));

    assertThat(saved.active().since()).isEqualTo(since);
    assertThat(codes(rules.put(app, warm("temperature > 8"), null, Instant.MAX, "ada")))
        .containsExactly("rule.since-ahead");
  }

  @Test
  void a_rule_that_somebody_changed_meanwhile_is_not_overwritten() {
    AppId app = appWithMug();
    done(rules.put(app, warm("temperature > 8"), 0, null, "ada"));
    StoredRule newer = done(rules.put(app, warm("temperature > 9"), 1, null, "bob"));

    Outcome<StoredRule> late = rules.put(app, warm("temperature > 7"), 1, null, "ada");
    assertThat(codes(late)).containsExactly("rule.revision-conflict");
    assertThat(sentence(late)).startsWith("bob saved revision 2 of this rule");
    assertThat(codes(rules.put(app, warm("temperature > 7"), 0, null, "ada")))
        .containsExactly("rule.exists");
    assertThat(rules.find(app, "too-warm")).contains(newer);
    assertThat(done(rules.put(app, warm("temperature > 9"), 1, null, "ada")))
        .as("what is in force already overwrites nothing")
        .isEqualTo(newer);

    rules.remove(app, "too-warm", "cleo");
    Outcome<StoredRule> gone = rules.put(app, warm("temperature > 7"), 2, null, "ada");
    assertThat(codes(gone)).containsExactly("rule.removed-conflict");
    assertThat(sentence(gone)).startsWith("cleo removed this rule");
    assertThat(done(rules.put(app, warm("temperature > 7"), 0, null, "ada")).active().revision())
        .isEqualTo(4);
  }

  @Test
  void of_two_who_save_at_once_one_is_told_of_the_other() throws Exception {
    AppId app = appWithMug();
    for (int round = 1; round <= 10; round++) {
      int revision = round;
      String condition = "temperature > " + revision;
      done(rules.put(app, warm(condition), revision == 1 ? 0 : 2 * revision - 2, null, "start"));
      CyclicBarrier together = new CyclicBarrier(2);
      List<Outcome<StoredRule>> both = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        List<Future<Outcome<StoredRule>>> saving = new ArrayList<>();
        for (String who : List.of("ada", "bob")) {
          saving.add(
              threads.submit(
                  () -> {
                    together.await();
                    return rules.put(
                        app,
                        warm(condition + (who.equals("ada") ? ".25" : ".5")),
                        2 * revision - 1,
                        null,
                        who);
                  }));
        }
        for (Future<Outcome<StoredRule>> each : saving) {
          both.add(each.get());
        }
      }
      StoredRule stored = rules.find(app, "too-warm").orElseThrow();
      assertThat(stored.active().revision()).isEqualTo(2 * revision);
      assertThat(both).filteredOn(o -> o instanceof Outcome.Done).hasSize(1);
      assertThat(both)
          .filteredOn(o -> o instanceof Outcome.Refused)
          .singleElement()
          .satisfies(
              o -> assertThat(sentence(o)).startsWith(stored.changedBy() + " saved revision"));
    }
  }

  @Test
  void a_rule_with_faults_is_refused_with_all_of_them() {
    AppId app = appWithMug();
    Rule wrong = rule("too-warm", "Mug", "humidity > 8 and", "PT0S");
    List<RuleFault> faults = rules.check(app, wrong);

    assertThat(faults).isNotEmpty();
    assertThat(codes(rules.put(app, wrong, "ada")))
        .isEqualTo(faults.stream().map(RuleFault::code).toList());
    assertThat(rules.all(app)).isEmpty();
    assertThat(codes(rules.put(new AppId("no-such-app"), warm("temperature > 8"), "ada")))
        .containsExactly("app.unknown");
  }

  @Test
  void a_rule_that_tells_a_destination_that_is_not_there_says_so() {
    AppId app = appWithMug();
    RulesServer.DESTINATIONS.add("night-shift");
    Rule rule = telling("[night-shift, store-team, store-team, X]", true);
    assertThat(rules.check(app, rule))
        .extracting(fault -> fault.key() + " " + fault.code())
        .containsExactlyInAnyOrder(
            "notify.to[1] rule.destination-unknown",
            "notify.to[2] rule.destination-twice",
            "notify.to[3] rule.destination");
    assertThat(codes(rules.put(app, telling("[store-team]", true), "ada")))
        .containsExactly("rule.destination-unknown");
    assertThat(rules.check(app, telling("[store-team]", true)).getFirst().sentence())
        .isEqualTo(
            "There is no destination store-team; make it first, or take it out of the rule."
                + " There is: night-shift.");
    done(rules.put(app, telling("[store-team]", false), "ada"));

    done(rules.put(app, telling("[night-shift]", true), "ada"));
    RulesServer.DESTINATIONS.clear();
    StoredRule stored = rules.find(app, "too-warm").orElseThrow();
    assertThat(stored.faults())
        .extracting(RuleFault::code)
        .containsExactly("rule.destination-unknown");
    assertThat(stored.isJudged()).isTrue();
    done(rules.put(app, telling("[night-shift]", false), "ada"));
    assertThat(rules.find(app, "too-warm").orElseThrow().faults()).isEmpty();
  }

  private static Rule telling(String to, boolean enabled) {
    String yaml =
        """
        name: Too warm
        template: Mug
        severity: warning
        when: {condition: temperature > 8}
        notify: {to: %s}
        enabled: %s
        """
            .formatted(to, enabled);
    return switch (RuleReader.yaml("too-warm", yaml.getBytes(StandardCharsets.UTF_8))) {
      case RuleOutcome.Read(Rule rule) -> rule;
      case RuleOutcome.Faults(var faults) -> throw new AssertionError(faults);
    };
  }

  @Test
  void a_field_that_a_new_template_version_drops_shows_as_a_fault_of_the_rule() {
    AppId app = appWithMug();
    done(rules.put(app, warm("temperature > 8"), "ada"));
    done(templates.publish(app, model(2, "weight")));

    StoredRule stored = rules.find(app, "too-warm").orElseThrow();
    assertThat(stored.isJudged()).isFalse();
    assertThat(stored.faults())
        .extracting(RuleFault::code)
        .containsExactly("rule.condition-name-unknown");
    assertThat(rules.all(app)).containsExactly(stored);
  }

  @Test
  void a_removed_rule_leaves_its_alerts_and_comes_back_with_a_higher_revision() {
    AppId app = appWithMug();
    done(rules.put(app, warm("temperature > 8"), "ada"));
    DeviceRef device = new DeviceRef(app, DeviceRef.of("any", "m1").device());
    timeline.judge(List.of(judgement(device, 1)));

    assertThat(rules.remove(app, "too-warm", "bob")).isTrue();
    assertThat(rules.remove(app, "too-warm", "bob")).isFalse();
    assertThat(rules.all(app)).isEmpty();
    Alert alert = alerts.find(app, ALL).getFirst();
    assertThat(alert.ruleName()).isEqualTo("Too warm");
    assertThat(alert.state()).isEqualTo(Alert.State.CLEARED);
    assertThat(alert.occurrence().clearing()).isEqualTo(Clearing.RULE_CHANGED);

    assertThat(done(rules.put(app, warm("temperature > 8"), "ada")).active().revision())
        .isEqualTo(3);
    assertThat(revisions(app)).containsExactly("1 ada", "2 bob", "3 ada");
  }

  @Test
  void a_replaced_rule_clears_what_lasts_and_a_late_judgement_of_the_old_one_changes_nothing() {
    AppId app = appWithMug();
    done(rules.put(app, warm("temperature > 8"), "ada"));
    DeviceRef device = new DeviceRef(app, DeviceRef.of("any", "m1").device());
    timeline.judge(List.of(judgement(device, 1)));
    done(rules.put(app, warm("temperature > 9"), "ada"));
    timeline.judge(List.of(judgement(device, 1)));

    assertThat(alerts.find(app, ALL)).extracting(Alert::state).containsExactly(Alert.State.CLEARED);
    timeline.judge(List.of(judgement(device, 2)));
    assertThat(alerts.find(app, ALL))
        .extracting(Alert::state)
        .containsExactlyInAnyOrder(Alert.State.CLEARED, Alert.State.ACTIVE);
  }

  @Test
  void the_rules_of_an_app_template_are_stored_with_the_app_and_judge_from_the_beginning() {
    AppId app = appWithMug();
    Rule born = warm("temperature > 8");
    AppTemplate template = RulesServer.get(AppGallery.class).all().getFirst();
    AppTemplate withRule =
        new AppTemplate(
            template.id(),
            template.version(),
            template.name(),
            template.persona(),
            template.story(),
            template.zone(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            template.fleet(),
            List.of(),
            List.of(born),
            List.of(),
            template.theme(),
            List.of(),
            List.of());
    RulesServer.get(TransactionOperations.class)
        .executeWithoutResult(status -> RulesServer.publish(new AppCreated(app, withRule)));

    assertThat(rules.find(app, "too-warm").orElseThrow().active())
        .isEqualTo(new ActiveRule(born, 1, null));
  }

  @Test
  void every_app_template_of_the_gallery_brings_its_rules_without_faults() {
    for (AppTemplate template : RulesServer.get(AppGallery.class).all()) {
      AppId app = done(apps.create(freshId(), "App", template.id())).id();
      assertThat(rules.all(app)).allSatisfy(r -> assertThat(r.faults()).isEmpty());
      assertThat(rules.all(app).stream().map(r -> r.active().rule()))
          .containsExactlyInAnyOrderElementsOf(template.rules());
      assertThat(apps.origin(app)).contains(template);
    }
  }

  @Test
  void an_app_has_at_most_500_rules() {
    AppId app = appWithMug();
    for (int i = 0; i < JdbcRules.MOST; i++) {
      rows.put(
          app,
          new RuleRows.Row(
              new ActiveRule(rule("r" + i, "Mug", "temperature > 1", "PT0S"), 1, null),
              "test",
              RulesServer.NOON));
    }
    assertThat(codes(rules.put(app, warm("temperature > 8"), "ada")))
        .containsExactly("rule.too-many");
    done(rules.put(app, rule("r7", "Mug", "temperature > 2", "PT0S"), "ada"));
  }

  @Test
  void only_the_latest_revisions_are_remembered() {
    AppId app = appWithMug();
    for (int i = 0; i <= RuleRows.REVISIONS; i++) {
      done(rules.put(app, warm("temperature > " + i), "ada"));
    }
    assertThat(revisions(app)).hasSize(RuleRows.REVISIONS).startsWith("2 ada");
  }

  @Test
  void a_preview_of_a_faulty_rule_or_of_too_long_a_time_is_refused() {
    AppId app = appWithMug();
    assertThat(
            codes(
                rules.preview(
                    app, warm("humidity > 8"), Duration.ofDays(367), Rules.Progress.NONE)))
        .contains("preview.back-invalid")
        .hasSizeGreaterThan(1);
  }

  private static final AlertQuery ALL =
      new AlertQuery(Set.of(), null, null, null, null, null, null, null, true, true, 0, 100);

  private static Judgement judgement(DeviceRef device, int revision) {
    Instant start = Instant.parse("2026-11-20T09:00:00Z");
    return new Judgement(
        device,
        "too-warm",
        "Too warm",
        null,
        List.of(
            new Occurrence(
                "too-warm",
                revision,
                start,
                start,
                null,
                null,
                List.of(new Step(start, Severity.WARNING)),
                new Evidence("It was warm.", start, start, 1, List.of(), List.of()))),
        null,
        null);
  }

  private List<String> revisions(AppId app) {
    return jdbc.sql(
            "select revision || ' ' || changed_by from aisle.rule_revision where app = :app order by revision")
        .param("app", app.value())
        .query(String.class)
        .list();
  }

  private AppId appWithMug() {
    AppId app = done(apps.create(freshId(), "App", null)).id();
    done(templates.publish(app, model(1, "temperature")));
    return app;
  }

  private static String freshId() {
    return "rules-" + NEXT.incrementAndGet();
  }

  private static String model(int version, String field) {
    return """
    {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Mug;%d", "@type": "Interface",
     "displayName": "Mug", "contents": [
      {"@type": "Telemetry", "name": "%s", "schema": "double"}]}
    """
        .formatted(version, field);
  }

  private static Rule warm(String condition) {
    return rule("too-warm", "Mug", condition, "PT30M");
  }

  static Rule rule(String id, String template, String condition, String holdFor) {
    String json =
        """
        {"name": "Too warm", "template": "%s", "severity": "warning",
         "when": {"condition": "%s", "for": "%s"}}
        """
            .formatted(template, condition, holdFor);
    return switch (RuleReader.json(id, json.getBytes(StandardCharsets.UTF_8))) {
      case RuleOutcome.Read(Rule rule) -> rule;
      case RuleOutcome.Faults(var faults) -> throw new AssertionError(faults);
    };
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var problems) -> throw new AssertionError(problems);
    };
  }

  private static String sentence(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> done -> throw new AssertionError(done);
      case Outcome.Refused<?>(var problems) -> problems.getFirst().sentence();
    };
  }

  private static List<String> codes(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> done -> throw new AssertionError(done);
      case Outcome.Refused<?>(var problems) ->
          problems.stream().map(Outcome.Problem::code).toList();
    };
  }
}
