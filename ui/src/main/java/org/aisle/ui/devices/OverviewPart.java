package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.shared.Tooltip;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.App;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.Field;
import org.aisle.templates.reading.Value;
import org.aisle.ui.chart.ChartLine;
import org.aisle.ui.chart.LineChart;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.shell.EmptyState;

/** The latest values, each with its age, and how they got there. */
final class OverviewPart implements DeviceParts.Part {

  /** How far back the chart looks. */
  private enum Lookback {
    HOUR("1 hour", Duration.ofHours(1)),
    SIX_HOURS("6 hours", Duration.ofHours(6)),
    DAY("24 hours", Duration.ofDays(1)),
    WEEK("7 days", Duration.ofDays(7)),
    MONTH("30 days", Duration.ofDays(30));

    private final String label;
    private final Duration length;

    Lookback(String label, Duration length) {
      this.label = label;
      this.length = length;
    }

    /** The shortest that shows as much. */
    static Lookback of(Duration back) {
      return Stream.of(values())
          .filter(span -> span.length.compareTo(back) >= 0)
          .findFirst()
          .orElse(MONTH);
    }
  }

  private final Telemetry telemetry;
  private final InstantSource clock;
  private final ValueFormat format;
  private final Div root = new Div();
  private final Div cards = new Div();
  private final Map<String, ValueCard> shown = new LinkedHashMap<>();
  private final RadioButtonGroup<Lookback> range = new RadioButtonGroup<>();
  private final DateTimePicker until = new DateTimePicker();
  private final Button lastData = new Button("To the last data");
  private final MultiSelectComboBox<Field> fields = new MultiSelectComboBox<>();
  private final LineChart chart;
  private final Div chartPanel = new Div();
  private final DerivedStates states;
  private final DeviceWhere where;
  private final EmptyState empty =
      new EmptyState(
          VaadinIcon.PAPERPLANE_O,
          "Waiting for the first reading",
          "Open the Connect part of this page: it has a line to paste that sends one.");
  private Fleet.Line line;

  /**
   * @param back how far the chart looks back at first
   */
  OverviewPart(
      App app,
      Fleet.Line line,
      Duration back,
      Telemetry telemetry,
      DeviceGround ground,
      InstantSource clock) {
    this.line = line;
    this.telemetry = telemetry;
    this.clock = clock;
    this.format = Shown.format(app);
    this.chart =
        new LineChart(
            "Values of " + line.device().name() + " over time",
            format,
            "No values in this range; choose a longer one, or another end.");
    states = new DerivedStates(line.device().ref(), line.template(), telemetry, format);
    where = new DeviceWhere(line, ground, format);
    chart.addClassName("device-chart");
    chart.setWidthFull();
    chart.setHeight("360px");
    chart.onZoom((part, points) -> chart.refine(part, lines(part, points)));
    cards.addClassName("value-cards");
    root.addClassName("stack");
    root.add(cards, chartPanel, where, states, empty);
    chartPanel.addClassName("panel");
    Lookback span = Lookback.of(back);
    chartPanel.add(chartHead(span), chart);
    Telemetry.Latest latest = line.latest();
    if (latest != null && isBefore(latest.observedAt(), span)) {
      goToLastData();
    }
    update(line, true);
  }

  private boolean isBefore(Instant observed, Lookback span) {
    return observed.isBefore(clock.instant().minus(span.length));
  }

  /** Ends the range at the minute after the newest reading. */
  private void goToLastData() {
    Telemetry.Latest latest = line.latest();
    if (latest != null) {
      Instant end = latest.observedAt().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
      until.setValue(LocalDateTime.ofInstant(end, format.zone()));
    }
  }

  private Div chartHead(Lookback span) {
    range.setAriaLabel("Range of the chart");
    range.setItems(Lookback.values());
    range.setItemLabelGenerator(each -> each.label);
    range.setValue(span);
    range.addClassName("range");
    range.addValueChangeListener(change -> draw());
    until.setAriaLabel("End of the range; empty means now");
    until.setDateAriaLabel("End of the range, date");
    until.setTimeAriaLabel("End of the range, time");
    until.setDatePlaceholder("until now");
    until.addClassName("chart-until");
    until.addValueChangeListener(change -> draw());
    lastData.addClickListener(click -> goToLastData());
    fields.setAriaLabel("Fields of the chart");
    fields.setItemLabelGenerator(Field::displayName);
    fields.addClassName("chart-fields");
    if (line.template() != null) {
      fields.setItems(line.template().fields().stream().filter(Field::numeric).toList());
      fields.setValue(Set.copyOf(Fleet.keyFields(line.template())));
    }
    fields.addValueChangeListener(change -> draw());
    Div head = new Div(new H2("History"), range, until, lastData, fields);
    head.addClassName("chart-head");
    return head;
  }

