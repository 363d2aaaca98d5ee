package org.aisle.sim.sample;

import java.time.Instant;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.reading.Times;
import org.aisle.templates.reading.Value;

/**
 * What a device says about one instant.
 *
 * @param observedAt the device's own time, to the microsecond
 * @param seq the device's sequence number, if it sends one
 * @param values by field path ({@code door.open}), in the template's units
 * @param extra fields the template need not know, by name
 */
public record Sample(
    Instant observedAt,
    OptionalLong seq,
    SortedMap<String, Value> values,
    SortedMap<String, Value.Tree> extra) {

  public Sample {
    observedAt = Times.toMicros(observedAt);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    extra = Collections.unmodifiableSortedMap(new TreeMap<>(extra));
  }

  /** What identifies this sample among those of its device. */
  public SampleKey key() {
    return new SampleKey(observedAt, seq);
  }
}
