package org.aisle.ui.report;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.aisle.backend.report.ConditionReport;
import org.aisle.backend.report.ConditionReport.Coverage;
import org.aisle.backend.report.ConditionReport.Excursion;
import org.aisle.backend.report.ConditionReport.Finding;
import org.aisle.backend.report.ConditionReport.Leg;
import org.aisle.backend.report.ConditionReport.LegFigures;
import org.aisle.backend.report.ConditionReport.Limits;
import org.aisle.backend.report.ConditionReport.Notice;
import org.aisle.backend.report.ConditionReport.Result;
import org.aisle.backend.report.ConditionReport.Where;
import org.aisle.backend.report.Lasting;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.alerts.AlertsNavigation;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** A report as it is read and printed. */
final class ReportSheet extends Div {

  private final ConditionReport report;
  private final ValueFormat format;

  ReportSheet(ConditionReport report, ValueFormat format) {
    this.report = report;
    this.format = format;
    addClassNames("stack", "report");
    add(verdict(), facts(), promises());
    if (!report.legs().isEmpty()) {
      add(legs());
    }
    add(excursions());
    if (!report.flags().isEmpty()) {
      add(flags());
    }
    if (!report.visits().isEmpty()) {
      add(visits());
    }
    add(coverage(), alerts(), made());
  }

  private Component verdict() {
    Span word = new Span(word(report.verdict()));
    word.addClassNames(
        "report-verdict", "report-" + report.verdict().name().toLowerCase(Locale.ROOT));
    UnorderedList reasons = new UnorderedList();
    report.reasons().forEach(reason -> reasons.add(new ListItem(reason)));
    Paragraph range =
        new Paragraph(
            "%s to %s, %s"
                .formatted(
                    format.moment(report.range().from()),
                    format.moment(report.range().to()),
                    format.zoneName()));
    return panel("Verdict", word, range, reasons);
  }

  private static String word(ConditionReport.Verdict verdict) {
    return switch (verdict) {
      case KEPT -> "✓ What was promised was kept";
      case BROKEN -> "✕ What was promised was not kept";
      case NOT_YET_KNOWN -> "… Not yet known: readings are still being evaluated";
      case UNPROVEN -> "? Not proven";
      case NOTHING_PROMISED -> "– Nothing was promised";
    };
  }

  private Component facts() {
    DescriptionList list = new DescriptionList();
    list.addClassName("facts");
    for (ConditionReport.Fact fact : report.facts()) {
      list.add(
          new DescriptionList.Term(fact.label()),
          new DescriptionList.Description(new ValueFormat.Shown(fact.value(), fact.unit()).text()));
    }
    return panel(
        report.templateName(),
        report.facts().isEmpty() ? new Paragraph("No properties are known of it.") : list);
  }

  private Component promises() {
    ReportTable table =
        new ReportTable(
            "What was promised",
            List.of(
                "Promise",
                "Limits",
                "Tolerated",
                "Least#",
                "Mean#",
                "Most#",
                "Mean kinetic#",
                "Outside#",
                "Result"));
    for (Finding finding : report.findings()) {
      Field field = finding.field();
      var figures = finding.figures();
      table.row(
          field.displayName(),
          finding.limits().stream()
              .map(limits -> limits(field, limits, finding.limits().size() > 1))
              .collect(Collectors.joining("; ")),
          finding.promise().tolerance().isZero()
              ? "–"
              : Lasting.words(finding.promise().tolerance()),
          number(field, figures == null ? null : figures.min()),
          number(field, figures == null ? null : figures.mean()),
          number(field, figures == null ? null : figures.max()),
          number(field, figures == null ? null : figures.meanKinetic()),
          ReportTable.number(Lasting.words(finding.outside())),
          result(finding.result()));
    }
    return panel(
        "What was promised, and what was",
        report.findings().isEmpty()
            ? new Paragraph(
                "The device's template promises nothing. Declare limits there: see the"
                    + " documentation on condition reports.")
            : table);
  }

