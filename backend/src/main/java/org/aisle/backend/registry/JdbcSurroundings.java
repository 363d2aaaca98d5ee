package org.aisle.backend.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.aisle.backend.registry.Asset.PlaceBinding;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JdbcSurroundings implements Surroundings {

  private final JdbcClient jdbc;

  JdbcSurroundings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<DeviceRef, Known> of(AppId app, Collection<DeviceId> devices) {
    String[] ids = devices.stream().map(DeviceId::value).toArray(String[]::new);
    Map<String, Map<String, NavigableMap<Instant, String>>> properties = properties(app, ids);
    Map<String, List<PlaceBinding>> homes = homes(app, ids);
    Map<String, List<Attachment>> assets = assets(app, ids);
    Map<DeviceRef, Known> known = new HashMap<>();
    jdbc.sql(
            """
            select d.id, d.gateway, d.simulated, a.zone, a.retention_seconds
            from aisle.app a join aisle.device d on d.app = a.id
            where a.id = :app and d.id = any(:devices)
            """)
        .param("app", app.value())
        .param("devices", ids)
        .query(
            row -> {
              String id = row.getString("id");
              long seconds = row.getLong("retention_seconds");
              Duration retention = row.wasNull() ? null : Duration.ofSeconds(seconds);
              known.put(
                  new DeviceRef(app, new DeviceId(id)),
                  new Known(
                      ZoneId.of(row.getString("zone")),
                      retention,
                      properties.getOrDefault(id, Map.of()),
                      homes.getOrDefault(id, List.of()),
                      assets.getOrDefault(id, List.of()),
                      row.getBoolean("gateway"),
                      row.getBoolean("simulated")));
            });
    return known;
  }

  private Map<String, Map<String, NavigableMap<Instant, String>>> properties(
      AppId app, String[] devices) {
    Map<String, Map<String, NavigableMap<Instant, String>>> properties = new HashMap<>();
    jdbc.sql(
            """
            select device, path, observed_at, value from aisle.property_history
            where app = :app and device = any(:devices)
            """)
        .param("app", app.value())
        .param("devices", devices)
        .query(
            row -> {
              properties
                  .computeIfAbsent(row.getString("device"), d -> new HashMap<>())
                  .computeIfAbsent(row.getString("path"), p -> new TreeMap<>())
                  .put(
                      row.getObject("observed_at", OffsetDateTime.class).toInstant(),
                      row.getString("value"));
            });
    return properties;
  }

  /** By device: what it was attached to, with what was known of that. */
  private Map<String, List<Attachment>> assets(AppId app, String[] devices) {
    Map<String, Map<String, NavigableMap<Instant, String>>> values = new HashMap<>();
    jdbc.sql(
            """
            select asset, path, held_at, value from aisle.asset_property_history
            where app = :app and asset in (select asset from aisle.device_binding
              where app = :app and device = any(:devices))
            """)
        .param("app", app.value())
        .param("devices", devices)
        .query(
            row -> {
              values
                  .computeIfAbsent(row.getString("asset"), a -> new HashMap<>())
                  .computeIfAbsent(row.getString("path"), p -> new TreeMap<>())
                  .put(
                      row.getObject("held_at", OffsetDateTime.class).toInstant(),
                      row.getString("value"));
            });
    Map<String, List<Attachment>> assets = new HashMap<>();
    jdbc.sql(
            """
            select device, asset, bound_from, bound_to from aisle.device_binding
            where app = :app and device = any(:devices) order by bound_from
            """)
        .param("app", app.value())
        .param("devices", devices)
        .query(
            row -> {
              OffsetDateTime end = row.getObject("bound_to", OffsetDateTime.class);
              assets
                  .computeIfAbsent(row.getString("device"), d -> new ArrayList<>())
                  .add(
                      new Attachment(
                          row.getObject("bound_from", OffsetDateTime.class).toInstant(),
                          end == null ? null : end.toInstant(),
                          values.getOrDefault(row.getString("asset"), Map.of())));
            });
    return assets;
  }

  private Map<String, List<PlaceBinding>> homes(AppId app, String[] devices) {
    Map<String, List<PlaceBinding>> homes = new HashMap<>();
    jdbc.sql(
            """
            select d.device, p.place, greatest(d.bound_from, p.bound_from) as starts,
              least(d.bound_to, p.bound_to) as ends
            from aisle.device_binding d join aisle.place_binding p
              on p.app = d.app and p.asset = d.asset
            where d.app = :app and d.device = any(:devices)
              and (d.bound_to is null or d.bound_to > p.bound_from)
              and (p.bound_to is null or p.bound_to > d.bound_from)
            order by starts
            """)
        .param("app", app.value())
        .param("devices", devices)
        .query(
            row -> {
              OffsetDateTime end = row.getObject("ends", OffsetDateTime.class);
              homes
                  .computeIfAbsent(row.getString("device"), d -> new ArrayList<>())
                  .add(
                      new PlaceBinding(
                          row.getString("place"),
                          row.getObject("starts", OffsetDateTime.class).toInstant(),
                          end == null ? null : end.toInstant()));
            });
    return homes;
  }
}
