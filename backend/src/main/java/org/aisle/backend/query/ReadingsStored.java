package org.aisle.backend.query;

import java.time.Instant;
import java.util.Map;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;

/**
 * Published as a Spring event after a batch was committed: a hint to look again, not the data. The
 * value is each device's oldest changed instant of the batch.
 */
public record ReadingsStored(AppId app, Map<DeviceId, Instant> devices) {
  public ReadingsStored {
    devices = Map.copyOf(devices);
  }
}
