package org.aisle.backend.evaluation;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.reading.Value;

/** What follows for the derived fields at an instant; only those that are to be stored there. */
public record DerivedSample(Instant observedAt, SortedMap<String, Value> values) {
  public DerivedSample {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
