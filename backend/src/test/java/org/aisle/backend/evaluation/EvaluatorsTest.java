package org.aisle.backend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aisle.backend.evaluation.Evaluator.Compiled;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.backend.evaluation.EvaluatorPropertiesTest.Told;
import org.aisle.templates.rule.RuleFault;
import org.aisle.templates.rule.Trigger;
import org.junit.jupiter.api.Test;

class EvaluatorsTest {

  @Test
  void a_rule_on_a_field_that_is_gone_is_left_out_with_the_reason() {
    Compiled compiled =
        Evaluators.compile(
            RandomHistories.TEMPLATE,
            List.of(
                RuleDraft.rule("gone", new Trigger.Threshold("pressure > 8.0", Duration.ZERO))
                    .active(),
                RuleDraft.threshold("temperature > 8.0", Duration.ZERO).active()));
    assertThat(compiled.broken()).containsOnlyKeys("gone");
    assertThat(compiled.broken().get("gone"))
        .extracting(RuleFault::key)
        .containsExactly("when.condition");
    List<Sample> warm = History.ofTemperatures().at(0, 9).samples();
    assertThat(
            compiled
                .evaluator()
                .timeline(RandomHistories.context(Map.of()), warm, History.minute(1))
                .occurrences())
        .hasSize(1);
  }

  @Test
  void a_reading_that_is_not_later_is_refused() {
    Evaluator evaluator = Evaluators.compile(RandomHistories.TEMPLATE, List.of()).evaluator();
    Memory memory = evaluator.begin(RandomHistories.context(Map.of()));
    Sample sample = History.ofTemperatures().at(0, 9).samples().getFirst();
    evaluator.take(memory, sample, new Told());
    assertThatThrownBy(() -> evaluator.take(memory, sample, new Told()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
