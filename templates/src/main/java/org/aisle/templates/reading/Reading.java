package org.aisle.templates.reading;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * One device's values at one instant.
 *
 * @param device who measured
 * @param observedAt when it was measured; with the device it is the reading's identity
 * @param receivedAt when the first gateway received it
 * @param seq the device's own sequence number, if it sends one
 * @param claimedAt the device's own time where it was not believed; else null
 * @param values modelled telemetry by field path ({@code door.open}), in canonical units
 * @param extra what the template does not know, by the name the device used
 */
public record Reading(
    DeviceRef device,
    Instant observedAt,
    Instant receivedAt,
    @Nullable Long seq,
    @Nullable Instant claimedAt,
    SortedMap<String, Value> values,
    SortedMap<String, Value.Tree> extra) {

  public Reading {
    observedAt = Times.toMicros(observedAt);
    receivedAt = Times.toMicros(receivedAt);
    claimedAt = claimedAt == null ? null : Times.toMicros(claimedAt);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
  }

  /** A reading at its device's own time, without a sequence number or unmodelled fields. */
  public static Reading of(
      DeviceRef device, Instant observedAt, Instant receivedAt, Map<String, Value> values) {
    return new Reading(
        device, observedAt, receivedAt, null, null, new TreeMap<>(values), new TreeMap<>());
  }
}
