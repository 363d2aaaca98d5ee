package org.aisle.ui.places;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.imports.PlaceImports;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Places;
import org.aisle.backend.registry.StoredPlace;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.map.MapTiles;
import org.springframework.stereotype.Component;

/** Everything that pages about places ask. */
@Component
record PlaceReading(
    Places places,
    PlaceImports imports,
    Apps apps,
    Devices devices,
    Alerts alerts,
    MapTiles tiles,
    InstantSource clock) {

  private static final int LOOKED_AT = 1_000;

  /**
   * A place as a list shows it.
   *
   * @param organisation its name, or a dash
   * @param alerts how many stand there
   */
  record Line(StoredPlace stored, String organisation, int devices, int alerts) {
    String id() {
      return stored.place().id();
    }

    String name() {
      return stored.place().name();
    }

    String kind() {
      return stored.place().kind();
    }

    boolean matches(String text) {
      String address = stored.place().address();
      return (name() + '\n' + id() + '\n' + kind() + '\n' + (address == null ? "" : address))
          .toLowerCase(java.util.Locale.ROOT)
          .contains(text.toLowerCase(java.util.Locale.ROOT));
    }
  }

  /** All of an app, by name. */
  List<Line> lines(AppId app) {
    Map<String, Integer> devices = new HashMap<>();
    for (Device device : devices().find(app, null, null)) {
      String place = device.place();
      if (place != null) {
        devices.merge(place, 1, Integer::sum);
      }
    }
    Map<String, Integer> standing = new HashMap<>();
    for (Alert alert : standing(app, null)) {
      String place = alert.place();
      if (place != null) {
        standing.merge(place, 1, Integer::sum);
      }
    }
    Map<String, String> organisations = organisations(app);
    List<Line> lines = new ArrayList<>();
    for (StoredPlace stored : places.all(app)) {
      String id = stored.place().id();
      String organisation = stored.place().organisation();
      lines.add(
          new Line(
              stored,
              organisation == null ? "–" : organisations.getOrDefault(organisation, organisation),
              devices.getOrDefault(id, 0),
              standing.getOrDefault(id, 0)));
    }
    return lines;
  }

  /** Names by id. */
  Map<String, String> organisations(AppId app) {
    Map<String, String> names = new HashMap<>();
    for (Organisation organisation : apps.organisations(app)) {
      names.put(organisation.id(), organisation.name());
    }
    return names;
  }

  /** The worst alerts that stand now, of one place or of all. */
  List<Alert> standing(AppId app, @org.jspecify.annotations.Nullable String place) {
    AlertQuery open = AlertQuery.OPEN;
    return alerts.find(
        app,
        new AlertQuery(
            open.states(), null, null, place, null, null, null, null, false, false, 0, LOOKED_AT));
  }
}
