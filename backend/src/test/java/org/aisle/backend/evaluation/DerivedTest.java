package org.aisle.backend.evaluation;

import static org.aisle.backend.evaluation.History.minute;
import static org.aisle.backend.evaluation.History.ofTemperatures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.Derivation.Period;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;

class DerivedTest {

  private static final Period SLIDING = new Period.Sliding(Duration.ofHours(1));

  /**
   * What is stored of one derived number, by minute; every reading lies in an interval of its own.
   */
  private static SortedMap<Instant, Value> stored(
      History history, FieldType type, Derivation derivation, Duration every) {
    DeviceTemplate base = RandomHistories.TEMPLATE;
    Field field = new Field("it", "It", null, type, null, null, false, null, null);
    DeviceTemplate template =
        new DeviceTemplate(
            base.id(),
            base.displayName(),
            null,
            base.telemetry(),
            List.of(new DerivedField(field, derivation, every, Duration.ofHours(1))),
            base.properties(),
            List.of(),
            List.of(),
            "[]");
    SortedMap<Instant, Value> stored = new TreeMap<>();
    Evaluators.compile(template, List.of())
        .evaluator()
        .timeline(
            RandomHistories.context(Map.of()),
            history.samples(),
            history.samples().getLast().observedAt())
        .derived()
        .forEach(sample -> stored.put(sample.observedAt(), sample.values().get("it")));
    return stored;
  }

  private static SortedMap<Instant, Value> numbers(History history, Derivation derivation) {
    return stored(history, new FieldType.Decimal(), derivation, Duration.ofNanos(1_000));
  }

  private static double number(SortedMap<Instant, Value> stored, double minute) {
    return ((Value.Num) stored.get(minute(minute))).value();
  }

  @Test
  void numbers_are_stored_at_the_first_reading_of_each_interval() {
    assertThat(
            stored(
                ofTemperatures().at(1, 10).at(4, 11).at(5, 12).at(9, 13).at(21, 14),
                new FieldType.Decimal(),
                new Derivation.Expression("temperature * 2.0"),
                Duration.ofMinutes(5)))
        .isEqualTo(
            Map.of(
                minute(1),
                new Value.Num(20),
                minute(5),
                new Value.Num(24),
                minute(21),
                new Value.Num(28)));
  }

  @Test
  void flags_are_stored_when_they_change() {
    assertThat(
            stored(
                ofTemperatures().at(0, 5).at(1, 5).at(2, 9).at(3, 9).at(4, 5),
                new FieldType.Bool(),
                new Derivation.Expression("temperature > 8.0"),
                Duration.ofMinutes(5)))
        .isEqualTo(
            Map.of(
                minute(0),
                new Value.Flag(false),
                minute(2),
                new Value.Flag(true),
                minute(4),
                new Value.Flag(false)));
  }

  @Test
  void a_lag_reaches_sixty_three_percent_of_a_step_after_its_time_constant() {
    Derivation lag = new Derivation.FirstOrderLag("temperature", "60.0");
    SortedMap<Instant, Value> stored = numbers(ofTemperatures().at(0, 0).every(1, 1, 60, 10), lag);
    assertThat(number(stored, 0)).isZero();
    assertThat(number(stored, 60)).isCloseTo(10 * (1 - Math.exp(-1)), within(1e-9));
  }

  @Test
  void a_lag_is_the_same_however_often_a_constant_input_is_read() {
    Derivation lag = new Derivation.FirstOrderLag("temperature", "60.0");
    assertThat(number(numbers(ofTemperatures().at(0, 0).at(30, 10), lag), 30))
        .isCloseTo(
            number(numbers(ofTemperatures().at(0, 0).every(3, 3, 30, 10), lag), 30), within(1e-9));
  }

  @Test
  void a_lag_starts_again_after_a_gap_and_waits_while_others_speak() {
    Derivation lag = new Derivation.FirstOrderLag("temperature", "60.0");
    History history =
        ofTemperatures()
            .at(0, 0)
            .flag(30, "door.open", true)
            .at(61, 10)
            .flag(122, "door.open", true);
    SortedMap<Instant, Value> stored = numbers(history, lag);
    assertThat(number(stored, 30)).isZero();
    assertThat(number(stored, 61)).as("61 min after the last temperature").isEqualTo(10);
    assertThat(stored).doesNotContainKey(minute(122));
  }

