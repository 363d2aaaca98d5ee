package org.aisle.backend.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.backend.evaluation.DeviceContext;
import org.aisle.backend.evaluation.DeviceContext.Attachment;
import org.aisle.backend.evaluation.DeviceContext.Facts;
import org.aisle.backend.evaluation.DeviceContext.Home;
import org.aisle.backend.evaluation.DeviceContext.Site;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Surroundings;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.place.Route;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what is known of a device beside its readings. Thread-safe. */
@Component
class Contexts {

  private final Surroundings surroundings;
  private final Assets assets;
  private final Apps apps;
  private final Map<AppId, List<Site>> places = new ConcurrentHashMap<>();
  private final Map<AppId, List<Route>> routes = new ConcurrentHashMap<>();
  private final Map<AppId, Map<String, List<String>>> organisations = new ConcurrentHashMap<>();

  Contexts(Surroundings surroundings, Assets assets, Apps apps) {
    this.apps = apps;
    this.surroundings = surroundings;
    this.assets = assets;
  }

  /**
   * A device and what is known of it.
   *
   * @param retention how long its readings are kept; null for ever
   */
  record Placed(DeviceContext context, @Nullable Duration retention) {}

  /** Empty when the device is not registered. */
  Optional<Placed> of(DeviceRef device) {
    return Optional.ofNullable(of(device.app(), List.of(device.device())).get(device));
  }

  /** Of those devices of an app that are registered. */
  Map<DeviceRef, Placed> of(AppId app, Collection<DeviceId> devices) {
    Map<DeviceRef, Placed> placed = new HashMap<>();
    surroundings
        .of(app, devices)
        .forEach(
            (device, known) ->
                placed.put(device, new Placed(context(device, known), known.retention())));
    return placed;
  }

  private DeviceContext context(DeviceRef device, Surroundings.Known known) {
    return new DeviceContext(
        device,
        known.zone(),
        known.properties(),
        known.homes().stream().map(home -> new Home(home.place(), home.from(), home.to())).toList(),
        known.assets().stream()
            .map(asset -> new Attachment(asset.from(), asset.to(), asset.properties()))
            .toList(),
        places.computeIfAbsent(device.app(), this::places),
        routes.computeIfAbsent(device.app(), this::routes),
        new Facts(
            known.gateway(),
            known.simulated(),
            organisations.computeIfAbsent(device.app(), this::organisations)));
  }

  private List<Site> places(AppId app) {
    return assets.places(app).stream()
        .map(place -> new Site(place.id(), place.kind(), place.shape()))
        .toList();
  }

  /** By place: its organisation and all above that. */
  private Map<String, List<String>> organisations(AppId app) {
    Map<String, Organisation> all = new HashMap<>();
    apps.organisations(app).forEach(o -> all.put(o.id(), o));
    Map<String, List<String>> above = new HashMap<>();
    for (Place place : assets.places(app)) {
      List<String> chain = new ArrayList<>();
      for (Organisation at = all.get(place.organisation());
          at != null && !chain.contains(at.id());
          at = all.get(at.parent())) {
        chain.add(at.id());
      }
      above.put(place.id(), chain);
    }
    return above;
  }

  private List<Route> routes(AppId app) {
    return apps.origin(app).map(AppTemplate::routes).orElse(List.of());
  }

  /** Places of the app are not what they were. */
  void forget(AppId app) {
    places.remove(app);
    routes.remove(app);
    organisations.remove(app);
  }
}