  @Override
  public Component component() {
    return root;
  }

  @Override
  public void update(Fleet.Line now, boolean readings) {
    line = now;
    Telemetry.Latest latest = now.latest();
    empty.setVisible(latest == null);
    cards.setVisible(latest != null);
    chartPanel.setVisible(
        latest != null && !fields.getListDataView().getItems().toList().isEmpty());
    if (latest == null) {
      return;
    }
    Instant at = clock.instant();
    for (String path : now.order(latest.values().keySet())) {
      Value value = latest.values().get(path);
      if (value == null) {
        continue;
      }
      ValueCard card = shown.get(path);
      if (card == null) {
        card = new ValueCard(now.field(path).map(Field::displayName).orElse(path), path);
        now.derived(path).ifPresent(card::derived);
        shown.put(path, card);
        cards.add(card);
      }
      Instant observed = latest.times().getOrDefault(path, latest.observedAt());
      card.show(Shown.value(format, now, path, value), observed, at);
    }
    if (readings) {
      draw();
    }
  }

  private TimeRange range() {
    Lookback span = range.getValue() == null ? Lookback.DAY : range.getValue();
    LocalDateTime chosen = until.getValue();
    Instant end = chosen == null ? clock.instant() : chosen.atZone(format.zone()).toInstant();
    return new TimeRange(end.minus(span.length), end);
  }

  private void draw() {
    if (line.latest() == null) {
      return;
    }
    TimeRange shownRange = range();
    if (states.isVisible()) {
      states.show(shownRange);
    }
    where.show(line, shownRange, clock.instant());
    if (!chartPanel.isVisible()) {
      return;
    }
    Lookback span = range.getValue() == null ? Lookback.DAY : range.getValue();
    Telemetry.Latest latest = line.latest();
    lastData.setVisible(latest != null && isBefore(latest.observedAt(), span));
    chart.show(shownRange, lines(shownRange, chart.pixels()), null);
  }

  private List<ChartLine> lines(TimeRange part, int points) {
    List<Field> wanted =
        fields.getListDataView().getItems().filter(fields.getValue()::contains).toList();
    if (wanted.isEmpty()) {
      return List.of();
    }
    Map<String, List<Point>> series =
        telemetry.series(
            line.device().ref(), part, wanted.stream().map(Field::path).toList(), points);
    return wanted.stream()
        .map(
            field ->
                ChartLine.of(
                    field.displayName(), field, series.getOrDefault(field.path(), List.of())))
        .toList();
  }

  /** One latest value. */
  private final class ValueCard extends Div {
    private final Span value = new Span();
    private final Span unit = new Span();
    private final Span age = new Span();
    private final Div foot = new Div(age);

    ValueCard(String label, String path) {
      addClassName("value-card");
      H3 name = new H3(label);
      name.setTitle(path);
      value.addClassName("value");
      unit.addClassName("unit");
      age.addClassName("age");
      Paragraph line = new Paragraph(value, unit);
      foot.addClassName("value-foot");
      add(name, line, foot);
    }

    /** Marks it as not measured, and says how it came about. */
    void derived(DerivedField how) {
      Span tag = new Span("derived");
      tag.addClassNames("tag", "derived-tag");
      tag.getElement().setAttribute("tabindex", "0").setAttribute("role", "note");
      Tooltip.forComponent(tag).withText("Derived: " + DerivationWords.of(how.derivation()));
      foot.add(tag);
    }

    void show(ValueFormat.Shown shownValue, Instant observed, Instant now) {
      value.setText(shownValue.value());
      value.getElement().getClassList().set("value-long", shownValue.value().length() > 12);
      unit.setText(shownValue.unit());
      age.setText(Ages.ago(observed, now));
      age.setTitle(format.moment(observed) + ", " + format.zone().getId());
    }
  }
}
