package org.aisle.backend.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;

class AlarmsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final DeviceRef ONE = DeviceRef.of("shop", "one");
  private static final DeviceRef TWO = DeviceRef.of("shop", "two");

  private final Alarms alarms = new Alarms();

  @Test
  void each_device_rings_once_at_its_earliest_moment() {
    alarms.set(ONE, NOON.plusSeconds(10));
    alarms.set(TWO, NOON.plusSeconds(20));
    alarms.set(TWO, NOON.plusSeconds(5));
    assertThat(alarms.ring(NOON.plusSeconds(4))).isEmpty();
    assertThat(alarms.ring(NOON.plusSeconds(10))).containsExactly(TWO, ONE);
    assertThat(alarms.ring(NOON.plusSeconds(30))).isEmpty();
  }

  @Test
  void two_devices_of_the_same_moment_both_ring() {
    alarms.set(ONE, NOON);
    alarms.set(TWO, NOON);
    assertThat(alarms.ring(NOON)).containsExactly(ONE, TWO);
  }

  @Test
  void a_moment_that_moves_with_every_reading_takes_no_room() {
    for (int i = 0; i < 100_000; i++) {
      alarms.set(ONE, NOON.plusSeconds(i));
    }
    assertThat(alarms.size()).isEqualTo(1);
    assertThat(alarms.ring(NOON)).containsExactly(ONE);
  }

  @Test
  void what_was_rung_can_be_set_again() {
    alarms.set(ONE, NOON);
    alarms.ring(NOON);
    alarms.set(ONE, NOON.plusSeconds(60));
    assertThat(alarms.ring(NOON.plusSeconds(59))).isEmpty();
    assertThat(alarms.ring(NOON.plusSeconds(60))).containsExactly(ONE);
  }
}
