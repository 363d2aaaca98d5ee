package org.aisle.sim.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentiles_are_at_most_two_percent_too_long_and_never_too_short() {
    Latencies latencies = new Latencies();
    LongStream.rangeClosed(1, 100_000).forEach(n -> latencies.add(n * 1_000));
    assertThat(latencies.count()).isEqualTo(100_000);
    assertThat(latencies.percentile(50)).isBetween(Duration.ofMillis(50), Duration.ofMillis(51));
    assertThat(latencies.percentile(99.9))
        .isBetween(Duration.ofNanos(99_900_000), Duration.ofMillis(102));
    assertThat(latencies.percentile(100)).isBetween(Duration.ofMillis(100), Duration.ofMillis(102));
  }

  @Test
  void the_shortest_and_the_longest_duration_have_a_bucket() {
    Latencies latencies = new Latencies();
    latencies.add(-5);
    latencies.add(Long.MAX_VALUE);
    assertThat(latencies.percentile(50)).isEqualTo(Duration.ZERO);
    assertThat(latencies.percentile(100)).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Test
  void nothing_counted_has_no_duration_and_no_percentile_lies_above_a_hundred() {
    Latencies latencies = new Latencies();
    assertThat(latencies.percentile(99)).isEqualTo(Duration.ZERO);
    assertThatThrownBy(() -> latencies.percentile(101))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
