package org.aisle.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.app.AppTemplate.FaultSpec;
import org.aisle.templates.app.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultParserTest {

  private static FaultSpec spec(String kind, Map<String, Double> parameters) {
    return new FaultSpec(kind, Duration.ZERO, Optional.empty(), Optional.empty(), parameters);
  }

  static java.util.Set<String> kinds() {
    return Simulation.faults("cooler").keySet();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void every_kind_has_sensible_defaults(String kind) {
    assertThat(FaultParser.parse(spec(kind, Map.of()), "cooler"))
        .isInstanceOf(ParsedFault.Accepted.class);
  }

  @Test
  void parameters_are_accepted_up_to_the_ends_of_their_ranges() {
    Simulation.faults("cooler")
        .forEach(
            (kind, outline) ->
                outline
                    .parameters()
                    .forEach(
                        (name, range) -> {
                          assertAccepted(kind, name, range.least(), true);
                          assertAccepted(kind, name, range.most(), true);
                          assertAccepted(kind, name, Math.nextDown(range.least()), false);
                          assertAccepted(kind, name, Math.nextUp(range.most()), false);
                        }));
  }

  private static void assertAccepted(String kind, String name, double value, boolean expected) {
    assertThat(
            FaultParser.parse(spec(kind, Map.of(name, value)), "cooler")
                instanceof ParsedFault.Accepted)
        .as("%s %s=%s", kind, name, value)
        .isEqualTo(expected);
  }

  @Test
  void an_unknown_kind_is_refused_with_the_known_ones() {
    assertThat(FaultParser.parse(spec("door-jammed", Map.of()), "cooler"))
        .isInstanceOfSatisfying(
            ParsedFault.Refused.class,
            no -> assertThat(no.sentences().getFirst()).contains("door-jammed", "door-left-open"));
  }

  @Test
  void unknown_and_impossible_parameters_are_told_together() {
    assertThat(
            FaultParser.parse(
                spec("disorder", Map.of("probability", 1.5, "atMostHours", 1.0)), "cooler"))
        .isInstanceOfSatisfying(
            ParsedFault.Refused.class, no -> assertThat(no.sentences()).hasSize(2));
  }

  @Test
  void not_a_number_is_refused() {
    assertThat(FaultParser.parse(spec("duplicates", Map.of("probability", Double.NaN)), "cooler"))
        .isInstanceOf(ParsedFault.Refused.class);
  }

  @Test
  void a_schedule_repeats_with_its_period() {
    Schedule schedule =
        new Schedule(
            Duration.ofMinutes(10),
            Optional.of(Duration.ofMinutes(5)),
            Optional.of(Duration.ofHours(1)));
    assertThat(schedule.at(Duration.ofMinutes(9))).isEmpty();
    assertThat(schedule.at(Duration.ofMinutes(10))).isPresent();
    assertThat(schedule.at(Duration.ofMinutes(15))).isEmpty();
    assertThat(schedule.at(Duration.ofMinutes(132)))
        .contains(new Schedule.Episode(2, Duration.ofMinutes(2)));
  }

  @Test
  void a_schedule_without_duration_lasts_to_the_end() {
    Schedule schedule = new Schedule(Duration.ZERO, Optional.empty(), Optional.empty());
    assertThat(schedule.at(Duration.ofDays(1000))).isPresent();
  }
}