  private String limits(Field field, Limits limits, boolean changed) {
    String text =
        limits.atLeast() == null && limits.atMost() == null
            ? "none"
            : limits.atLeast() == null
                ? "at most " + shown(field, limits.atMost())
                : limits.atMost() == null
                    ? "at least " + shown(field, limits.atLeast())
                    : shown(field, limits.atLeast()) + " to " + shown(field, limits.atMost());
    return changed ? text + " from " + format.moment(limits.from()) : text;
  }

  private static Component result(Result result) {
    Span mark =
        new Span(
            switch (result) {
              case KEPT -> "✓ kept";
              case BROKEN -> "✕ not kept";
              case NOT_YET_KNOWN -> "… not yet known";
              case UNKNOWN -> "? not proven";
              case NOT_PROMISED -> "– no limit";
            });
    mark.addClassNames("report-result", "report-" + result.name().toLowerCase(Locale.ROOT));
    return mark;
  }

  private Component legs() {
    ReportTable table =
        new ReportTable(
            "Legs",
            List.of("From", "To", "Lasted#", "State", "Where", "Least, mean, most", "Outside#"));
    for (Leg leg : report.legs()) {
      Div figures = new Div();
      Duration outside = Duration.ZERO;
      for (LegFigures one : leg.figures()) {
        Field field = field(one.field());
        figures.add(
            new Div(
                "%s: %s, %s, %s"
                    .formatted(
                        field.displayName(),
                        shown(field, one.figures().min()),
                        shown(field, one.figures().mean()),
                        shown(field, one.figures().max()))));
        outside = outside.compareTo(one.outside()) > 0 ? outside : one.outside();
      }
      Div states = new Div();
      leg.states().forEach((name, state) -> states.add(new Div(name + ": " + state)));
      table.row(
          format.moment(leg.from()),
          format.moment(leg.to()),
          ReportTable.number(Lasting.words(Duration.between(leg.from(), leg.to()))),
          states,
          place(leg.start()),
          figures,
          ReportTable.number(Lasting.words(outside)));
    }
    Div panel = panel("Legs", table);
    if (report.legsLeftOut() > 0) {
      panel.add(
          new Paragraph(
              "%,d more are not shown: choose a shorter range.".formatted(report.legsLeftOut())));
    }
    return panel;
  }

