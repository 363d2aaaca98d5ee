package org.aisle.backend.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Set;
import org.aisle.templates.rule.Rule.Schedule;
import org.junit.jupiter.api.Test;

class HoursTest {

  private static Hours hours(String from, String until, DayOfWeek... days) {
    Schedule schedule =
        new Schedule(
            Set.of(days.length == 0 ? DayOfWeek.values() : days),
            LocalTime.parse(from),
            LocalTime.parse(until));
    return new Hours(schedule, RandomHistories.BERLIN);
  }

  private static boolean contains(Hours hours, String instant) {
    return hours.contains(Micros.of(Instant.parse(instant)));
  }

  @Test
  void begin_inclusive_and_end_exclusive_on_the_local_clock() {
    Hours hours = hours("08:00", "20:00");
    assertThat(contains(hours, "2026-01-12T06:59:59Z")).isFalse();
    assertThat(contains(hours, "2026-01-12T07:00:00Z")).isTrue();
    assertThat(contains(hours, "2026-01-12T18:59:59Z")).isTrue();
    assertThat(contains(hours, "2026-01-12T19:00:00Z")).isFalse();
    assertThat(contains(hours, "2026-07-13T06:00:00Z")).as("in summer").isTrue();
    assertThat(contains(hours, "2026-07-13T05:59:59Z")).as("in summer").isFalse();
  }

  @Test
  void of_the_night_belong_to_the_day_on_which_they_begin() {
    Hours friday = hours("22:00", "06:00", DayOfWeek.FRIDAY);
    assertThat(contains(friday, "2026-01-16T21:30:00Z")).isTrue();
    assertThat(contains(friday, "2026-01-17T04:59:00Z")).as("Saturday 05:59").isTrue();
    assertThat(contains(friday, "2026-01-17T05:00:00Z")).as("Saturday 06:00").isFalse();
    assertThat(contains(friday, "2026-01-17T22:00:00Z")).as("Saturday 23:00").isFalse();
    assertThat(contains(friday, "2026-01-16T04:00:00Z")).as("Friday 05:00").isFalse();
  }

  @Test
  void from_a_time_to_the_same_time_last_a_whole_day() {
    Hours monday = hours("06:00", "06:00", DayOfWeek.MONDAY);
    assertThat(contains(monday, "2026-01-12T05:00:00Z")).isTrue();
    assertThat(contains(monday, "2026-01-13T04:59:59Z")).isTrue();
    assertThat(contains(monday, "2026-01-13T05:00:00Z")).isFalse();
  }

  @Test
  void that_the_clocks_skip_begin_at_the_change() {
    Hours hours = hours("02:30", "05:00");
    assertThat(contains(hours, "2026-03-29T00:59:59Z")).isFalse();
    assertThat(contains(hours, "2026-03-29T01:00:00Z")).as("03:00 summer time").isTrue();
    assertThat(contains(hours, "2026-03-29T02:59:59Z")).isTrue();
    assertThat(contains(hours, "2026-03-29T03:00:00Z")).isFalse();
  }

  @Test
  void that_the_clocks_repeat_begin_once() {
    Hours hours = hours("02:30", "05:00");
    assertThat(contains(hours, "2026-10-25T00:29:59Z")).isFalse();
    assertThat(contains(hours, "2026-10-25T00:30:00Z")).as("02:30 summer time").isTrue();
    assertThat(contains(hours, "2026-10-25T01:10:00Z")).as("02:10 winter time").isTrue();
    assertThat(contains(hours, "2026-10-25T03:59:59Z")).isTrue();
    assertThat(contains(hours, "2026-10-25T04:00:00Z")).isFalse();
  }

  @Test
  void say_when_they_come_next() {
    Hours monday = hours("08:00", "09:00", DayOfWeek.MONDAY);
    long tuesday = Micros.of(Instant.parse("2026-03-24T12:00:00Z"));
    assertThat(Micros.instant(monday.next(tuesday)))
        .as("after the clocks went forward")
        .isEqualTo(Instant.parse("2026-03-30T06:00:00Z"));
    long within = Micros.of(Instant.parse("2026-03-30T06:30:00Z"));
    assertThat(monday.next(within)).isEqualTo(within);
  }

  @Test
  void say_the_same_in_whatever_order_they_are_asked() {
    Hours asked = hours("22:00", "06:00", DayOfWeek.FRIDAY, DayOfWeek.SUNDAY);
    for (long hour = 500; hour > 0; hour--) {
      long at = Micros.of(RandomHistories.START) + hour * 7 % 400 * Micros.HOUR;
      Hours fresh = hours("22:00", "06:00", DayOfWeek.FRIDAY, DayOfWeek.SUNDAY);
      assertThat(asked.contains(at)).isEqualTo(fresh.contains(at));
    }
  }
}
