package org.aisle.backend.evaluation;

import static org.aisle.backend.evaluation.History.ofTemperatures;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aisle.backend.evaluation.DeviceContext.Home;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Geofence;
import org.aisle.templates.rule.Trigger.Geofence.Event;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.junit.jupiter.api.Test;

/** Entering and leaving, changes, and what happens again and again. */
class MomentTest {

  private static final double STORE = 52.52;
  private static final double ROAD = 52.56;
  private static final double DEPOT = 52.60;

  private static RuleDraft geofence(Event event, Where where, int minutes) {
    return RuleDraft.rule("fence", new Geofence(event, where, Duration.ofMinutes(minutes)));
  }

  private static RuleDraft opened() {
    return RuleDraft.rule("opened", new Trigger.Change("door.open", "false", "true"));
  }

  private static RuleDraft thrice() {
    return RuleDraft.rule("thrice", new Trigger.Repeated("door.open", 3, Duration.ofHours(1)));
  }

  @Test
  void entering_is_told_at_the_first_position_inside() {
    RuleDraft rule = geofence(Event.ENTER, new Where.OfKind("depot"), 0);
    List<Occurrence> said =
        ofTemperatures().place(0, ROAD).place(600, DEPOT).place(610, DEPOT).says(999, rule);
    assertThat(said).map(History::brief).containsExactly("600 600 600 MOMENTARY");
    assertThat(said.getFirst().evidence().sentence())
        .isEqualTo("It entered a place of kind depot.");
  }

  @Test
  void the_first_position_neither_enters_nor_leaves() {
    assertThat(
            ofTemperatures()
                .place(0, DEPOT)
                .at(5, 4)
                .place(10, DEPOT)
                .says(99, geofence(Event.ENTER, new Where.Places(List.of("depot")), 0)))
        .isEmpty();
  }

  @Test
  void leaving_home_is_unknown_while_no_place_is_bound() {
    RuleDraft rule = geofence(Event.LEAVE, new Where.Home(), 0);
    Home home = new Home("store", History.minute(0), History.minute(50));
    assertThat(
            ofTemperatures()
                .in(RandomHistories.context(Map.of(), home))
                .place(10, STORE)
                .place(60, ROAD)
                .says(99, rule))
        .isEmpty();
    assertThat(
            ofTemperatures()
                .in(RandomHistories.context(Map.of(), home))
                .place(10, STORE)
                .place(49, ROAD)
                .says(99, rule))
        .map(History::brief)
        .containsExactly("49 49 49 MOMENTARY");
  }

  @Test
  void to_be_outside_is_measured_like_a_threshold() {
    RuleDraft rule = geofence(Event.OUTSIDE, new Where.Places(List.of("store")), 20);
    assertThat(
            ofTemperatures()
                .place(0, STORE)
                .place(10, ROAD)
                .place(35, ROAD)
                .place(50, STORE)
                .says(99, rule))
        .map(History::brief)
        .containsExactly("10 30 50 CONDITION");
  }

  @Test
  void to_be_inside_of_places_that_no_longer_exist_is_unknown() {
    assertThat(
            ofTemperatures()
                .place(0, STORE)
                .says(99, geofence(Event.OUTSIDE, new Where.Places(List.of("gone")), 0)))
        .isEmpty();
  }

  @Test
  void a_change_is_told_between_known_values_however_far_apart() {
    List<Occurrence> said =
        ofTemperatures()
            .flag(0, "door.open", true)
            .flag(10, "door.open", false)
            .at(20, 5)
            .flag(5_000, "door.open", true)
            .says(9_999, opened());
    assertThat(said).map(History::brief).containsExactly("5000 5000 5000 MOMENTARY");
    assertThat(said.getFirst().evidence().sentence())
        .isEqualTo("Door open changed from no to yes.");
  }

  @Test
  void a_change_names_what_people_call_the_values() {
    RuleDraft rule = RuleDraft.rule("mode", new Trigger.Change("mode", null, null));
    assertThat(ofTemperatures().text(0, "mode", "cool").text(1, "mode", "defrost").says(2, rule))
        .extracting(o -> o.evidence().sentence())
        .containsExactly("Mode changed from Cooling to Defrosting.");
  }

  @Test
  void a_change_while_unless_holds_is_not_told_later() {
    RuleDraft rule = opened().unless("mode == 'defrost'", Duration.ZERO);
    assertThat(
            ofTemperatures()
                .flag(0, "door.open", false)
                .text(10, "mode", "defrost")
                .flag(11, "door.open", true)
                .text(12, "mode", "cool")
                .flag(13, "door.open", true)
                .says(99, rule))
        .isEmpty();
  }

  @Test
  void a_change_before_the_rule_was_made_is_not_told() {
    History history = ofTemperatures().flag(0, "door.open", false).flag(10, "door.open", true);
    assertThat(history.says(99, opened().since(History.minute(10)))).hasSize(1);
    assertThat(history.says(99, opened().since(History.minute(11)))).isEmpty();
  }

  private static History openings(double... minutes) {
    History history = ofTemperatures();
    for (double minute : minutes) {
      history.flag(minute, "door.open", true).flag(minute + 1, "door.open", false);
    }
    return history;
  }

  @Test
  void the_time_that_completes_the_number_raises() {
    List<Occurrence> said = openings(0, 20, 40).says(50, thrice());
    assertThat(said).map(History::brief).containsExactly("0 40 - -");
    assertThat(said.getFirst().evidence().sentence())
        .isEqualTo("Door open became true 3 times within 1 h.");
    assertThat(said.getFirst().evidence().readings()).isEqualTo(3);
  }

  @Test
  void times_too_far_apart_do_not_raise() {
    assertThat(openings(0, 30, 61).says(70, thrice())).isEmpty();
    assertThat(openings(0, 30, 60).says(60, thrice())).hasSize(1);
  }

  @Test
  void it_ends_by_time_alone_when_too_few_are_left() {
    assertThat(openings(0, 20, 40).says(60, thrice()))
        .map(History::brief)
        .containsExactly("0 40 - -");
    assertThat(openings(0, 20, 40).says(61, thrice()))
        .map(History::brief)
        .containsExactly("0 40 60 CONDITION");
    assertThat(openings(0, 20, 40).at(70, 5).says(71, thrice()))
        .map(History::brief)
        .containsExactly("0 40 60 CONDITION");
  }

  @Test
  void with_a_clear_condition_it_ends_by_that_alone() {
    RuleDraft rule = thrice().clear("temperature < 6.0", Duration.ofMinutes(10));
    assertThat(
            openings(0, 20, 40).at(200, 5).at(211, 5).flag(215, "door.open", true).says(999, rule))
        .as("what was counted is forgotten with it")
        .map(History::brief)
        .containsExactly("0 40 210 CONDITION");
    assertThat(openings(0, 20, 40).at(200, 7).says(999, rule))
        .map(History::brief)
        .containsExactly("0 40 - -");
  }

  @Test
  void more_of_it_prolongs_it() {
    assertThat(openings(0, 20, 40, 50, 90).says(95, thrice()))
        .as("at 80 the one at 20 is too long ago; at 90 there are three again")
        .map(History::brief)
        .containsExactly("0 40 80 CONDITION", "40 90 - -");
    assertThat(openings(0, 20, 40, 50, 70).says(95, thrice()))
        .map(History::brief)
        .containsExactly("0 40 - -");
  }
}
