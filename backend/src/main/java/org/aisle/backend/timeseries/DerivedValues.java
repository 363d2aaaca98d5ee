package org.aisle.backend.timeseries;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/** Where the values of derived fields are written, beside the readings. Thread-safe. */
public interface DerivedValues {

  /** What follows for an instant. */
  record Sample(Instant observedAt, SortedMap<String, Value> values) {
    public Sample {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
  }

  /**
   * What follows for a device.
   *
   * @param after all that is stored for later instants is replaced; null replaces everything
   * @param appended whether nothing is stored for later instants yet
   */
  record Replacement(
      DeviceRef device,
      DeviceTemplate template,
      @Nullable Instant after,
      boolean appended,
      List<Sample> samples) {
    public Replacement {
      samples = List.copyOf(samples);
    }
  }

  /**
   * Writes all of them in one transaction, or in the caller's if there is one.
   *
   * @throws org.springframework.dao.DataAccessException when the database is away; nothing of the
   *     call was written
   */
  void write(List<Replacement> replacements);
}
