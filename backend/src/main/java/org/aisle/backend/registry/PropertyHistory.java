package org.aisle.backend.registry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code aisle.property_history}: every value that was reported or set, whatever the
 * order in which they came; of two for the same instant the larger.
 */
@Repository
class PropertyHistory {

  private final JdbcClient jdbc;

  PropertyHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps a value of a registered device.
   *
   * @return from when on the property is known to have been different; null when it is not
   */
  @Nullable Instant keep(DeviceRef device, String path, Instant at, String value) {
    int changed =
        jdbc.sql(
                """
                insert into aisle.property_history as h (app, device, path, observed_at, value)
                select :app, :device, :path, :at, :value
                from aisle.device where app = :app and id = :device
                on conflict (app, device, path, observed_at) do update set value = excluded.value
                where excluded.value collate "C" > h.value collate "C"
                """)
            .param("app", device.app().value())
            .param("device", device.device().value())
            .param("path", path)
            .param("at", at.atOffset(ZoneOffset.UTC))
            .param("value", value)
            .update();
    if (changed == 0) {
      return null;
    }
    Optional<String> before =
        jdbc.sql(
                """
                select value from aisle.property_history
                where app = :app and device = :device and path = :path and observed_at < :at
                order by observed_at desc limit 1
                """)
            .param("app", device.app().value())
            .param("device", device.device().value())
            .param("path", path)
            .param("at", at.atOffset(ZoneOffset.UTC))
            .query(String.class)
            .optional();
    if (before.isEmpty()) {
      return EvaluationMarks.BEGINNING;
    }
    return before.get().equals(value) ? null : at;
  }

  /** The earlier of the two; null is never. */
  static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
