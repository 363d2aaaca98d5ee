package org.aisle.backend.evaluation;

import static org.aisle.backend.evaluation.History.ofTemperatures;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Window;
import org.aisle.templates.rule.Trigger.Window.Aggregate;
import org.aisle.templates.rule.Trigger.Window.Comparison;
import org.aisle.templates.rule.Trigger.Window.Kind;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static RuleDraft window(
      Aggregate aggregate, Kind kind, Duration width, Comparison comparison, String limit) {
    return RuleDraft.rule(
        "window", new Window(aggregate, "temperature", width, kind, comparison, limit, 2));
  }

  private static RuleDraft hourly(Aggregate aggregate, Comparison comparison, String limit) {
    return window(aggregate, Kind.TUMBLING, Duration.ofHours(1), comparison, limit);
  }

  private static RuleDraft sliding(Aggregate aggregate, String limit) {
    return window(aggregate, Kind.SLIDING, Duration.ofHours(1), Comparison.ABOVE, limit);
  }

  @Test
  void a_window_is_judged_when_a_reading_at_its_end_came() {
    RuleDraft rule = hourly(Aggregate.AVG, Comparison.ABOVE, "8.0");
    History history = ofTemperatures().at(10, 9).at(30, 10).at(59, 9);
    assertThat(history.says(61, rule)).isEmpty();
    assertThat(history.at(60, 3).says(61, rule)).map(History::brief).containsExactly("0 60 - -");
  }

  @Test
  void a_window_is_judged_by_time_alone_two_minutes_after_its_end() {
    RuleDraft rule = hourly(Aggregate.AVG, Comparison.ABOVE, "8.0");
    History history = ofTemperatures().at(10, 9).at(30, 10);
    assertThat(history.says(61.999, rule)).isEmpty();
    assertThat(history.says(62, rule)).map(History::brief).containsExactly("0 60 - -");
  }

  @Test
  void windows_that_follow_prolong_it_and_one_that_does_not_break_the_limit_ends_it() {
    RuleDraft rule = hourly(Aggregate.AVG, Comparison.ABOVE, "8.0");
    assertThat(
            ofTemperatures()
                .every(20, 0, 110, 9)
                .at(130, 99)
                .every(20, 190, 230, 5)
                .at(300, 5)
                .says(301, rule))
        .as("the third window has a single value and tells nothing")
        .map(History::brief)
        .containsExactly("0 60 240 CONDITION");
  }

  @Test
  void the_end_of_a_window_may_end_it_by_time_alone() {
    RuleDraft rule = hourly(Aggregate.AVG, Comparison.ABOVE, "8.0");
    History history = ofTemperatures().every(20, 0, 50, 9).every(20, 70, 110, 5);
    assertThat(history.says(121, rule)).map(History::brief).containsExactly("0 60 - -");
    assertThat(history.says(122, rule)).map(History::brief).containsExactly("0 60 120 CONDITION");
  }

  @Test
  void each_aggregate_compares_with_its_limit() {
    History history = ofTemperatures().at(0, 2).at(15, 4).at(30, 9);
    assertThat(history.says(70, hourly(Aggregate.AVG, Comparison.AT_LEAST, "5.0"))).hasSize(1);
    assertThat(history.says(70, hourly(Aggregate.AVG, Comparison.ABOVE, "5.0"))).isEmpty();
    assertThat(history.says(70, hourly(Aggregate.MIN, Comparison.BELOW, "2.1"))).hasSize(1);
    assertThat(history.says(70, hourly(Aggregate.MIN, Comparison.BELOW, "2.0"))).isEmpty();
    assertThat(history.says(70, hourly(Aggregate.MAX, Comparison.AT_MOST, "9.0"))).hasSize(1);
    assertThat(history.says(70, hourly(Aggregate.SUM, Comparison.ABOVE, "14.9"))).hasSize(1);
    assertThat(history.says(70, hourly(Aggregate.COUNT, Comparison.AT_MOST, "3.0"))).hasSize(1);
    assertThat(history.says(70, hourly(Aggregate.COUNT, Comparison.ABOVE, "3.0"))).isEmpty();
    assertThat(history.says(70, hourly(Aggregate.SPREAD, Comparison.AT_LEAST, "7.0"))).hasSize(1);
    assertThat(history.says(70, hourly(Aggregate.RATE, Comparison.AT_LEAST, "14.0"))).hasSize(1);
    assertThat(history.says(70, hourly(Aggregate.RATE, Comparison.ABOVE, "14.0"))).isEmpty();
  }

  @Test
  void a_value_counts_once_however_many_other_readings_follow() {
    RuleDraft rule = hourly(Aggregate.COUNT, Comparison.ABOVE, "2.0");
    assertThat(
            ofTemperatures()
                .at(0, 5)
                .at(1, 5)
                .flag(2, "door.open", true)
                .flag(3, "door.open", false)
                .says(99, rule))
        .isEmpty();
  }

  @Test
  void readings_while_unless_holds_do_not_enter_a_window() {
    RuleDraft rule =
        hourly(Aggregate.MAX, Comparison.ABOVE, "8.0").unless("door.open", Duration.ZERO);
    assertThat(
            ofTemperatures()
                .at(0, 5)
                .flag(10, "door.open", true)
                .at(10, 20)
                .flag(20, "door.open", false)
                .at(20, 5)
                .says(99, rule))
        .isEmpty();
  }

  @Test
  void a_sliding_window_is_judged_at_each_reading() {
    assertThat(
            ofTemperatures()
                .at(0, 5)
                .at(10, 7)
                .at(20, 20)
                .at(30, 5)
                .at(90, 3)
                .at(95, 3)
                .says(99, sliding(Aggregate.AVG, "8.0")))
        .as("5, 7, 20 are 10.7; then 37 / 4 = 9.3; at 90 one value is left, at 95 two")
        .map(History::brief)
        .containsExactly("20 20 95 CONDITION");
  }

  @Test
  void a_sliding_window_moves_in_sixtieths_of_its_width() {
    RuleDraft rule = sliding(Aggregate.MAX, "8.0");
    History history = ofTemperatures().at(0.5, 9).at(1.5, 5);
    assertThat(history.at(59.9, 5).says(99, rule)).hasSize(1);
    assertThat(history.at(60.1, 5).says(99, rule).getLast().clearedAt())
        .isEqualTo(History.minute(60.1));
  }

  @Test
  void a_rate_of_change_needs_time_between_two_values() {
    RuleDraft rule = sliding(Aggregate.RATE, "5.9");
    assertThat(ofTemperatures().at(0, 4).at(10, 5).says(99, rule)).hasSize(1);
    assertThat(ofTemperatures().at(0, 4).at(11, 5).says(99, rule)).isEmpty();
  }

  @Test
  void on_the_day_the_clocks_go_forward_hours_follow_each_other_without_a_hole() {
    Instant midnight = Instant.parse("2026-03-28T23:00:00Z");
    Days days = new Days(RandomHistories.BERLIN, Micros.HOUR);
    assertThat(windows(days, midnight, midnight.plus(Duration.ofDays(2)))).hasSize(48);
    assertThat(windows(days, midnight, Instant.parse("2026-03-29T22:00:00Z"))).hasSize(23);
  }

  @Test
  void on_the_day_the_clocks_go_back_hours_follow_each_other_without_overlap() {
    Instant midnight = Instant.parse("2026-10-24T22:00:00Z");
    assertThat(
            windows(
                new Days(RandomHistories.BERLIN, Micros.HOUR),
                midnight,
                Instant.parse("2026-10-25T23:00:00Z")))
        .hasSize(25);
    assertThat(
            windows(
                new Days(RandomHistories.BERLIN, 6 * Micros.HOUR),
                midnight,
                Instant.parse("2026-10-25T23:00:00Z")))
        .as("four of six hours, and the hour that is left")
        .hasSize(5);
  }

  @Test
  void a_day_is_a_local_day_whatever_the_clocks_do() {
    Days days = new Days(RandomHistories.BERLIN, 24 * Micros.HOUR);
    assertThat(
            windows(
                days, Instant.parse("2026-03-27T23:00:00Z"), Instant.parse("2026-03-30T22:00:00Z")))
        .containsExactly(
            Instant.parse("2026-03-27T23:00:00Z"),
            Instant.parse("2026-03-28T23:00:00Z"),
            Instant.parse("2026-03-29T22:00:00Z"));
  }

  /** The starts of the windows from one start to an end; fails where they do not join. */
  private static List<Instant> windows(Days days, Instant from, Instant to) {
    List<Instant> starts = new java.util.ArrayList<>();
    long at = Micros.of(from);
    while (at < Micros.of(to)) {
      assertThat(days.at(at).start()).isEqualTo(at);
      long end = days.end();
      assertThat(days.at(end - 1).start()).isEqualTo(at);
      starts.add(Micros.instant(at));
      at = end;
    }
    assertThat(Micros.instant(at)).isEqualTo(to);
    return starts;
  }

  @Test
  void an_hourly_alert_on_the_night_of_the_clock_change_has_real_hours() {
    RuleDraft rule = hourly(Aggregate.AVG, Comparison.ABOVE, "8.0");
    Instant midnight = Instant.parse("2026-10-24T22:00:00Z");
    assertThat(
            History.from(midnight)
                .every(10, 0, 110, 5)
                .every(10, 120, 230, 9)
                .every(10, 240, 300, 5)
                .says(400, rule))
        .as("from 02:00 summer time to 03:00 winter time, two hours")
        .map(o -> History.brief(o, midnight))
        .containsExactly("120 180 300 CONDITION");
  }

  @Test
  void escalates_when_its_time_came_between_windows() {
    ActiveRule rule =
        hourly(Aggregate.AVG, Comparison.ABOVE, "8.0")
            .escalateAfter(Duration.ofMinutes(90), Severity.CRITICAL)
            .active();
    Evaluator evaluator = Evaluators.compile(RandomHistories.TEMPLATE, List.of(rule)).evaluator();
    Memory memory = evaluator.begin(RandomHistories.context(Map.of()));
    for (Sample sample : ofTemperatures().at(0, 9).at(30, 9).samples()) {
      evaluator.take(memory, sample, new EvaluatorPropertiesTest.Told());
    }
    assertThat(evaluator.wake(memory, History.minute(30))).isEqualTo(History.minute(62));
    assertThat(evaluator.wake(memory, History.minute(62))).isEqualTo(History.minute(150));
    assertThat(evaluator.until(memory, History.minute(150)).getFirst().severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void with_a_clear_condition_it_ends_by_that_alone() {
    RuleDraft rule =
        hourly(Aggregate.AVG, Comparison.ABOVE, "8.0")
            .clear("temperature < 6.0", Duration.ofMinutes(20));
    History history = ofTemperatures().every(20, 0, 50, 9).every(20, 60, 160, 7);
    assertThat(history.says(400, rule)).map(History::brief).containsExactly("0 60 - -");
    assertThat(history.every(15, 180, 240, 5).says(400, rule))
        .map(History::brief)
        .containsExactly("0 60 200 CONDITION");
  }

  @Test
  void a_limit_that_is_unknown_judges_nothing() {
    RuleDraft rule = hourly(Aggregate.AVG, Comparison.ABOVE, "property.setPoint");
    assertThat(ofTemperatures().at(0, 9).at(1, 9).says(99, rule)).isEmpty();
  }

  @Test
  void a_window_of_derived_values_takes_one_at_each_reading() {
    RuleDraft rule =
        RuleDraft.rule(
            "window",
            new Trigger.Window(
                Aggregate.COUNT,
                "warm",
                Duration.ofHours(1),
                Kind.SLIDING,
                Comparison.AT_LEAST,
                "3.0",
                1));
    assertThat(ofTemperatures().at(0, 9).nothing(1).nothing(2).says(3, rule))
        .map(History::brief)
        .containsExactly("2 2 - -");
  }
}
