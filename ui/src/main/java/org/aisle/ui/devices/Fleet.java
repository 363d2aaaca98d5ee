package org.aisle.ui.devices;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Place;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The devices of an app together with what they said last. Thread-safe. */
@Component
public class Fleet {

  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(5);

  private final Apps apps;
  private final Devices devices;
  private final DeviceTemplates templates;
  private final Assets assets;
  private final Telemetry telemetry;
  private final DeviceGroups groups;
  private final InstantSource clock;

  Fleet(
      Apps apps,
      Devices devices,
      DeviceTemplates templates,
      Assets assets,
      Telemetry telemetry,
      DeviceGroups groups,
      InstantSource clock) {
    this.apps = apps;
    this.devices = devices;
    this.templates = templates;
    this.assets = assets;
    this.telemetry = telemetry;
    this.groups = groups;
    this.clock = clock;
  }

  /** The names of an app's device groups by id. */
  Map<String, String> groupNames(App app) {
    Map<String, String> names = new TreeMap<>();
    groups.all(app.id()).forEach(stored -> names.put(stored.group().id(), stored.group().name()));
    return names;
  }

  /** The ids of the devices in a group; none of one that does not exist. */
  Set<String> members(App app, String group) {
    return groups.members(app.id(), Set.of(group)).getOrDefault(group, Set.of());
  }

  /** One device as a list shows it. */
  record Line(
      Device device,
      @Nullable DeviceTemplate template,
      @Nullable Place place,
      Telemetry.@Nullable Latest latest,
      DeviceStatus status) {

    String templateName() {
      return template == null ? device.template().lastSegment() : template.displayName();
    }

    String placeName() {
      return place != null ? place.name() : Optional.ofNullable(device.place()).orElse("");
    }

    Optional<Field> field(String path) {
      return template == null ? Optional.empty() : template.field(path);
    }

    Optional<DerivedField> derived(String path) {
      return template == null ? Optional.empty() : template.derived(path);
    }

    /** These paths in the template's order, then what the template does not know. */
    List<String> order(Collection<String> paths) {
      List<String> known =
          template == null
              ? List.of()
              : template.fields().stream().map(Field::path).filter(paths::contains).toList();
      List<String> all = new ArrayList<>(known);
      paths.stream().filter(path -> !known.contains(path)).forEach(all::add);
      return all;
    }

    @Nullable Instant seen() {
      return latest == null ? null : latest.receivedAt();
    }
  }

  /** How many devices have each status, in the order of the devices' ids. */
  public record Pulse(List<DeviceStatus> statuses, Map<DeviceStatus, Integer> counts) {
    public Pulse {
      statuses = List.copyOf(statuses);
      counts = Map.copyOf(counts);
    }

    public int total() {
      return statuses.size();
    }

    public int count(DeviceStatus status) {
      return counts.getOrDefault(status, 0);
    }
  }

  public Pulse pulse(App app) {
    List<DeviceStatus> statuses =
        lines(app).stream()
            .sorted(Comparator.comparing(line -> line.device().ref()))
            .map(Line::status)
            .toList();
    Map<DeviceStatus, Integer> counts = new EnumMap<>(DeviceStatus.class);
    statuses.forEach(status -> counts.merge(status, 1, Integer::sum));
    return new Pulse(statuses, counts);
  }

  List<Line> lines(App app) {
    Map<Dtmi, DeviceTemplate> byId = new HashMap<>();
    templates.all(app.id()).forEach(t -> byId.put(t.id(), t));
    Map<String, Place> places = new HashMap<>();
    assets.places(app.id()).forEach(p -> places.put(p.id(), p));
    Map<DeviceRef, Telemetry.Latest> latest = new HashMap<>();
    telemetry.fleetLatest(app.id(), null).forEach(l -> latest.put(l.device(), l));
    Duration interval = interval(app);
    Instant now = clock.instant();
    List<Line> lines = new ArrayList<>();
    for (Device device : devices.find(app.id(), null, null)) {
      Telemetry.Latest last = latest.get(device.ref());
      lines.add(
          new Line(
              device,
              byId.get(device.template()),
              device.place() == null ? null : places.get(device.place()),
              last,
              DeviceStatus.of(last == null ? null : last.receivedAt(), now, interval)));
    }
    return lines;
  }

  Optional<Line> line(App app, DeviceRef ref) {
    return devices
        .find(ref)
        .map(
            device -> {
              Telemetry.Latest last = telemetry.latest(ref).orElse(null);
              Place place =
                  assets.places(app.id()).stream()
                      .filter(p -> p.id().equals(device.place()))
                      .findFirst()
                      .orElse(null);
              return new Line(
                  device,
                  templates.find(app.id(), device.template()).orElse(null),
                  place,
                  last,
                  DeviceStatus.of(
                      last == null ? null : last.receivedAt(), clock.instant(), interval(app)));
            });
  }

  private Duration interval(App app) {
    return apps.origin(app.id()).map(t -> t.fleet().interval()).orElse(USUAL_INTERVAL);
  }

  /**
   * The template's values that say most at a glance: temperatures first, then the model's order.
   */
  static List<Field> keyFields(DeviceTemplate template) {
    return template.telemetry().stream()
        .filter(Field::numeric)
        .sorted(
            Comparator.comparingInt(field -> "Temperature".equals(field.semanticType()) ? 0 : 1))
        .limit(2)
        .toList();
  }
}
