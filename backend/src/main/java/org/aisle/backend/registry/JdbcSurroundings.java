package org.aisle.backend.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.backend.registry.Asset.PlaceBinding;
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
  public Optional<Known> of(DeviceRef device) {
    return jdbc.sql(
            """
            select a.zone, a.retention_seconds from aisle.app a join aisle.device d on d.app = a.id
            where a.id = :app and d.id = :device
            """)
        .param("app", device.app().value())
        .param("device", device.device().value())
        .query(
            (row, number) -> {
              long seconds = row.getLong("retention_seconds");
              Duration retention = row.wasNull() ? null : Duration.ofSeconds(seconds);
              return new Known(
                  ZoneId.of(row.getString("zone")), retention, properties(device), homes(device));
            })
        .optional();
  }

  private Map<String, NavigableMap<Instant, String>> properties(DeviceRef device) {
    Map<String, NavigableMap<Instant, String>> properties = new HashMap<>();
    jdbc.sql(
            """
            select path, observed_at, value from aisle.property_history
            where app = :app and device = :device
            """)
        .param("app", device.app().value())
        .param("device", device.device().value())
        .query(
            row -> {
              properties
                  .computeIfAbsent(row.getString("path"), p -> new TreeMap<>())
                  .put(
                      row.getObject("observed_at", OffsetDateTime.class).toInstant(),
                      row.getString("value"));
            });
    return properties;
  }

  private List<PlaceBinding> homes(DeviceRef device) {
    return jdbc.sql(
            """
            select p.place, greatest(d.bound_from, p.bound_from) as starts,
              least(d.bound_to, p.bound_to) as ends
            from aisle.device_binding d join aisle.place_binding p
              on p.app = d.app and p.asset = d.asset
            where d.app = :app and d.device = :device
              and (d.bound_to is null or d.bound_to > p.bound_from)
              and (p.bound_to is null or p.bound_to > d.bound_from)
            order by starts
            """)
        .param("app", device.app().value())
        .param("device", device.device().value())
        .query(
            (row, number) -> {
              OffsetDateTime end = row.getObject("ends", OffsetDateTime.class);
              return new PlaceBinding(
                  row.getString("place"),
                  row.getObject("starts", OffsetDateTime.class).toInstant(),
                  end == null ? null : end.toInstant());
            })
        .list();
  }
}
