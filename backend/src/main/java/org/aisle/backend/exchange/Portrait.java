package org.aisle.backend.exchange;

import java.time.Instant;
import java.time.InstantSource;
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
import org.aisle.templates.app.Expectation;
import org.aisle.templates.app.FieldText;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;
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
  private final InstantSource time;

  Portrait(
      Apps apps,
      DeviceTemplates templates,
      Devices devices,
      Assets assets,
      AssetTypeCatalogue assetTypes,
      AppPictures pictures,
      AppThemes themes,
      Rules rules,
      InstantSource time) {
    this.apps = apps;
    this.templates = templates;
    this.devices = devices;
    this.assets = assets;
    this.assetTypes = assetTypes;
    this.pictures = pictures;
    this.themes = themes;
    this.rules = rules;
    this.time = time;
  }

  /**
   * @param id of the template
   */
  AppTemplate of(App app, String id, boolean simulated) {
    Optional<AppTemplate> origin = apps.origin(app.id());
    List<DeviceTemplate> types = newest(app, origin);
    Fleet was = origin.map(AppTemplate::fleet).orElse(NO_FLEET);
    Instant now = time.instant();
    List<Asset> all = assets.all(app.id());
    List<Member> members = simulated ? members(app, origin, types, all, now) : List.of();
    List<AssetType> typesOfAssets = assetTypes.all(app.id());
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
        typesOfAssets,
        simulated ? new SeededAssets(types, typesOfAssets, members, now).of(all) : List.of(),
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
  private List<Member> members(
      App app,
      Optional<AppTemplate> origin,
      List<DeviceTemplate> types,
      List<Asset> all,
      Instant now) {
    List<Member> was = origin.map(o -> o.fleet().members()).orElse(List.of());
    Map<String, Asset> attached = SeededAssets.attached(all, now);
    List<Place> places = assets.places(app.id());
    Map<String, Device> registered = new HashMap<>();
    for (Device device : devices.find(app.id(), null, null)) {
      if (device.simulated()) {
        registered.put(device.ref().device().value(), device);
      }
    }
    List<Member> members = new ArrayList<>();
    for (Member member : was) {
      Device device = registered.get(member.device());
      if (device != null && !places.isEmpty()) {
        String type = device.template().lastSegment();
        Place place = home(device.place(), member.place(), origin, places);
        Asset asset = attached.get(member.device());
        members.add(
            new Member(
                member.device(),
                device.name(),
                type,
                place.id(),
                member.behaviour(),
                properties(device, type, types),
                member.parameters(),
                member.faults(),
                member.interval(),
                asset == null || asset.id().equals(member.device()) ? null : asset.id(),
                asset == null,
                !device.enabled()));
      }
    }
    return members;
  }

  /**
   * Where a device is simulated: where it stands, else where it was simulated so far, else, where
   * that place was removed, at the nearest one.
   */
  private static Place home(
      @Nullable String stands, String was, Optional<AppTemplate> origin, List<Place> places) {
    String wanted = stands == null ? was : stands;
    for (Place place : places) {
      if (place.id().equals(wanted)) {
        return place;
      }
    }
    GeoPosition before =
        origin.stream()
            .flatMap(o -> o.places().stream())
            .filter(place -> place.id().equals(wanted))
            .map(place -> new GeoPosition(place.lat(), place.lon()))
            .findFirst()
            .orElse(new GeoPosition(places.getFirst().lat(), places.getFirst().lon()));
    return places.stream()
        .min(Comparator.comparingDouble(place -> distance(before, place)))
        .orElseThrow();
  }

  /** Good enough to tell which is nearer. */
  private static double distance(GeoPosition from, Place to) {
    double east = Math.abs(from.lon() - to.lon());
    return Math.hypot(
        from.lat() - to.lat(), Math.min(east, 360 - east) * Math.cos(Math.toRadians(from.lat())));
  }

  /** Those that a file can hold; also those that the newest version does not know any more. */
  private static Map<String, String> properties(
      Device device, String type, List<DeviceTemplate> types) {
    Map<String, String> properties = new TreeMap<>();
    for (DeviceTemplate template : types) {
      if (template.id().lastSegment().equals(type)) {
        device
            .properties()
            .forEach(
                (path, value) -> {
                  if (template
                      .property(path)
                      .map(p -> FieldText.fits(value, p.field()))
                      .orElse(true)) {
                    properties.put(path, value);
                  }
                });
      }
    }
    return properties;
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