  @Test
  void the_mean_kinetic_temperature_of_a_constant_is_the_constant() {
    Derivation mkt =
        new Derivation.MeanKineticTemperature("temperature", Duration.ofHours(24), 83.144);
    SortedMap<Instant, Value> stored = numbers(ofTemperatures().every(30, 0, 600, 5), mkt);
    assertThat(stored).doesNotContainKey(minute(0));
    assertThat(number(stored, 600)).isCloseTo(5, within(1e-9));
  }

  @Test
  void the_mean_kinetic_temperature_lies_above_the_mean_as_the_formula_says() {
    Derivation mkt =
        new Derivation.MeanKineticTemperature("temperature", Duration.ofHours(24), 83.144);
    History history = ofTemperatures().every(10, 0, 300, 5).at(300.001, 25).every(10, 310, 600, 25);
    double overR = 83.144 / 8.314462618e-3;
    double mean = (Math.exp(-overR / 278.15) + Math.exp(-overR / 298.15)) / 2;
    double expected = overR / -Math.log(mean) - 273.15;
    assertThat(expected).isBetween(19.5, 20.5);
    assertThat(number(numbers(history, mkt), 600)).isCloseTo(expected, within(1e-3));
  }

  @Test
  void minutes_count_from_a_reading_to_the_next_unless_a_gap_lies_between() {
    Derivation minutes = new Derivation.MinutesWhile("temperature > 8.0", new Period.Always());
    SortedMap<Instant, Value> stored =
        numbers(
            ofTemperatures().at(0, 9).at(10, 9).at(25, 5).at(30, 9).at(91, 9).at(92, 5), minutes);
    assertThat(number(stored, 10)).isEqualTo(10);
    assertThat(number(stored, 25)).isEqualTo(25);
    assertThat(number(stored, 91)).isEqualTo(25);
    assertThat(number(stored, 92)).isEqualTo(26);
  }

  @Test
  void a_day_begins_at_local_midnight() {
    Derivation minutes = new Derivation.MinutesWhile("temperature > 8.0", new Period.Day());
    SortedMap<Instant, Value> stored =
        numbers(ofTemperatures().every(30, 23 * 60 + 15, 24 * 60 + 45, 9), minutes);
    assertThat(number(stored, 23 * 60 + 45)).isEqualTo(30);
    assertThat(number(stored, 24 * 60 + 15)).isEqualTo(15);
    assertThat(number(stored, 24 * 60 + 45)).isEqualTo(45);
  }

  @Test
  void a_sliding_hour_forgets_in_minutes() {
    Derivation minutes = new Derivation.MinutesWhile("temperature > 8.0", SLIDING);
    SortedMap<Instant, Value> stored =
        numbers(ofTemperatures().every(10, 0, 30, 9).every(10, 40, 120, 5), minutes);
    assertThat(number(stored, 40)).isEqualTo(40);
    assertThat(number(stored, 60)).as("the pane of minute 0 is the sixty-first").isEqualTo(39);
    assertThat(number(stored, 80)).isEqualTo(19);
    assertThat(number(stored, 120)).isZero();
  }

  @Test
  void a_share_is_of_the_known_time() {
    Derivation share = new Derivation.ShareOfTime("door.open", SLIDING);
    SortedMap<Instant, Value> stored =
        numbers(
            ofTemperatures()
                .flag(0, "door.open", true)
                .flag(10, "door.open", false)
                .flag(40, "door.open", false),
            share);
    assertThat(stored).doesNotContainKey(minute(0));
    assertThat(number(stored, 10)).isEqualTo(100);
    assertThat(number(stored, 40)).isEqualTo(25);
  }

