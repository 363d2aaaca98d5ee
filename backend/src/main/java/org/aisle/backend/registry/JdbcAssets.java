package org.aisle.backend.registry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.registry.Asset.DeviceBinding;
import org.aisle.templates.app.AppTemplate.SeededAsset;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Places, assets and their bindings in PostgreSQL. */
@Repository
class JdbcAssets implements Assets {

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;

  JdbcAssets(
      JdbcClient jdbc, TransactionOperations transactions, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.events = events;
  }

  @Override
  public List<Place> places(AppId app) {
    return new PlaceRows(jdbc).all(app).stream().map(StoredPlace::place).toList();
  }

  boolean placeExists(AppId app, String id) {
    return exists("select 1 from aisle.place where app = :app and id = :id", app, id);
  }

  @Override
  public List<Asset> all(AppId app) {
    return new AssetRows(jdbc).read(app, null);
  }

  /** These, by id. */
  List<Asset> all(AppId app, List<String> ids) {
    return new AssetRows(jdbc).read(app, ids);
  }

  @Override
  public Optional<Asset> find(AppId app, String id) {
    return new AssetRows(jdbc).read(app, List.of(id)).stream().findFirst();
  }

  @Override
  public Outcome<Asset> create(AppId app, String id, String name, String kind) {
    Problems problems = new Problems();
    check(id, name, kind, problems);
    return transactions.execute(
        status -> {
          if (!appExists(app)) {
            problems.add("app.unknown", "Create the app " + app + " first.");
          }
          if (!problems.none()) {
            return problems.refused();
          }
          if (!insert(app, id, name, kind)) {
            return Outcome.Refused.because(
                "asset.exists", "An asset %s exists already: choose another id.".formatted(id));
          }
          return new Outcome.Done<>(new Asset(id, name, kind, List.of(), List.of()));
        });
  }

  @Override
  public Outcome<Asset> bindDevice(AppId app, String asset, DeviceId device, Instant from) {
    return transactions.execute(
        status -> {
          Optional<Outcome<Asset>> refusal = refusal(app, asset, device);
          if (refusal.isPresent()) {
            return refusal.get();
          }
          if (!open("device_binding", "device", app, device.value(), "asset", asset, from)) {
            return tooEarly(from);
          }
          events.publishEvent(new RegistryChanged(app, device, from));
          return new Outcome.Done<>(find(app, asset).orElseThrow());
        });
  }

  @Override
  public Outcome<Asset> bindPlace(AppId app, String asset, String place, Instant from) {
    return transactions.execute(
        status -> {
          if (!lock(app, asset)) {
            return unknown(asset);
          }
          if (!placeExists(app, place)) {
            return Outcome.Refused.because(
                "place.unknown",
                "There is no place %s: create it first.".formatted(Problems.quoted(place)));
          }
          if (!open("place_binding", "asset", app, asset, "place", place, from)) {
            return tooEarly(from);
          }
          Asset bound = find(app, asset).orElseThrow();
          events.publishEvent(new RegistryChanged(app, null));
          bound.devices().stream()
              .map(DeviceBinding::device)
              .distinct()
              .forEach(device -> events.publishEvent(new RegistryChanged(app, device, from)));
          return new Outcome.Done<>(bound);
        });
  }

  /** Binds a device, by an asset of its own id, to a place; takes part in the transaction. */
  void standAt(DeviceRef ref, String name, String kind, String place, Instant from) {
    String asset = ref.device().value();
    insert(ref.app(), asset, name, kind);
    open("device_binding", "device", ref.app(), asset, "asset", asset, from);
    open("place_binding", "asset", ref.app(), asset, "place", place, from);
  }

  /** Makes an asset that has always stood there; takes part in the transaction. */
  void make(AppId app, SeededAsset asset) {
    insert(app, asset.id(), asset.name(), asset.kind());
    String place = asset.place();
    if (place != null) {
      open("place_binding", "asset", app, asset.id(), "place", place, Times.EARLIEST);
    }
  }

