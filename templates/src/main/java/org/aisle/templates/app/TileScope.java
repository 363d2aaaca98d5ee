package org.aisle.templates.app;

import java.util.Set;

/**
 * What the tiles of an app's dashboards may name.
 *
 * @param places the ids of its places
 * @param groups the ids of its device groups
 * @param pictures the names below {@code images/}
 * @param open whether {@code app.yaml} could not be read, so that there may be any of the first
 *     three
 */
record TileScope(
    ModelNames templates,
    Set<String> devices,
    Set<String> places,
    Set<String> groups,
    Set<String> pictures,
    boolean open) {

  TileScope {
    devices = Set.copyOf(devices);
    places = Set.copyOf(places);
    groups = Set.copyOf(groups);
    pictures = Set.copyOf(pictures);
  }
}
