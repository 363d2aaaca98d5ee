package org.aisle.backend.registry;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The times in {@code aisle.device_property}. */
@Repository
class JdbcPropertyTimes implements PropertyTimes {

  private final JdbcClient jdbc;

  JdbcPropertyTimes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Instant> of(DeviceRef device) {
    Map<String, Instant> times = new HashMap<>();
    jdbc.sql(
            """
            select path, observed_at from aisle.device_property
            where app = :app and device = :device
            """)
        .param("app", device.app().value())
        .param("device", device.device().value())
        .query(
            row -> {
              times.put(
                  row.getString("path"),
                  row.getObject("observed_at", OffsetDateTime.class).toInstant());
            });
    return Map.copyOf(times);
  }
}
