package org.aisle.backend.rules;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rules as rows of {@code aisle.rule}; everything takes part in the caller's transaction. */
@Component
class RuleRows {

  /** How many revisions of a rule are remembered. */
  static final int REVISIONS = 100;

  private final JdbcClient jdbc;

  RuleRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A rule and who changed it last. */
  record Row(ActiveRule active, String changedBy, Instant changedAt) {}

  /** By name, enabled or not. */
  List<Row> all(AppId app) {
    return jdbc.sql("select * from aisle.rule where app = :app order by name, id")
        .param("app", app.value())
        .query((row, number) -> row(row))
        .list();
  }

  Optional<Row> find(AppId app, String id) {
    return id.indexOf('\0') >= 0
        ? Optional.empty()
        : jdbc.sql("select * from aisle.rule where app = :app and id = :id")
            .param("app", app.value())
            .param("id", id)
            .query((row, number) -> row(row))
            .optional();
  }

  int count(AppId app) {
    return jdbc.sql("select count(*) from aisle.rule where app = :app")
        .param("app", app.value())
        .query(Integer.class)
        .single();
  }

  /** Until the end of the transaction nobody else changes rules of the app; false without one. */
  boolean lock(AppId app) {
    return jdbc.sql("select 1 from aisle.app where id = :app for no key update")
        .param("app", app.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The latest revision that a rule of this id ever had, removed ones included; else 0. */
  int lastRevision(AppId app, String id) {
    return jdbc.sql(
            """
            select coalesce(max(revision), 0) from aisle.rule_revision
            where app = :app and id = :id
            """)
        .param("app", app.value())
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  /** Who removed the rule; empty when nobody did. */
  Optional<String> removedBy(AppId app, String id) {
    return jdbc.sql(
            """
            select changed_by from aisle.rule_revision
            where app = :app and id = :id and definition is null
            order by revision desc limit 1
            """)
        .param("app", app.value())
        .param("id", id)
        .query(String.class)
        .optional();
  }

  void put(AppId app, Row row) {
    Rule rule = row.active().rule();
    Instant since = row.active().since();
    jdbc.sql(
            """
            insert into aisle.rule (app, id, revision, name, template, definition, enabled, since,
              changed_by, changed_at)
            values (:app, :id, :revision, :name, :template, :definition, :enabled, :since, :by, :at)
            on conflict (app, id) do update set revision = excluded.revision,
              name = excluded.name, template = excluded.template,
              definition = excluded.definition, enabled = excluded.enabled,
              since = excluded.since, changed_by = excluded.changed_by,
              changed_at = excluded.changed_at
            """)
        .param("app", app.value())
        .param("id", rule.id())
        .param("revision", row.active().revision())
        .param("name", rule.name())
        .param("template", rule.template())
        .param("definition", RuleJson.write(rule))
        .param("enabled", rule.enabled())
        .param("since", since == null ? null : since.atOffset(ZoneOffset.UTC))
        .param("by", row.changedBy())
        .param("at", row.changedAt().atOffset(ZoneOffset.UTC))
        .update();
    remember(
        app,
        rule.id(),
        row.active().revision(),
        RuleJson.write(rule),
        row.changedBy(),
        row.changedAt());
  }

  /** The revision of the removal is one more than the rule's. */
  void remove(AppId app, Row row, String by, Instant at) {
    jdbc.sql("delete from aisle.rule where app = :app and id = :id")
        .param("app", app.value())
        .param("id", row.active().rule().id())
        .update();
    remember(app, row.active().rule().id(), row.active().revision() + 1, null, by, at);
  }

  private void remember(
      AppId app, String id, int revision, @Nullable String definition, String by, Instant at) {
    jdbc.sql(
            """
            insert into aisle.rule_revision (app, id, revision, definition, changed_by, changed_at)
            values (:app, :id, :revision, :definition, :by, :at)
            """)
        .param("app", app.value())
        .param("id", id)
        .param("revision", revision)
        .param("definition", definition)
        .param("by", by)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            delete from aisle.rule_revision
            where app = :app and id = :id and revision <= :oldest
            """)
        .param("app", app.value())
        .param("id", id)
        .param("oldest", revision - REVISIONS)
        .update();
  }

  private static Row row(ResultSet row) throws SQLException {
    OffsetDateTime since = row.getObject("since", OffsetDateTime.class);
    return new Row(
        new ActiveRule(
            RuleJson.read(row.getString("definition")),
            row.getInt("revision"),
            since == null ? null : since.toInstant()),
        row.getString("changed_by"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
