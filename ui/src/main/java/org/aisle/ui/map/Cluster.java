package org.aisle.ui.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.ui.map.DeviceMap.Kind;
import org.aisle.ui.map.DeviceMap.Marker;
import org.jspecify.annotations.Nullable;

/**
 * Devices that are one marker at a zoom, because they stand nearer to each other than a marker is
 * wide.
 *
 * @param counts how many there are of each kind, the most important first
 * @param members the first few, the most important first
 * @param extent the least area that holds all of them
 */
record Cluster(
    String id,
    double lat,
    double lon,
    int size,
    Map<String, Integer> counts,
    List<Marker> members,
    MapArea extent) {

  private static final int LISTED = 12;
  private static final double NEAR_PX = 44;

  Marker first() {
    return members.getFirst();
  }

  /**
   * The devices in or near the area, put together; as many as the area has room for. The same
   * devices give the same clusters, in whatever order they come.
   */
  static List<Cluster> of(List<Marker> devices, List<Kind> kinds, MapArea area) {
    Map<Long, List<Group>> cells = new HashMap<>();
    List<Group> groups = new ArrayList<>();
    devices.stream()
        .filter(device -> area.near(device.lat(), device.lon()))
        .sorted(Comparator.comparing(Marker::id))
        .forEach(
            device -> {
              double x = area.x(device.lon());
              double y = area.y(device.lat());
              Group near = near(cells, x, y);
              if (near == null) {
                near = new Group(x, y, new ArrayList<>());
                groups.add(near);
                cells.computeIfAbsent(cell(cell(x), cell(y)), key -> new ArrayList<>()).add(near);
              }
              near.devices().add(device);
            });
    return groups.stream().map(group -> cluster(group.devices(), kinds)).toList();
  }

  private record Group(double x, double y, List<Marker> devices) {}

  private static @Nullable Group near(Map<Long, List<Group>> cells, double x, double y) {
    for (long column = cell(x) - 1; column <= cell(x) + 1; column++) {
      for (long row = cell(y) - 1; row <= cell(y) + 1; row++) {
        for (Group group : cells.getOrDefault(cell(column, row), List.of())) {
          if (Math.hypot(group.x() - x, group.y() - y) < NEAR_PX) {
            return group;
          }
        }
      }
    }
    return null;
  }

  private static long cell(double pixel) {
    return (long) Math.floor(pixel / NEAR_PX);
  }

  private static long cell(long column, long row) {
    return column << 32 | row & 0xffff_ffffL;
  }

  private static Cluster cluster(List<Marker> devices, List<Kind> kinds) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, Integer> order = new HashMap<>();
    for (Kind kind : kinds) {
      int count = (int) devices.stream().filter(d -> d.kind().equals(kind.key())).count();
      if (count > 0) {
        counts.put(kind.key(), count);
      }
      order.put(kind.key(), order.size());
    }
    return new Cluster(
        (devices.size() == 1 ? "" : "~") + devices.getFirst().id(),
        devices.stream().mapToDouble(Marker::lat).average().orElseThrow(),
        devices.stream().mapToDouble(Marker::lon).average().orElseThrow(),
        devices.size(),
        counts,
        devices.stream()
            .sorted(
                Comparator.comparingInt((Marker d) -> order.getOrDefault(d.kind(), order.size()))
                    .thenComparing(Marker::name))
            .limit(LISTED)
            .toList(),
        MapArea.around(devices));
  }
}
