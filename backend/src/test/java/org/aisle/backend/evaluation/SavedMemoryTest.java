package org.aisle.backend.evaluation;

import static org.aisle.backend.evaluation.History.minute;
import static org.aisle.backend.evaluation.History.ofTemperatures;
import static org.aisle.backend.evaluation.RuleDraft.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.backend.evaluation.EvaluatorPropertiesTest.Told;
import org.aisle.templates.rule.Trigger;
import org.junit.jupiter.api.Test;

class SavedMemoryTest {

  private static final DeviceContext CONTEXT = RandomHistories.context(Map.of());

  private static RuleDraft warm() {
    return threshold("temperature > 8.0", Duration.ZERO);
  }

  private static Evaluator evaluator(RuleDraft... rules) {
    return Evaluators.compile(
            RandomHistories.TEMPLATE, List.of(rules).stream().map(RuleDraft::active).toList())
        .evaluator();
  }

  private static byte[] saved(Evaluator evaluator, History history) {
    Memory memory = evaluator.begin(CONTEXT);
    Told told = new Told();
    history.samples().forEach(sample -> evaluator.take(memory, sample, told));
    return evaluator.save(memory);
  }

  @Test
  void a_rule_that_changed_begins_anew() {
    byte[] saved = saved(evaluator(warm()), ofTemperatures().at(0, 9));
    Evaluator same = evaluator(warm());
    assertThat(same.until(same.restore(CONTEXT, saved), minute(1))).hasSize(1);
    Evaluator changed = evaluator(warm().revision(2));
    Memory memory = changed.restore(CONTEXT, saved);
    assertThat(memory.through()).isEqualTo(minute(0));
    assertThat(changed.until(memory, minute(1))).isEmpty();
  }

  @Test
  void rules_that_are_new_or_gone_leave_the_others_as_they_were() {
    byte[] saved =
        saved(
            evaluator(warm(), RuleDraft.rule("gone", new Trigger.Absence(Duration.ofHours(1)))),
            ofTemperatures().at(0, 9));
    Evaluator next =
        evaluator(RuleDraft.rule("a-new-one", new Trigger.Absence(Duration.ofHours(2))), warm());
    assertThat(next.until(next.restore(CONTEXT, saved), minute(600)))
        .extracting(Occurrence::rule)
        .containsExactly("rule");
  }

  @Test
  void a_saved_memory_is_small() {
    RuleDraft[] rules = new RuleDraft[50];
    for (int i = 0; i < rules.length; i++) {
      rules[i] =
          RuleDraft.rule(
              "rule-" + i, new Trigger.Threshold("temperature > 8.0", Duration.ofHours(1)));
    }
    History history = ofTemperatures();
    for (int i = 0; i < 500; i++) {
      history.at(i * 5, 4).place(i * 5, 52.52);
    }
    assertThat(saved(evaluator(rules), history).length).isLessThan(5_000);
  }

  @Test
  void nothing_observed_is_saved_too() {
    Evaluator evaluator = evaluator(warm());
    byte[] saved = evaluator.save(evaluator.begin(CONTEXT));
    assertThat(evaluator.restore(CONTEXT, saved).through()).isNull();
  }
}
