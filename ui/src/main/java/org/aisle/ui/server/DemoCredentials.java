package org.aisle.ui.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Registered;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The passwords of simulated devices. The registry keeps hashes only, so they are remembered in a
 * file of mode 0600; one that is no longer right is renewed.
 */
@Component
class DemoCredentials {

  private final Devices devices;
  private final DeviceDirectory directory;
  private final SecretFile file;

  DemoCredentials(
      Devices devices, DeviceDirectory directory, @Value("${aisle.data-dir}") Path data) {
    this.devices = devices;
    this.directory = directory;
    this.file = new SecretFile(data.resolve("demo-devices"));
  }

  /** Passwords that work, by device; a device that was removed meanwhile has none. */
  Map<String, String> of(List<Device> wanted) {
    Map<String, String> known = file.read();
    boolean changed = false;
    for (Device device : wanted) {
      String name = device.ref().username();
      String password = known.get(name);
      if (password == null
          || !directory.authenticate(device.ref(), password.getBytes(StandardCharsets.UTF_8))) {
        Optional<String> renewed = renew(device.ref());
        renewed.ifPresent(fresh -> known.put(name, fresh));
        changed |= renewed.isPresent();
      }
    }
    if (changed) {
      file.write(known);
    }
    return known;
  }

  private Optional<String> renew(DeviceRef device) {
    return switch (devices.renewCredentials(device)) {
      case Outcome.Done<Registered> done -> Optional.of(done.value().password());
      case Outcome.Refused<Registered> refused -> Optional.empty();
    };
  }
}
