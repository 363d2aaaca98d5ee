package org.aisle.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomStreamTest {

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
