package org.aisle.ui.dashboard;

import java.util.Map;
import org.aisle.backend.registry.Device;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.jspecify.annotations.Nullable;

/**
 * The fleets that the tiles of a dashboard show, all as of one moment.
 *
 * @param byTemplate by the last segment of the device template; those not published are absent
 * @param groups the device groups by id
 */
record Fleets(Map<String, Fleet> byTemplate, Map<String, DeviceGroup> groups) {

  Fleets {
    byTemplate = Map.copyOf(byTemplate);
    groups = Map.copyOf(groups);
  }

  /** The devices a tile shows; null when their template is not published. */
  @Nullable Fleet of(Dashboard dashboard, Tile tile) {
    Fleet fleet = byTemplate.get(dashboard.templateOf(tile));
    String place = tile.frame().place();
    String group = tile.frame().group();
    if (fleet != null && place != null) {
      fleet = fleet.only(member -> place.equals(member.device().place()));
    }
    if (fleet != null && group != null) {
      fleet = fleet.only(member -> isIn(groups.get(group), member.device()));
    }
    return fleet;
  }

  /** Whether the device has all that the group asks for; an unknown group has no devices. */
  static boolean isIn(@Nullable DeviceGroup group, Device device) {
    return group != null
        && group.where().entrySet().stream()
            .allMatch(is -> is.getValue().equals(device.properties().get(is.getKey())));
  }
}
