package org.aisle.backend.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.report.ConditionReport.Coverage;
import org.aisle.backend.report.ConditionReport.Excursion;
import org.aisle.backend.report.ConditionReport.Finding;
import org.aisle.backend.report.ConditionReport.Result;
import org.aisle.backend.report.ConditionReport.Verdict;
import org.aisle.templates.definition.Field;
import org.jspecify.annotations.Nullable;

/** What follows from the findings, in words. */
final class Reasons {

  /** With less of the time covered, nothing is proven. */
  private static final double ENOUGH_PERCENT = 95;

  private final TimeRange range;
  private final Coverage coverage;
  private final List<Finding> findings;
  private final @Nullable String until;

  /**
   * @param until up to when derived fields are worked out, as people read it; null for all
   */
  Reasons(TimeRange range, Coverage coverage, List<Finding> findings, @Nullable String until) {
    this.range = range;
    this.coverage = coverage;
    this.findings = findings;
    this.until = until;
  }

  private double covered() {
    return 100.0
        * coverage.known().toMillis()
        / Math.max(1, Duration.between(range.from(), range.to()).toMillis());
  }

  Verdict verdict() {
    if (findings.stream().anyMatch(f -> f.result() == Result.BROKEN)) {
      return Verdict.BROKEN;
    }
    if (findings.stream().anyMatch(f -> f.result() == Result.NOT_YET_KNOWN)) {
      return Verdict.NOT_YET_KNOWN;
    }
    if (findings.stream().allMatch(f -> f.result() == Result.NOT_PROMISED)) {
      return Verdict.NOTHING_PROMISED;
    }
    boolean unknown = findings.stream().anyMatch(f -> f.result() == Result.UNKNOWN);
    return unknown || covered() < ENOUGH_PERCENT ? Verdict.UNPROVEN : Verdict.KEPT;
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Result result :
        new Result[] {
          Result.BROKEN, Result.NOT_YET_KNOWN, Result.UNKNOWN, Result.KEPT, Result.NOT_PROMISED
        }) {
      findings.stream()
          .filter(finding -> finding.result() == result)
          .forEach(finding -> sentences.add(sentence(finding)));
    }
    if (until != null) {
      sentences.add(
          "What follows from readings is worked out up to %s only: later legs are not told, and alerts may be missing. Ask again in a minute; if this stays so, the server's log says why."
              .formatted(until));
    }
    if (coverage.readings() == 0) {
      sentences.add("There is no reading in this time.");
    } else if (coverage.gapCount() > 0) {
      sentences.add(
          "Readings cover %s %% of the time; %s, of which nothing is known."
              .formatted(
                  number(covered(), 1),
                  coverage.gapCount() == 1
                      ? "there is one gap"
                      : "there are %d gaps".formatted(coverage.gapCount())));
    } else {
      sentences.add("Readings cover all of the time, without a gap.");
    }
    return sentences;
  }

  private static String sentence(Finding finding) {
    String name = finding.field().displayName();
    return switch (finding.result()) {
      case NOT_PROMISED -> "%s has no limit on this device.".formatted(name);
      case NOT_YET_KNOWN ->
          "%s: whether it stayed within its limits is not yet known, the readings are still being evaluated."
              .formatted(name);
      case UNKNOWN ->
          finding.figures() == null
              ? "%s: there are no readings while its limits counted.".formatted(name)
              : "%s was outside its limits for %s while nothing tells whether they counted."
                  .formatted(name, Lasting.words(finding.unclearTime()));
      case KEPT ->
          finding.count() == 0
              ? "%s stayed within its limits.".formatted(name)
              : "%s was outside its limits %s, %s in all, never for longer than the %s that are tolerated."
                  .formatted(
                      name,
                      times(finding.count()),
                      Lasting.words(finding.outside()),
                      Lasting.words(finding.promise().tolerance()));
      case BROKEN -> {
        Excursion worst = worst(finding);
        yield "%s was outside its limits %s for longer than is tolerated, %s in all; longest %s, at worst %s."
            .formatted(
                name,
                times(finding.breaking()),
                Lasting.words(finding.outside()),
                Lasting.words(longest(finding)),
                value(finding.field(), worst.extreme()));
      }
    };
  }

  private static Duration longest(Finding finding) {
    return finding.excursions().stream()
        .map(Excursion::lasted)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** The one furthest outside, among those above if there are any. */
  private static Excursion worst(Finding finding) {
    List<Excursion> all = finding.excursions().stream().filter(Excursion::breaking).toList();
    Excursion worst = all.isEmpty() ? finding.excursions().getFirst() : all.getFirst();
    for (Excursion excursion : all) {
      if (distance(finding, excursion) > distance(finding, worst)) {
        worst = excursion;
      }
    }
    return worst;
  }

  private static double distance(Finding finding, Excursion excursion) {
    var limits = finding.limits().getLast();
    Double limit = excursion.above() ? limits.atMost() : limits.atLeast();
    return limit == null ? 0 : Math.abs(excursion.extreme() - limit);
  }

  private static String times(int count) {
    return count == 1 ? "once" : "%,d times".formatted(count);
  }

  private static String value(Field field, double value) {
    return number(value, 2) + (field.unit() == null ? "" : " " + field.unit().symbol());
  }

  private static String number(double value, int decimals) {
    return BigDecimal.valueOf(value)
        .setScale(decimals, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
