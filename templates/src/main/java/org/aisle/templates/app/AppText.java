package org.aisle.templates.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.templates.app.AppTemplate.FaultSpec;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.AppTemplate.Place;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.place.Route;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes what {@link AppFile} reads. */
final class AppText {

  private final AppTemplate app;

  /** The properties of each device template, in the order of its model. */
  private final Map<String, List<String>> properties = new HashMap<>();

  private final Map<String, Member> attached;
  private final Set<String> devices = new HashSet<>();

  AppText(AppTemplate app) {
    this.app = app;
    attached = SeededAssets.attached(app.fleet().members());
    app.fleet().members().forEach(member -> devices.add(member.device()));
    for (DeviceTemplate template : app.deviceTemplates()) {
      properties.put(
          template.id().lastSegment(),
          template.properties().stream().map(p -> p.field().path()).toList());
    }
  }

  ObjectNode node() {
    Keys file = new Keys();
    file.put("name", app.name());
    file.put("version", app.version());
    file.put("persona", app.persona());
    file.put("story", app.story());
    file.put("zone", app.zone().getId());
    file.put(
        "theme",
        new Keys()
            .put("accent", app.theme().accent())
            .put("icon", app.theme().icon())
            .put("logo", app.theme().logo()));
    file.objects(
        "organisations",
        app.organisations(),
        o -> new Keys().put("id", o.id()).put("name", o.name()).put("parent", o.parent()));
    file.objects("places", app.places(), AppText::place);
    file.objects(
        "groups",
        app.groups(),
        g -> new Keys().put("id", g.id()).put("name", g.name()).put("query", g.query()));
    file.objects("routes", app.routes(), AppText::route);
    if (!app.dashboards().equals(usual(app.dashboards()))) {
      file.texts("dashboards", app.dashboards().stream().map(Dashboard::id).toList());
    }
    Keys fleet =
        new Keys()
            .put("seed", (int) app.fleet().seed())
            .put("interval", app.fleet().interval())
            .objects("devices", app.fleet().members(), this::member);
    file.put("fleet", fleet);
    file.objects("assetTypes", app.assetTypes(), AppText::assetType);
    file.objects("assets", app.assets(), this::asset);
    return file.node();
  }

  /** How they are read when nothing is said of their order. */
  private static List<Dashboard> usual(List<Dashboard> dashboards) {
    return dashboards.stream()
        .sorted(
            Comparator.comparing((Dashboard d) -> d.audience() == Dashboard.Audience.MANAGER)
                .thenComparing(d -> d.id() + ".yaml"))
        .toList();
  }

  private static Keys place(Place place) {
    return new Keys()
        .put("id", place.id())
        .put("name", place.name())
        .put("organisation", place.organisation())
        .put("kind", place.kind())
        .put("lat", place.lat())
        .put("lon", place.lon())
        .put("radiusMetres", place.radiusMetres())
        .put("address", place.address())
        .positions("outline", place.outline());
  }

  private static Keys route(Route route) {
    return new Keys()
        .put("id", route.id())
        .put("name", route.name())
        .unless("unload", route.unload(), java.time.Duration.ZERO)
        .objects("legs", route.legs(), AppText::leg);
  }

  private static Keys leg(Route.Leg leg) {
    int corners = leg.line().size();
    return new Keys()
        .put("mode", Words.of(leg.mode()))
        .put("from", leg.from())
        .put("to", leg.to())
        .unless("stop", leg.stop(), java.time.Duration.ZERO)
        .positions("line", corners < 3 ? List.of() : leg.line().subList(1, corners - 1));
  }

  private static Keys assetType(AssetType type) {
    return new Keys()
        .put("id", type.id())
        .put("name", type.name())
        .objects(
            "properties",
            AssetTypes.drafts(type),
            draft ->
                new Keys()
                    .put("name", draft.name())
                    .put("displayName", draft.displayName())
                    .put("description", draft.description())
                    .put("schema", draft.schema())
                    .put("semanticType", draft.semanticType())
                    .put("unit", draft.unit())
                    .texts("values", draft.values()));
  }

  private Keys asset(SeededAsset asset) {
    Member device = attached.get(asset.id());
    SeededAsset usual = SeededAssets.usual(asset.id(), device, kind(asset, device));
    String place = asset.place();
    Keys keys =
        new Keys()
            .put(devices.contains(asset.id()) ? "device" : "id", asset.id())
            .put("type", asset.type())
            .unless("name", asset.name(), usual.name())
            .unless("kind", asset.kind(), usual.kind())
            .unless("nowhere", place == null && usual.place() != null, false);
    if (place != null) {
      keys.unless("place", place, String.valueOf(usual.place()));
    }
    return asset.properties().isEmpty()
        ? keys
        : keys.put("properties", loose(asset.properties(), List.of()));
  }

  private @Nullable String kind(SeededAsset asset, @Nullable Member device) {
    return asset.type() == null
        ? device == null
            ? null
            : app.deviceTemplate(device.template()).map(DeviceTemplate::displayName).orElse(null)
        : app.assetTypes().stream()
            .filter(type -> type.id().equals(asset.type()))
            .map(AssetType::name)
            .findFirst()
            .orElse(null);
  }

  private Keys member(Member member) {
    Keys keys =
        new Keys()
            .put("device", member.device())
            .put("name", member.name())
            .put("template", member.template())
            .put("place", member.place())
            .put("asset", member.asset())
            .unless("attached", !member.detached(), true)
            .unless("enabled", !member.disabled(), true)
            .put("behaviour", member.behaviour())
            .put("interval", member.interval().orElse(null));
    if (!member.properties().isEmpty()) {
      keys.put(
          "properties",
          loose(member.properties(), properties.getOrDefault(member.template(), List.of())));
    }
    return wrong(keys, member.parameters(), member.faults());
  }

  /** What is simulated: the same of a device and of an expectation. */
  static Keys wrong(Keys keys, Map<String, Double> parameters, List<FaultSpec> faults) {
    if (!parameters.isEmpty()) {
      keys.put("parameters", numbers(parameters));
    }
    return keys.objects("faults", faults, AppText::fault);
  }

  private static Keys fault(FaultSpec fault) {
    Keys keys =
        new Keys()
            .put("kind", fault.kind())
            .put("start", fault.start())
            .put("duration", fault.duration().orElse(null))
            .put("every", fault.every().orElse(null));
    return fault.parameters().isEmpty()
        ? keys
        : keys.put("parameters", numbers(fault.parameters()));
  }

  private static Keys numbers(Map<String, Double> numbers) {
    Keys keys = new Keys();
    new TreeMap<>(numbers).forEach(keys::put);
    return keys;
  }

  /** The named ones first, then the others by name. */
  private static Keys loose(Map<String, String> texts, List<String> first) {
    List<String> order = new ArrayList<>(first);
    order.retainAll(texts.keySet());
    new TreeMap<>(texts).keySet().stream().filter(k -> !first.contains(k)).forEach(order::add);
    Keys keys = new Keys();
    for (String key : order) {
      String text = texts.get(key);
      if (text != null) {
        keys.loose(key, text);
      }
    }
    return keys;
  }
}
