package org.aisle.backend.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * What devices are attached to: a cooler, display or shipment, standing at places over time.
 *
 * @param type its asset type, which says which properties it may have; null for one that has none
 * @param properties the latest values by name
 * @param devices which devices were attached when
 * @param places where it stood when
 */
public record Asset(
    String id,
    String name,
    String kind,
    @Nullable String type,
    Map<String, String> properties,
    List<DeviceBinding> devices,
    List<PlaceBinding> places) {

  public Asset {
    properties = Map.copyOf(properties);
    devices = List.copyOf(devices);
    places = List.copyOf(places);
  }

  /** One without properties. */
  public Asset(
      String id, String name, String kind, List<DeviceBinding> devices, List<PlaceBinding> places) {
    this(id, name, kind, null, Map.of(), devices, places);
  }

  /** From {@code from} inclusive until {@code to} exclusive; open when {@code to} is null. */
  public record DeviceBinding(DeviceId device, Instant from, @Nullable Instant to) {}

  /** From {@code from} inclusive until {@code to} exclusive; open when {@code to} is null. */
  public record PlaceBinding(String place, Instant from, @Nullable Instant to) {}
}