  private Field field(String path) {
    return report.findings().stream()
        .map(Finding::field)
        .filter(field -> field.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private Component excursions() {
    ReportTable table =
        new ReportTable(
            "Excursions", List.of("What", "From", "To", "Lasted#", "At worst#", "Where", "Counts"));
    int rows = 0;
    for (Finding finding : report.findings()) {
      for (Excursion excursion : finding.excursions()) {
        row(table, finding.field(), excursion, excursion.breaking() ? "breaks it" : "tolerated");
        rows++;
      }
      for (Excursion excursion : finding.excused()) {
        row(table, finding.field(), excursion, "not at that time");
        rows++;
      }
      for (Excursion excursion : finding.unclear()) {
        row(table, finding.field(), excursion, "nobody knows");
        rows++;
      }
    }
    Div panel =
        panel(
            "Outside the limits",
            rows == 0 ? new Paragraph("Never, as far as readings tell.") : table);
    long left =
        report.findings().stream()
            .mapToLong(finding -> finding.count() - finding.excursions().size())
            .sum();
    if (left > 0) {
      panel.add(new Paragraph("%,d more are not shown: choose a shorter range.".formatted(left)));
    }
    return panel;
  }

  private void row(ReportTable table, Field field, Excursion excursion, String counts) {
    table.row(
        field.displayName() + (excursion.above() ? ", above" : ", below"),
        format.moment(excursion.from()),
        format.moment(excursion.to()),
        ReportTable.number(Lasting.words(excursion.lasted())),
        number(field, excursion.extreme()),
        place(excursion.where()),
        counts);
  }

  private Component flags() {
    ReportTable table =
        new ReportTable("Doors and switches", List.of("What", "Times#", "In all#", "Longest#"));
    for (ConditionReport.FlagTimes flag : report.flags()) {
      table.row(
          flag.field().displayName(),
          flag.times(),
          ReportTable.number(Lasting.words(flag.total())),
          ReportTable.number(Lasting.words(flag.longest())));
    }
    return panel("Doors and switches", table);
  }

  private Component visits() {
    ReportTable table = new ReportTable("Places", List.of("Place", "From", "To", "Lasted#"));
    report
        .visits()
        .forEach(
            visit ->
                table.row(
                    visit.name(),
                    format.moment(visit.from()),
                    format.moment(visit.to()),
                    ReportTable.number(Lasting.words(Duration.between(visit.from(), visit.to())))));
    return panel("Places", table);
  }

  private Component coverage() {
    Coverage coverage = report.coverage();
    Div panel =
        panel(
            "What is known, and what is not",
            new Paragraph(
                "%,d readings%s; %,d of them arrived more than an hour after they were measured and count like the others. Two readings further apart than %s tell nothing about the time between them."
                    .formatted(
                        coverage.readings(),
                        coverage.usual() == null
                            ? ""
                            : ", usually %s apart".formatted(Lasting.words(coverage.usual())),
                        coverage.late(),
                        Lasting.words(coverage.longestUsual()))));
    if (coverage.gaps().isEmpty()) {
      panel.add(new Paragraph("There is no gap."));
    } else {
      ReportTable table = new ReportTable("Gaps", List.of("Nothing from", "To", "Lasted#"));
      coverage
          .gaps()
          .forEach(
              gap ->
                  table.row(
                      format.moment(gap.from()),
                      format.moment(gap.to()),
                      ReportTable.number(Lasting.words(Duration.between(gap.from(), gap.to())))));
      panel.add(table);
    }
    return panel;
  }

  private Component alerts() {
    if (report.alerts().isEmpty()) {
      return panel("Alerts", new Paragraph("None in this time."));
    }
    ReportTable table =
        new ReportTable(
            "Alerts",
            List.of("Alert", "Severity", "From", "To", "What was seen", "What people did"));
    AppId app = report.device().app();
    for (Notice alert : report.alerts()) {
      Anchor link = new Anchor(AlertsNavigation.path(app, alert.alert()), alert.rule());
      link.getElement().setAttribute("router-link", "");
      table.row(
          link,
          new SeverityMark(alert.severity()),
          format.moment(alert.startedAt()),
          alert.clearedAt() == null ? "lasts" : format.moment(alert.clearedAt()),
          wrapped(alert.sentence()),
          wrapped(done(alert)));
    }
    return panel("Alerts", table);
  }

  private String done(Notice alert) {
    String remarks =
        alert.remarks().stream()
            .map(
                remark ->
                    "%s, %s: %s"
                        .formatted(
                            format.moment(remark.at()),
                            remark.by() == null ? "Aisle" : remark.by(),
                            remark.sentence()))
            .collect(Collectors.joining(" "));
    return remarks.isEmpty() ? "nobody has acknowledged it" : remarks;
  }

  private Component made() {
    Instant at = report.generatedAt();
    Paragraph made =
        new Paragraph(
            "Generated %s, %s, from what was stored then; readings that arrive later can fill gaps."
                .formatted(format.moment(at), format.zoneName()));
    made.addClassName("muted");
    return made;
  }

  private static Component wrapped(String text) {
    Span span = new Span(text);
    span.addClassName("report-words");
    return span;
  }

  private static String place(Where where) {
    if (where.name() != null) {
      return where.name();
    }
    return where.lat() == null
        ? "unknown"
        : String.format(
            Locale.ROOT, "%.4f°, %.4f°", where.lat(), Objects.requireNonNull(where.lon()));
  }

  private Component number(Field field, @Nullable Double value) {
    return ReportTable.number(value == null ? "–" : shown(field, value));
  }

  private String shown(Field field, @Nullable Double value) {
    return value == null ? "–" : format.show(field, value.doubleValue()).text();
  }

  private static Div panel(String heading, Component... content) {
    Div panel = new Div(new H2(heading));
    panel.add(content);
    panel.addClassName("panel");
    return panel;
  }
}
