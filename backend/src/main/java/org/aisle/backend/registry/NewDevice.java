package org.aisle.backend.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to register a device; text fields are unchecked input.
 *
 * @param template a template's DTMI, or its last segment, which means the newest version
 */
public record NewDevice(
    String id,
    @Nullable String name,
    String template,
    boolean gateway,
    @Nullable String via,
    @Nullable String place,
    Map<String, String> properties,
    boolean simulated) {

  public NewDevice {
    properties = Map.copyOf(properties);
  }
}
