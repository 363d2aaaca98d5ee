package org.aisle.backend.evaluation;

import static org.aisle.backend.evaluation.History.minute;
import static org.aisle.backend.evaluation.History.ofTemperatures;
import static org.aisle.backend.evaluation.RuleDraft.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.backend.evaluation.EvaluatorPropertiesTest.Told;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SavedMemoryTest {

  /** As a rule may ask for. */
  private static final int MOST_TIMES = 1_000;

  /** What a rule, and what all derived fields of the template together, may keep of a device. */
  private static final int MOST_BYTES = 8 * 1024;

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

  static Stream<RuleDraft> ofEveryKind() {
    return Stream.of(
            new Trigger.Threshold("temperature > 8.0", Duration.ofHours(1)),
            new Trigger.Threshold("door.open || shock.x > 2.0", Duration.ZERO),
            new Trigger.Absence(Duration.ofMinutes(5)),
            new Trigger.Change("mode", null, null),
            new Trigger.Repeated("door.open", MOST_TIMES, Duration.ofDays(30)),
            new Trigger.Geofence(
                Trigger.Geofence.Event.OUTSIDE,
                new Trigger.Geofence.Where.Home(),
                Duration.ofMinutes(10)))
        .map(trigger -> RuleDraft.rule("rule", trigger));
  }

  static Stream<RuleDraft> overWindows() {
    return Stream.of(Window.Aggregate.values())
        .flatMap(
            aggregate ->
                Stream.of(Window.Kind.values())
                    .map(
                        kind ->
                            RuleDraft.rule(
                                "rule",
                                new Window(
                                    aggregate,
                                    "temperature",
                                    Duration.ofDays(1),
                                    kind,
                                    Window.Comparison.ABOVE,
                                    "5.0",
                                    2))));
  }

  @ParameterizedTest
  @MethodSource({"ofEveryKind", "overWindows"})
  void the_state_of_a_rule_on_a_device_is_bounded_however_many_readings(RuleDraft draft) {
    RuleDraft rule =
        draft
            .unless("mode == 'defrost'", Duration.ofMinutes(5))
            .escalateWhile("temperature > 9.0", Severity.CRITICAL);
    List<Integer> without = sizes(evaluator());
    List<Integer> with = sizes(evaluator(rule));
    assertThat(without).hasSize(40).allMatch(size -> size <= MOST_BYTES);
    for (int i = 0; i < with.size(); i++) {
      assertThat(with.get(i) - without.get(i)).isBetween(1, MOST_BYTES);
    }
  }

  /** Of what is kept, every 500 of 20,000 readings a minute apart that never repeat themselves. */
  private static List<Integer> sizes(Evaluator evaluator) {
    Random random = new Random(3);
    Memory memory = evaluator.begin(CONTEXT);
    Told told = new Told();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 1; i <= 20_000; i++) {
      SortedMap<String, Value> values = new TreeMap<>();
      values.put("temperature", new Value.Num(random.nextDouble() * 10));
      values.put("humidity", new Value.Num(random.nextDouble() * 100));
      values.put("door.open", new Value.Flag(random.nextBoolean()));
      values.put("mode", new Value.Text(random.nextInt(9) == 0 ? "defrost" : "cool"));
      values.put("location", new Value.Geo(52 + random.nextDouble(), 13.405, null));
      values.put("shock", new Value.Vec(random.nextDouble() * 3, 0, 1));
      evaluator.take(memory, new Sample(minute(i + random.nextDouble() / 2), values), told);
      if (i % 500 == 0) {
        sizes.add(evaluator.save(memory).length);
      }
    }
    return sizes;
  }

  @Test
  void nothing_observed_is_saved_too() {
    Evaluator evaluator = evaluator(warm());
    byte[] saved = evaluator.save(evaluator.begin(CONTEXT));
    assertThat(evaluator.restore(CONTEXT, saved).through()).isNull();
  }
}
