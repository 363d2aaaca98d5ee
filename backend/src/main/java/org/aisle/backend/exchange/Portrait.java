package org.aisle.backend.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.AppThemes;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Place;
import org.aisle.backend.rules.Rules;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.Fleet;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.app.Expectation;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.rule.Rule;
import org.springframework.stereotype.Component;

/** Draws what an app is now, as an app template. */
@Component
class Portrait {

  private static final String FIRST_VERSION = "1.0.0";
  private static final Fleet NO_FLEET = new Fleet(1, java.time.Duration.ofSeconds(10), List.of());

  private final Apps apps;
  private final DeviceTemplates templates;
  private final Devices devices;
  private final Assets assets;
  private final AssetTypeCatalogue assetTypes;
  private final AppPictures pictures;
  private final AppThemes themes;
  private final Rules rules;

  Portrait(
      Apps apps,
      DeviceTemplates templates,
      Devices devices,
      Assets assets,
      AssetTypeCatalogue assetTypes,
      AppPictures pictures,
      AppThemes themes,
      Rules rules) {
    this.apps = apps;
    this.templates = templates;
    this.devices = devices;
    this.assets = assets;
    this.assetTypes = assetTypes;
    this.pictures = pictures;
    this.themes = themes;
    this.rules = rules;
  }

  /**
   * @param id of the template
   */
  AppTemplate of(App app, String id, boolean simulated) {
    Optional<AppTemplate> origin = apps.origin(app.id());
    List<DeviceTemplate> types = newest(app, origin);
    Fleet was = origin.map(AppTemplate::fleet).orElse(NO_FLEET);
    List<Member> members = simulated ? members(app, was.members(), types) : List.of();
    List<Rule> inForce =
        rules.all(app.id()).stream()
            .map(stored -> stored.active().rule())
            .sorted(Comparator.comparing(rule -> rule.id() + ".yaml"))
            .toList();
    return new AppTemplate(
        id,
        origin.map(AppTemplate::version).orElse(FIRST_VERSION),
        app.name(),
        origin.map(AppTemplate::persona).orElse("Whoever looks after " + app.name()),
        origin.map(AppTemplate::story).orElse(app.name() + ", as it was on another server."),
        app.zone(),
        types,
        apps.organisations(app.id()).stream()
            .map(o -> new AppTemplate.Organisation(o.id(), o.name(), o.parent()))
            .toList(),
        assets.places(app.id()).stream().map(Portrait::place).toList(),
        apps.groups(app.id()),
        assetTypes.all(app.id()),
        seeded(app, members),
        new Fleet(was.seed(), was.interval(), members),
        apps.dashboards(app.id()),
        inForce,
        origin.map(o -> playable(o.expectations(), members, inForce)).orElse(List.of()),
        themes.of(app.id()),
        pictures.all(app.id()),
        origin.map(AppTemplate::routes).orElse(List.of()));
  }

  /** The newest version of each, in the order of the origin. */
  private List<DeviceTemplate> newest(App app, Optional<AppTemplate> origin) {
    Map<String, DeviceTemplate> newest = new LinkedHashMap<>();
    origin.ifPresent(o -> o.deviceTemplates().forEach(t -> newest.put(t.table(), t)));
    templates.all(app.id()).forEach(template -> newest.put(template.table(), template));
    return List.copyOf(newest.values());
  }

  private static AppTemplate.Place place(Place p) {
    return new AppTemplate.Place(
        p.id(),
        p.name(),
        p.organisation(),
        p.kind(),
        p.lat(),
        p.lon(),
        p.radiusMetres(),
        p.address(),
        p.outline());
  }

  /** Those that still exist: how they behave as at first, everything else as it is now. */
  private List<Member> members(App app, List<Member> was, List<DeviceTemplate> types) {
    Map<String, Device> now = new HashMap<>();
    for (Device device : devices.find(app.id(), null, null)) {
      if (device.simulated()) {
        now.put(device.ref().device().value(), device);
      }
    }
    List<Member> members = new ArrayList<>();
    for (Member member : was) {
      Device device = now.get(member.device());
      if (device != null) {
        String type = device.template().lastSegment();
        String place = device.place();
        members.add(
            new Member(
                member.device(),
                device.name(),
                type,
                place == null ? member.place() : place,
                member.behaviour(),
                properties(device, type, types),
                member.parameters(),
                member.faults(),
                member.interval()));
      }
    }
    return members;
  }

  /** Those that a file can hold. */
  private static Map<String, String> properties(
      Device device, String type, List<DeviceTemplate> types) {
    Map<String, String> properties = new TreeMap<>();
    for (DeviceTemplate template : types) {
      if (template.id().lastSegment().equals(type)) {
        device
            .properties()
            .forEach(
                (path, value) -> {
                  if (template.property(path).filter(p -> plain(p.field().type())).isPresent()) {
                    properties.put(path, value);
                  }
                });
      }
    }
    return properties;
  }

  private static boolean plain(FieldType type) {
    return !(type instanceof FieldType.GeoPoint
        || type instanceof FieldType.Vector
        || type instanceof FieldType.Tree);
  }

  private List<SeededAsset> seeded(App app, List<Member> members) {
    Map<String, Asset> typed = new HashMap<>();
    assets.all(app.id()).stream()
        .filter(asset -> asset.type() != null)
        .forEach(asset -> typed.put(asset.id(), asset));
    List<SeededAsset> seeded = new ArrayList<>();
    for (Member member : members) {
      Asset asset = typed.get(member.device());
      String type = asset == null ? null : asset.type();
      if (asset != null && type != null) {
        seeded.add(new SeededAsset(asset.id(), type, asset.properties()));
      }
    }
    return seeded;
  }

  /** Those whose device and rules still exist. */
  private static List<Expectation> playable(
      List<Expectation> expectations, List<Member> members, List<Rule> rules) {
    Set<String> devices = new HashSet<>();
    members.forEach(member -> devices.add(member.device()));
    Set<String> ids = new HashSet<>();
    rules.forEach(rule -> ids.add(rule.id()));
    return expectations.stream()
        .filter(
            e ->
                devices.contains(e.device())
                    && ids.containsAll(e.withdrawn())
                    && ids.containsAll(e.may())
                    && ids.containsAll(e.never())
                    && e.expect().stream().allMatch(x -> ids.contains(x.rule())))
        .toList();
  }
}
