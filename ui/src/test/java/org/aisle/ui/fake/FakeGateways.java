package org.aisle.ui.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.backend.gateways.Gateways;
import org.aisle.backend.gateways.StoreGateway;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Registered;
import org.aisle.backend.registry.ServedDevices;
import org.aisle.templates.directory.EdgeGateway;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** Gateways in memory. */
public final class FakeGateways implements Gateways, ServedDevices {

  /** What a test wants a gateway to have done. */
  public record Facts(
      boolean servesApp,
      @Nullable Instant enrolledAt,
      @Nullable Instant seenAt,
      @Nullable String version,
      @Nullable Instant tokenExpiresAt,
      @Nullable Instant duplicateAt) {}

  public final Map<DeviceRef, Facts> facts = new ConcurrentHashMap<>();

  private final FakeRegistry registry;
  private final InstantSource clock;
  private final AtomicInteger tokens = new AtomicInteger();

  public FakeGateways(FakeRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public List<StoreGateway> all(AppId app) {
    return registry.devices.stream()
        .filter(device -> device.ref().app().equals(app))
        .flatMap(device -> find(device.ref()).stream())
        .toList();
  }

  @Override
  public Optional<StoreGateway> find(DeviceRef ref) {
    Facts known = facts.get(ref);
    return known == null
        ? Optional.empty()
        : registry
            .devices()
            .find(ref)
            .map(
                device ->
                    new StoreGateway(
                        device,
                        known.servesApp(),
                        known.enrolledAt(),
                        known.seenAt(),
                        known.version(),
                        known.tokenExpiresAt(),
                        known.duplicateAt()));
  }

  @Override
  public Outcome<Invited> add(AppId app, NewGateway gateway) {
    NewDevice device =
        new NewDevice(
            gateway.id(),
            gateway.name(),
            EdgeGateway.TEMPLATE.value(),
            true,
            null,
            gateway.place(),
            Map.of(),
            false);
    return switch (registry.devices().register(app, device)) {
      case Outcome.Done<Registered>(var registered) -> {
        DeviceRef ref = registered.device().ref();
        facts.put(ref, new Facts(gateway.servesApp(), null, null, null, null, null));
        yield invite(ref);
      }
      case Outcome.Refused<Registered>(var problems) -> new Outcome.Refused<>(problems);
    };
  }

  @Override
  public Outcome<Invited> invite(DeviceRef ref) {
    Instant expires = clock.instant().plus(Duration.ofHours(24));
    facts.computeIfPresent(
        ref,
        (key, f) ->
            new Facts(
                f.servesApp(), f.enrolledAt(), f.seenAt(), f.version(), expires, f.duplicateAt()));
    return new Outcome.Done<>(
        new Invited(
            find(ref).orElseThrow(), "aisle_gw_shown-once-" + tokens.incrementAndGet(), expires));
  }

  @Override
  public Outcome<StoreGateway> change(DeviceRef ref, Gateways.Change change) {
    if (change.servesApp() != null) {
      serveApp(ref, change.servesApp());
    }
    return new Outcome.Done<>(find(ref).orElseThrow());
  }

  @Override
  public boolean remove(DeviceRef ref) {
    return facts.remove(ref) != null && registry.devices().remove(ref);
  }

  @Override
  public boolean servesApp(DeviceRef gateway) {
    Facts known = facts.get(gateway);
    return known != null && known.servesApp();
  }

  @Override
  public Outcome<Device> serveApp(DeviceRef gateway, boolean wholeApp) {
    facts.computeIfPresent(
        gateway,
        (key, f) ->
            new Facts(
                wholeApp,
                f.enrolledAt(),
                f.seenAt(),
                f.version(),
                f.tokenExpiresAt(),
                f.duplicateAt()));
    return new Outcome.Done<>(registry.devices().find(gateway).orElseThrow());
  }

  @Override
  public Outcome<Device> assign(DeviceRef ref, @Nullable String gateway) {
    Device old = registry.devices().find(ref).orElseThrow();
    Device now =
        new Device(
            ref,
            old.name(),
            old.template(),
            old.enabled(),
            old.gateway(),
            gateway,
            old.place(),
            new HashMap<>(old.properties()),
            old.simulated(),
            old.createdAt());
    registry.devices.set(registry.devices.indexOf(old), now);
    return new Outcome.Done<>(now);
  }

  @Override
  public Served of(DeviceRef gateway) {
    return new Served(servesApp(gateway), new TreeMap<>(), List.of());
  }
}
