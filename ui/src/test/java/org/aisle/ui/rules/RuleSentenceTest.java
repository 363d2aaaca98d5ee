package org.aisle.ui.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.aisle.templates.rule.Rule.Clear;
import org.aisle.templates.rule.Rule.Escalation;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Geofence;
import org.aisle.templates.rule.Trigger.Window;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeRules;
import org.aisle.ui.format.ValueFormat;
import org.junit.jupiter.api.Test;

class RuleSentenceTest {

  private static final RuleScope SCOPE =
      new RuleScope(
          List.of(FakeFleet.template()),
          List.of(),
          FakeFleet.places(),
          List.of(),
          List.of(),
          new ValueFormat(Locale.UK, ZoneOffset.UTC));

  private static String says(Trigger trigger) {
    return RuleSentence.trigger(trigger, SCOPE).replace('\u00a0', ' ');
  }

  @Test
  void a_rule_says_when_it_raises_escalates_and_clears() {
    assertThat(
            RuleSentence.of(
                    FakeRules.rule(
                        "r",
                        "R",
                        new Trigger.Threshold("internalTemperature > 7.0", Duration.ofMinutes(90)),
                        new Clear("internalTemperature < 6.0", Duration.ZERO),
                        List.of(new Escalation(Severity.CRITICAL, Duration.ofHours(2), null))),
                    SCOPE)
                .replace('\u00a0', ' '))
        .isEqualTo(
            "Warning when internalTemperature > 7.0 for 1 h 30 min; critical after 2 h;"
                + " over when internalTemperature < 6.0.");
  }

  @Test
  void every_kind_of_trigger_has_its_words() {
    assertThat(says(new Trigger.Absence(Duration.ofHours(2))))
        .isEqualTo("nothing is heard for longer than 2 h");
    assertThat(
            says(
                new Window(
                    Window.Aggregate.AVG,
                    "power",
                    Duration.ofHours(1),
                    Window.Kind.SLIDING,
                    Window.Comparison.AT_LEAST,
                    "200.0",
                    1)))
        .isEqualTo("the average of power over 1 h is at least 200.0");
    assertThat(
            says(
                new Geofence(
                    Geofence.Event.OUTSIDE,
                    new Geofence.Where.Places(List.of("ber-mitte")),
                    Duration.ofMinutes(5))))
        .isEqualTo("it is outside Berlin Mitte for 5 min");
    assertThat(says(new Trigger.Change("doorOpen", null, "true")))
        .isEqualTo("doorOpen changes to true");
    assertThat(says(new Trigger.Repeated("doorOpen", 5, Duration.ofSeconds(90))))
        .isEqualTo("doorOpen comes true 5 times within 1 min 30 s");
  }

  @Test
  void an_id_follows_from_any_name() {
    assertThat(RuleForm.idOf("Zu warm – Köln 2")).isEqualTo("zu-warm-koln-2");
    assertThat(RuleForm.idOf("7 °C")).isEqualTo("c");
    assertThat(RuleForm.idOf("!?")).isEmpty();
    assertThat(RuleForm.idOf("x".repeat(200))).hasSize(63);
  }
}
