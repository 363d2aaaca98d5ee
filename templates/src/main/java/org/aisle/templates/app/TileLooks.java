package org.aisle.templates.app;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which kinds of tiles round numbers, say what they count, colour them, and lead somewhere. */
final class TileLooks {

  private static final List<String> KEYS = List.of("decimals", "unit", "colours", "drill");

  private static final Set<String> NUMBERS = Set.of("decimals", "unit", "colours");
  private static final Set<String> ALL = Set.of("decimals", "unit", "colours", "drill");
  private static final Set<String> TABLE = Set.of("decimals", "colours", "drill");

  private static final Map<String, Set<String>> TAKEN =
      Map.ofEntries(
          Map.entry("kpi", NUMBERS),
          Map.entry("last-value", NUMBERS),
          Map.entry("gauge", NUMBERS),
          Map.entry("heat-map", NUMBERS),
          Map.entry("bar", ALL),
          Map.entry("table", TABLE),
          Map.entry("worst-table", TABLE),
          Map.entry("map", ALL),
          Map.entry("floor-plan", ALL),
          Map.entry("line-chart", Set.of("decimals", "unit")),
          Map.entry("pie", Set.of("decimals")),
          Map.entry("funnel", Set.of("decimals")),
          Map.entry("device-count", Set.of("drill")),
          Map.entry("state-timeline", Set.of("drill")),
          Map.entry("journey-strip", Set.of("drill")));

  private TileLooks() {}

  /** Reports each of those keys that its kind would not heed. */
  static void check(Section tile, String kind) {
    Set<String> taken = TAKEN.getOrDefault(kind, Set.of());
    for (String key : KEYS) {
      if (tile.has(key) && !taken.contains(key)) {
        tile.fault(
            key, "app.key-of-kind", "A %s does not heed \"%s\"; remove it.".formatted(kind, key));
      }
    }
  }
}
