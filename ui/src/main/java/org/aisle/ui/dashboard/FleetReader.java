package org.aisle.ui.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Latest;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceGroups;
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

  private final Apps apps;
  private final Telemetry telemetry;
  private final FleetNumbers numbers;
  private final Devices devices;
  private final Assets assets;
  private final DeviceTemplates templates;
  private final DeviceGroups groups;
  private final ThingSources things;
  private final InstantSource clock;

  FleetReader(
      Apps apps,
      Telemetry telemetry,
      FleetNumbers numbers,
      Devices devices,
      Assets assets,
      DeviceTemplates templates,
      DeviceGroups groups,
      ThingSources things,
      InstantSource clock) {
    this.apps = apps;
    this.telemetry = telemetry;
    this.numbers = numbers;
    this.devices = devices;
    this.assets = assets;
    this.templates = templates;
    this.groups = groups;
    this.things = things;
    this.clock = clock;
  }

  Alerts alerts() {
    return things.alerts();
  }

  ThingSources things() {
    return things;
  }

  FleetNumbers numbers() {
    return numbers;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  /** Whether there is a device template for some tile of the dashboard. */
  boolean hasTemplate(App app, Dashboard dashboard) {
    return wanted(dashboard).stream().anyMatch(t -> templates.resolve(app.id(), t).isPresent());
  }

  /** One fleet per device template that the dashboard's tiles name. */
  Fleets read(App app, Dashboard dashboard, Address address) {
    Instant now = clock.instant();
    Map<String, Set<String>> groups = members(app, dashboard, address.filter());
    Map<String, Place> places = places(app, address.filter());
    List<Device> registered = registered(app, address.filter(), places, groups);
    Map<String, Fleet> fleets = new HashMap<>();
    for (String name : wanted(dashboard)) {
      DeviceTemplate template = templates.resolve(app.id(), name).orElse(null);
      if (template != null) {
        fleets.put(
            name,
            new Fleet(
                app,
                template,
                members(app, template, registered),
                places,
                now,
                new TimeRange(now.minus(address.back()), now),
                fresh(dashboard, name),
                address));
      }
    }
    return new Fleets(fleets, groups);
  }

  /** Whether the filter leaves a device of a template that the dashboard shows. */
  boolean hasDevices(App app, Dashboard dashboard, Filter filter) {
    Map<String, Set<String>> groups = members(app, dashboard, filter);
    Set<String> lines =
        wanted(dashboard).stream()
            .flatMap(name -> templates.resolve(app.id(), name).stream())
            .map(template -> template.id().line())
            .collect(Collectors.toSet());
    return registered(app, filter, places(app, filter), groups).stream()
        .anyMatch(device -> lines.contains(device.template().line()));
  }

  /** Who is in the groups that the filter and the tiles name, with one question for all. */
  private Map<String, Set<String>> members(App app, Dashboard dashboard, Filter filter) {
    Set<String> wanted = new HashSet<>();
    dashboard.tiles().stream()
        .map(tile -> tile.frame().group())
        .filter(Objects::nonNull)
        .forEach(group -> wanted.add(Objects.requireNonNull(group)));
    if (filter.group() != null) {
      wanted.add(filter.group());
    }
    return wanted.isEmpty() ? Map.of() : groups.members(app.id(), wanted);
  }

  private Map<String, Place> places(App app, Filter filter) {
    Map<String, Place> places = new HashMap<>();
    filter
        .stores(apps.organisations(app.id()), assets.places(app.id()))
        .forEach(place -> places.put(place.id(), place));
    if (filter.store() != null) {
      places.keySet().retainAll(Set.of(filter.store()));
    }
    return places;
  }

  private List<Device> registered(
      App app, Filter filter, Map<String, Place> places, Map<String, Set<String>> groups) {
    boolean anywhere = filter.region() == null && filter.store() == null;
    return devices.find(app.id(), null, null).stream()
        .filter(d -> anywhere || d.place() != null && places.containsKey(d.place()))
        .filter(
            d ->
                filter.group() == null
                    || groups
                        .getOrDefault(filter.group(), Set.of())
                        .contains(d.ref().device().value()))
        .sorted(Comparator.comparing(Device::name))
        .toList();
  }

  FilterBar filterBar(App app, Address address) {
    return new FilterBar(
        address, apps.organisations(app.id()), assets.places(app.id()), apps.groups(app.id()));
  }

  private List<Fleet.Member> members(App app, DeviceTemplate template, List<Device> registered) {
    Map<DeviceRef, Latest> latest = new HashMap<>();
    telemetry.fleetLatest(app.id(), template.id()).forEach(l -> latest.put(l.device(), l));
    return registered.stream()
        .filter(device -> device.template().line().equals(template.id().line()))
        .map(device -> new Fleet.Member(device, latest.get(device.ref())))
        .toList();
  }

  private static Set<String> wanted(Dashboard dashboard) {
    return dashboard.tiles().stream().map(dashboard::templateOf).collect(Collectors.toSet());
  }

  private static Duration fresh(Dashboard dashboard, String template) {
    for (Tile tile : dashboard.tiles()) {
      if (tile instanceof Tile.DeviceCount count && dashboard.templateOf(tile).equals(template)) {
        return count.fresh();
      }
    }
    return FRESH;
  }
}
