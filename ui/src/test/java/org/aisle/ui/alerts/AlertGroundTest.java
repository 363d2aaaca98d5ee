package org.aisle.ui.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.registry.Place;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.place.Shape;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger.Geofence;
import org.aisle.templates.rule.Trigger.Geofence.Event;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeRules;
import org.aisle.ui.format.ValueFormat;
import org.junit.jupiter.api.Test;

class AlertGroundTest {

  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant RAISED = START.plusSeconds(900);
  private static final ValueFormat FORMAT = new ValueFormat(Locale.UK, ZoneOffset.UTC);

  /** One degree of latitude is 111,195 m. */
  private static final Place HOME = place("home", "store", 50);

  private static final Place NEAR = place("near", "store", 50.09);
  private static final Place FAR = place("far", "store", 55);
  private static final Place BORDER = place("border", "border", 50.1);
  private static final List<Place> PLACES = List.of(FAR, BORDER, HOME, NEAR);

  @Test
  void who_left_home_is_as_far_from_it_as_its_border_is() {
    AlertGround ground = ground(new Where.Home(), Event.OUTSIDE, "home", PLACES);

    assertThat(names(ground)).containsExactly("home");
    assertThat(says(ground)).contains("it was 11,020 m outside of home").contains("10:15");
  }

  @Test
  void what_is_drawn_is_where_it_was_raised_not_where_it_began() {
    AlertGround ground = ground(new Where.Home(), Event.OUTSIDE, "home", PLACES);

    assertThat(ground.at()).isNotNull();
    assertThat(ground.at().position()).isEqualTo(new Value.Geo(50.1, 10, null));
  }

  @Test
  void of_places_the_nearest_come_first_and_of_those_around_it_one_is_drawn() {
    assertThat(names(ground(new Where.OfKind("store"), Event.OUTSIDE, null, PLACES)))
        .containsExactly("near", "home", "far");
    AlertGround inside = ground(new Where.OfKind("border"), Event.INSIDE, null, PLACES);
    assertThat(names(inside)).containsExactly("border");
    assertThat(says(inside)).contains("100 m inside of border");
    assertThat(names(ground(new Where.Places(List.of("far")), Event.LEAVE, null, PLACES)))
        .containsExactly("far");
  }

  @Test
  void a_corridor_of_the_rules_own_is_drawn_by_its_outline() {
    Shape corridor =
        new Shape.Corridor(List.of(new GeoPosition(50, 9), new GeoPosition(50, 11)), 1_000);

    AlertGround ground = ground(new Where.Own(corridor), Event.OUTSIDE, null, List.of());

    assertThat(ground.fences().getFirst().drawn().outline()).hasSizeGreaterThan(10);
    assertThat(says(ground)).contains("m outside of the rule's fence");
  }

  @Test
  void of_a_rule_that_has_been_changed_no_fence_is_drawn_and_it_says_so() {
    AlertGround ground =
        AlertGround.of(alert("home"), template(), Optional.empty(), PLACES).orElseThrow();

    assertThat(ground.fences()).isEmpty();
    assertThat(says(ground)).contains("The rule has been changed").contains("50.10000");
  }

  @Test
  void without_a_home_it_says_that_it_is_not_known() {
    AlertGround ground = ground(new Where.Home(), Event.OUTSIDE, null, PLACES);

    assertThat(says(ground)).contains("the place it was judged against is not known");
  }

  @Test
  void what_rests_on_no_position_has_no_map() {
    assertThat(
            AlertGround.of(
                alert("home", List.of(new Line("internalTemperature", 7.0))),
                template(),
                Optional.empty(),
                PLACES))
        .isEmpty();
  }

  private static AlertGround ground(Where where, Event event, String home, List<Place> places) {
    Rule rule =
        FakeRules.rule("r", "R", new Geofence(event, where, Duration.ZERO), null, List.of());
    return AlertGround.of(alert(home), template(), Optional.of(rule), places).orElseThrow();
  }

  private static Optional<org.aisle.templates.definition.DeviceTemplate> template() {
    return Optional.of(FakeFleet.template());
  }

  private static List<String> names(AlertGround ground) {
    return ground.fences().stream().map(fence -> fence.drawn().name()).toList();
  }

  private static String says(AlertGround ground) {
    return ground.sentence(FORMAT).replace('\u00a0', ' ');
  }

  private static Place place(String id, String kind, double lat) {
    return new Place(id, id, null, kind, lat, 10, 100, null);
  }

  private static Alert alert(String home) {
    return alert(home, List.of(new Line("location", null)));
  }

  private static Alert alert(String home, List<Line> lines) {
    Occurrence what =
        new Occurrence(
            "r",
            1,
            START,
            RAISED,
            null,
            null,
            List.of(new Step(RAISED, Severity.CRITICAL)),
            new Evidence(
                "It was outside.",
                START,
                RAISED,
                2,
                lines,
                List.of(sample(START, 50.01), sample(RAISED, 50.1))));
    return new Alert(
        1,
        FakeFleet.ref(3),
        "Cooler 03",
        null,
        home,
        "R",
        what,
        Severity.CRITICAL,
        Alert.State.ACTIVE,
        null,
        RAISED,
        null,
        null,
        null,
        null,
        null);
  }

  private static Sample sample(Instant at, double lat) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("location", new Value.Geo(lat, 10, null));
    return new Sample(at, values);
  }
}
