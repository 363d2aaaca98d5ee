package org.aisle.templates.app;

import java.util.List;
import java.util.Set;
import org.aisle.templates.definition.DeviceTemplate;

/**
 * What the tiles of an app's dashboards may name.
 *
 * @param templates the newest version of each device template
 * @param devices the ids of its devices
 * @param places the ids of its places
 * @param groups the ids of its device groups
 * @param pictures the names of its pictures
 */
public record DashboardNames(
    List<DeviceTemplate> templates,
    Set<String> devices,
    Set<String> places,
    Set<String> groups,
    Set<String> pictures) {

  public DashboardNames {
    templates = List.copyOf(templates);
    devices = Set.copyOf(devices);
    places = Set.copyOf(places);
    groups = Set.copyOf(groups);
    pictures = Set.copyOf(pictures);
  }

  TileScope scope() {
    return new TileScope(
        new ModelNames(templates, List.of(), false), devices, places, groups, pictures, false);
  }
}
