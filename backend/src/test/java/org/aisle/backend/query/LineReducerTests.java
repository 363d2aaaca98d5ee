package org.aisle.backend.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LineReducerTests {

  private static final Instant START = Instant.parse("2026-03-29T00:00:00Z");
  private static final TimeRange RANGE = new TimeRange(START, START.plus(Duration.ofHours(10)));

  @Test
  void nothing_gives_an_empty_line() {
    assertThat(new LineReducer(RANGE, 100).line()).isEmpty();
  }

  @Test
  void few_samples_are_all_kept() {
    assertThat(line(100, 0, 60, 120)).extracting(Point::at).containsExactly(at(0), at(60), at(120));
  }

  @Test
  void the_line_ends_before_a_gap_of_more_than_three_times_the_usual_distance() {
    assertThat(line(100, 0, 60, 120, 180, 240, 900, 960))
        .filteredOn(point -> point.value() == null)
        .extracting(Point::at)
        .containsExactly(at(570));
  }

  @Test
  void a_distance_of_three_times_the_usual_is_no_gap() {
    assertThat(line(100, 0, 60, 120, 180, 360, 420)).noneMatch(point -> point.value() == null);
  }

  @Test
  void two_samples_say_nothing_about_what_is_usual() {
    assertThat(line(100, 0, 30_000)).hasSize(2).noneMatch(point -> point.value() == null);
  }

  @Test
  void two_samples_far_apart_are_not_joined_where_the_usual_distance_is_known() {
    LineReducer reducer = new LineReducer(RANGE, 100, 60_000_000);
    reducer.add(LineReducer.micros(at(0)), 1);
    reducer.add(LineReducer.micros(at(60)), 2);
    reducer.add(LineReducer.micros(at(30_000)), 3);
    assertThat(reducer.line())
        .filteredOn(point -> point.value() == null)
        .extracting(Point::at)
        .containsExactly(at(15_030));
  }

  @Test
  void a_gap_stays_a_gap_when_samples_are_reduced() {
    LineReducer reducer = new LineReducer(RANGE, 40);
    for (int second = 0; second < 36_000; second += 10) {
      if (second < 10_000 || second > 20_000) {
        reducer.add(LineReducer.micros(at(second)), second % 7);
      }
    }
    List<Point> line = reducer.line();
    assertThat(line).filteredOn(point -> point.value() == null).hasSize(1);
    assertThat(line).isSortedAccordingTo(Comparator.comparing(Point::at));
  }

  @RepeatedTest(20)
  void every_extreme_of_the_whole_line_is_kept_in_order(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    LineReducer reducer = new LineReducer(RANGE, 50);
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    int second = 0;
    while (second < 36_000) {
      double value = random.nextGaussian();
      min = Math.min(min, value);
      max = Math.max(max, value);
      reducer.add(LineReducer.micros(at(second)), value);
      second += 1 + random.nextInt(30);
    }
    List<Point> line = reducer.line();
    List<Double> values = line.stream().map(Point::value).filter(Objects::nonNull).toList();
    assertThat(values).contains(min, max).hasSizeLessThanOrEqualTo(50);
    assertThat(line).isSortedAccordingTo(Comparator.comparing(Point::at));
  }

  private static List<Point> line(int points, int... seconds) {
    LineReducer reducer = new LineReducer(RANGE, points);
    for (int second : seconds) {
      reducer.add(LineReducer.micros(at(second)), second);
    }
    return reducer.line();
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
