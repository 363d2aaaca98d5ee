package org.aisle.backend.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;

/** Assets and where they stand, with their bindings over time. Thread-safe. */
public interface Assets {

  /** By name. */
  List<Place> places(AppId app);

  List<Asset> all(AppId app);

  Optional<Asset> find(AppId app, String id);

  Outcome<Asset> create(AppId app, String id, String name, String kind);

  /** Attaches a device from {@code from} on; an open binding of that device ends there. */
  Outcome<Asset> bindDevice(AppId app, String asset, DeviceId device, Instant from);

  /** Puts the asset at a place from {@code from} on; its open binding ends there. */
  Outcome<Asset> bindPlace(AppId app, String asset, String place, Instant from);
}
