package org.aisle.ui.chart;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.dashboard.Tile.Band;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lines over time with units, limits, gaps, a legend that switches lines off, zoom, and the same
 * data as a table. Showing newer data of the same lines sends only what is new and does not disturb
 * a zoom. Who fills it should ask for no more than {@link #pixels} points per line.
 */
@Tag("aisle-line-chart")
@StyleSheet("context://aisle/data.css")
@JavaScript("context://webjars/echarts/5.5.0/echarts.min.js")
@JavaScript("context://aisle/draw.js")
@JavaScript("context://aisle/chart.js")
public final class LineChart extends Component implements HasSize, HasStyle {

  private static final int LEAST_POINTS = 100;
  private static final int MOST_POINTS = 2000;
  private static final int USUAL_POINTS = 600;

  /** Windows narrower than this show one chart beside the other no more. */
  private static final int NARROW = 900;

  /** What the shell takes of a wide window. */
  private static final int SHELL = 260;

  /** A page grows no wider. */
  private static final int WIDEST_PAGE = 1560;

  /** What is left free at both sides of a wide page, less the distance of two tiles. */
  private static final int MARGINS = 58;

  /** What is left free at both sides of a chart in its tile, and the distance to the next tile. */
  private static final int FRAME = 48;

  private final String label;
  private final ValueFormat format;
  private final String empty;
  private @Nullable TimeRange range;
  private List<ChartLine> lines = List.of();
  private @Nullable Band band;
  private List<ChartMark> marks = List.of();
  private volatile int pixels = USUAL_POINTS;
  private double share = 1;
  private boolean measured;
  private BiConsumer<TimeRange, Integer> onZoom = (part, points) -> {};

  /**
   * @param label what the chart shows, for people who do not see it
   * @param empty the sentence shown while there is no point
   */
  public LineChart(String label, ValueFormat format, String empty) {
    this.label = label;
    this.format = format;
    this.empty = empty;
  }

  /** How wide the drawing is, as far as the browser told yet: 100 to 2000. */
  public int pixels() {
    return pixels;
  }

  /**
   * Shows a range; limits belong to the unit of the first line.
   *
   * @param band drawn as lines, or null for none
   */
  public void show(TimeRange range, List<ChartLine> lines, @Nullable Band band) {
    show(range, lines, band, List.of());
  }

  /** As {@link #show(TimeRange, List, Band)}, with marks; where data is missing is marked too. */
  public void show(
      TimeRange range, List<ChartLine> lines, @Nullable Band band, List<ChartMark> marks) {
    List<ChartLine> before = this.lines;
    boolean same = isAttached() && this.range != null && alike(before, lines, this.band, band);
    boolean remarked = !this.marks.equals(marks);
    this.range = range;
    this.lines = List.copyOf(lines);
    this.band = band;
    this.marks = List.copyOf(marks);
    if (same) {
      ObjectNode change = difference(range, before, lines);
      if (remarked) {
        change.set("marks", marks.isEmpty() ? Wire.nothing() : Wire.marks(marks));
      }
      getElement().callJsFunction("extend", change);
    } else if (isAttached()) {
      send();
    }
  }

  /**
   * Calls {@code listener} when a part was chosen, with the most points a line should have; it
   * answers, now or later, with {@link #refine}.
   */
  public void onZoom(BiConsumer<TimeRange, Integer> listener) {
    onZoom = listener;
  }

  /** Finer data for a part, in the order of the lines shown. */
  public void refine(TimeRange part, List<ChartLine> finer) {
    if (finer.size() == lines.size()) {
      ObjectNode detail = Wire.range(Wire.object(), part);
      detail.set("lines", Wire.lines(finer));
      getElement().callJsFunction("refine", detail);
    }
  }

  /** Which part of a wide page it will take, so that its width is guessed until it is measured. */
  public void expect(double part) {
    share = part;
  }

  @Override
  protected void onAttach(AttachEvent event) {
    int window = event.getUI().getPage().getExtendedClientDetails().getWindowInnerWidth();
    if (!measured && window > 0) {
      pixels =
          points(
              window < NARROW
                  ? window - MARGINS
                  : (Math.min(window - SHELL, WIDEST_PAGE) - MARGINS) * share - FRAME);
    }
    send();
  }

  private void send() {
    TimeRange shown = range;
    if (shown == null) {
      return;
    }
    ObjectNode model = Wire.head(label, format, shown, empty);
    model.set("lines", Wire.lines(lines));
    model.put("min", band == null ? null : band.min());
    model.put("max", band == null ? null : band.max());
    if (!marks.isEmpty()) {
      model.set("marks", Wire.marks(marks));
    }
    getElement().setPropertyJson("model", model);
  }

  private static boolean alike(
      List<ChartLine> a, List<ChartLine> b, @Nullable Band bandOfA, @Nullable Band bandOfB) {
    if (a.size() != b.size() || !Objects.equals(bandOfA, bandOfB)) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).name().equals(b.get(i).name()) || !a.get(i).unit().equals(b.get(i).unit())) {
        return false;
      }
    }
    return true;
  }

  /** Per line: how many points fall away in front, how many stay, and what follows. */
  static ObjectNode difference(TimeRange range, List<ChartLine> before, List<ChartLine> after) {
    ObjectNode change = Wire.range(Wire.object(), range);
    ArrayNode array = change.putArray("lines");
    for (int i = 0; i < after.size(); i++) {
      List<Point> old = before.get(i).points();
      List<Point> now = after.get(i).points();
      int drop = now.isEmpty() ? old.size() : Math.max(0, old.indexOf(now.getFirst()));
      int keep = 0;
      while (drop + keep < old.size()
          && keep < now.size()
          && old.get(drop + keep).equals(now.get(keep))) {
        keep++;
      }
      ObjectNode line = array.addObject().put("drop", drop).put("keep", keep);
      line.set("points", Wire.points(now.subList(keep, now.size())));
    }
    return change;
  }

  @ClientCallable
  private void measured(double width) {
    measured = true;
    pixels = points(width);
  }

  @ClientCallable
  private void zoomed(double from, double to, double width) {
    TimeRange shown = range;
    if (shown == null || !Double.isFinite(from) || !Double.isFinite(to)) {
      return;
    }
    long least = shown.from().toEpochMilli();
    long most = shown.to().toEpochMilli();
    long start = Math.clamp((long) from, least, most);
    long end = Math.clamp((long) to, least, most);
    if (start < end) {
      onZoom.accept(
          new TimeRange(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end)), points(width));
    }
  }

  private static int points(double width) {
    return (int) Math.clamp(width, LEAST_POINTS, MOST_POINTS);
  }
}
