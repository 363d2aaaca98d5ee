package org.aisle.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapReaderTest {

  static final List<String> builtIn = MapReader.BUILT_IN;

  private static MapReading parse(String yaml) {
    return MapReader.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @FieldSource("builtIn")
  void the_maps_that_come_with_it_are_valid(String name) {
    assertThat(MapReader.find(name)).isInstanceOf(MapReading.Ready.class);
  }

  @Test
  void an_unknown_map_is_answered_with_the_known_ones() {
    assertThat(MapReader.find("fridge-year"))
        .isInstanceOfSatisfying(
            MapReading.Invalid.class,
            no -> assertThat(no.problems().getFirst()).contains("fridge-week", "xdk"));
  }

  @Test
  void every_problem_is_told_at_once() {
    MapReading reading =
        parse(
            """
            when: x
            time: {format: julian}
            fields:
              1st: {from: a}
              light: {from: l, unit: candle}
              power: {from: p, unit: watt, to: lux}
              shock: {vector: [x, y], unit: gForce}
              door: {from: d, type: maybe}
            """);
    assertThat(reading)
        .isInstanceOfSatisfying(
            MapReading.Invalid.class,
            no ->
                assertThat(no.problems())
                    .hasSize(8)
                    .anySatisfy(p -> assertThat(p).contains("when"))
                    .anySatisfy(p -> assertThat(p).contains("julian"))
                    .anySatisfy(p -> assertThat(p).contains("candle"))
                    .anySatisfy(p -> assertThat(p).contains("watt", "lux"))
                    .anySatisfy(p -> assertThat(p).contains("shock")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "a: [", "\0", "time: 1", "- - - -", "&a [*a]", "fields: {}"})
  void no_text_makes_it_fail(String yaml) {
    assertThat(parse(yaml)).isInstanceOf(MapReading.Invalid.class);
  }
}
