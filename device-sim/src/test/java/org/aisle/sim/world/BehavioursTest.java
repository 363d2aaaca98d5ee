package org.aisle.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.aisle.templates.app.Simulation;
import org.junit.jupiter.api.Test;

class BehavioursTest {

  @Test
  void every_behaviour_that_app_templates_may_name_takes_the_parameters_they_may_give() {
    Simulation.BEHAVIOURS.forEach(
        (name, parameters) -> {
          Behaviour behaviour = Behaviours.builtIn().named(name).orElseThrow();
          parameters.forEach(
              (parameter, range) -> {
                assertThat(behaviour.problems(Map.of(parameter, range.least()))).isEmpty();
                assertThat(behaviour.problems(Map.of(parameter, range.most()))).isEmpty();
              });
        });
  }

  @Test
  void unknown_and_impossible_parameters_are_told_together() {
    List<String> problems =
        Behaviours.builtIn()
            .named("cooler")
            .orElseThrow()
            .problems(Map.of("setPointC", 99.0, "colour", 1.0, "loadKg", Double.NaN));
    assertThat(problems).hasSize(3);
  }

  @Test
  void a_behaviour_can_be_added() {
    Behaviour other =
        new Behaviour() {
          @Override
          public String name() {
            return "display";
          }

          @Override
          public List<String> problems(Map<String, Double> parameters) {
            return List.of();
          }

          @Override
          public Asset create(AssetSettings settings) {
            throw new UnsupportedOperationException();
          }
        };
    assertThat(Behaviours.builtIn().with(other).names()).containsExactly("cooler", "display");
  }

  @Test
  void streams_of_different_names_are_independent_and_even() {
    RandomStream one = RandomStream.of(1, "a", "bc");
    RandomStream other = RandomStream.of(1, "ab", "c");
    double sum = 0;
    double squares = 0;
    int same = 0;
    for (int i = 0; i < 100_000; i++) {
      double normal = one.normal();
      sum += normal;
      squares += normal * normal;
      same += normal == other.normal() ? 1 : 0;
    }
    assertThat(sum / 100_000).isBetween(-0.02, 0.02);
    assertThat(squares / 100_000).isBetween(0.97, 1.03);
    assertThat(same).isZero();
  }
}
