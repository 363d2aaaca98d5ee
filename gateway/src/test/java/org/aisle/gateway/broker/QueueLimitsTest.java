package org.aisle.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QueueLimitsTest {

  private static final QueueLimits LIMITS = new QueueLimits(1000, 1_000_000, 500);

  @Test
  void a_queue_is_full_near_each_of_its_limits() {
    assertThat(LIMITS.reached(false, 899, 899_999, 500)).isFalse();
    assertThat(LIMITS.reached(false, 900, 0, 5000)).isTrue();
    assertThat(LIMITS.reached(false, 1, 900_000, 5000)).isTrue();
    assertThat(LIMITS.reached(false, 0, 0, 499)).isTrue();
  }

  @Test
  void it_stays_full_until_there_is_clearly_room() {
    assertThat(LIMITS.reached(true, 850, 0, 5000)).isTrue();
    assertThat(LIMITS.reached(true, 1, 850_000, 5000)).isTrue();
    assertThat(LIMITS.reached(true, 0, 0, 540)).isTrue();
    assertThat(LIMITS.reached(true, 799, 799_000, 560)).isFalse();
  }

  @Test
  void an_empty_queue_is_not_too_large_while_the_broker_has_yet_to_tidy_up() {
    assertThat(LIMITS.reached(true, 0, 2_000_000, 5000)).isFalse();
  }

  @Test
  void below_half_of_what_must_stay_free_the_queue_rests() {
    assertThat(LIMITS.critical(250)).isFalse();
    assertThat(LIMITS.critical(249)).isTrue();
  }

  @Test
  void impossible_limits_are_refused() {
    assertThatThrownBy(() -> new QueueLimits(1000, 0, 0)).hasMessageContaining("disk limit");
    assertThatThrownBy(() -> new QueueLimits(999, 1, 0)).hasMessageContaining("backlog");
  }
}
