package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.Device;
import org.aisle.backend.report.ConditionReport;
import org.aisle.backend.report.ConditionReport.Excursion;
import org.aisle.backend.report.ConditionReport.Figures;
import org.aisle.backend.report.ConditionReport.Finding;
import org.aisle.backend.report.ConditionReport.Leg;
import org.aisle.backend.report.ConditionReport.Where;
import org.aisle.backend.report.ConditionReportCsv;
import org.aisle.backend.report.ConditionReports;
import org.aisle.templates.definition.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Condition reports")
@RestController
@RequestMapping("/api/v1/apps/{app}/devices/{device}")
class ConditionReportResource {

  private static final String DESCRIPTION =
      "From inclusive, to exclusive, at most 92 days; the last 31 days from the first reading on"
          + " when left out. A function of what was measured when: late and repeated readings"
          + " change nothing but what was missing.";

  /**
   * Times are in UTC; {@code zone} is the one in which people read them. {@code workedOutUntil} is
   * null unless the evaluation of readings is behind.
   */
  record Body(
      String device,
      String name,
      String template,
      Instant from,
      Instant to,
      String zone,
      Instant generatedAt,
      @Nullable Instant workedOutUntil,
      String verdict,
      List<String> reasons,
      List<ConditionReport.Fact> properties,
      CoverageBody coverage,
      List<PromiseBody> promises,
      List<LegBody> legs,
      int legsLeftOut,
      List<ConditionReport.Visit> visits,
      List<FlagBody> flags,
      List<AlertBody> alerts) {}

  record CoverageBody(
      long readings,
      long late,
      double minutesKnown,
      @Nullable Double usualMinutesBetweenReadings,
      double longestUsualMinutes,
      List<ConditionReport.Gap> gaps,
      int gapCount) {}

  record PromiseBody(
      String field,
      String name,
      @Nullable String unit,
      double toleratedMinutes,
      List<ConditionReport.Limits> limits,
      String result,
      double minutesJudged,
      double minutesOutside,
      int excursionCount,
      int breakingCount,
      @Nullable Figures figures,
      List<ExcursionBody> excursions,
      List<ExcursionBody> excused,
      double minutesUnclear,
      List<ExcursionBody> unclear) {}

  record ExcursionBody(
      Instant from,
      Instant to,
      double minutes,
      String side,
      double extreme,
      boolean breaking,
      Where where) {}

  record LegBody(
      Instant from,
      Instant to,
      Map<String, String> states,
      Where start,
      Where end,
      List<LegFiguresBody> figures) {}

  record LegFiguresBody(String field, Figures figures, double minutesOutside) {}

  record FlagBody(String field, String name, int times, double minutes, double longestMinutes) {}

  record AlertBody(
      long id,
      String rule,
      String severity,
      String state,
      Instant startedAt,
      Instant raisedAt,
      @Nullable Instant clearedAt,
      String sentence,
      @Nullable Instant acknowledgedAt,
      @Nullable String acknowledgedBy,
      List<ConditionReport.Remark> remarks) {}

  private final ConditionReports reports;
  private final Scope scope;

  ConditionReportResource(ConditionReports reports, Scope scope) {
    this.reports = reports;
    this.scope = scope;
  }

  @Operation(
      summary = "In which condition it was, and whether promises were kept",
      description = DESCRIPTION)
  @GetMapping("/condition-report")
  Body json(
      @PathVariable String app,
      @PathVariable String device,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    return body(report(app, device, from, to));
  }

  @Operation(
      summary = "The condition report as one table of comma-separated values",
      description = DESCRIPTION)
  @GetMapping(value = "/condition-report.csv", produces = "text/csv")
  ResponseEntity<String> csv(
      @PathVariable String app,
      @PathVariable String device,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    ConditionReport report = report(app, device, from, to);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"condition-report.csv\"")
        .body(ConditionReportCsv.write(report));
  }

  private ConditionReport report(
      String app, String device, @Nullable String from, @Nullable String to) {
    Device known = scope.device(app, device);
    return RefusedRequest.orRefuse(
        reports.of(
            known.ref(),
            from == null ? null : Moments.moment("from", from),
            to == null ? null : Moments.moment("to", to)));
  }

  private static Body body(ConditionReport report) {
    return new Body(
        report.device().device().value(),
        report.deviceName(),
        report.templateName(),
        report.range().from(),
        report.range().to(),
        report.zone().getId(),
        report.generatedAt(),
        report.workedOutUntil(),
        Words.of(report.verdict()),
        report.reasons(),
        report.facts(),
        coverage(report.coverage()),
        report.findings().stream().map(ConditionReportResource::promise).toList(),
        report.legs().stream().map(ConditionReportResource::leg).toList(),
        report.legsLeftOut(),
        report.visits(),
        report.flags().stream()
            .map(
                flag ->
                    new FlagBody(
                        flag.field().path(),
                        flag.field().displayName(),
                        flag.times(),
                        minutes(flag.total()),
                        minutes(flag.longest())))
            .toList(),
        report.alerts().stream().map(ConditionReportResource::alert).toList());
  }

  private static CoverageBody coverage(ConditionReport.Coverage coverage) {
    return new CoverageBody(
        coverage.readings(),
        coverage.late(),
        minutes(coverage.known()),
        coverage.usual() == null ? null : minutes(coverage.usual()),
        minutes(coverage.longestUsual()),
        coverage.gaps(),
        coverage.gapCount());
  }

  private static PromiseBody promise(Finding finding) {
    Field field = finding.field();
    return new PromiseBody(
        field.path(),
        field.displayName(),
        field.unit() == null ? null : field.unit().name(),
        minutes(finding.promise().tolerance()),
        finding.limits(),
        Words.of(finding.result()),
        minutes(finding.judged()),
        minutes(finding.outside()),
        finding.count(),
        finding.breaking(),
        finding.figures(),
        finding.excursions().stream().map(ConditionReportResource::excursion).toList(),
        finding.excused().stream().map(ConditionReportResource::excursion).toList(),
        minutes(finding.unclearTime()),
        finding.unclear().stream().map(ConditionReportResource::excursion).toList());
  }

  private static ExcursionBody excursion(Excursion excursion) {
    return new ExcursionBody(
        excursion.from(),
        excursion.to(),
        minutes(excursion.lasted()),
        excursion.above() ? "above" : "below",
        excursion.extreme(),
        excursion.breaking(),
        excursion.where());
  }

  private static LegBody leg(Leg leg) {
    return new LegBody(
        leg.from(),
        leg.to(),
        leg.states(),
        leg.start(),
        leg.end(),
        leg.figures().stream()
            .map(f -> new LegFiguresBody(f.field(), f.figures(), minutes(f.outside())))
            .toList());
  }

  private static AlertBody alert(ConditionReport.Notice alert) {
    return new AlertBody(
        alert.alert(),
        alert.rule(),
        Words.of(alert.severity()),
        Words.of(alert.state()),
        alert.startedAt(),
        alert.raisedAt(),
        alert.clearedAt(),
        alert.sentence(),
        alert.acknowledgedAt(),
        alert.acknowledgedBy(),
        alert.remarks());
  }

  private static double minutes(Duration duration) {
    return Math.round(duration.toMillis() / 60.0) / 1_000.0;
  }
}
