package org.aisle.backend.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.identity.AppId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Places in PostgreSQL. */
record PlaceRows(JdbcClient jdbc) {

  List<StoredPlace> all(AppId app) {
    return jdbc.sql("select * from aisle.place where app = :app order by name, id")
        .param("app", app.value())
        .query((row, number) -> stored(row))
        .list();
  }

  Optional<StoredPlace> find(AppId app, String id) {
    return id.indexOf('\0') >= 0
        ? Optional.empty()
        : jdbc.sql("select * from aisle.place where app = :app and id = :id")
            .param("app", app.value())
            .param("id", id)
            .query((row, number) -> stored(row))
            .optional();
  }

  /** Keeps others from changing places until the transaction ends; false without such an app. */
  boolean lock(AppId app) {
    return jdbc.sql("select id from aisle.app where id = :app for no key update")
        .param("app", app.value())
        .query(String.class)
        .optional()
        .isPresent();
  }

  Set<String> organisations(AppId app) {
    return new HashSet<>(
        jdbc.sql("select id from aisle.organisation where app = :app")
            .param("app", app.value())
            .query(String.class)
            .list());
  }

  void put(AppId app, StoredPlace stored) {
    Place place = stored.place();
    jdbc.sql(
            """
            insert into aisle.place (app, id, name, organisation, kind, lat, lon, radius_metres,
              address, outline, revision, changed_by, changed_at)
            values (:app, :id, :name, :organisation, :kind, :lat, :lon, :radius,
              :address, :outline, :revision, :by, :at)
            on conflict (app, id) do update set name = excluded.name,
              organisation = excluded.organisation, kind = excluded.kind, lat = excluded.lat,
              lon = excluded.lon, radius_metres = excluded.radius_metres,
              address = excluded.address, outline = excluded.outline,
              revision = excluded.revision, changed_by = excluded.changed_by,
              changed_at = excluded.changed_at
            """)
        .param("app", app.value())
        .param("id", place.id())
        .param("name", place.name())
        .param("organisation", place.organisation())
        .param("kind", place.kind())
        .param("lat", place.lat())
        .param("lon", place.lon())
        .param("radius", place.radiusMetres())
        .param("address", place.address())
        .param("outline", Outline.write(place.outline()))
        .param("revision", stored.revision())
        .param("by", stored.changedBy())
        .param("at", stored.changedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  void remove(AppId app, String id) {
    jdbc.sql("delete from aisle.place where app = :app and id = :id")
        .param("app", app.value())
        .param("id", id)
        .update();
  }

  /** The assets that stand there, or else those that only did once. */
  List<PlaceUse> assets(AppId app, String id, PlaceUse.Kind kind) {
    return jdbc.sql(
            """
            select a.id, a.name from aisle.asset a
            join aisle.place_binding p on p.app = a.app and p.asset = a.id
            where p.app = :app and p.place = :place
            group by a.id, a.name having bool_or(p.bound_to is null) = :now order by a.name, a.id
            """)
        .param("app", app.value())
        .param("place", id)
        .param("now", kind == PlaceUse.Kind.ASSET)
        .query((row, number) -> new PlaceUse(kind, row.getString("id"), row.getString("name")))
        .list();
  }

  static StoredPlace asFirst(Place place, String by, Instant at) {
    return new StoredPlace(place, 1, by, at);
  }

  private static StoredPlace stored(ResultSet row) throws SQLException {
    return new StoredPlace(
        new Place(
            row.getString("id"),
            row.getString("name"),
            row.getString("organisation"),
            row.getString("kind"),
            row.getDouble("lat"),
            row.getDouble("lon"),
            row.getDouble("radius_metres"),
            row.getString("address"),
            Outline.read(row.getString("outline"))),
        row.getInt("revision"),
        row.getString("changed_by"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