  @Test
  void times_count_the_rising_edges() {
    Derivation times = new Derivation.TimesTrue("door.open", new Period.Always());
    History history =
        ofTemperatures()
            .flag(0, "door.open", true)
            .flag(1, "door.open", true)
            .flag(2, "door.open", false)
            .flag(500, "door.open", true);
    SortedMap<Instant, Value> stored =
        stored(history, new FieldType.Whole(32), times, Duration.ofNanos(1_000));
    assertThat(stored.get(minute(2))).isEqualTo(new Value.Whole(1));
    assertThat(stored.get(minute(500))).isEqualTo(new Value.Whole(2));
  }

  @Test
  void speed_is_that_between_the_last_two_positions() {
    SortedMap<Instant, Value> stored =
        numbers(
            ofTemperatures().place(0, 52).place(10, 52.1).place(100, 53),
            new Derivation.Speed("location"));
    assertThat(stored.keySet()).containsExactly(minute(10));
    assertThat(number(stored, 10)).isCloseTo(11_119.5 / 600, within(0.01));
  }

  @Test
  void distance_leaves_out_jitter_and_gaps_and_adds_up_slow_movement() {
    Derivation distance = new Derivation.Distance("location", new Period.Always(), 30);
    SortedMap<Instant, Value> jitter =
        numbers(
            ofTemperatures().place(0, 52).place(1, 52.0001).place(2, 52).place(3, 52.0001),
            distance);
    assertThat(number(jitter, 3)).isZero();
    SortedMap<Instant, Value> slow =
        numbers(
            ofTemperatures()
                .place(0, 52)
                .place(1, 52.0002)
                .place(2, 52.0004)
                .place(3, 52.0006)
                .place(64, 53)
                .place(65, 53.001),
            distance);
    assertThat(number(slow, 3)).isCloseTo(44.5, within(0.1));
    assertThat(number(slow, 65)).isCloseTo(44.5 + 111.2, within(0.2));
  }

  private static final Derivation STAGES =
      new Derivation.StateMachine(
          "warehouse",
          List.of(
              new Derivation.StateMachine.Transition(
                  "warehouse", "transit", "here.kind == ''", Duration.ofMinutes(15)),
              new Derivation.StateMachine.Transition(
                  "transit", "store", "here.kind == 'store'", Duration.ZERO),
              new Derivation.StateMachine.Transition(
                  null, "warehouse", "here.kind == 'depot'", Duration.ZERO)));

  private static SortedMap<Instant, Value> stages(History history) {
    return stored(
        history, new FieldType.Text(FieldType.Text.Form.ANY), STAGES, Duration.ofMinutes(5));
  }

  @Test
  void a_state_changes_when_its_time_was_reached_and_is_stored_at_the_first_reading() {
    assertThat(
            stages(
                ofTemperatures()
                    .place(0, 52.60)
                    .place(10, 52.56)
                    .place(20, 52.56)
                    .place(40, 52.52)
                    .place(50, 52.60)))
        .as("twenty minutes on the road are not confirmed before the store")
        .isEqualTo(Map.of(minute(0), new Value.Text("warehouse")));
    assertThat(
            stages(
                ofTemperatures()
                    .place(0, 52.60)
                    .place(10, 52.56)
                    .place(20, 52.56)
                    .place(30, 52.56)
                    .place(40, 52.52)
                    .place(50, 52.60)))
        .isEqualTo(
            Map.of(
                minute(0),
                new Value.Text("warehouse"),
                minute(25),
                new Value.Text("transit"),
                minute(40),
                new Value.Text("store"),
                minute(50),
                new Value.Text("warehouse")));
  }

  @Test
  void a_gap_interrupts_the_time_of_a_transition() {
    assertThat(stages(ofTemperatures().place(0, 52.60).place(10, 52.56).place(90, 52.56)))
        .hasSize(1);
  }

  @Test
  void a_field_that_cannot_be_computed_is_unknown() {
    assertThat(numbers(ofTemperatures().at(0, 5), new Derivation.Expression("nonsense +")))
        .isEmpty();
    assertThat(numbers(ofTemperatures().at(0, 0), new Derivation.Expression("1.0 / temperature")))
        .isEmpty();
  }
}
