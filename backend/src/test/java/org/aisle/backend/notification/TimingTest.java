package org.aisle.backend.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.aisle.templates.rule.Rule.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Schedule NIGHTS = schedule("22:00", "06:00", DayOfWeek.values());

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T20:59:59Z, 2026-11-20T20:59:59Z",
    "2026-11-20T21:00:00Z, 2026-11-21T05:00:00Z",
    "2026-11-20T23:30:00Z, 2026-11-21T05:00:00Z",
    "2026-11-21T04:59:59Z, 2026-11-21T05:00:00Z",
    "2026-11-21T05:00:00Z, 2026-11-21T05:00:00Z"
  })
  void quiet_hours_over_midnight_end_in_the_morning_of_the_place(Instant at, Instant told) {
    assertThat(Timing.afterQuiet(NIGHTS, at, BERLIN)).isEqualTo(told);
  }

  @Test
  void only_the_days_on_which_they_begin_are_quiet() {
    Schedule fridays = schedule("22:00", "06:00", DayOfWeek.FRIDAY);
    Instant saturdayEarly = Instant.parse("2026-11-21T02:00:00Z");
    Instant sundayEarly = Instant.parse("2026-11-22T02:00:00Z");
    assertThat(Timing.afterQuiet(fridays, saturdayEarly, BERLIN))
        .isEqualTo(Instant.parse("2026-11-21T05:00:00Z"));
    assertThat(Timing.afterQuiet(fridays, sundayEarly, BERLIN)).isEqualTo(sundayEarly);
  }

  @Test
  void a_quiet_weekend_of_whole_days_ends_on_monday() {
    Schedule weekend = schedule("00:00", "00:00", DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    assertThat(Timing.afterQuiet(weekend, Instant.parse("2026-11-21T12:00:00Z"), BERLIN))
        .isEqualTo(Instant.parse("2026-11-22T23:00:00Z"));
  }

  @Test
  void a_night_of_the_clock_change_ends_by_the_clock_on_the_wall() {
    Instant night = Instant.parse("2026-10-24T23:30:00Z");
    assertThat(Timing.afterQuiet(NIGHTS, night, BERLIN))
        .isEqualTo(Instant.parse("2026-10-25T05:00:00Z"));
  }

  @Test
  void hours_that_never_end_delay_by_a_fortnight_at_most() {
    Schedule always = schedule("00:00", "00:00", DayOfWeek.values());
    Instant at = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(Timing.afterQuiet(always, at, BERLIN)).isBefore(at.plus(Duration.ofDays(16)));
  }

  @Test
  void the_pause_doubles_up_to_an_hour_and_listens_to_the_receiver_within_that() {
    assertThat(Courier.pause(1, null, 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Courier.pause(4, null, 0)).isEqualTo(Duration.ofSeconds(8));
    assertThat(Courier.pause(1_000, null, 0)).isEqualTo(Duration.ofHours(1));
    assertThat(Courier.pause(2, null, 1)).isEqualTo(Duration.ofSeconds(3));
    assertThat(Courier.pause(1, Duration.ofMinutes(2), 0)).isEqualTo(Duration.ofMinutes(2));
    assertThat(Courier.pause(9, Duration.ofSeconds(1), 0)).isEqualTo(Duration.ofSeconds(256));
    assertThat(Courier.pause(1, Duration.ofDays(9), 0)).isEqualTo(Duration.ofHours(1));
  }

  private static Schedule schedule(String from, String until, DayOfWeek... days) {
    Set<DayOfWeek> set = EnumSet.copyOf(Set.of(days));
    return new Schedule(set, LocalTime.parse(from), LocalTime.parse(until));
  }
}
