package org.aisle.backend.timeseries;

import java.util.Map;
import org.aisle.templates.identity.DeviceRef;

/**
 * Published as a Spring event after batches were committed, from one thread. A hint that may be
 * lost: what it tells about stays marked in the database until it is settled, see {@link
 * EvaluationMarks}.
 */
public record RowsStored(Map<DeviceRef, ChangedRows> devices) {
  public RowsStored {
    devices = Map.copyOf(devices);
  }
}
