package org.aisle.ui.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Asset.DeviceBinding;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.AssetTypeOutcome;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/** Assets in memory; values are taken as they are. */
public final class FakeAssetBook implements AssetBook {

  public final List<Asset> assets = new CopyOnWriteArrayList<>();
  public final List<AssetType> types = new CopyOnWriteArrayList<>();

  public AssetTypeCatalogue types() {
    return new FakeTypes();
  }

  @Override
  public Page find(AppId app, @Nullable String text, @Nullable String type, int offset, int limit) {
    List<Asset> found =
        assets.stream()
            .filter(a -> type == null || type.equals(a.type()))
            .filter(a -> text == null || (a.id() + a.name() + a.kind()).contains(text))
            .toList();
    return new Page(found.stream().skip(offset).limit(limit).toList(), found.size());
  }

  @Override
  public Outcome<Asset> create(AppId app, NewAsset request) {
    if (assets.stream().anyMatch(a -> a.id().equals(request.id()))) {
      return Outcome.Refused.because("asset.exists", "Choose another id.");
    }
    Asset asset =
        new Asset(
            request.id(),
            request.name(),
            request.kind() == null ? "Asset" : request.kind(),
            request.type(),
            request.properties(),
            List.of(),
            List.of());
    assets.add(asset);
    return new Outcome.Done<>(asset);
  }

  @Override
  public Outcome<Asset> change(AppId app, String id, Change change) {
    Asset old = named(id);
    Map<String, String> properties = new HashMap<>(old.properties());
    properties.putAll(change.properties());
    return put(
        new Asset(
            id,
            change.name() == null ? old.name() : change.name(),
            change.kind() == null ? old.kind() : change.kind(),
            change.type() == null ? old.type() : change.type(),
            properties,
            old.devices(),
            old.places()));
  }

  private Asset named(String id) {
    return assets.stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
  }

  private Outcome<Asset> put(Asset now) {
    assets.set(assets.indexOf(named(now.id())), now);
    return new Outcome.Done<>(now);
  }

  @Override
  public boolean remove(AppId app, String id) {
    return assets.removeIf(a -> a.id().equals(id));
  }

  @Override
  public Map<String, NavigableMap<Instant, String>> history(AppId app, String id) {
    Map<String, NavigableMap<Instant, String>> history = new TreeMap<>();
    named(id)
        .properties()
        .forEach((name, value) -> history.put(name, new TreeMap<>(Map.of(Instant.EPOCH, value))));
    return history;
  }

  @Override
  public Outcome<Asset> attach(
      AppId app, String id, DeviceId device, Instant from, @Nullable Instant to) {
    Asset old = named(id);
    List<DeviceBinding> devices = new ArrayList<>(old.devices());
    devices.add(new DeviceBinding(device, from, to));
    return put(bound(old, devices));
  }

  @Override
  public Outcome<Asset> detach(AppId app, String id, DeviceId device, Instant at) {
    Asset old = named(id);
    return put(
        bound(
            old,
            old.devices().stream()
                .map(
                    b ->
                        b.device().equals(device) && b.to() == null
                            ? new DeviceBinding(device, b.from(), at)
                            : b)
                .toList()));
  }

  @Override
  public Outcome<Asset> unbind(AppId app, String id, DeviceId device, Instant from) {
    Asset old = named(id);
    return put(
        bound(
            old,
            old.devices().stream()
                .filter(b -> !b.device().equals(device) || !b.from().equals(from))
                .toList()));
  }

  private static Asset bound(Asset old, List<DeviceBinding> devices) {
    return new Asset(
        old.id(), old.name(), old.kind(), old.type(), old.properties(), devices, old.places());
  }

  private final class FakeTypes implements AssetTypeCatalogue {
    @Override
    public List<AssetType> all(AppId app) {
      return List.copyOf(types);
    }

    @Override
    public Optional<AssetType> find(AppId app, String id) {
      return types.stream().filter(type -> type.id().equals(id)).findFirst();
    }

    @Override
    public Outcome<AssetType> put(
        AppId app, String id, String name, List<PropertyDraft> properties) {
      return switch (AssetTypes.read(id, name, properties)) {
        case AssetTypeOutcome.Read(AssetType type) -> {
          types.removeIf(known -> known.id().equals(id));
          types.add(type);
          yield new Outcome.Done<>(type);
        }
        case AssetTypeOutcome.Faults(var faults) ->
            new Outcome.Refused<>(
                faults.stream().map(f -> new Outcome.Problem(f.code(), f.sentence())).toList());
      };
    }

    @Override
    public Outcome<AssetType> remove(AppId app, String id) {
      AssetType type = find(app, id).orElseThrow();
      if (assets.stream().anyMatch(asset -> id.equals(asset.type()))) {
        return Outcome.Refused.because("asset-type.in-use", "Assets are of this type.");
      }
      types.remove(type);
      return new Outcome.Done<>(type);
    }
  }
}
