package org.aisle.backend.timeseries;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;

/** A directory of the devices it was told. */
public final class FixedDirectory implements DeviceDirectory {

  private final Map<DeviceRef, DeviceTemplate> devices = new ConcurrentHashMap<>();

  public FixedDirectory with(DeviceRef device, DeviceTemplate template) {
    devices.put(device, template);
    return this;
  }

  @Override
  public Optional<KnownDevice> device(DeviceRef ref) {
    return Optional.ofNullable(devices.get(ref)).map(t -> new KnownDevice(ref, true, t));
  }

  @Override
  public boolean authenticate(DeviceRef ref, byte[] password) {
    return false;
  }

  @Override
  public boolean mayActFor(DeviceRef client, DeviceRef device) {
    return client.equals(device) && devices.containsKey(device);
  }
}
