package org.aisle.ui.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.chart.ChartLine;
import org.aisle.ui.chart.ChartMark;
import org.aisle.ui.chart.LineChart;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** Fields over time, of one device or as one line per place. */
final class LineChartTile implements TileView {

  /** More lines than this cannot be told apart. */
  private static final int MOST_LINES = 12;

  private final Tile.LineChart tile;
  private final Figures figures;
  private final TilePanel panel;
  private final Telemetry telemetry;
  private final @Nullable AlertMarks marks;
  private final LineChart chart;
  private final Pace pace = new Pace(400);
  private volatile boolean nothing = true;
  private volatile @Nullable Fleet fleet;

  LineChartTile(
      Tile.LineChart tile,
      Figures figures,
      TilePanel panel,
      Telemetry telemetry,
      Alerts alerts,
      Background background) {
    this.tile = tile;
    this.figures = figures;
    this.telemetry = telemetry;
    this.marks = tile.alerts() ? new AlertMarks(alerts) : null;
    this.chart =
        new LineChart(
            tile.title(),
            figures.format(),
            "Nothing was measured in this range. Choose a longer one, or wait for the first reading.");
    this.panel = panel.with(chart);
    chart.expect((double) tile.area().width() / Dashboard.COLUMNS);
    chart.onZoom(
        (part, points) ->
            background.run(
                chart,
                () -> {
                  Fleet known = fleet;
                  if (known == null) {
                    return NOTHING;
                  }
                  List<ChartLine> finer = lines(known, part, points);
                  return () -> chart.refine(part, finer);
                }));
  }

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet wanted) {
    Fleet fleet =
        tile.devices().isEmpty()
            ? wanted
            : wanted.only(m -> tile.devices().contains(m.device().ref().device().value()));
    this.fleet = fleet;
    if (tile.device() != null && fleet.member(tile.device()).isEmpty()) {
      return () -> panel.instead("There is no device " + tile.device() + " in this app.");
    }
    List<ChartLine> lines =
        pace.due(fleet) || nothing ? lines(fleet, fleet.range(), chart.pixels()) : null;
    if (lines != null) {
      nothing = lines.stream().allMatch(line -> line.points().isEmpty());
    }
    List<ChartMark> noted =
        lines == null || marks == null ? List.of() : marks.of(fleet, tile.device());
    return () -> {
      panel.subtitle(subtitle(fleet));
      panel.age(fleet.newest(tile.fields()), fleet.now());
      if (lines != null) {
        panel.instead(null);
        chart.show(fleet.range(), lines, tile.limits() ? tile.band() : null, noted);
      }
    };
  }

  private List<ChartLine> lines(Fleet fleet, TimeRange range, int points) {
    List<Field> fields =
        tile.fields().stream()
            .flatMap(path -> fleet.field(path).stream())
            .filter(Field::numeric)
            .toList();
    List<ChartLine> lines = new ArrayList<>();
    if (tile.device() != null) {
      DeviceRef device = fleet.member(tile.device()).orElseThrow().device().ref();
      List<String> paths = fields.stream().map(Field::path).toList();
      Map<String, List<Point>> series = telemetry.series(device, range, paths, points);
      for (Field field : fields) {
        List<Point> known = series.getOrDefault(field.path(), List.of());
        lines.add(figures.line(field.displayName(), field, known));
      }
      return lines;
    }
    Map<String, List<DeviceRef>> groups = shown(fleet);
    if (groups.isEmpty()) {
      return lines;
    }
    for (Field field : fields) {
      Map<String, List<Point>> series =
          telemetry.groupSeries(
              fleet.app().id(),
              groups,
              range,
              field.path(),
              Telemetry.Aggregate.valueOf(tile.aggregate().name()),
              points);
      for (String place : groups.keySet()) {
        String name = fields.size() == 1 ? place : place + " · " + field.displayName();
        lines.add(figures.line(name, field, series.getOrDefault(place, List.of())));
      }
    }
    return lines;
  }

  /** Those of which something was heard in the range, as many as can be told apart. */
  private Map<String, List<DeviceRef>> shown(Fleet fleet) {
    int most = Math.max(1, MOST_LINES / Math.max(1, tile.fields().size()));
    Map<String, List<DeviceRef>> shown = new LinkedHashMap<>();
    groups(fleet)
        .forEach(
            (name, of) -> {
              if (shown.size() < most) {
                shown.put(name, of);
              }
            });
    return shown;
  }

  private Map<String, List<DeviceRef>> groups(Fleet fleet) {
    return Groups.of(fleet.heard(), tile.groupBy(), tile).devices();
  }

  private String subtitle(Fleet fleet) {
    if (tile.device() != null) {
      return fleet.member(tile.device()).map(m -> m.device().name()).orElse("");
    }
    String words =
        switch (tile.aggregate()) {
          case AVG -> "Average per ";
          case MIN -> "Lowest per ";
          case MAX -> "Highest per ";
          case SUM -> "Sum per ";
          case COUNT -> "Readings per ";
          case LAST -> "Last value per ";
        };
    String unit = fleet.field(tile.fields().getFirst()).map(ValueFormat::symbol).orElse("");
    int all = groups(fleet).size();
    int shown = shown(fleet).size();
    String what = tile.groupBy();
    return words
        + what
        + (unit.isEmpty() || tile.fields().size() > 1 ? "" : ", " + unit)
        + (shown < all ? String.format(Locale.ROOT, " (%d of %d)", shown, all) : "");
  }
}
