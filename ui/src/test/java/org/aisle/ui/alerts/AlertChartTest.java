package org.aisle.ui.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;

class AlertChartTest {

  private static final Instant START = Instant.parse("2019-04-02T17:39:00Z");

  @Test
  void a_second_is_shown_with_seconds_around_it_and_an_instant_with_half_an_hour() {
    assertThat(AlertChart.around(Duration.ofMillis(1350))).isEqualTo(Duration.ofMillis(13_500));
    assertThat(AlertChart.around(Duration.ofMillis(40))).isEqualTo(Duration.ofSeconds(10));
    assertThat(AlertChart.around(Duration.ZERO)).isEqualTo(Duration.ofMinutes(30));
    assertThat(AlertChart.around(Duration.ofMinutes(20))).isEqualTo(Duration.ofMinutes(30));
    assertThat(AlertChart.around(Duration.ofHours(4))).isEqualTo(Duration.ofHours(2));
    assertThat(AlertChart.around(Duration.ofDays(9))).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void the_magnitude_of_a_vector_keeps_its_peak_when_there_are_more_readings_than_points() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(row(START.plusMillis(10L * i), i == 437 ? 3 : 0, i == 437 ? 4 : 1));
    }
    TimeRange range = new TimeRange(START, START.plusSeconds(10));

    List<Point> line = ComponentLine.of(rows, "acceleration", "magnitude", range, 100);

    assertThat(line).hasSizeLessThanOrEqualTo(102);
    assertThat(line).contains(new Point(START.plusMillis(4370), 5.0));
    assertThat(ComponentLine.of(rows, "acceleration", "x", range, 100))
        .contains(new Point(START.plusMillis(4370), 3.0));
  }

  @Test
  void a_vector_that_was_not_measured_for_long_leaves_a_gap() {
    List<Row> rows = new ArrayList<>();
    for (int second : new int[] {0, 1, 2, 3, 40, 41}) {
      rows.add(row(START.plusSeconds(second), 0, 1));
    }
    TimeRange range = new TimeRange(START, START.plusSeconds(60));

    List<Point> line = ComponentLine.of(rows, "acceleration", "magnitude", range, 100);

    assertThat(line).hasSize(7).contains(new Point(START.plusSeconds(4), null));
  }

  @Test
  void a_vector_that_is_measured_more_often_from_some_moment_leaves_no_gap() {
    List<Row> rows = new ArrayList<>();
    for (int second = 0; second < 8; second++) {
      rows.add(row(START.plusSeconds(second), 0, 1));
    }
    for (int i = 0; i < 50; i++) {
      rows.add(row(START.plusSeconds(8).plusMillis(40L * i), 0, 1));
    }
    TimeRange range = new TimeRange(START, START.plusSeconds(60));

    assertThat(ComponentLine.of(rows, "acceleration", "magnitude", range, 100)).hasSize(58);
  }

  private static Row row(Instant at, double x, double y) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("acceleration", new Value.Vec(x, y, 0));
    return new Row(at, at, null, null, values, new TreeMap<>());
  }
}
