package org.aisle.backend.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** The registered devices. Thread-safe. */
public interface Devices {

  /**
   * What is to be different; null keeps what is.
   *
   * @param template the published version to speak from now on: a DTMI, or its last segment, which
   *     means the newest version; one of another model is refused with {@code template.other-model}
   * @param properties merged into the existing ones
   */
  record Change(
      @Nullable String name,
      @Nullable String template,
      @Nullable Boolean enabled,
      Map<String, String> properties) {
    public Change {
      properties = Map.copyOf(properties);
    }
  }

  /** By id; text matches id, name or place, template is exact; null means any. */
  List<Device> find(AppId app, @Nullable String text, @Nullable Dtmi template);

  Optional<Device> find(DeviceRef ref);

  Outcome<Registered> register(AppId app, NewDevice device);

  /** Gives the device a new random password; the old one is void at once. */
  Outcome<Registered> renewCredentials(DeviceRef ref);

  Outcome<Device> setEnabled(DeviceRef ref, boolean enabled);

  /** All of a change or nothing of it. */
  Outcome<Device> change(DeviceRef ref, Change change);

  /** Sets cloud properties or desired values, merged into the existing ones. */
  Outcome<Device> setProperties(DeviceRef ref, Map<String, String> properties);

  /**
   * Its credentials are void at once; its readings stay until the app's retention drops them. False
   * when there was none.
   */
  boolean remove(DeviceRef ref);
}
