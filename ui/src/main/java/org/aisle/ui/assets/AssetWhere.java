package org.aisle.ui.assets;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.FleetHistory.Fix;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Asset.DeviceBinding;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Place;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.aisle.ui.devices.DevicesNavigation;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.DeviceMap;
import org.aisle.ui.map.DeviceMap.Kind;
import org.aisle.ui.map.DeviceMap.Marker;
import org.aisle.ui.map.DeviceMap.Scene;
import org.aisle.ui.map.DeviceMap.Way;
import org.aisle.ui.map.MapTiles;
import org.aisle.ui.map.PlannedRoutes;
import org.springframework.stereotype.Component;

/** The place that an asset stands at, and where its devices say that it is and was. */
final class AssetWhere extends Div {

  private static final int POINTS = 500;
  private static final Duration WAY = Duration.ofDays(1);
  private static final Kind SEEN = new Kind(Tone.PLAIN.key(), "last seen here", "●");
  private static final Kind STANDS = new Kind(Tone.GOOD.key(), "stands here", "✓");

  /** What a map of one asset asks. */
  @Component
  record Ground(FleetHistory history, PlannedRoutes routes, MapTiles tiles) {}

  private final App app;
  private final Asset asset;
  private final AssetReading reading;
  private final Instant now;
  private final List<Marker> markers = new ArrayList<>();
  private final List<Way> ways = new ArrayList<>();
  private final List<Device> attached = new ArrayList<>();

  /** Hidden when it is not known where the asset is. */
  AssetWhere(App app, Asset asset, AssetReading reading, ValueFormat format, Instant now) {
    this.app = app;
    this.asset = asset;
    this.reading = reading;
    this.now = now;
    addClassName("panel");
    asset.devices().stream().filter(bound -> current(bound)).forEach(this::seen);
    Optional<Place> place = place();
    if (markers.isEmpty()) {
      place.ifPresent(this::stands);
    }
    if (markers.isEmpty()) {
      setVisible(false);
      return;
    }
    DeviceMap map =
        new DeviceMap(
            "Where " + asset.name() + " is", format, reading.ground().tiles(), "No position yet.");
    map.setWidthFull();
    map.setHeight("360px");
    map.show(
        new Scene(
            place.stream().toList(),
            List.of(STANDS, SEEN),
            markers,
            ways,
            reading.ground().routes().of(app.id(), attached)),
        now);
    add(new H2("Where it is"), map);
  }

  private boolean current(DeviceBinding bound) {
    Instant to = bound.to();
    return !bound.from().isAfter(now) && (to == null || to.isAfter(now));
  }

  private Optional<Place> place() {
    return asset.places().stream()
        .filter(bound -> bound.to() == null && !bound.from().isAfter(now))
        .findFirst()
        .flatMap(
            bound ->
                reading.assets().places(app.id()).stream()
                    .filter(p -> p.id().equals(bound.place()))
                    .findFirst());
  }

  /** What a device said before it was attached says nothing of this asset. */
  private void seen(DeviceBinding bound) {
    DeviceRef ref = new DeviceRef(app.id(), bound.device());
    Device device = reading.devices().find(ref).orElse(null);
    Telemetry.Latest latest = reading.telemetry().latest(ref).orElse(null);
    if (device == null || latest == null) {
      return;
    }
    attached.add(device);
    for (Map.Entry<String, Value> entry : latest.values().entrySet()) {
      Instant at = latest.times().getOrDefault(entry.getKey(), latest.observedAt());
      if (entry.getValue() instanceof Value.Geo here && !at.isBefore(bound.from())) {
        markers.add(
            new Marker(
                ref.device().value(),
                device.name(),
                here.lat(),
                here.lon(),
                SEEN.key(),
                SEEN.name(),
                "",
                at,
                DevicesNavigation.path(ref)));
        way(device, entry.getKey(), bound.from());
        return;
      }
    }
  }

  private void way(Device device, String field, Instant attachedAt) {
    Instant from = now.minus(WAY).isAfter(attachedAt) ? now.minus(WAY) : attachedAt;
    if (from.isBefore(now)) {
      List<List<Fix>> legs =
          reading
              .ground()
              .history()
              .journeys(app.id(), List.of(device.ref()), new TimeRange(from, now), field, POINTS)
              .getOrDefault(device.ref(), List.of());
      if (!legs.isEmpty()) {
        ways.add(new Way("way of " + device.name() + " in the last 24 hours", legs));
      }
    }
  }

  private void stands(Place place) {
    markers.add(
        new Marker(
            asset.id(),
            asset.name(),
            place.lat(),
            place.lon(),
            STANDS.key(),
            STANDS.name(),
            place.name(),
            null,
            null));
  }
}
