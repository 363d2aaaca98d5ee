package org.aisle.backend.notification;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.backend.alerts.Alert;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one alert, as it was when that was decided: a repeated attempt tells the same.
 *
 * @param at when it happened, by the server's clock
 * @param sentence what happened
 * @param late whether the alert was about the past when it became known
 * @param template the device template's DTMI; null when the device is gone
 * @param telemetry the last values the alert rests on, by field, as JSON values
 */
record Item(
    Kind kind,
    Instant at,
    String sentence,
    long alert,
    Severity severity,
    Alert.State state,
    boolean late,
    Instant startedAt,
    Instant raisedAt,
    @Nullable Instant clearedAt,
    String rule,
    String ruleName,
    String device,
    String deviceName,
    @Nullable String asset,
    @Nullable String place,
    @Nullable String template,
    boolean simulated,
    SortedMap<String, String> properties,
    SortedMap<String, Object> telemetry) {

  Item {
    properties = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    telemetry = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(telemetry));
  }

  /** Why it is told. */
  enum Kind {
    RAISED,
    AMENDED,
    SEVERITY,
    CLEARED,
    WITHDRAWN,
    REPEATED
  }

  /** One that names nothing real, to try a destination with. */
  static Item sample(Instant now) {
    return new Item(
        Kind.RAISED,
        now,
        "This is a test of the destination: nothing has happened.",
        0,
        Severity.INFORMATION,
        Alert.State.ACTIVE,
        false,
        now,
        now,
        null,
        "test",
        "Test notification",
        "test",
        "Test device",
        null,
        null,
        null,
        true,
        new TreeMap<>(),
        new TreeMap<>(Map.of("temperature", 21.5)));
  }
}
