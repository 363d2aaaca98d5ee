package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aisle.backend.alerts.EndedRules;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.registry.AppCreated;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.rules.RuleRows.Row;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Rules in {@code aisle.rule}, every change a revision. */
@Repository
class JdbcRules implements Rules {

  /** How many rules an app may have. */
  static final int MOST = 500;

  private static final Duration LONGEST_PREVIEW = Duration.ofDays(366);

  private final TransactionOperations transactions;
  private final RuleRows rows;
  private final RuleChecks checks;
  private final EndedRules ended;
  private final Previews previews;
  private final RuleAnnouncements announcements;
  private final InstantSource time;

  JdbcRules(
      TransactionOperations transactions,
      RuleRows rows,
      RuleChecks checks,
      EndedRules ended,
      Previews previews,
      RuleAnnouncements announcements,
      InstantSource time) {
    this.transactions = transactions;
    this.rows = rows;
    this.checks = checks;
    this.ended = ended;
    this.previews = previews;
    this.announcements = announcements;
    this.time = time;
  }

  @Override
  public List<StoredRule> all(AppId app) {
    RuleChecks.Against against = checks.now(app);
    return rows.all(app).stream().map(row -> stored(row, against)).toList();
  }

  @Override
  public Optional<StoredRule> find(AppId app, String id) {
    return rows.find(app, id).map(row -> stored(row, checks.now(app)));
  }

  @Override
  public List<RuleFault> check(AppId app, Rule rule) {
    return checks.now(app).faults(rule);
  }

  @Override
  public Outcome<StoredRule> put(
      AppId app, Rule rule, @Nullable Integer replaces, @Nullable Instant since, String by) {
    return transactions.execute(
        status -> {
          if (!rows.lock(app)) {
            return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
          }
          RuleChecks.Against against = checks.now(app);
          Optional<Row> existing = rows.find(app, rule.id());
          boolean same =
              since == null && existing.map(r -> r.active().rule()).equals(Optional.of(rule));
          Problem conflict = same ? null : conflict(app, rule.id(), existing, replaces);
          if (conflict != null) {
            return new Outcome.Refused<>(List.of(conflict));
          }
          List<Problem> problems = problems(against.faults(rule));
          if (existing.isEmpty() && rows.count(app) >= MOST) {
            problems =
                Stream.concat(
                        problems.stream(),
                        Stream.of(
                            new Problem(
                                "rule.too-many",
                                "An app has at most %d rules: remove one first.".formatted(MOST))))
                    .toList();
          }
          if (!problems.isEmpty()) {
            return new Outcome.Refused<>(problems);
          }
          if (since != null && since.isAfter(now())) {
            return Outcome.Refused.because(
                "rule.since-ahead", "A rule judges from now on or from earlier: leave since out.");
          }
          if (same) {
            return new Outcome.Done<>(stored(existing.get(), against));
          }
          Instant now = now();
          int last = rows.lastRevision(app, rule.id());
          existing.ifPresent(old -> ended.end(app, rule.id(), last, now));
          Row row = new Row(new ActiveRule(rule, last + 1, since == null ? now : since), by, now);
          rows.put(app, row);
          announcements.afterCommit(app);
          return new Outcome.Done<>(stored(row, against));
        });
  }

  /** Null when what is stored is what was read; the app's rules are locked. */
  private @Nullable Problem conflict(
      AppId app, String id, Optional<Row> existing, @Nullable Integer replaces) {
    int stored = existing.map(row -> row.active().revision()).orElse(0);
    if (replaces == null || replaces == stored) {
      return null;
    }
    if (existing.isEmpty()) {
      return new Problem(
          "rule.removed-conflict",
          "%s meanwhile. Save it as a new rule to have it again."
              .formatted(
                  rows.removedBy(app, id)
                      .map(by -> by + " removed this rule")
                      .orElse("This rule was removed")));
    }
    String by = existing.get().changedBy();
    return replaces == 0
        ? new Problem(
            "rule.exists",
            "%s saved a rule with this id meanwhile. Choose another id, or read that one and change it."
                .formatted(by))
        : new Problem(
            "rule.revision-conflict",
            "%s saved revision %d of this rule meanwhile. Read it, and change that one."
                .formatted(by, stored));
  }

  @Override
  public Optional<Outcome<StoredRule>> remove(
      AppId app, String id, @Nullable Integer replaces, String by) {
    return transactions.execute(
        status -> {
          Optional<Row> existing = rows.lock(app) ? rows.find(app, id) : Optional.empty();
          if (existing.isEmpty()) {
            return Optional.empty();
          }
          Problem conflict = conflict(app, id, existing, replaces);
          if (conflict != null) {
            return Optional.of(new Outcome.Refused<>(List.of(conflict)));
          }
          Row row = existing.get();
          Instant now = now();
          StoredRule removed = stored(row, checks.now(app));
          rows.remove(app, row, by, now);
          ended.end(app, id, row.active().revision(), now);
          announcements.afterCommit(app);
          return Optional.of(new Outcome.Done<>(removed));
        });
  }

  @Override
  public Outcome<Preview> preview(AppId app, Rule rule, Duration back, Progress progress) {
    List<Problem> problems = problems(check(app, rule));
    if (!back.isPositive() || back.compareTo(LONGEST_PREVIEW) > 0) {
      problems =
          Stream.concat(
                  problems.stream(),
                  Stream.of(
                      new Problem(
                          "preview.back-invalid",
                          "Look back for a duration like P30D, at most %d days."
                              .formatted(LONGEST_PREVIEW.toDays()))))
              .toList();
    }
    return problems.isEmpty()
        ? previews.preview(
            app,
            rule,
            rows.find(app, rule.id()).map(row -> row.active().rule()).orElse(null),
            back,
            progress)
        : new Outcome.Refused<>(problems);
  }

  /** The rules an app is born with judge from the beginning. */
  @EventListener
  void on(AppCreated created) {
    if (created.origin().rules().isEmpty()) {
      return;
    }
    Instant now = now();
    for (Rule rule : created.origin().rules()) {
      rows.put(created.app(), new Row(new ActiveRule(rule, 1, null), "app template", now));
    }
    announcements.afterCommit(created.app());
  }

  private static StoredRule stored(Row row, RuleChecks.Against against) {
    return new StoredRule(
        row.active(), row.changedBy(), row.changedAt(), against.faults(row.active().rule()));
  }

  private static List<Problem> problems(List<RuleFault> faults) {
    return faults.stream()
        .map(
            f ->
                new Problem(
                    f.code(), f.key().isEmpty() ? f.sentence() : f.key() + ": " + f.sentence()))
        .toList();
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
