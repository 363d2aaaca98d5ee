package org.aisle.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.templates.app.Simulation;
import org.aisle.templates.app.Simulation.BehaviourOutline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BehavioursTest {

  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  static Iterable<BehaviourOutline> declared() {
    return Simulation.behaviours().values();
  }

  @Test
  void those_that_are_declared_are_those_that_exist() {
    assertThat(Behaviours.builtIn().names())
        .containsExactlyElementsOf(Simulation.behaviours().keySet());
  }

  @ParameterizedTest
  @MethodSource("declared")
  void each_runs_at_both_ends_of_every_parameter(BehaviourOutline outline) {
    outline
        .parameters()
        .forEach(
            (name, parameter) -> {
              assertThat(measured(outline, Map.of(name, parameter.least()), Conditions.SOUND))
                  .isNotNull();
              assertThat(measured(outline, Map.of(name, parameter.most()), Conditions.SOUND))
                  .isNotNull();
            });
  }

  @ParameterizedTest
  @MethodSource("declared")
  void each_runs_with_everything_wrong_that_can_be(BehaviourOutline outline) {
    Simulation.faults(outline.name())
        .forEach(
            (kind, fault) ->
                measured(
                    outline,
                    Map.of(),
                    Conditions.SOUND.with(
                        kind,
                        Duration.ofMinutes(10),
                        Simulation.complete(fault.parameters(), Map.of()))));
    assertThat(Simulation.faults(outline.name())).containsKeys("outage", "moved-away");
  }

  private static Asset measured(
      BehaviourOutline outline, Map<String, Double> given, Conditions conditions) {
    Map<String, Double> parameters = Behaviours.complete(outline.name(), given);
    assertThat(Behaviours.problems(outline.name(), parameters)).isEmpty();
    Asset asset =
        Behaviours.builtIn()
            .named(outline.name())
            .orElseThrow()
            .create(
                new AssetSettings(
                    7, "device-1", 52.5, 13.4, ZoneId.of("Europe/Berlin"), START, parameters));
    Instant now = START;
    Duration step = asset.longestStep();
    for (int i = 0; i < 50; i++) {
      now = now.plus(step);
      asset.advance(now, step, conditions);
      asset
          .observe(now)
          .forEach((name, value) -> assertThat(value.toString()).as(name).doesNotContain("NaN"));
    }
    return asset;
  }

  @Test
  void unknown_and_impossible_parameters_are_told_together() {
    assertThat(
            Behaviours.problems(
                "cooler", Map.of("setPointC", 99.0, "colour", 1.0, "loadKg", Double.NaN)))
        .hasSize(3);
  }
}
