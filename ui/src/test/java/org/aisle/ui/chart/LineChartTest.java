package org.aisle.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LineChartTest {

  private static final TimeRange RANGE =
      new TimeRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(1000));

  @Test
  void a_moving_window_sends_only_what_is_new() {
    JsonNode change = change(points(1, 2, 3, 4), points(3, 4, 5));
    assertThat(change.get("drop").intValue()).isEqualTo(2);
    assertThat(change.get("keep").intValue()).isEqualTo(2);
    assertThat(change.get("points").size()).isEqualTo(1);
  }

  @Test
  void an_empty_line_drops_everything() {
    assertThat(change(points(1, 2), List.of()).get("drop").intValue()).isEqualTo(2);
  }

  @Property
  void the_browser_ends_with_the_same_points_whatever_changed(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 6) Integer> before,
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 6) Integer> after) {
    List<Point> old = points(before.stream().mapToInt(i -> i).toArray());
    List<Point> now = points(after.stream().mapToInt(i -> i).toArray());
    JsonNode change = change(old, now);
    int drop = change.get("drop").intValue();
    int keep = change.get("keep").intValue();
    List<Point> shown = new ArrayList<>(old.subList(drop, drop + keep));
    for (JsonNode pair : change.get("points")) {
      JsonNode value = pair.get(1);
      shown.add(
          new Point(
              Instant.ofEpochMilli(pair.get(0).longValue()),
              value.isNull() ? null : value.doubleValue()));
    }
    assertThat(shown).isEqualTo(now);
  }

  private static JsonNode change(List<Point> before, List<Point> after) {
    return LineChart.difference(
            RANGE,
            List.of(new ChartLine("a", "°C", 1, before)),
            List.of(new ChartLine("a", "°C", 1, after)))
        .get("lines")
        .get(0);
  }

  /** One point per number; zero is a gap. */
  private static List<Point> points(int... seconds) {
    List<Point> points = new ArrayList<>();
    for (int second : seconds) {
      points.add(new Point(Instant.ofEpochSecond(second), second == 0 ? null : second * 1.5));
    }
    return points;
  }
}
