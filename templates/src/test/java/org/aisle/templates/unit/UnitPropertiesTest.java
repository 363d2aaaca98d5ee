package org.aisle.templates.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class UnitPropertiesTest {

  private record Pair(Unit from, Unit to) {}

  @Property
  void there_and_back_is_the_same_value(
      @ForAll("pairs") Pair pair, @ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
    double there = pair.from.convert(value, pair.to);
    double scale =
        Math.max(
            Math.abs(value), Math.abs(pair.from.offset() - pair.to.offset()) / pair.from.factor());
    assertThat(pair.to.convert(there, pair.from)).isCloseTo(value, within(scale * 1e-12));
  }

  @Property
  void a_greater_value_stays_greater(
      @ForAll("pairs") Pair pair,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double a,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double b) {
    double low = pair.from.convert(Math.min(a, b), pair.to);
    double high = pair.from.convert(Math.max(a, b), pair.to);
    assertThat(low).isLessThanOrEqualTo(high);
  }

  @Property
  void different_dimensions_do_not_convert(@ForAll("units") Unit a, @ForAll("units") Unit b) {
    if (a.dimension() != b.dimension()) {
      assertThatThrownBy(() -> a.convert(1, b)).isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThat(a.convert(1, b)).isFinite();
    }
  }

  @Example
  void known_values_are_exact() {
    exact(550_080, "millilux", 550.08, "lux");
    exact(1036, "milliGForce", 1.036, "gForce");
    exact(-4, "milliGForce", -0.004, "gForce");
    exact(100_044, "pascal", 1000.44, "hectopascal");
    exact(2977, "millivolt", 2.977, "volt");
    exact(1.5, "hour", 90, "minute");
    exact(212, "degreeFahrenheit", 100, "degreeCelsius");
    exact(32, "degreeFahrenheit", 0, "degreeCelsius");
    exact(-40, "degreeFahrenheit", -40, "degreeCelsius");
    exact(0, "kelvin", -273.15, "degreeCelsius");
    exact(0.5, "unity", 50, "percent");
  }

  @Example
  void values_whose_factor_no_double_holds_are_right_to_twelve_digits() {
    assertThat(unit("degreeCelsius").convert(100, unit("degreeFahrenheit")))
        .isCloseTo(212, within(2e-10));
    assertThat(unit("kilometrePerHour").convert(36, unit("metrePerSecond")))
        .isCloseTo(10, within(1e-11));
    assertThat(unit("metrePerSecondSquared").convert(9.80665, unit("gForce")))
        .isCloseTo(1, within(1e-12));
  }

  private static void exact(double value, String from, double expected, String to) {
    assertThat(unit(from).convert(value, unit(to)))
        .as("%s %s in %s", value, from, to)
        .isEqualTo(expected);
  }

  private static Unit unit(String name) {
    return Unit.named(name).orElseThrow();
  }

  @Provide
  Arbitrary<Unit> units() {
    return Arbitraries.of(Units.BY_NAME.values());
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return units()
        .flatMap(
            from ->
                Arbitraries.of(
                        Units.BY_NAME.values().stream()
                            .filter(to -> to.dimension() == from.dimension())
                            .toList())
                    .map(to -> new Pair(from, to)));
  }
}
