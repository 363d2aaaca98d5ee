package org.aisle.backend.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.identity.AppId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of device groups; everything takes part in the caller's transaction. */
@Component
class GroupRows {

  private final JdbcClient jdbc;

  GroupRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lets nobody else change the app's groups, rules or dashboards meanwhile; false without one. */
  boolean lock(AppId app) {
    return jdbc.sql("select 1 from aisle.app where id = :app for no key update")
        .param("app", app.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  List<StoredGroup> all(AppId app) {
    return jdbc.sql("select * from aisle.device_group where app = :app order by position")
        .param("app", app.value())
        .query((row, number) -> stored(row))
        .list();
  }

  Optional<StoredGroup> find(AppId app, String id) {
    return id.indexOf('\0') >= 0
        ? Optional.empty()
        : jdbc.sql("select * from aisle.device_group where app = :app and id = :id")
            .param("app", app.value())
            .param("id", id)
            .query((row, number) -> stored(row))
            .optional();
  }

  void put(AppId app, StoredGroup stored) {
    jdbc.sql(
            """
            insert into aisle.device_group (app, id, name, query, revision, changed_by, changed_at)
            values (:app, :id, :name, :query, :revision, :by, :at)
            on conflict (app, id) do update set name = excluded.name, query = excluded.query,
              revision = excluded.revision, changed_by = excluded.changed_by,
              changed_at = excluded.changed_at
            """)
        .param("app", app.value())
        .param("id", stored.group().id())
        .param("name", stored.group().name())
        .param("query", stored.group().query())
        .param("revision", stored.revision())
        .param("by", stored.changedBy())
        .param("at", stored.changedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  void remove(AppId app, StoredGroup stored, String by, Instant at) {
    jdbc.sql("delete from aisle.device_group where app = :app and id = :id")
        .param("app", app.value())
        .param("id", stored.group().id())
        .update();
    jdbc.sql(
            """
            insert into aisle.removed_device_group (app, id, revision, removed_by, removed_at)
            values (:app, :id, :revision, :by, :at)
            on conflict (app, id) do update set revision = excluded.revision,
              removed_by = excluded.removed_by, removed_at = excluded.removed_at
            """)
        .param("app", app.value())
        .param("id", stored.group().id())
        .param("revision", stored.revision())
        .param("by", by)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The last revision of a removed group; else 0. */
  int removed(AppId app, String id) {
    return jdbc.sql("select revision from aisle.removed_device_group where app = :app and id = :id")
        .param("app", app.value())
        .param("id", id)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  Optional<String> removedBy(AppId app, String id) {
    return jdbc.sql(
            "select removed_by from aisle.removed_device_group where app = :app and id = :id")
        .param("app", app.value())
        .param("id", id)
        .query(String.class)
        .optional();
  }

  List<String> organisations(AppId app) {
    return jdbc.sql("select id from aisle.organisation where app = :app")
        .param("app", app.value())
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static StoredGroup stored(ResultSet row) throws SQLException {
    return new StoredGroup(
        new DeviceGroup(row.getString("id"), row.getString("name"), row.getString("query")),
        row.getInt("revision"),
        row.getString("changed_by"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
