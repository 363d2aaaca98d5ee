package org.aisle.ui.organisations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Organisations;
import org.aisle.backend.registry.Place;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads an app's organisations with what stands in each, in four questions. Thread-safe. */
@Component
class Tree {

  /** More open alerts than these are not counted. */
  static final int MOST_ALERTS = 1_000;

  private final Organisations organisations;
  private final Assets assets;
  private final Devices devices;
  private final Alerts alerts;

  Tree(Organisations organisations, Assets assets, Devices devices, Alerts alerts) {
    this.organisations = organisations;
    this.assets = assets;
    this.devices = devices;
    this.alerts = alerts;
  }

  Organisations organisations() {
    return organisations;
  }

  /**
   * An organisation, or what belongs to none.
   *
   * @param places its own
   * @param devices that stand at its places and at those below it
   * @param alerts open ones there, without shelved ones
   */
  record Node(
      @Nullable Organisation organisation,
      List<Place> places,
      List<Node> below,
      int devices,
      int alerts) {
    Node {
      places = List.copyOf(places);
      below = List.copyOf(below);
    }
  }

  /** The roots; places that belong to no organisation come last, if there are any. */
  List<Node> read(AppId app) {
    List<Organisation> all = organisations.all(app);
    Map<String, List<Place>> places = new HashMap<>();
    for (Place place : assets.places(app)) {
      places.computeIfAbsent(key(place.organisation()), k -> new ArrayList<>()).add(place);
    }
    Map<String, Integer> devicesAt = new HashMap<>();
    for (Device device : devices.find(app, null, null)) {
      devicesAt.merge(key(device.place()), 1, Integer::sum);
    }
    Map<String, Integer> alertsAt = new HashMap<>();
    AlertQuery open = AlertQuery.OPEN;
    AlertQuery some =
        new AlertQuery(
            open.states(), null, null, null, null, null, null, null, false, false, 0, MOST_ALERTS);
    for (Alert alert : alerts.find(app, some)) {
      alertsAt.merge(key(alert.place()), 1, Integer::sum);
    }
    Reading reading = new Reading(all, places, devicesAt, alertsAt);
    List<Node> roots = reading.below(null);
    if (places.containsKey("")) {
      roots.add(reading.node(null, List.of()));
    }
    return roots;
  }

  private static String key(@Nullable String id) {
    return id == null ? "" : id;
  }

  /** What a tree is made of. */
  private record Reading(
      List<Organisation> all,
      Map<String, List<Place>> places,
      Map<String, Integer> devicesAt,
      Map<String, Integer> alertsAt) {

    List<Node> below(@Nullable String parent) {
      List<Node> nodes = new ArrayList<>();
      for (Organisation organisation : all) {
        if (Objects.equals(organisation.parent(), parent)) {
          nodes.add(node(organisation, below(organisation.id())));
        }
      }
      return nodes;
    }

    Node node(@Nullable Organisation organisation, List<Node> below) {
      List<Place> own =
          places.getOrDefault(key(organisation == null ? null : organisation.id()), List.of());
      int devices = below.stream().mapToInt(Node::devices).sum();
      int alerts = below.stream().mapToInt(Node::alerts).sum();
      for (Place place : own) {
        devices += devicesAt.getOrDefault(place.id(), 0);
        alerts += alertsAt.getOrDefault(place.id(), 0);
      }
      return new Node(organisation, own, below, devices, alerts);
    }
  }
}
