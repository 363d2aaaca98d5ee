package org.aisle.ui.devices;

import java.util.List;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Place;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.map.MapTiles;
import org.aisle.ui.map.PlannedRoutes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a map of one device asks. */
@Component
record DeviceGround(Assets assets, FleetHistory history, PlannedRoutes routes, MapTiles tiles) {

  /** Of more places than these only the device's own is drawn. */
  private static final int MOST_PLACES = 200;

  /** The outlines that are drawn around a device. */
  List<Place> places(AppId app, @Nullable Place own) {
    List<Place> all = assets.places(app);
    return all.size() <= MOST_PLACES ? all : own == null ? List.of() : List.of(own);
  }
}
