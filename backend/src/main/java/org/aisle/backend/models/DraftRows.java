package org.aisle.backend.models;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code aisle.device_template_draft}; all take part in the caller's transaction. */
@Component
class DraftRows {

  /** A draft as it is stored. */
  record Row(
      String line,
      @Nullable Dtmi base,
      String dtdl,
      int revision,
      String changedBy,
      Instant changedAt) {}

  /**
   * The last draft of its model that ended.
   *
   * @param published as what it was published; null for one that was removed
   */
  record Ended(int revision, @Nullable String published, String by, Instant at) {}

  private final JdbcClient jdbc;

  DraftRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lets nobody else change the app's drafts meanwhile; false when there is no such app. */
  boolean lock(AppId app) {
    return jdbc.sql("select id from aisle.app where id = :app for update")
        .param("app", app.value())
        .query(String.class)
        .optional()
        .isPresent();
  }

  List<Row> all(AppId app) {
    return jdbc.sql("select * from aisle.device_template_draft where app = :app order by line")
        .param("app", app.value())
        .query((row, number) -> row(row))
        .list();
  }

  Optional<Row> find(AppId app, String line) {
    return line.indexOf('\0') >= 0
        ? Optional.empty()
        : jdbc.sql("select * from aisle.device_template_draft where app = :app and line = :line")
            .param("app", app.value())
            .param("line", line)
            .query((row, number) -> row(row))
            .optional();
  }

  int count(AppId app) {
    return jdbc.sql("select count(*) from aisle.device_template_draft where app = :app")
        .param("app", app.value())
        .query(Integer.class)
        .single();
  }

  void put(AppId app, Row row) {
    Dtmi base = row.base();
    jdbc.sql(
            """
            insert into aisle.device_template_draft
              (app, line, base, dtdl, revision, changed_by, changed_at)
            values (:app, :line, :base, :dtdl, :revision, :by, :at)
            on conflict (app, line) do update set base = excluded.base, dtdl = excluded.dtdl,
              revision = excluded.revision, changed_by = excluded.changed_by,
              changed_at = excluded.changed_at
            """)
        .param("app", app.value())
        .param("line", row.line())
        .param("base", base == null ? null : base.value())
        .param("dtdl", row.dtdl())
        .param("revision", row.revision())
        .param("by", row.changedBy())
        .param("at", row.changedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Removes it, and remembers how it ended. */
  void end(AppId app, String line, Ended ended) {
    jdbc.sql("delete from aisle.device_template_draft where app = :app and line = :line")
        .param("app", app.value())
        .param("line", line)
        .update();
    jdbc.sql(
            """
            insert into aisle.ended_device_template_draft
              (app, line, revision, published, ended_by, ended_at)
            values (:app, :line, :revision, :published, :by, :at)
            on conflict (app, line) do update set revision = excluded.revision,
              published = excluded.published, ended_by = excluded.ended_by,
              ended_at = excluded.ended_at
            """)
        .param("app", app.value())
        .param("line", line)
        .param("revision", ended.revision())
        .param("published", ended.published())
        .param("by", ended.by())
        .param("at", ended.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Ended> ended(AppId app, String line) {
    return jdbc.sql(
            "select * from aisle.ended_device_template_draft where app = :app and line = :line")
        .param("app", app.value())
        .param("line", line)
        .query(
            (row, number) ->
                new Ended(
                    row.getInt("revision"),
                    row.getString("published"),
                    row.getString("ended_by"),
                    row.getObject("ended_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  private static Row row(ResultSet row) throws SQLException {
    String base = row.getString("base");
    return new Row(
        row.getString("line"),
        base == null ? null : new Dtmi(base),
        row.getString("dtdl"),
        row.getInt("revision"),
        row.getString("changed_by"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
