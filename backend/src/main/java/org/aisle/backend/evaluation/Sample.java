package org.aisle.backend.evaluation;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.reading.Value;

/** What one device observed at one instant, everything merged. */
public record Sample(Instant observedAt, SortedMap<String, Value> values) {
  public Sample {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
