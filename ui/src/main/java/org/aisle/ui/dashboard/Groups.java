package org.aisle.ui.dashboard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.backend.query.FleetNumbers.Cell;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Drill;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** The devices of a fleet by what they have in common: a place, a property, or nothing at all. */
record Groups(Map<String, Group> byName) {

  static final String ALL = "all";

  /**
   * Devices with something in common.
   *
   * @param path where it leads, or null
   */
  record Group(String name, @Nullable String path, List<Fleet.Member> members) {

    List<DeviceRef> devices() {
      return members.stream().map(member -> member.device().ref()).toList();
    }
  }

  /** In the order of their names; those without a place or value come last. */
  static Groups of(Fleet fleet, String by, Tile tile) {
    boolean leads = tile.frame().drill() != Drill.NONE;
    Map<String, Group> named = new TreeMap<>();
    Map<String, Group> rest = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    Set<String> twice =
        fleet.members().stream()
            .map(member -> member.device().name())
            .filter(name -> !seen.add(name))
            .collect(Collectors.toSet());
    for (Fleet.Member member : fleet.members()) {
      String key = key(fleet, by, member, twice);
      String path = leads ? path(fleet, by, tile, member) : null;
      if (key == null) {
        String none = by.equals(Tile.BY_PLACE) ? "No place" : "No " + by;
        add(rest, none, null, member);
      } else {
        add(named, key, path, member);
      }
    }
    Map<String, Group> all = new LinkedHashMap<>(named);
    all.putAll(rest);
    return new Groups(all);
  }

  private static void add(
      Map<String, Group> groups, String name, @Nullable String path, Fleet.Member member) {
    groups.computeIfAbsent(name, n -> new Group(n, path, new ArrayList<>())).members().add(member);
  }

  private static @Nullable String key(
      Fleet fleet, String by, Fleet.Member member, Set<String> twice) {
    return switch (by) {
      case Tile.BY_PLACE -> {
        var place = fleet.places().get(Objects.requireNonNullElse(member.device().place(), ""));
        yield place == null ? null : place.name();
      }
      case Tile.BY_DEVICE -> {
        String name = member.device().name();
        yield twice.contains(name)
            ? name + " (" + member.device().ref().device().value() + ")"
            : name;
      }
      default -> member.device().properties().get(by);
    };
  }

  private static @Nullable String path(Fleet fleet, String by, Tile tile, Fleet.Member member) {
    String place = member.device().place();
    return switch (by) {
      case Tile.BY_PLACE -> place == null ? null : fleet.address().place(place);
      case Tile.BY_DEVICE -> fleet.leads(tile, member.device());
      default -> null;
    };
  }

  /** The devices of each, for a question to the history. */
  Map<String, List<DeviceRef>> devices() {
    Map<String, List<DeviceRef>> devices = new LinkedHashMap<>();
    byName.forEach((name, group) -> devices.put(name, group.devices()));
    return devices;
  }

  /** One number for each, of cells that are not told apart any further. */
  static Map<String, Double> numbers(List<Cell> cells) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    cells.forEach(cell -> numbers.put(cell.group(), cell.value()));
    return numbers;
  }
}
