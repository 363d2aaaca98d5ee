package org.aisle.backend.registry;

import java.time.Instant;
import java.util.Map;
import org.aisle.templates.identity.DeviceRef;

/** Since when devices are what they are said to be. Thread-safe. */
public interface PropertyTimes {

  /** When each property was last reported or set, by path; empty for an unknown device. */
  Map<String, Instant> of(DeviceRef device);
}
