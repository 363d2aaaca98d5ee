package org.aisle.backend.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code aisle.dashboard}; all take part in the caller's transaction. */
@Component
class DashboardRows {

  /** The last one of its id that was removed. */
  record Removed(StoredBy last, int revision) {}

  /** Who did something, when, and whose it was. */
  record StoredBy(String by, Instant at, @Nullable String owner) {}

  private final JdbcClient jdbc;
  private final KeptJson json;

  DashboardRows(JdbcClient jdbc, KeptJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Lets nobody else change the app's dashboards meanwhile; false when there is no such app. */
  boolean lock(AppId app) {
    return jdbc.sql("select id from aisle.app where id = :app for update")
        .param("app", app.value())
        .query(String.class)
        .optional()
        .isPresent();
  }

  /** In their order, those of all people. */
  List<StoredDashboard> all(AppId app) {
    return jdbc.sql("select * from aisle.dashboard where app = :app order by position, id")
        .param("app", app.value())
        .query((row, number) -> stored(row))
        .list();
  }

  Optional<StoredDashboard> find(AppId app, String id) {
    return jdbc.sql("select * from aisle.dashboard where app = :app and id = :id")
        .param("app", app.value())
        .param("id", id)
        .query((row, number) -> stored(row))
        .optional();
  }

  void put(AppId app, StoredDashboard stored) {
    jdbc.sql(
            """
            insert into aisle.dashboard
              (app, id, position, definition, owner, revision, changed_by, changed_at)
            values (:app, :id,
              (select coalesce(max(position), -1) + 1 from aisle.dashboard where app = :app),
              :definition, :owner, :revision, :by, :at)
            on conflict (app, id) do update set definition = excluded.definition,
              owner = excluded.owner, revision = excluded.revision,
              changed_by = excluded.changed_by, changed_at = excluded.changed_at
            """)
        .param("app", app.value())
        .param("id", stored.dashboard().id())
        .param("definition", json.write(stored.dashboard()))
        .param("owner", stored.owner())
        .param("revision", stored.revision())
        .param("by", stored.changedBy())
        .param("at", stored.changedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  void remove(AppId app, StoredDashboard stored, StoredBy removed) {
    jdbc.sql("delete from aisle.dashboard where app = :app and id = :id")
        .param("app", app.value())
        .param("id", stored.dashboard().id())
        .update();
    jdbc.sql(
            """
            insert into aisle.removed_dashboard (app, id, owner, revision, removed_by, removed_at)
            values (:app, :id, :owner, :revision, :by, :at)
            on conflict (app, id) do update set owner = excluded.owner,
              revision = excluded.revision, removed_by = excluded.removed_by,
              removed_at = excluded.removed_at
            """)
        .param("app", app.value())
        .param("id", stored.dashboard().id())
        .param("owner", removed.owner())
        .param("revision", stored.revision())
        .param("by", removed.by())
        .param("at", removed.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Removed> removed(AppId app, String id) {
    return jdbc.sql("select * from aisle.removed_dashboard where app = :app and id = :id")
        .param("app", app.value())
        .param("id", id)
        .query(
            (row, number) ->
                new Removed(
                    new StoredBy(
                        row.getString("removed_by"),
                        row.getObject("removed_at", OffsetDateTime.class).toInstant(),
                        row.getString("owner")),
                    row.getInt("revision")))
        .optional();
  }

  void order(AppId app, List<String> ids) {
    for (int i = 0; i < ids.size(); i++) {
      jdbc.sql("update aisle.dashboard set position = :position where app = :app and id = :id")
          .param("position", i)
          .param("app", app.value())
          .param("id", ids.get(i))
          .update();
    }
  }

  List<String> devices(AppId app) {
    return names("select id as name from aisle.device where app = :app", app);
  }

  List<String> places(AppId app) {
    return names("select id as name from aisle.place where app = :app", app);
  }

  List<String> pictures(AppId app) {
    return names("select name as name from aisle.app_image where app = :app", app);
  }

  private List<String> names(String sql, AppId app) {
    return jdbc.sql(sql)
        .param("app", app.value())
        .query((row, number) -> row.getString("name"))
        .list();
  }

  private StoredDashboard stored(ResultSet row) throws SQLException {
    return new StoredDashboard(
        json.dashboard(row.getString("definition")),
        row.getString("owner"),
        row.getInt("revision"),
        row.getString("changed_by"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
