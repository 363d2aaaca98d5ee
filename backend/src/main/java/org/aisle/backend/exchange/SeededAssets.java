package org.aisle.backend.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Asset.DeviceBinding;
import org.aisle.backend.registry.Asset.PlaceBinding;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.app.FieldText;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.jspecify.annotations.Nullable;

/**
 * The assets of an app as those of an app template: without the history of what was attached and
 * where they stood, and without those that only real devices are attached to.
 */
final class SeededAssets {

  private final List<DeviceTemplate> templates;
  private final List<AssetType> types;
  private final Instant now;
  private final Map<String, Member> members = new HashMap<>();

  SeededAssets(
      List<DeviceTemplate> templates, List<AssetType> types, List<Member> members, Instant now) {
    this.now = now;
    this.templates = templates;
    this.types = types;
    members.forEach(member -> this.members.put(member.device(), member));
  }

  /** What each device is attached to now. */
  static Map<String, Asset> attached(List<Asset> assets, Instant now) {
    Map<String, Asset> attached = new HashMap<>();
    for (Asset asset : assets) {
      devices(asset, now).forEach(device -> attached.put(device, asset));
    }
    return attached;
  }

  private static Set<String> devices(Asset asset, Instant now) {
    Set<String> devices = new HashSet<>();
    for (DeviceBinding binding : asset.devices()) {
      if (holds(binding.from(), binding.to(), now)) {
        devices.add(binding.device().value());
      }
    }
    return devices;
  }

  private static boolean holds(Instant from, @Nullable Instant to, Instant now) {
    return !from.isAfter(now) && (to == null || to.isAfter(now));
  }

  /** In their order, without those that a device brings by itself. */
  List<SeededAsset> of(List<Asset> assets) {
    List<SeededAsset> seeded = new ArrayList<>();
    for (Asset asset : assets) {
      Set<String> devices = devices(asset, now);
      boolean real = !devices.isEmpty() && devices.stream().noneMatch(members::containsKey);
      SeededAsset drawn =
          new SeededAsset(
              asset.id(),
              asset.name(),
              asset.kind(),
              asset.type(),
              place(asset),
              properties(asset));
      if (!real && !usual(drawn)) {
        seeded.add(drawn);
      }
    }
    return seeded;
  }

  private @Nullable String place(Asset asset) {
    return asset.places().stream()
        .filter(binding -> holds(binding.from(), binding.to(), now))
        .map(PlaceBinding::place)
        .findFirst()
        .orElse(null);
  }

  /** Those that its type has and a file can hold. */
  private Map<String, String> properties(Asset asset) {
    Map<String, String> properties = new TreeMap<>();
    types.stream()
        .filter(type -> type.id().equals(asset.type()))
        .flatMap(type -> type.fields().stream())
        .forEach(
            (Field field) -> {
              String value = asset.properties().get(field.path());
              if (value != null && FieldText.fits(value, field)) {
                properties.put(field.path(), value);
              }
            });
    return properties;
  }

  /** Whether it is what its simulated device brings when nothing is said of it. */
  private boolean usual(SeededAsset asset) {
    Member member = members.get(asset.id());
    if (member == null || !member.attachedTo().equals(Optional.of(asset.id()))) {
      return false;
    }
    return asset.type() == null
        && asset.name().equals(member.name())
        && Objects.equals(asset.place(), member.place())
        && templates.stream()
            .anyMatch(
                template ->
                    template.id().lastSegment().equals(member.template())
                        && template.displayName().equals(asset.kind()));
  }
}
