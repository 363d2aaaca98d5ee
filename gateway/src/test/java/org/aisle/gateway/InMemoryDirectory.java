package org.aisle.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.DirectoryUnavailableException;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.unit.Unit;

/** A registry for tests; every device's password is {@code secret-<device>}. */
public final class InMemoryDirectory implements DeviceDirectory {

  public static final DeviceTemplate COOLER =
      new DeviceTemplate(
          new Dtmi("dtmi:org:aisle:test:Cooler;1"),
          "Cooler",
          null,
          List.of(
              new Field(
                  "temperature",
                  "Temperature",
                  null,
                  new FieldType.Decimal(),
                  Unit.named("degreeCelsius").orElseThrow(),
                  "Temperature",
                  false,
                  -90.0,
                  150.0),
              new Field(
                  "doorOpen", "Door", null, new FieldType.Bool(), null, null, true, null, null)),
          List.of(),
          List.of(),
          List.of(),
          "[]");

  private final Map<DeviceRef, KnownDevice> devices = new ConcurrentHashMap<>();
  private final Map<DeviceRef, Set<DeviceRef>> bound = new ConcurrentHashMap<>();
  private volatile boolean away;

  public InMemoryDirectory with(DeviceRef... refs) {
    for (DeviceRef ref : refs) {
      devices.put(ref, new KnownDevice(ref, true, COOLER));
    }
    return this;
  }

  public InMemoryDirectory disable(DeviceRef ref) {
    devices.put(ref, new KnownDevice(ref, false, COOLER));
    return this;
  }

  public InMemoryDirectory bind(DeviceRef gateway, DeviceRef device) {
    bound.computeIfAbsent(gateway, g -> ConcurrentHashMap.newKeySet()).add(device);
    return this;
  }

  public InMemoryDirectory unbind(DeviceRef gateway, DeviceRef device) {
    bound.getOrDefault(gateway, Set.of()).remove(device);
    return this;
  }

  /** Whether it can't be asked any more from now on. */
  public void away(boolean now) {
    away = now;
  }

  private void ask() {
    if (away) {
      throw new DirectoryUnavailableException("The registry is away.");
    }
  }

  @Override
  public Optional<KnownDevice> device(DeviceRef ref) {
    ask();
    return Optional.ofNullable(devices.get(ref));
  }

  @Override
  public boolean authenticate(DeviceRef ref, byte[] password) {
    ask();
    KnownDevice known = devices.get(ref);
    byte[] right = passwordOf(ref).getBytes(StandardCharsets.UTF_8);
    return known != null && known.enabled() && MessageDigest.isEqual(right, password);
  }

  @Override
  public boolean mayActFor(DeviceRef client, DeviceRef device) {
    ask();
    return client.equals(device) || bound.getOrDefault(client, Set.of()).contains(device);
  }

  public static String passwordOf(DeviceRef ref) {
    return "secret-" + ref.device();
  }
}
