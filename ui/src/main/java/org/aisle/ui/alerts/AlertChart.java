package org.aisle.ui.alerts;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.evaluation.JudgedValues;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Point;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Trigger;
import org.aisle.ui.chart.ChartLine;
import org.aisle.ui.chart.ChartMark;
import org.aisle.ui.chart.ChartMark.Kind;
import org.aisle.ui.chart.LineChart;
import org.aisle.ui.chart.StateTimeline;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the device measured around an alert: its fields with their limits, when it was raised and
 * cleared, how long it lasted, what was looked at, and where nothing is known.
 */
final class AlertChart extends Div {

  private static final Duration USUAL_AROUND = Duration.ofMinutes(30);
  private static final Duration LEAST_AROUND = Duration.ofSeconds(10);

  /** How much wider than a short alert the time on each of its sides is. */
  private static final int TIMES_AROUND = 10;

  /** Readings of a vector that are looked at, at most. */
  private static final int MOST_ROWS = 50_000;

  private static final Duration MOST_AROUND = Duration.ofHours(12);

  private final Telemetry telemetry;
  private final Optional<DeviceTemplate> template;
  private final LineChart chart;
  private final StateTimeline states;
  private final Paragraph nothing = new Paragraph();
  private List<Drawn> numbers = List.of();
  private Optional<JudgedValues> judged = Optional.empty();

  /** A line of the chart; of a vector one of its components, else null. */
  private record Drawn(Field field, @Nullable String component) {
    String name() {
      return component == null
          ? field.displayName()
          : "%s (%s)".formatted(field.displayName(), component);
    }
  }

  AlertChart(
      Alert alert, Optional<DeviceTemplate> template, Telemetry telemetry, ValueFormat format) {
    this.telemetry = telemetry;
    this.template = template;
    addClassNames("panel", "alert-chart");
    chart =
        new LineChart(
            "Values of " + alert.deviceName() + " around this alert",
            format,
            "Nothing was measured around this alert, or its readings are no longer kept.");
    chart.setWidthFull();
    chart.setHeight("340px");
    chart.onZoom((part, points) -> chart.refine(part, lines(alert, part, points)));
    states =
        new StateTimeline(
            "States of " + alert.deviceName() + " around this alert",
            format,
            "No state was observed around this alert.");
    nothing.addClassName("muted");
    add(new H2("Around it"), chart, states, nothing);
  }

  /**
   * @param rule in the revision that raised the alert; empty when there is another by now
   * @param mapped whether a map shows what cannot be drawn along time
   */
  void show(Alert alert, Optional<Rule> rule, boolean mapped, Instant now) {
    TimeRange range = range(alert.occurrence(), now);
    judged = template.flatMap(known -> rule.flatMap(r -> judged(alert, r, known, range)));
    List<Field> drawn = fields(alert);
    numbers = numbers(alert, drawn);
    Optional<Field> state = drawn.stream().filter(AlertChart::isState).findFirst();
    chart.setVisible(!numbers.isEmpty());
    states.setVisible(state.isPresent());
    nothing.setVisible(numbers.isEmpty() && state.isEmpty());
    setVisible(!mapped || !nothing.isVisible());
    nothing.setText("This alert rests on nothing that can be drawn along time.");
    if (!numbers.isEmpty()) {
      chart.show(range, lines(alert, range, chart.pixels()), null, marks(alert, range, now));
    }
    state.ifPresent(
        field ->
            states.show(
                range,
                field,
                List.of(
                    new StateTimeline.Row(
                        field.displayName(),
                        null,
                        telemetry.states(alert.device(), range, field.path())))));
  }

  private Optional<JudgedValues> judged(
      Alert alert, Rule rule, DeviceTemplate known, TimeRange range) {
    if (!(rule.trigger() instanceof Trigger.Window window)) {
      return Optional.empty();
    }
    TimeRange with = new TimeRange(range.from().minus(window.width()), range.to());
    List<Row> rows = telemetry.rows(alert.device(), with, List.of(), MOST_ROWS);
    if (rows.size() == MOST_ROWS) {
      return Optional.empty();
    }
    List<Sample> samples = rows.stream().map(r -> new Sample(r.observedAt(), r.values())).toList();
    return JudgedValues.of(alert.device(), rule, known, samples);
  }

  private static ChartLine line(JudgedValues judged, TimeRange range, int points) {
    List<Point> all =
        judged.values().stream()
            .filter(v -> !v.at().isBefore(range.from()) && v.at().isBefore(range.to()))
            .map(v -> new Point(v.at(), v.value()))
            .toList();
    return new ChartLine(
        judged.name(), judged.unit(), 1, ComponentLine.thinned(all, range, points));
  }

  private static boolean isState(Field field) {
    return field.type() instanceof FieldType.Bool || field.type() instanceof FieldType.Choice;
  }

