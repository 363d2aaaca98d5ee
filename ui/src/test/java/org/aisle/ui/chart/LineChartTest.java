package org.aisle.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.ui.chart.ChartMark.Kind;
import org.aisle.ui.format.ValueFormat;
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

  @Test
  void an_alert_that_goes_on_does_not_send_the_lines_again() {
    LineChart chart = new LineChart("Temperature", ValueFormat.ofReader(ZoneOffset.UTC), "Nothing");
    UI page = new UI();
    page.add(chart);
    chart.show(RANGE, line(1, 2), null, alertUntil(RANGE));
    Object sent = chart.getElement().getPropertyRaw("model");
    TimeRange later = new TimeRange(RANGE.from(), RANGE.to().plusSeconds(60));
    chart.show(later, line(1, 2, 3), null, alertUntil(later));
    assertThat(sent).isNotNull();
    assertThat(chart.getElement().getPropertyRaw("model")).isSameAs(sent);
  }

  private static List<ChartLine> line(int... seconds) {
    return List.of(new ChartLine("a", "°C", 1, points(seconds)));
  }

  private static List<ChartMark> alertUntil(TimeRange range) {
    return List.of(new ChartMark.Stretch(range.from(), range.to(), Kind.ALERT, "Too warm"));
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
