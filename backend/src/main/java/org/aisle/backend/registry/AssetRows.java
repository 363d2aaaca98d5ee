package org.aisle.backend.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.Asset.DeviceBinding;
import org.aisle.backend.registry.Asset.PlaceBinding;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads assets with all that belongs to them, in a fixed number of queries. */
record AssetRows(JdbcClient jdbc) {

  /**
   * By id.
   *
   * @param ids these only; null for all
   */
  List<Asset> read(AppId app, @Nullable List<String> ids) {
    List<String> sound =
        ids == null ? List.of() : ids.stream().filter(id -> id.indexOf('\0') < 0).toList();
    Map<String, Object> values =
        Map.of(
            "app", app.value(), "every", ids == null, "ids", sound.isEmpty() ? List.of("") : sound);
    String which = " where app = :app and (:every or %s in (:ids)) ";
    Map<String, Map<String, String>> properties = new HashMap<>();
    jdbc.sql(
            """
            select distinct on (asset, path) asset, path, value
            from aisle.asset_property_history
            """
                + which.formatted("asset")
                + "order by asset, path, held_at desc")
        .params(values)
        .query(
            row -> {
              properties
                  .computeIfAbsent(row.getString("asset"), a -> new HashMap<>())
                  .put(row.getString("path"), row.getString("value"));
            });
    Map<String, List<DeviceBinding>> devices = new HashMap<>();
    jdbc.sql(
            "select * from aisle.device_binding"
                + which.formatted("asset")
                + "order by bound_from, device")
        .params(values)
        .query(
            row -> {
              devices
                  .computeIfAbsent(row.getString("asset"), a -> new ArrayList<>())
                  .add(
                      new DeviceBinding(
                          new DeviceId(row.getString("device")), begin(row), end(row)));
            });
    Map<String, List<PlaceBinding>> places = new HashMap<>();
    jdbc.sql("select * from aisle.place_binding" + which.formatted("asset") + "order by bound_from")
        .params(values)
        .query(
            row -> {
              places
                  .computeIfAbsent(row.getString("asset"), a -> new ArrayList<>())
                  .add(new PlaceBinding(row.getString("place"), begin(row), end(row)));
            });
    return jdbc.sql("select * from aisle.asset" + which.formatted("id") + "order by id")
        .params(values)
        .query(
            (row, number) -> {
              String id = row.getString("id");
              return new Asset(
                  id,
                  row.getString("name"),
                  row.getString("kind"),
                  row.getString("type"),
                  properties.getOrDefault(id, Map.of()),
                  devices.getOrDefault(id, List.of()),
                  places.getOrDefault(id, List.of()));
            })
        .list();
  }

  private static Instant begin(ResultSet row) throws SQLException {
    return row.getObject("bound_from", OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant end(ResultSet row) throws SQLException {
    OffsetDateTime end = row.getObject("bound_to", OffsetDateTime.class);
    return end == null ? null : end.toInstant();
  }
}
