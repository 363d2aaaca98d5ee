package org.aisle.ui.assets;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Asset.DeviceBinding;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.chart.ChartLine;
import org.aisle.ui.chart.ChartMark;
import org.aisle.ui.chart.LineChart;
import org.aisle.ui.format.ValueFormat;

/** What was measured on an asset, whichever device was attached when. */
final class AssetHistory extends Div {

  private static final int SHOWN_AT_FIRST = 2;
  private static final Map<Duration, String> RANGES = new LinkedHashMap<>();

  static {
    RANGES.put(Duration.ofDays(1), "24 hours");
    RANGES.put(Duration.ofDays(7), "7 days");
    RANGES.put(Duration.ofDays(30), "30 days");
    RANGES.put(Duration.ofDays(90), "90 days");
  }

  private final App app;
  private final Asset asset;
  private final AssetReading reading;
  private final Instant now;
  private final RadioButtonGroup<Duration> range = new RadioButtonGroup<>();
  private final MultiSelectComboBox<String> fields = new MultiSelectComboBox<>();
  private final LineChart chart;
  private final Map<DeviceId, DeviceTemplate> templates = new TreeMap<>();
  private final Map<String, Field> known = new LinkedHashMap<>();

  AssetHistory(App app, Asset asset, AssetReading reading, ValueFormat format, Instant now) {
    this.app = app;
    this.asset = asset;
    this.reading = reading;
    this.now = now;
    this.chart =
        new LineChart(
            "Values measured on " + asset.name() + " over time",
            format,
            "Nothing was measured on it in this range; choose a longer one.");
    addClassName("panel");
    asset.devices().stream()
        .map(DeviceBinding::device)
        .distinct()
        .forEach(device -> template(device).ifPresent(t -> templates.put(device, t)));
    templates
        .values()
        .forEach(
            t ->
                t.fields().stream()
                    .filter(Field::numeric)
                    .forEach(field -> known.putIfAbsent(field.path(), field)));
    range.setAriaLabel("Range of the chart");
    range.setItems(RANGES.keySet());
    range.setItemLabelGenerator(RANGES::get);
    range.setValue(Duration.ofDays(1));
    range.addClassName("range");
    range.addValueChangeListener(change -> draw());
    fields.setAriaLabel("Fields of the chart");
    fields.setItems(known.keySet());
    fields.setItemLabelGenerator(path -> field(path).map(Field::displayName).orElse(path));
    fields.setValue(known.keySet().stream().limit(SHOWN_AT_FIRST).collect(Collectors.toSet()));
    fields.addClassName("chart-fields");
    fields.setVisible(!known.isEmpty());
    fields.addValueChangeListener(change -> draw());
    chart.setWidthFull();
    chart.setHeight("320px");
    chart.onZoom((part, points) -> chart.refine(part, lines(part, points)));
    Div head = new Div(new H2("History"), range, fields);
    head.addClassName("chart-head");
    add(head, chart);
    draw();
  }

  private Optional<Field> field(String path) {
    return Optional.ofNullable(known.get(path));
  }

  private Optional<DeviceTemplate> template(DeviceId device) {
    return reading
        .devices()
        .find(new DeviceRef(app.id(), device))
        .flatMap(d -> reading.templates().find(app.id(), d.template()));
  }

  private void draw() {
    TimeRange shown = new TimeRange(now.minus(range.getValue()), now);
    List<ChartMark> marks = new ArrayList<>();
    for (DeviceBinding bound : asset.devices()) {
      if (bound.from().isAfter(shown.from()) && bound.from().isBefore(shown.to())) {
        marks.add(
            new ChartMark.Moment(
                bound.from(), ChartMark.Kind.CLEAR, bound.device().value() + " attached"));
      }
    }
    chart.show(shown, lines(shown, chart.pixels()), null, marks);
  }

  /** A line for each field, with a gap wherever the device changed. */
  private List<ChartLine> lines(TimeRange shown, int points) {
    Map<String, List<Point>> all = new LinkedHashMap<>();
    Set<String> chosen = fields.getValue();
    known.keySet().stream().filter(chosen::contains).forEach(p -> all.put(p, new ArrayList<>()));
    for (DeviceBinding bound : asset.devices()) {
      Instant from = bound.from().isAfter(shown.from()) ? bound.from() : shown.from();
      Instant to = bound.to() == null || bound.to().isAfter(shown.to()) ? shown.to() : bound.to();
      DeviceTemplate template = templates.get(bound.device());
      if (template == null || !from.isBefore(to)) {
        continue;
      }
      List<String> its =
          all.keySet().stream()
              .filter(path -> template.field(path).filter(Field::numeric).isPresent())
              .toList();
      reading
          .telemetry()
          .series(new DeviceRef(app.id(), bound.device()), new TimeRange(from, to), its, points)
          .forEach(
              (path, line) -> {
                List<Point> so = all.get(path);
                if (so != null && !line.isEmpty()) {
                  so.addAll(line);
                  so.add(new Point(line.getLast().at().plusMillis(1), null));
                }
              });
    }
    List<ChartLine> lines = new ArrayList<>();
    all.forEach(
        (path, line) ->
            field(path)
                .ifPresent(field -> lines.add(ChartLine.of(field.displayName(), field, line))));
    return lines;
  }
}
