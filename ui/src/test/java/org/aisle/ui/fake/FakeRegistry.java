package org.aisle.ui.fake;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Registered;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** The devices, templates and places that a test puts there; changes are refused. */
public final class FakeRegistry {

  private static final String CODE = "registry.fixed";
  private static final String SENTENCE = "The registry of this test is fixed.";

  /** What is registered; a test may change it. */
  public final List<Device> devices = new CopyOnWriteArrayList<>();

  public final List<DeviceTemplate> templates = new CopyOnWriteArrayList<>();
  public final List<Place> places = new CopyOnWriteArrayList<>();
  public final List<Asset> assets = new CopyOnWriteArrayList<>();

  public Devices devices() {
    return new FakeDevices();
  }

  public DeviceTemplates templates() {
    return new FakeTemplates();
  }

  public Assets assets() {
    return new FakeAssets();
  }

  private final class FakeDevices implements Devices {
    @Override
    public List<Device> find(AppId app, @Nullable String text, @Nullable Dtmi template) {
      return devices.stream()
          .filter(device -> device.ref().app().equals(app))
          .filter(device -> template == null || device.template().equals(template))
          .filter(
              device ->
                  text == null
                      || (device.name() + device.ref().device() + device.place())
                          .toLowerCase(java.util.Locale.ROOT)
                          .contains(text.toLowerCase(java.util.Locale.ROOT)))
          .toList();
    }

    @Override
    public Optional<Device> find(DeviceRef ref) {
      return devices.stream().filter(device -> device.ref().equals(ref)).findFirst();
    }

    @Override
    public Outcome<Registered> register(AppId app, NewDevice device) {
      DeviceRef ref = new DeviceRef(app, new DeviceId(device.id()));
      if (find(ref).isPresent()) {
        return Outcome.Refused.because("device.exists", "Choose another id: this one is taken.");
      }
      Device made =
          new Device(
              ref,
              device.name() == null ? device.id() : device.name(),
              new Dtmi(device.template()),
              true,
              device.gateway(),
              device.via(),
              device.place(),
              device.properties(),
              device.simulated(),
              Instant.EPOCH);
      devices.add(made);
      return new Outcome.Done<>(new Registered(made, ref.username(), "shown-once-" + device.id()));
    }

    @Override
    public Outcome<Registered> renewCredentials(DeviceRef ref) {
      return new Outcome.Done<>(
          new Registered(find(ref).orElseThrow(), ref.username(), "renewed-once"));
    }

    @Override
    public Outcome<Device> setEnabled(DeviceRef ref, boolean enabled) {
      return change(ref, new Change(null, null, enabled, Map.of()));
    }

    @Override
    public Outcome<Device> setProperties(DeviceRef ref, Map<String, String> properties) {
      return change(ref, new Change(null, null, null, properties));
    }

    @Override
    public Outcome<Device> change(DeviceRef ref, Change change) {
      Device old = find(ref).orElseThrow();
      Map<String, String> properties = new HashMap<>(old.properties());
      properties.putAll(change.properties());
      Device now =
          new Device(
              ref,
              change.name() == null ? old.name() : change.name(),
              change.template() == null ? old.template() : new Dtmi(change.template()),
              change.enabled() == null ? old.enabled() : change.enabled(),
              old.gateway(),
              old.via(),
              old.place(),
              properties,
              old.simulated(),
              old.createdAt());
      devices.set(devices.indexOf(old), now);
      return new Outcome.Done<>(now);
    }

    @Override
    public boolean remove(DeviceRef ref) {
      return devices.removeIf(device -> device.ref().equals(ref));
    }
  }

  private final class FakeTemplates implements DeviceTemplates {
    @Override
    public List<DeviceTemplate> all(AppId app) {
      return List.copyOf(templates);
    }

    @Override
    public Optional<DeviceTemplate> find(AppId app, Dtmi id) {
      return templates.stream().filter(template -> template.id().equals(id)).findFirst();
    }

    @Override
    public Optional<DeviceTemplate> resolve(AppId app, String name) {
      return templates.stream()
          .filter(t -> t.id().lastSegment().equals(name) || t.id().value().equals(name))
          .findFirst();
    }

    @Override
    public Outcome<List<DeviceTemplate>> publish(AppId app, String dtdl) {
      return Outcome.Refused.because(CODE, SENTENCE);
    }
  }

  private final class FakeAssets implements Assets {
    @Override
    public List<Place> places(AppId app) {
      return List.copyOf(places);
    }

    @Override
    public List<Asset> all(AppId app) {
      return List.copyOf(assets);
    }

    @Override
    public Optional<Asset> find(AppId app, String id) {
      return assets.stream().filter(asset -> asset.id().equals(id)).findFirst();
    }

    @Override
    public Outcome<Asset> create(AppId app, String id, String name, String kind) {
      return Outcome.Refused.because(CODE, SENTENCE);
    }

    @Override
    public Outcome<Asset> bindDevice(AppId app, String asset, DeviceId device, Instant from) {
      return Outcome.Refused.because(CODE, SENTENCE);
    }

    @Override
    public Outcome<Asset> bindPlace(AppId app, String asset, String place, Instant from) {
      return Outcome.Refused.because(CODE, SENTENCE);
    }
  }
}
