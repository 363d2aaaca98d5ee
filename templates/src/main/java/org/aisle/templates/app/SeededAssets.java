package org.aisle.templates.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.AppTemplate.Place;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.source.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code assets} of {@code app.yaml}. What an entry leaves out is as with the first device
 * that is attached to it: {@link #usual}.
 */
final class SeededAssets {

  private final Section file;
  private final ModelNames templates;
  private final List<AssetType> types;
  private final Set<String> places = new HashSet<>();

  SeededAssets(Section file, ModelNames templates, List<AssetType> types, List<Place> places) {
    this.file = file;
    this.templates = templates;
    this.types = types;
    places.forEach(place -> this.places.add(place.id()));
  }

  /**
   * What an asset is when nothing is said of it.
   *
   * @param kind the name of its type, or of its device's template
   */
  static SeededAsset usual(String id, @Nullable Member attached, @Nullable String kind) {
    return new SeededAsset(
        id,
        attached == null ? id : attached.name(),
        kind == null ? "" : kind,
        null,
        attached == null ? null : attached.place(),
        Map.of());
  }

  /** The first device that is attached to each asset. */
  static Map<String, Member> attached(List<Member> members) {
    Map<String, Member> attached = new HashMap<>();
    members.forEach(member -> member.attachedTo().ifPresent(a -> attached.putIfAbsent(a, member)));
    return attached;
  }

  List<SeededAsset> read(List<Member> members) {
    Map<String, Member> attached = attached(members);
    List<SeededAsset> assets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Section section : file.sections("assets")) {
      assets.add(asset(section, members, attached, seen));
      section.end();
    }
    for (Section device : devices()) {
      String asset = device.optionalText("asset");
      if (asset != null && !seen.contains(asset)) {
        AppFile.unknown(device, "asset", "asset", asset, seen);
      }
    }
    return assets;
  }

  private List<Section> devices() {
    Section fleet = file.section("fleet");
    return fleet == null ? List.of() : fleet.sections("devices");
  }

  private SeededAsset asset(
      Section section, List<Member> members, Map<String, Member> attached, Set<String> seen) {
    String id = id(section, members, seen);
    Member device = attached.get(id);
    AssetType type = type(section);
    Map<String, String> properties = section.textMap("properties");
    if (type != null) {
      check(section, type, properties);
    } else if (!properties.isEmpty() && !section.has("type")) {
      section.fault(
          "properties",
          "app.asset-type-missing",
          "Give the asset a \"type\": it says which properties there are.");
    }
    SeededAsset usual = usual(id, device, kind(type, device));
    String name = section.optionalText("name");
    String kind = section.optionalText("kind");
    if (kind == null && device == null && !section.has("type")) {
      section.fault(
          "kind", "app.key-missing", "Say as \"kind\" what the asset is, or give it a \"type\".");
    }
    boolean nowhere = section.flag("nowhere", false);
    String place = section.optionalText("place");
    if (place != null && nowhere) {
      section.fault(
          "nowhere", "app.keys-together", "An asset stands at a \"place\" or \"nowhere\".");
    } else if (place != null && !places.contains(place)) {
      AppFile.unknown(section, "place", "place", place, places);
    }
    return new SeededAsset(
        id,
        name == null ? usual.name() : name,
        kind == null ? usual.kind() : kind,
        type == null ? null : type.id(),
        nowhere ? null : place == null ? usual.place() : place,
        properties);
  }

  /** As {@code device} that of an asset which a device brings, as {@code id} that of another. */
  private static String id(Section section, List<Member> members, Set<String> seen) {
    String own = section.optionalText("id");
    String key = own == null ? "device" : "id";
    String id = own == null ? section.text("device") : own;
    List<String> devices = members.stream().map(Member::device).toList();
    if (own != null && section.has("device")) {
      section.fault(
          "device",
          "app.keys-together",
          "An asset is called by \"device\" or by \"id\"; keep one.");
    } else if (own == null && !id.isEmpty() && !devices.contains(id)) {
      section.fault(
          "device",
          "app.device-unknown",
          "No simulated device is called %s.%s".formatted(id, Spelling.hint(id, devices)));
    } else if (!id.isEmpty() && !DeviceId.isValid(id)) {
      section.fault(
          "id",
          "app.id",
          "An asset's id has 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-'.");
    } else if (!id.isEmpty() && !seen.add(id)) {
      section.fault(key, "app.duplicate", "%s stands here twice.".formatted(id));
    }
    return id;
  }

  private @Nullable AssetType type(Section section) {
    String word = section.optionalText("type");
    Optional<AssetType> found = types.stream().filter(t -> t.id().equals(word)).findFirst();
    if (word != null && found.isEmpty()) {
      AppFile.unknown(
          section, "type", "asset type", word, types.stream().map(AssetType::id).toList());
    }
    return found.orElse(null);
  }

  private @Nullable String kind(@Nullable AssetType type, @Nullable Member device) {
    if (type != null) {
      return type.name();
    }
    return device == null
        ? null
        : templates.template(device.template()).map(DeviceTemplate::displayName).orElse(null);
  }

  private static void check(Section section, AssetType type, Map<String, String> properties) {
    List<String> known = type.fields().stream().map(f -> f.path()).toList();
    for (String property : properties.keySet()) {
      if (!known.contains(property)) {
        section.faultIn(
            "properties",
            property,
            "app.property-unknown",
            "%s has no property %s.%s"
                .formatted(type.name(), property, Spelling.hint(property, known)));
      }
    }
  }
}
