package org.aisle.backend.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.aisle.backend.registry.Asset.PlaceBinding;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** What was known of devices when. Thread-safe. */
public interface Surroundings {

  /**
   * One device over time.
   *
   * @param zone of its app
   * @param retention of its app: older readings may be gone; null when they are kept for ever
   * @param properties by path, each value with the instant from which it holds
   * @param homes where its asset stood, in order, not overlapping
   * @param assets what it was attached to, in order, not overlapping
   */
  record Known(
      ZoneId zone,
      @Nullable Duration retention,
      Map<String, NavigableMap<Instant, String>> properties,
      List<PlaceBinding> homes,
      List<Attachment> assets,
      boolean gateway,
      boolean simulated) {
    public Known {
      properties = Map.copyOf(properties);
      homes = List.copyOf(homes);
      assets = List.copyOf(assets);
    }
  }

  /**
   * An asset that a device was attached to, from inclusive until exclusive or open.
   *
   * @param properties of the asset by name, each value with the instant from which it holds
   */
  record Attachment(
      Instant from, @Nullable Instant to, Map<String, NavigableMap<Instant, String>> properties) {
    public Attachment {
      properties = Map.copyOf(properties);
    }
  }

  /** Empty when the device is not registered. */
  default Optional<Known> of(DeviceRef device) {
    return Optional.ofNullable(of(device.app(), List.of(device.device())).get(device));
  }

  /** Of those devices of an app that are registered. */
  Map<DeviceRef, Known> of(AppId app, Collection<DeviceId> devices);
}