  /** What the evidence names; of a silence, what the device otherwise says. */
  private List<Field> fields(Alert alert) {
    if (template.isEmpty()) {
      return List.of();
    }
    DeviceTemplate known = template.get();
    List<Line> lines = alert.occurrence().evidence().lines();
    if (lines.isEmpty()) {
      return known.telemetry().stream()
          .filter(Field::numeric)
          .sorted(Comparator.comparingInt(f -> "Temperature".equals(f.semanticType()) ? 0 : 1))
          .limit(1)
          .toList();
    }
    return lines.stream()
        .map(line -> known.field(line.field()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** Of a vector what is compared, or its magnitude. */
  private static List<Drawn> numbers(Alert alert, List<Field> drawn) {
    List<Drawn> numbers = new ArrayList<>();
    for (Field field : drawn) {
      if (field.numeric()) {
        numbers.add(new Drawn(field, null));
      } else if (field.type() instanceof FieldType.Vector) {
        List<String> compared =
            alert.occurrence().evidence().lines().stream()
                .filter(line -> line.field().equals(field.path()))
                .map(Line::component)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        (compared.isEmpty() ? List.of("magnitude") : compared)
            .forEach(component -> numbers.add(new Drawn(field, component)));
      }
    }
    return numbers;
  }

  private List<ChartLine> lines(Alert alert, TimeRange range, int points) {
    List<String> scalars = paths(true);
    Map<String, List<Point>> series =
        scalars.isEmpty() ? Map.of() : telemetry.series(alert.device(), range, scalars, points);
    List<String> vectors = paths(false);
    List<Row> rows =
        vectors.isEmpty() ? List.of() : telemetry.rows(alert.device(), range, vectors, MOST_ROWS);
    Stream<ChartLine> fields =
        numbers.stream()
            .map(
                n -> {
                  String path = n.field().path();
                  List<Point> line =
                      n.component() == null
                          ? series.getOrDefault(path, List.of())
                          : ComponentLine.of(rows, path, n.component(), range, points);
                  return ChartLine.of(n.name(), n.field(), line);
                });
    return Stream.concat(fields, judged.stream().map(j -> line(j, range, points))).toList();
  }

  private List<String> paths(boolean numeric) {
    return numbers.stream()
        .map(Drawn::field)
        .filter(field -> field.numeric() == numeric)
        .map(Field::path)
        .distinct()
        .toList();
  }

  /** What is shown around an occurrence. */
  static TimeRange range(Occurrence what, Instant now) {
    Instant from = earlier(what.evidence().from(), what.startedAt());
    Instant end = end(what, now);
    Duration around = around(Duration.between(from, end));
    Instant to = earlier(end.plus(around), now);
    Instant start = from.minus(around);
    return new TimeRange(start, to.isAfter(start) ? to : start.plus(around));
  }

  /** Seconds around what lasted a second, half an hour around an instant, half of what is long. */
  static Duration around(Duration length) {
    if (length.isZero()) {
      return USUAL_AROUND;
    }
    Duration wide = length.multipliedBy(TIMES_AROUND);
    wide = wide.compareTo(LEAST_AROUND) < 0 ? LEAST_AROUND : wide;
    wide = wide.compareTo(USUAL_AROUND) > 0 ? USUAL_AROUND : wide;
    Duration half = length.dividedBy(2);
    half = half.compareTo(MOST_AROUND) > 0 ? MOST_AROUND : half;
    return half.compareTo(wide) > 0 ? half : wide;
  }

  private static Instant end(Occurrence what, Instant now) {
    return Objects.requireNonNullElse(what.clearedAt(), now);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** The known one nearest in time to the raise. */
  private static Optional<Double> limit(JudgedValues judged, Instant raised) {
    return judged.values().stream()
        .filter(v -> Double.isFinite(v.limit()))
        .min(Comparator.comparing(v -> Duration.between(v.at(), raised).abs()))
        .map(JudgedValues.At::limit);
  }

  private List<ChartMark> marks(Alert alert, TimeRange range, Instant now) {
    Occurrence what = alert.occurrence();
    List<ChartMark> marks = new ArrayList<>();
    for (Line line : what.evidence().lines()) {
      for (int i = 0; i < numbers.size(); i++) {
        Double limit = line.limit();
        Drawn drawn = numbers.get(i);
        if (limit != null
            && judged.isEmpty()
            && drawn.field().path().equals(line.field())
            && Objects.equals(drawn.component(), line.component())) {
          marks.add(new ChartMark.Limit(i, limit, "limit"));
        }
      }
    }
    judged
        .flatMap(j -> limit(j, what.raisedAt()))
        .ifPresent(limit -> marks.add(new ChartMark.Limit(numbers.size(), limit, "limit")));
    boolean silence = what.evidence().lines().isEmpty() && alert.silence() != null;
    marks.add(new ChartMark.Moment(what.raisedAt(), Kind.ALERT, "raised"));
    if (what.clearedAt() != null && !what.clearedAt().equals(what.raisedAt())) {
      marks.add(new ChartMark.Moment(what.clearedAt(), Kind.CLEAR, "cleared"));
    }
    Instant windowFrom = earlier(what.evidence().from(), what.startedAt());
    if (windowFrom.isBefore(what.raisedAt())) {
      marks.add(
          new ChartMark.Stretch(
              windowFrom, what.raisedAt(), Kind.WINDOW, silence ? "silence begins" : "led to it"));
    }
    Instant end = earlier(end(what, now), range.to());
    if (what.raisedAt().isBefore(end)) {
      marks.add(new ChartMark.Stretch(what.raisedAt(), end, Kind.ALERT, "alert"));
    }
    return marks;
  }
}
