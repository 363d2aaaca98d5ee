package org.aisle.backend.registry;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code aisle.asset_property_history}: what was known of assets from when on. Before the
 * first known value of a property the first holds. Takes part in the caller's transaction, which
 * has locked the asset.
 */
@Repository
class AssetValues {

  private final JdbcClient jdbc;

  AssetValues(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Sets values from a moment on.
   *
   * @param at null means now, and in any case later than what is known
   * @return from when on a property is different; null when none is
   */
  @Nullable Instant set(
      AppId app, String asset, Map<String, String> values, @Nullable Instant at, Instant now) {
    Map<String, NavigableMap<Instant, String>> known = values.isEmpty() ? Map.of() : of(app, asset);
    Instant since = null;
    for (Map.Entry<String, String> value : values.entrySet()) {
      NavigableMap<Instant, String> history = known.getOrDefault(value.getKey(), new TreeMap<>());
      Instant from = (at == null ? after(history, now) : at).truncatedTo(ChronoUnit.MICROS);
      put(app, asset, value.getKey(), from, value.getValue());
      since = PropertyHistory.earlier(since, changed(history, from, value.getValue()));
    }
    return since;
  }

  private static Instant after(NavigableMap<Instant, String> history, Instant now) {
    if (history.isEmpty() || history.lastKey().isBefore(now)) {
      return now;
    }
    return history.lastKey().plus(1, ChronoUnit.MICROS);
  }

  private static @Nullable Instant changed(
      NavigableMap<Instant, String> history, Instant from, String value) {
    if (value.equals(history.get(from))) {
      return null;
    }
    Map.Entry<Instant, String> before = history.lowerEntry(from);
    if (before == null) {
      return EvaluationMarks.BEGINNING;
    }
    boolean same = before.getValue().equals(value) && !history.containsKey(from);
    return same ? null : from;
  }

  private void put(AppId app, String asset, String path, Instant at, String value) {
    jdbc.sql(
            """
            insert into aisle.asset_property_history (app, asset, path, held_at, value)
            values (:app, :asset, :path, :at, :value)
            on conflict (app, asset, path, held_at) do update set value = excluded.value
            """)
        .param("app", app.value())
        .param("asset", asset)
        .param("path", path)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("value", value)
        .update();
  }

  /** Every value of each property by the moment from which it holds. */
  Map<String, NavigableMap<Instant, String>> of(AppId app, String asset) {
    Map<String, NavigableMap<Instant, String>> values = new HashMap<>();
    jdbc.sql(
            """
            select path, held_at, value from aisle.asset_property_history
            where app = :app and asset = :asset
            """)
        .param("app", app.value())
        .param("asset", asset)
        .query(
            row -> {
              values
                  .computeIfAbsent(row.getString("path"), p -> new TreeMap<>())
                  .put(
                      row.getObject("held_at", OffsetDateTime.class).toInstant(),
                      row.getString("value"));
            });
    return values;
  }
}
