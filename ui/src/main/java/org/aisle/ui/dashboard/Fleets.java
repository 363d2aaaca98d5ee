package org.aisle.ui.dashboard;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.jspecify.annotations.Nullable;

/**
 * The fleets that the tiles of a dashboard show, all as of one moment.
 *
 * @param byTemplate by the last segment of the device template; those not published are absent
 * @param groups by device group the ids of those who are in it; an unknown one has no devices
 */
record Fleets(Map<String, Fleet> byTemplate, Map<String, Set<String>> groups) {

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
      fleet = fleet.only(in(groups.getOrDefault(group, Set.of())));
    }
    return fleet;
  }

  /** Whether a device is among these ids. */
  private static Predicate<Fleet.Member> in(Set<String> ids) {
    return member -> ids.contains(member.device().ref().device().value());
  }
}
