package org.aisle.backend.evaluation;

import static org.aisle.backend.evaluation.History.ofTemperatures;
import static org.aisle.backend.evaluation.RuleDraft.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ThresholdTest {

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  private static RuleDraft warm() {
    return threshold("temperature > 8.0", HALF_HOUR);
  }

  private static RuleDraft warmAtOnce() {
    return threshold("temperature > 8.0", Duration.ZERO);
  }

  @Test
  void is_raised_when_a_reading_confirms_that_it_lasted_long_enough() {
    History history = ofTemperatures().at(0, 5).at(10, 9).at(25, 9).at(39, 9);
    assertThat(history.says(1_000, warm())).isEmpty();
    assertThat(history.at(45, 9).says(1_000, warm()))
        .map(History::brief)
        .containsExactly("10 40 - -");
  }

  @Test
  void is_raised_by_a_reading_exactly_at_the_end_of_the_time() {
    assertThat(ofTemperatures().at(0, 9).at(30, 9).says(1_000, warm()))
        .map(History::brief)
        .containsExactly("0 30 - -");
  }

  @Test
  void without_a_time_is_raised_at_once() {
    assertThat(ofTemperatures().at(0, 5).at(10, 9).at(20, 8).says(1_000, warmAtOnce()))
        .map(History::brief)
        .containsExactly("10 10 20 CONDITION");
  }

  @Test
  void a_gap_after_one_high_reading_never_raises() {
    assertThat(ofTemperatures().at(0, 9).at(95, 9).says(1_000, warm())).isEmpty();
    assertThat(ofTemperatures().at(0, 9).says(1_000, warm())).isEmpty();
  }

  @Test
  void two_readings_as_far_apart_as_the_gap_are_joined_and_no_further() {
    assertThat(ofTemperatures().at(0, 9).at(30, 9).says(99, warm())).hasSize(1);
    assertThat(ofTemperatures().at(0, 9).at(30.001, 9).says(99, warm())).isEmpty();
  }

  @Test
  void a_run_begins_again_after_a_gap() {
    assertThat(
            ofTemperatures().at(0, 9).at(20, 9).at(60, 9).at(80, 9).at(90, 9).says(1_000, warm()))
        .map(History::brief)
        .containsExactly("60 90 - -");
  }

  @Test
  void a_low_reading_ends_a_run() {
    assertThat(ofTemperatures().at(0, 9).at(20, 8).at(25, 9).at(40, 9).says(1_000, warm()))
        .isEmpty();
  }

  @Test
  void an_unknown_value_ends_a_run() {
    RuleDraft both = threshold("temperature > 8.0 && humidity >= 0.0", HALF_HOUR);
    History known = ofTemperatures().every(10, 0, 60, 9);
    assertThat(known.says(1_000, both)).isEmpty();
    assertThat(
            ofTemperatures()
                .at(0, "humidity", new org.aisle.templates.reading.Value.Num(50))
                .every(10, 0, 60, 9)
                .says(1_000, both))
        .map(History::brief)
        .containsExactly("0 30 - -");
  }

  @Test
  void a_value_stands_for_the_gap_and_not_longer() {
    RuleDraft door = threshold("door.open", HALF_HOUR);
    assertThat(ofTemperatures().flag(0, "door.open", true).every(10, 10, 30, 5).says(99, door))
        .map(History::brief)
        .containsExactly("0 30 - -");
    RuleDraft longer = threshold("door.open", Duration.ofMinutes(31));
    assertThat(ofTemperatures().flag(0, "door.open", true).every(10, 10, 60, 5).says(99, longer))
        .isEmpty();
  }

  @Test
  void neither_unknown_values_nor_gaps_clear() {
    assertThat(
            ofTemperatures()
                .every(10, 0, 30, 9)
                .nothing(90)
                .nothing(600)
                .at(1_000, 9)
                .at(1_010, 7)
                .says(2_000, warm()))
        .map(History::brief)
        .containsExactly("0 30 1010 CONDITION");
  }

  @Test
  void a_clear_condition_must_hold_for_its_time() {
    RuleDraft rule = warm().clear("temperature < 6.0", Duration.ofMinutes(20));
    assertThat(
            ofTemperatures()
                .every(10, 0, 30, 9)
                .at(40, 7)
                .at(50, 5)
                .at(60, 7)
                .at(70, 5)
                .at(85, 5)
                .at(95, 5)
                .says(1_000, rule))
        .map(History::brief)
        .containsExactly("0 30 90 CONDITION");
  }

  @Test
  void a_gap_interrupts_the_time_to_clear() {
    RuleDraft rule = warm().clear("temperature < 6.0", Duration.ofMinutes(20));
    assertThat(ofTemperatures().every(10, 0, 30, 9).at(40, 5).at(100, 5).says(1_000, rule))
        .map(History::brief)
        .containsExactly("0 30 - -");
  }

  @Test
  void nothing_is_judged_while_unless_holds_and_until_it_settled() {
    RuleDraft rule = warmAtOnce().unless("mode == 'defrost'", Duration.ofMinutes(15));
    History history =
        ofTemperatures()
            .at(0, 5)
            .text(0, "mode", "cool")
            .text(10, "mode", "defrost")
            .at(12, 12)
            .text(20, "mode", "cool")
            .at(25, 9);
    assertThat(history.says(1_000, rule)).isEmpty();
    assertThat(history.at(27, 9).says(1_000, rule)).as("15 min after the last defrost").isEmpty();
    assertThat(history.at(28, 9).says(1_000, rule))
        .map(History::brief)
        .containsExactly("28 28 - -");
  }

  @Test
  void unless_neither_clears_nor_suppresses_while_it_is_unknown() {
    RuleDraft rule = warmAtOnce().unless("mode == 'defrost'", Duration.ZERO);
    assertThat(
            ofTemperatures()
                .at(0, 9)
                .text(10, "mode", "defrost")
                .at(10, 5)
                .text(20, "mode", "cool")
                .at(20, 9)
                .says(1_000, rule))
        .map(History::brief)
        .containsExactly("0 0 - -");
  }

  @Test
  void outside_of_its_hours_an_alert_ends_and_none_begins() {
    RuleDraft rule = warmAtOnce().hours("08:00", "20:00");
    assertThat(ofTemperatures().every(30, 6 * 60, 21 * 60, 9).at(33 * 60, 9).says(40 * 60, rule))
        .map(History::brief)
        .containsExactly("480 480 1200 SCHEDULE", "1980 1980 - -");
  }

  @Test
  void the_clear_condition_is_not_consulted_outside_of_its_hours() {
    RuleDraft rule =
        warmAtOnce().hours("08:00", "20:00").clear("temperature < 0.0", Duration.ofHours(2));
    assertThat(ofTemperatures().at(19 * 60, 9).at(20 * 60, 9).says(40 * 60, rule))
        .map(History::brief)
        .containsExactly("1140 1140 1200 SCHEDULE");
  }

  @Test
  void what_ended_before_the_rule_was_made_is_not_told() {
    History history = ofTemperatures().at(0, 9).at(10, 5).at(20, 9).at(30, 5).at(40, 9);
    assertThat(history.says(99, warmAtOnce().since(History.minute(25))))
        .map(History::brief)
        .containsExactly("20 20 30 CONDITION", "40 40 - -");
  }

  @Test
  void what_leads_up_to_a_rule_counts() {
    History history = ofTemperatures().every(10, 0, 60, 9);
    assertThat(history.says(99, warm().since(History.minute(25))))
        .map(History::brief)
        .containsExactly("0 30 - -");
  }

  @Test
  void a_rule_means_devices_as_their_properties_were() {
    TreeMap<Instant, String> load =
        new TreeMap<>(Map.of(History.minute(20), "full", History.minute(60), "empty"));
    RuleDraft rule = warmAtOnce().where("load", "full");
    assertThat(
            ofTemperatures()
                .in(RandomHistories.context(Map.of("load", load)))
                .every(10, 0, 80, 9)
                .says(99, rule))
        .as("the first value known holds before it too")
        .map(History::brief)
        .containsExactly("0 0 60 CONDITION");
    assertThat(ofTemperatures().every(10, 0, 80, 9).says(99, rule)).isEmpty();
  }

  @Test
  void a_limit_may_be_a_property_as_it_was() {
    TreeMap<Instant, String> setPoint =
        new TreeMap<>(Map.of(History.minute(0), "4", History.minute(30), "7"));
    RuleDraft rule = threshold("temperature > property.setPoint + 2.0", Duration.ZERO);
    assertThat(
            ofTemperatures()
                .in(RandomHistories.context(Map.of("setPoint", setPoint)))
                .every(10, 10, 50, 8)
                .says(99, rule))
        .map(History::brief)
        .containsExactly("10 10 30 CONDITION");
  }
}
