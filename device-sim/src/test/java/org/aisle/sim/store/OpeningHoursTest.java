package org.aisle.sim.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {

  static final OpeningHours HOURS =
      new OpeningHours(ZoneId.of("Europe/Copenhagen").getRules(), 7, 22);

  @Test
  void over_a_week_the_mean_of_the_open_hours_is_about_one() {
    double sum = 0;
    for (int minute = 0; minute < 7 * 1440; minute++) {
      sum += HOURS.traffic(Stores.MONDAY.plus(Duration.ofMinutes(minute)));
    }
    assertThat(sum / (7 * 15 * 60)).isBetween(0.95, 1.05);
  }

  @Test
  void it_opens_at_seven_local_time_in_summer_and_in_winter() {
    assertThat(HOURS.traffic(Instant.parse("2026-07-01T04:59:59Z"))).isZero();
    assertThat(HOURS.traffic(Instant.parse("2026-07-01T05:00:00Z"))).isPositive();
    assertThat(HOURS.traffic(Instant.parse("2026-12-01T05:59:59Z"))).isZero();
    assertThat(HOURS.traffic(Instant.parse("2026-12-01T06:00:00Z"))).isPositive();
    assertThat(HOURS.open(Instant.parse("2026-12-01T21:00:00Z"))).isFalse();
  }
}
