package org.aisle.ui.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Latest;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Place;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.stereotype.Component;

/** Reads a fleet in a fixed number of queries, however many devices it has. Thread-safe. */
@Component
class FleetReader {

  /** When a device counts as silent on a dashboard that does not say. */
  private static final Duration FRESH = Duration.ofMinutes(15);

  private final Telemetry telemetry;
  private final Devices devices;
  private final Assets assets;
  private final DeviceTemplates templates;
  private final Alerts alerts;
  private final InstantSource clock;

  FleetReader(
      Telemetry telemetry,
      Devices devices,
      Assets assets,
      DeviceTemplates templates,
      Alerts alerts,
      InstantSource clock) {
    this.telemetry = telemetry;
    this.devices = devices;
    this.assets = assets;
    this.templates = templates;
    this.alerts = alerts;
    this.clock = clock;
  }

  Alerts alerts() {
    return alerts;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  Optional<DeviceTemplate> template(App app, Dashboard dashboard) {
    return templates.resolve(app.id(), dashboard.template());
  }

  Fleet read(App app, Dashboard dashboard, DeviceTemplate template, Duration back) {
    Instant now = clock.instant();
    Map<DeviceRef, Latest> latest = new HashMap<>();
    telemetry.fleetLatest(app.id(), template.id()).forEach(l -> latest.put(l.device(), l));
    List<Fleet.Member> members =
        devices.find(app.id(), null, null).stream()
            .filter(device -> device.template().line().equals(template.id().line()))
            .map(device -> new Fleet.Member(device, latest.get(device.ref())))
            .sorted(Comparator.comparing(member -> member.device().name()))
            .toList();
    Map<String, Place> places = new HashMap<>();
    assets.places(app.id()).forEach(place -> places.put(place.id(), place));
    return new Fleet(
        app, template, members, places, now, new TimeRange(now.minus(back), now), fresh(dashboard));
  }

  private static Duration fresh(Dashboard dashboard) {
    for (Tile tile : dashboard.tiles()) {
      if (tile instanceof Tile.DeviceCount count) {
        return count.fresh();
      }
    }
    return FRESH;
  }
}
