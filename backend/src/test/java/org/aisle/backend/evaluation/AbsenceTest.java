package org.aisle.backend.evaluation;

import static org.aisle.backend.evaluation.History.ofTemperatures;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.junit.jupiter.api.Test;

class AbsenceTest {

  private static RuleDraft silent() {
    return RuleDraft.rule("silent", new Trigger.Absence(Duration.ofHours(1)));
  }

  @Test
  void silence_between_two_readings_is_told_with_its_end() {
    assertThat(ofTemperatures().at(0, 5).at(60, 5).at(121, 5).says(130, silent()))
        .map(History::brief)
        .containsExactly("60 120 121 DATA_AGAIN");
  }

  @Test
  void silence_lasts_while_nothing_comes() {
    History history = ofTemperatures().at(0, 5);
    assertThat(history.says(59.999, silent())).isEmpty();
    assertThat(history.says(60, silent())).map(History::brief).containsExactly("0 60 - -");
  }

  @Test
  void any_moment_may_be_asked_about() {
    Evaluator evaluator =
        Evaluators.compile(RandomHistories.TEMPLATE, List.of(silent().active())).evaluator();
    Memory memory = evaluator.begin(RandomHistories.context(java.util.Map.of()));
    evaluator.take(
        memory, ofTemperatures().at(0, 5).samples().getFirst(), new EvaluatorPropertiesTest.Told());
    assertThat(evaluator.until(memory, Instant.MAX)).hasSize(1);
    assertThat(evaluator.until(memory, Instant.MIN)).isEmpty();
  }

  @Test
  void late_readings_that_fill_the_gap_leave_no_alert() {
    assertThat(ofTemperatures().at(0, 5).at(50, 5).at(100, 5).says(110, silent())).isEmpty();
  }

  @Test
  void a_device_that_never_said_anything_is_not_silent() {
    assertThat(ofTemperatures().says(10_000, silent())).isEmpty();
  }

  @Test
  void within_hours_silence_is_raised_when_they_come() {
    RuleDraft rule = silent().hours("08:00", "20:00");
    History history = ofTemperatures().at(19.5 * 60, 5);
    assertThat(history.says(31 * 60, rule)).isEmpty();
    assertThat(history.says(32 * 60, rule)).map(History::brief).containsExactly("1170 1920 - -");
    assertThat(history.at(31.9 * 60, 5).says(32 * 60, rule)).isEmpty();
  }

  @Test
  void silence_that_begins_while_unless_holds_is_not_judged() {
    RuleDraft rule = silent().unless("door.open", Duration.ZERO);
    assertThat(ofTemperatures().flag(0, "door.open", true).says(1_000, rule)).isEmpty();
    assertThat(ofTemperatures().flag(0, "door.open", false).says(1_000, rule)).hasSize(1);
  }

  @Test
  void escalates_by_time_alone_and_says_when_to_ask_again() {
    ActiveRule rule = silent().escalateAfter(Duration.ofHours(2), Severity.CRITICAL).active();
    Evaluator evaluator = Evaluators.compile(RandomHistories.TEMPLATE, List.of(rule)).evaluator();
    Memory memory = evaluator.begin(RandomHistories.context(java.util.Map.of()));
    Instant first = History.minute(0);
    assertThat(evaluator.wake(memory, first)).isNull();
    evaluator.take(
        memory, ofTemperatures().at(0, 5).samples().getFirst(), new EvaluatorPropertiesTest.Told());
    assertThat(evaluator.wake(memory, first)).isEqualTo(History.minute(60));
    assertThat(evaluator.wake(memory, History.minute(60))).isEqualTo(History.minute(180));
    assertThat(evaluator.wake(memory, History.minute(180))).isNull();
    assertThat(evaluator.until(memory, History.minute(180)).getFirst().severities())
        .containsExactly(
            new Occurrence.Step(History.minute(60), Severity.WARNING),
            new Occurrence.Step(History.minute(180), Severity.CRITICAL));
  }
}
