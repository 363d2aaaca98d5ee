package org.aisle.backend.evaluation;

import static org.aisle.backend.evaluation.History.minute;
import static org.aisle.backend.evaluation.History.ofTemperatures;
import static org.aisle.backend.evaluation.RuleDraft.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Window;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static Evidence evidence(List<Occurrence> said) {
    assertThat(said).hasSize(1);
    return said.getFirst().evidence();
  }

  @Test
  void says_what_was_seen_with_units_and_limit() {
    RuleDraft rule = threshold("temperature > 8.0", Duration.ofMinutes(30));
    Evidence evidence =
        evidence(
            ofTemperatures().at(0, 9.1).at(10, 11.4).at(20, 10).at(35, 9).at(40, 3).says(50, rule));
    assertThat(evidence.sentence())
        .isEqualTo(
            "Internal temperature was above 8 °C for 30 min: 9.1 °C at the start, at most 11.4 °C.");
    assertThat(evidence.lines()).containsExactly(new Line("temperature", 8.0));
    assertThat(evidence.readings()).isEqualTo(4);
    assertThat(evidence.from()).isEqualTo(minute(0));
    assertThat(evidence.until()).isEqualTo(minute(35));
    assertThat(evidence.samples())
        .extracting(Sample::observedAt)
        .containsExactly(minute(0), minute(10), minute(35));
    assertThat(evidence.samples().getFirst().values())
        .isEqualTo(Map.of("temperature", new Value.Num(9.1)));
  }

  @Test
  void looks_for_the_least_where_the_limit_is_a_lower_one() {
    assertThat(
            evidence(
                    ofTemperatures()
                        .at(0, -19)
                        .at(10, -25)
                        .says(20, threshold("temperature <= -18.0", Duration.ZERO)))
                .sentence())
        .isEqualTo(
            "Internal temperature was at most -18 °C: -19 °C at the start, at least -25 °C.");
  }

  @Test
  void has_the_limit_as_it_was_when_the_alert_was_raised() {
    TreeMap<Instant, String> setPoint = new TreeMap<>(Map.of(minute(0), "4", minute(15), "5.5"));
    assertThat(
            evidence(
                    ofTemperatures()
                        .in(RandomHistories.context(Map.of("setPoint", setPoint)))
                        .every(10, 0, 60, 12)
                        .says(
                            99,
                            threshold(
                                "temperature > property.setPoint + 4.0", Duration.ofMinutes(20))))
                .lines())
        .contains(new Line("temperature", 9.5));
  }

  @Test
  void does_not_claim_a_limit_that_was_not_broken() {
    Evidence evidence =
        evidence(
            ofTemperatures()
                .at(0, 5)
                .flag(0, "door.open", true)
                .says(9, threshold("temperature > 8.0 || door.open", Duration.ZERO)));
    assertThat(evidence.sentence()).isEqualTo("\"temperature > 8.0 || door.open\" was true.");
    assertThat(evidence.lines())
        .containsExactly(new Line("temperature", 8.0), new Line("door.open", null));
  }

  @Test
  void says_of_a_flag_what_it_was() {
    RuleDraft open = threshold("door.open", Duration.ofMinutes(5));
    assertThat(
            evidence(
                    ofTemperatures()
                        .flag(0, "door.open", true)
                        .flag(6, "door.open", true)
                        .says(9, open))
                .sentence())
        .isEqualTo("Door open was true for 5 min.");
    RuleDraft shut = threshold("!door.open", Duration.ZERO);
    assertThat(evidence(ofTemperatures().flag(0, "door.open", false).says(9, shut)).sentence())
        .isEqualTo("Door open was false.");
  }

  @Test
  void of_a_window_names_the_aggregate() {
    RuleDraft rule =
        RuleDraft.rule(
            "window",
            new Window(
                Window.Aggregate.AVG,
                "temperature",
                Duration.ofHours(1),
                Window.Kind.TUMBLING,
                Window.Comparison.ABOVE,
                "8.0",
                2));
    Evidence evidence =
        evidence(ofTemperatures().every(20, 0, 50, 9).every(20, 60, 110, 10).says(130, rule));
    assertThat(evidence.sentence())
        .isEqualTo(
            "The average of Internal temperature over 1 h was above 8 °C: 9 °C at the start, at"
                + " most 10 °C.");
    assertThat(evidence.readings()).isEqualTo(6);
    assertThat(evidence.lines()).containsExactly(new Line("temperature", 8.0));
  }

  @Test
  void draws_no_limit_beside_what_it_is_no_limit_of() {
    RuleDraft rule =
        RuleDraft.rule(
            "window",
            new Window(
                Window.Aggregate.RATE,
                "temperature",
                Duration.ofHours(1),
                Window.Kind.SLIDING,
                Window.Comparison.ABOVE,
                "5.0",
                2));
    Evidence evidence = evidence(ofTemperatures().at(0, 4).at(10, 5).says(20, rule));
    assertThat(evidence.sentence())
        .isEqualTo("The change of Internal temperature over 1 h was above 5 °C/h: 6 °C/h.");
    assertThat(evidence.lines()).containsExactly(new Line("temperature", null));
  }

  @Test
  void of_silence_says_how_long() {
    assertThat(
            evidence(
                    ofTemperatures()
                        .at(0, 5)
                        .says(
                            999,
                            RuleDraft.rule("silent", new Trigger.Absence(Duration.ofMinutes(90)))))
                .sentence())
        .isEqualTo("Nothing was observed for 1 h 30 min.");
  }

  @Test
  void severity_follows_its_condition_up_and_down() {
    RuleDraft rule =
        threshold("temperature > 8.0", Duration.ZERO)
            .escalateWhile("temperature > 12.0", Severity.CRITICAL);
    assertThat(ofTemperatures().at(0, 9).at(10, 13).at(20, 14).nothing(60).at(70, 9).says(99, rule))
        .first()
        .extracting(Occurrence::severities)
        .isEqualTo(
            List.of(
                new Step(minute(0), Severity.WARNING),
                new Step(minute(10), Severity.CRITICAL),
                new Step(minute(70), Severity.WARNING)));
  }

  @Test
  void severity_rises_by_time_even_between_readings() {
    RuleDraft rule =
        threshold("temperature > 8.0", Duration.ofMinutes(10))
            .severity(Severity.INFORMATION)
            .escalateAfter(Duration.ofMinutes(20), Severity.WARNING)
            .escalateAfter(Duration.ofHours(2), Severity.CRITICAL);
    History history = ofTemperatures().at(0, 9).at(10, 9);
    assertThat(history.says(29, rule).getFirst().severity()).isEqualTo(Severity.INFORMATION);
    assertThat(history.says(30, rule).getFirst().severity()).isEqualTo(Severity.WARNING);
    List<Step> all =
        List.of(
            new Step(minute(10), Severity.INFORMATION),
            new Step(minute(30), Severity.WARNING),
            new Step(minute(130), Severity.CRITICAL));
    assertThat(history.says(130, rule).getFirst().severities()).isEqualTo(all);
    assertThat(history.at(200, 9).says(200, rule).getFirst().severities()).isEqualTo(all);
    assertThat(ofTemperatures().at(0, 9).at(10, 9).at(100, 5).says(200, rule))
        .first()
        .extracting(Occurrence::severities)
        .isEqualTo(all.subList(0, 2));
  }

  @Test
  void severities_are_bounded_and_keep_the_first_and_the_last() {
    RuleDraft rule =
        threshold("temperature > 8.0", Duration.ZERO)
            .escalateWhile("temperature > 12.0", Severity.CRITICAL);
    History history = ofTemperatures();
    for (int i = 0; i < 100; i++) {
      history.at(i, i % 2 == 0 ? 9 : 13);
    }
    List<Step> steps = history.says(99, rule).getFirst().severities();
    assertThat(steps).hasSize(32);
    assertThat(steps.getFirst()).isEqualTo(new Step(minute(0), Severity.WARNING));
    assertThat(steps.getLast()).isEqualTo(new Step(minute(99), Severity.CRITICAL));
  }
}
