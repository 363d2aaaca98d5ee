package org.aisle.backend.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.backend.registry.Asset.DeviceBinding;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Assets in {@code aisle.asset}, their values and their devices. */
@Repository
class JdbcAssetBook implements AssetBook {

  private final JdbcClient jdbc;
  private final JdbcAssets assets;
  private final AssetTypeCatalogue types;
  private final AssetValues values;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;
  private final InstantSource time;

  JdbcAssetBook(
      JdbcClient jdbc,
      JdbcAssets assets,
      AssetTypeCatalogue types,
      AssetValues values,
      TransactionOperations transactions,
      ApplicationEventPublisher events,
      InstantSource time) {
    this.jdbc = jdbc;
    this.assets = assets;
    this.types = types;
    this.values = values;
    this.transactions = transactions;
    this.events = events;
    this.time = time;
  }

  @Override
  public Page find(AppId app, @Nullable String text, @Nullable String type, int offset, int limit) {
    Map<String, @Nullable Object> values = new TreeMap<>();
    values.put("app", app.value());
    values.put("text", text == null ? null : text.strip().toLowerCase(Locale.ROOT));
    values.put("type", type);
    values.put("offset", offset);
    values.put("limit", limit);
    String where =
        """
         from aisle.asset where app = :app
        and (:type::text is null or type = :type)
        and (:text::text is null or strpos(lower(id), :text) > 0
             or strpos(lower(name), :text) > 0 or strpos(lower(kind), :text) > 0)
        """;
    long total = jdbc.sql("select count(*)" + where).params(values).query(Long.class).single();
    List<String> ids =
        jdbc.sql("select id" + where + " order by id offset :offset limit :limit")
            .params(values)
            .query((row, number) -> row.getString("id"))
            .list();
    return new Page(assets.all(app, ids), total);
  }

  @Override
  public Outcome<Asset> create(AppId app, NewAsset request) {
    Problems problems = new Problems();
    Optional<AssetType> type = type(app, request.type(), problems);
    String kind = request.kind() == null ? type.map(AssetType::name).orElse("") : request.kind();
    JdbcAssets.check(request.id(), request.name(), kind, problems);
    Map<String, String> checked = properties(type, request.properties(), problems);
    return transactions.execute(
        status -> {
          if (!assets.appExists(app)) {
            problems.add("app.unknown", "Create the app " + app + " first.");
          }
          if (!problems.none()) {
            return problems.refused();
          }
          if (!assets.insert(app, request.id(), request.name(), kind)) {
            return Outcome.Refused.because(
                "asset.exists",
                "An asset %s exists already: choose another id.".formatted(request.id()));
          }
          update(app, request.id(), request.name(), kind, request.type());
          values.set(app, request.id(), checked, null, time.instant());
          return new Outcome.Done<>(assets.find(app, request.id()).orElseThrow());
        });
  }

  @Override
  public Outcome<Asset> change(AppId app, String id, Change change) {
    return transactions.execute(
        status -> {
          if (!assets.lock(app, id)) {
            return JdbcAssets.unknown(id);
          }
          Asset known = assets.find(app, id).orElseThrow();
          Problems problems = new Problems();
          String typeId = change.type() == null ? known.type() : change.type();
          Optional<AssetType> type = type(app, typeId, problems);
          String name = change.name() == null ? known.name() : change.name();
          String kind = change.kind() == null ? known.kind() : change.kind();
          JdbcAssets.check(id, name, kind, problems);
          Map<String, String> checked = properties(type, change.properties(), problems);
          if (!problems.none()) {
            return problems.refused();
          }
          update(app, id, name, kind, typeId);
          Instant since = values.set(app, id, checked, change.at(), time.instant());
          if (since != null) {
            tell(app, known, since);
          }
          return new Outcome.Done<>(assets.find(app, id).orElseThrow());
        });
  }

  /** The readings of its devices stand in another light, from then on while they were attached. */
  private void tell(AppId app, Asset asset, Instant since) {
    Map<DeviceId, Instant> devices = new TreeMap<>();
    for (DeviceBinding bound : asset.devices()) {
      Instant to = bound.to();
      if (to == null || to.isAfter(since)) {
        Instant from = bound.from().isAfter(since) ? bound.from() : since;
        devices.merge(bound.device(), from, (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    devices.forEach((device, from) -> events.publishEvent(new RegistryChanged(app, device, from)));
  }

  @Override
  public boolean remove(AppId app, String id) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              if (!assets.lock(app, id)) {
                return false;
              }
              Asset known = assets.find(app, id).orElseThrow();
              jdbc.sql("delete from aisle.asset where app = :app and id = :id")
                  .param("app", app.value())
                  .param("id", id)
                  .update();
              tell(app, known, Instant.MIN);
              return true;
            }));
  }

  @Override
  public Map<String, NavigableMap<Instant, String>> history(AppId app, String id) {
    return values.of(app, id);
  }

  @Override
  public Outcome<Asset> attach(
      AppId app, String id, DeviceId device, Instant from, @Nullable Instant to) {
    Instant start = from.truncatedTo(ChronoUnit.MICROS);
    if (to == null) {
      return assets.bindDevice(app, id, device, start);
    }
    Instant end = to.truncatedTo(ChronoUnit.MICROS);
    if (!end.isAfter(start)) {
      return Outcome.Refused.because(
          "binding.ends-before-start", "Give an end that is after %s.".formatted(start));
    }
    return transactions.execute(
        status ->
            assets.refusal(app, id, device).orElseGet(() -> attached(app, id, device, start, end)));
  }