  /** Attaches a device as of ever; takes part in the transaction. */
  void carry(AppId app, String asset, String device) {
    open("device_binding", "device", app, device, "asset", asset, Times.EARLIEST);
  }

  /**
   * Ends the open binding of {@code bound} at {@code from} and opens one to {@code target}; false
   * when the open one, or a closed one, reaches beyond {@code from}. The names of tables and
   * columns are constants of this class.
   */
  private boolean open(
      String table, String bound, AppId app, String id, String to, String target, Instant from) {
    Map<String, Object> values =
        Map.of(
            "app", app.value(), "id", id, "target", target, "from", from.atOffset(ZoneOffset.UTC));
    String mine = " from aisle." + table + " where app = :app and " + bound + " = :id ";
    if (jdbc.sql("select 1" + mine + "and (bound_from > :from or bound_to > :from) limit 1")
        .params(values)
        .query(Integer.class)
        .optional()
        .isPresent()) {
      return false;
    }
    jdbc.sql("delete" + mine + "and bound_to is null and bound_from = :from")
        .params(values)
        .update();
    jdbc.sql(
            "update aisle.%s set bound_to = :from where app = :app and %s = :id and bound_to is null"
                .formatted(table, bound))
        .params(values)
        .update();
    jdbc.sql(
            "insert into aisle.%s (app, %s, %s, bound_from) values (:app, :id, :target, :from)"
                .formatted(table, bound, to))
        .params(values)
        .update();
    return true;
  }

  /** Why the two can't be bound; both are kept from changing until the transaction ends. */
  Optional<Outcome<Asset>> refusal(AppId app, String asset, DeviceId device) {
    if (!lock(app, asset)) {
      return Optional.of(unknown(asset));
    }
    if (!exists(
        "select 1 from aisle.device where app = :app and id = :id for update",
        app,
        device.value())) {
      return Optional.of(
          Outcome.Refused.because(
              "device.unknown", "There is no device %s: register it first.".formatted(device)));
    }
    return Optional.empty();
  }

  boolean insert(AppId app, String id, String name, String kind) {
    return jdbc.sql(
                """
                insert into aisle.asset (app, id, name, kind) values (:app, :id, :name, :kind)
                on conflict do nothing
                """)
            .param("app", app.value())
            .param("id", id)
            .param("name", name)
            .param("kind", kind)
            .update()
        == 1;
  }

  boolean appExists(AppId app) {
    return jdbc.sql("select 1 from aisle.app where id = :app")
        .param("app", app.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  boolean lock(AppId app, String id) {
    return exists("select 1 from aisle.asset where app = :app and id = :id for update", app, id);
  }

  private boolean exists(String sql, AppId app, String id) {
    return id.indexOf('\0') < 0
        && jdbc.sql(sql)
            .param("app", app.value())
            .param("id", id)
            .query(Integer.class)
            .optional()
            .isPresent();
  }

  static void check(String id, String name, String kind, Problems problems) {
    checkId("asset", id, problems);
    problems.name("asset.name-invalid", "asset's name", name);
    problems.name("asset.kind-invalid", "asset's kind", kind);
  }

  private static void checkId(String what, String id, Problems problems) {
    if (!DeviceId.isValid(id)) {
      problems.add(
          what + ".id-invalid",
          "Give the %s an id of 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-' that starts with a letter or digit."
              .formatted(what));
    }
  }

  static Outcome<Asset> unknown(String asset) {
    return Outcome.Refused.because(
        "asset.unknown",
        "There is no asset %s: create it first.".formatted(Problems.quoted(asset)));
  }

  private static Outcome<Asset> tooEarly(Instant from) {
    return Outcome.Refused.because(
        "binding.before-current",
        "%s lies before the end of an existing binding: choose a later time.".formatted(from));
  }
}
