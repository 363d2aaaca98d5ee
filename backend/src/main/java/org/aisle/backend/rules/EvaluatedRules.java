package org.aisle.backend.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.KnownGroups;
import org.aisle.templates.rule.Rule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Remembers, in {@code aisle.evaluated_rule}, for which rules the devices were marked to be
 * evaluated, so that a rule is never in force without that, whatever ends the process.
 */
@Component
class EvaluatedRules {

  private record Known(int revision, String template) {}

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final ObjectProvider<Rules> rules;
  private final EvaluationMarks marks;
  private final RuleGroups groups;

  EvaluatedRules(
      JdbcClient jdbc,
      TransactionOperations transactions,
      ObjectProvider<Rules> rules,
      EvaluationMarks marks,
      RuleGroups groups) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.rules = rules;
    this.marks = marks;
    this.groups = groups;
  }

  /**
   * The enabled rules of the app, after the devices of those that are new or changed were marked.
   */
  List<ActiveRule> bringIntoForce(AppId app) {
    List<ActiveRule> inForce =
        transactions.execute(
            status -> {
              List<ActiveRule> enabled = enabled(app);
              compare(app, enabled);
              return enabled;
            });
    return inForce == null ? List.of() : inForce;
  }

  private List<ActiveRule> enabled(AppId app) {
    List<ActiveRule> enabled = new ArrayList<>();
    KnownGroups known = groups.known(app);
    rules.ifAvailable(
        all ->
            all.all(app).stream()
                .map(stored -> stored.active().in(known))
                .filter(active -> active.rule().enabled())
                .forEach(enabled::add));
    return enabled;
  }

  private void compare(AppId app, List<ActiveRule> enabled) {
    Map<String, Known> known = new TreeMap<>();
    jdbc.sql(
            """
            select rule, revision, template from aisle.evaluated_rule where app = :app for update
            """)
        .param("app", app.value())
        .query(
            row -> {
              known.put(
                  row.getString("rule"),
                  new Known(row.getInt("revision"), row.getString("template")));
            });
    Map<String, Instant> due = new TreeMap<>();
    for (ActiveRule active : enabled) {
      Rule rule = active.rule();
      Known before = known.remove(rule.id());
      if (before == null || before.revision() != active.revision()) {
        Instant from = active.from();
        due.merge(
            Field.columnName(rule.template()),
            from == null ? EvaluationMarks.BEGINNING : from,
            (a, b) -> a.isBefore(b) ? a : b);
        remember(app, active);
      }
    }
    known.keySet().forEach(rule -> forget(app, rule));
    due.forEach((table, from) -> marks.markDue(app, table, null, from));
  }

  private void remember(AppId app, ActiveRule active) {
    jdbc.sql(
            """
            insert into aisle.evaluated_rule (app, rule, revision, template)
            select :app, :rule, :revision, :template from aisle.app where id = :app
            on conflict (app, rule) do update
            set revision = excluded.revision, template = excluded.template
            """)
        .param("app", app.value())
        .param("rule", active.rule().id())
        .param("revision", active.revision())
        .param("template", active.rule().template())
        .update();
  }

  private void forget(AppId app, String rule) {
    jdbc.sql("delete from aisle.evaluated_rule where app = :app and rule = :rule")
        .param("app", app.value())
        .param("rule", rule)
        .update();
  }
}
