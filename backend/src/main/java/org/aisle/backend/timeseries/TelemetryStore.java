package org.aisle.backend.timeseries;

import java.util.List;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
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

  /** How many rows a write touched. */
  record Written(long inserted, long merged, long unchanged) {}

  /**
   * Writes all batches in one transaction; when it returns they are durable.
   *
   * @throws org.springframework.dao.DataAccessException when the database refuses or is away;
   *     nothing of the call was written
   */
  Written write(List<TableBatch> batches);
}
