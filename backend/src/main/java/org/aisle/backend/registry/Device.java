package org.aisle.backend.registry;

import java.time.Instant;
import java.util.Map;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * A registered device.
 *
 * @param template the published version it speaks
 * @param gateway whether it may act for other devices
 * @param via the gateway that may act for it, or null
 * @param place where its asset stands now, or null
 * @param properties reported and cloud properties by path, as text in their canonical form
 */
public record Device(
    DeviceRef ref,
    String name,
    Dtmi template,
    boolean enabled,
    boolean gateway,
    @Nullable String via,
    @Nullable String place,
    Map<String, String> properties,
    boolean simulated,
    Instant createdAt) {

  public Device {
    properties = Map.copyOf(properties);
  }
}