  private Outcome<Asset> attached(AppId app, String id, DeviceId device, Instant from, Instant to) {
    int inserted =
        jdbc.sql(
                """
                insert into aisle.device_binding (app, asset, device, bound_from, bound_to)
                values (:app, :asset, :device, :from, :to) on conflict do nothing
                """)
            .param("app", app.value())
            .param("asset", id)
            .param("device", device.value())
            .param("from", from.atOffset(ZoneOffset.UTC))
            .param("to", to.atOffset(ZoneOffset.UTC))
            .update();
    if (inserted == 0) {
      return Outcome.Refused.because(
          "binding.overlaps",
          "%s is attached to an asset between %s and %s already: take it off first, or choose other times."
              .formatted(device, from, to));
    }
    events.publishEvent(new RegistryChanged(app, device, from));
    return new Outcome.Done<>(assets.find(app, id).orElseThrow());
  }

  @Override
  public Outcome<Asset> detach(AppId app, String id, DeviceId device, Instant at) {
    Instant end = at.truncatedTo(ChronoUnit.MICROS);
    return transactions.execute(
        status -> {
          Optional<Outcome<Asset>> refusal = assets.refusal(app, id, device);
          if (refusal.isPresent()) {
            return refusal.get();
          }
          Asset known = assets.find(app, id).orElseThrow();
          Optional<DeviceBinding> open =
              known.devices().stream()
                  .filter(b -> b.device().equals(device) && b.to() == null)
                  .findFirst();
          if (open.isEmpty()) {
            return Outcome.Refused.because(
                "binding.unknown", "%s is not attached to %s.".formatted(device, id));
          }
          if (!end.isAfter(open.get().from())) {
            return Outcome.Refused.because(
                "binding.ends-before-start",
                "Give an end that is after %s.".formatted(open.get().from()));
          }
          jdbc.sql(
                  """
                  update aisle.device_binding set bound_to = :at
                  where app = :app and asset = :asset and device = :device and bound_to is null
                  """)
              .param("at", end.atOffset(ZoneOffset.UTC))
              .param("app", app.value())
              .param("asset", id)
              .param("device", device.value())
              .update();
          events.publishEvent(new RegistryChanged(app, device, end));
          return new Outcome.Done<>(assets.find(app, id).orElseThrow());
        });
  }

  @Override
  public Outcome<Asset> unbind(AppId app, String id, DeviceId device, Instant from) {
    return transactions.execute(
        status -> {
          Optional<Outcome<Asset>> refusal = assets.refusal(app, id, device);
          if (refusal.isPresent()) {
            return refusal.get();
          }
          int removed =
              jdbc.sql(
                      """
                      delete from aisle.device_binding
                      where app = :app and asset = :asset and device = :device and bound_from = :from
                      """)
                  .param("app", app.value())
                  .param("asset", id)
                  .param("device", device.value())
                  .param("from", from.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                  .update();
          if (removed == 0) {
            return Outcome.Refused.because(
                "binding.unknown",
                "%s was not attached to %s from %s on: read when its bindings begin."
                    .formatted(device, id, from));
          }
          events.publishEvent(new RegistryChanged(app, device, from));
          return new Outcome.Done<>(assets.find(app, id).orElseThrow());
        });
  }

  /** Gives an asset of the app template its type and values; takes part in the transaction. */
  void seed(AppId app, SeededAsset asset, AssetType type, Problems problems) {
    Map<String, String> checked = properties(Optional.of(type), asset.properties(), problems);
    update(app, asset.id(), asset.name(), asset.kind(), type.id());
    values.set(app, asset.id(), checked, null, time.instant());
  }

  private void update(AppId app, String id, String name, String kind, @Nullable String type) {
    jdbc.sql(
            """
            update aisle.asset set name = :name, kind = :kind, type = :type
            where app = :app and id = :id
            """)
        .param("name", name)
        .param("kind", kind)
        .param("type", type)
        .param("app", app.value())
        .param("id", id)
        .update();
  }

  private Optional<AssetType> type(AppId app, @Nullable String id, Problems problems) {
    if (id == null) {
      return Optional.empty();
    }
    List<AssetType> all = types.all(app);
    Optional<AssetType> found = all.stream().filter(t -> t.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      problems.add(
          "asset-type.unknown",
          all.isEmpty()
              ? "This app has no asset types: leave the type out, or declare it first."
              : "There is no asset type %s: use one of %s."
                  .formatted(
                      Problems.quoted(id), all.stream().map(AssetType::id).limit(20).toList()));
    }
    return found;
  }

  private static Map<String, String> properties(
      Optional<AssetType> type, Map<String, String> given, Problems problems) {
    if (type.isPresent()) {
      return PropertyText.check(type.get().model(), given, problems);
    }
    if (!given.isEmpty() && problems.none()) {
      problems.add(
          "asset.type-missing", "Give the asset a type: it says which properties there are.");
    }
    return Map.of();
  }
}
