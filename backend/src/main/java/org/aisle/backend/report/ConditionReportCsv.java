package org.aisle.backend.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aisle.backend.report.ConditionReport.Excursion;
import org.aisle.backend.report.ConditionReport.Figures;
import org.aisle.backend.report.ConditionReport.Finding;
import org.aisle.backend.report.ConditionReport.Leg;
import org.aisle.backend.report.ConditionReport.LegFigures;
import org.aisle.backend.report.ConditionReport.Where;
import org.aisle.templates.definition.Field;
import org.jspecify.annotations.Nullable;

/**
 * A report as one table, commas and CRLF after RFC 4180, in UTF-8: the first column says what kind
 * of line it is. Times are in UTC, numbers in the unit beside them. A text that a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
public final class ConditionReportCsv {

  private static final List<String> COLUMNS =
      List.of(
          "kind",
          "name",
          "from",
          "to",
          "minutes",
          "place",
          "lat",
          "lon",
          "field",
          "unit",
          "atLeast",
          "atMost",
          "min",
          "mean",
          "max",
          "minutesOutside",
          "result",
          "text");

  private final StringBuilder out = new StringBuilder();

  private ConditionReportCsv() {}

  public static String write(ConditionReport report) {
    ConditionReportCsv csv = new ConditionReportCsv();
    csv.out.append(String.join(",", COLUMNS)).append("\r\n");
    csv.lines(report);
    return csv.out.toString();
  }

  private void lines(ConditionReport report) {
    Line line = new Line("report", report.deviceName());
    line.time(report.range().from(), report.range().to());
    line.set("result", report.verdict().name().toLowerCase(java.util.Locale.ROOT));
    line.set("text", "Generated at " + report.generatedAt() + "; zone " + report.zone().getId());
    line.end();
    Instant until = report.workedOutUntil();
    if (until != null) {
      new Line("worked-out", "").time(report.range().from(), until).end();
    }
    for (String reason : report.reasons()) {
      new Line("reason", "").set("text", reason).end();
    }
    report
        .facts()
        .forEach(
            fact ->
                new Line("property", fact.label())
                    .set("field", fact.property())
                    .set("unit", fact.unit())
                    .set("text", fact.value())
                    .end());
    report.findings().forEach(this::finding);
    report.legs().forEach(leg -> leg(leg, report.findings()));
    report
        .visits()
        .forEach(
            visit ->
                new Line("visit", visit.name())
                    .time(visit.from(), visit.to())
                    .set("place", visit.place())
                    .end());
    report.coverage().gaps().forEach(gap -> new Line("gap", "").time(gap.from(), gap.to()).end());
    report
        .flags()
        .forEach(
            flag ->
                new Line("true", flag.field().displayName())
                    .set("field", flag.field().path())
                    .set("minutes", minutes(flag.total()))
                    .set("text", flag.times() + " times, longest " + Lasting.words(flag.longest()))
                    .end());
    report
        .alerts()
        .forEach(
            alert -> {
              Line its = new Line("alert", alert.rule());
              its.time(alert.startedAt(), alert.clearedAt());
              its.set("result", alert.state().name().toLowerCase(java.util.Locale.ROOT));
              its.set(
                  "text",
                  alert.sentence()
                      + (alert.acknowledgedBy() == null
                          ? ""
                          : " Acknowledged by %s at %s."
                              .formatted(alert.acknowledgedBy(), alert.acknowledgedAt())));
              its.end();
            });
  }

  private void finding(Finding finding) {
    Field field = finding.field();
    for (ConditionReport.Limits limits : finding.limits()) {
      Line line = new Line("promise", field.displayName()).of(field);
      line.time(limits.from(), null);
      line.set("atLeast", number(limits.atLeast()));
      line.set("atMost", number(limits.atMost()));
      line.figures(finding.figures());
      line.set("minutes", minutes(finding.judged()));
      line.set("minutesOutside", minutes(finding.outside()));
      line.set("result", finding.result().name().toLowerCase(java.util.Locale.ROOT));
      line.end();
    }
    finding
        .excursions()
        .forEach(e -> excursion("excursion", field, e, e.breaking() ? "broken" : "tolerated"));
    finding.excused().forEach(e -> excursion("excused", field, e, "tolerated"));
    finding.unclear().forEach(e -> excursion("unclear", field, e, "unknown"));
  }

  private void excursion(String kind, Field field, Excursion excursion, String result) {
    Line line = new Line(kind, field.displayName()).of(field);
    line.time(excursion.from(), excursion.to());
    line.where(excursion.where());
    line.set(excursion.above() ? "max" : "min", number(excursion.extreme()));
    line.set("result", result);
    line.end();
  }

  private void leg(Leg leg, List<Finding> findings) {
    String states =
        leg.states().entrySet().stream()
            .map(state -> state.getKey() + ": " + state.getValue())
            .collect(Collectors.joining("; "));
    new Line("leg", states).time(leg.from(), leg.to()).where(leg.start()).end();
    for (LegFigures figures : leg.figures()) {
      Line line = new Line("leg-figures", states);
      line.time(leg.from(), leg.to());
      findings.stream()
          .map(Finding::field)
          .filter(field -> field.path().equals(figures.field()))
          .forEach(line::of);
      line.figures(figures.figures());
      line.set("minutesOutside", minutes(figures.outside()));
      line.end();
    }
  }

  private static String minutes(Duration duration) {
    return number(duration.toMillis() / 60_000.0);
  }

  private static String number(@Nullable Double number) {
    return number == null
        ? ""
        : java.math.BigDecimal.valueOf(number)
            .setScale(3, java.math.RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
  }

  /** One line in the making. */
  private final class Line {
    private final Map<String, String> cells = new java.util.HashMap<>();

    Line(String kind, String name) {
      set("kind", kind);
      set("name", name);
    }

    Line set(String column, String text) {
      cells.put(column, text);
      return this;
    }

    Line of(Field field) {
      set("field", field.path());
      return set("unit", field.unit() == null ? "" : field.unit().symbol());
    }

    Line time(Instant from, @Nullable Instant to) {
      set("from", from.toString());
      if (to != null) {
        set("to", to.toString());
        set("minutes", minutes(Duration.between(from, to)));
      }
      return this;
    }

    Line where(Where where) {
      set("place", where.name() == null ? "" : where.name());
      set("lat", degrees(where.lat()));
      return set("lon", degrees(where.lon()));
    }

    void figures(@Nullable Figures figures) {
      if (figures != null) {
        set("min", number(figures.min()));
        set("mean", number(figures.mean()));
        set("max", number(figures.max()));
      }
    }

    void end() {
      List<String> texts = new ArrayList<>();
      for (String column : COLUMNS) {
        texts.add(cell(column, cells.getOrDefault(column, "")));
      }
      out.append(String.join(",", texts)).append("\r\n");
    }
  }

  private static String degrees(@Nullable Double degrees) {
    return degrees == null ? "" : java.math.BigDecimal.valueOf(degrees).toPlainString();
  }

  private static String cell(String column, String text) {
    boolean words =
        column.equals("name")
            || column.equals("place")
            || column.equals("text")
            || column.equals("unit")
            || column.equals("field");
    String safe =
        words && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? "\"" + safe.replace("\"", "\"\"") + "\""
        : safe;
  }
}
