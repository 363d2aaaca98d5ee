package org.aisle.backend.timeseries;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;

/**
 * Where readings are written, exactly once in effect: writing the same readings again, in any order
 * or batching, changes nothing (see {@link org.aisle.templates.reading.MergedReading}).
 * Thread-safe.
 */
public interface TelemetryStore {

  /** Readings of one app and one template version. */
  record TableBatch(AppId app, DeviceTemplate template, List<Reading> readings) {
    public TableBatch {
      readings = List.copyOf(readings);
    }
  }

  /**
   * How many rows a write touched.
   *
   * @param changed of each device whose rows were inserted or changed, which
   */
  record Written(
      long inserted, long merged, long unchanged, SortedMap<DeviceRef, ChangedRows> changed) {
    public Written {
      changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
    }

    /** Of each device whose rows were inserted or changed, the oldest such instant. */
    public SortedMap<DeviceRef, Instant> oldestChanged() {
      SortedMap<DeviceRef, Instant> oldest = new TreeMap<>();
      changed.forEach((device, rows) -> oldest.put(device, rows.oldest()));
      return oldest;
    }
  }

  /**
   * Writes all batches in one transaction, or in the caller's if there is one; when that has
   * committed they are durable. Without one, deadlocks are retried a few times.
   *
   * @throws IllegalArgumentException when a value has no place in its template's table (see {@link
   *     FieldColumns#fits})
   * @throws org.springframework.dao.DataAccessException when the database refuses or is away;
   *     nothing of the call was written
   */
  Written write(List<TableBatch> batches);
}
