package org.aisle.ui.dashboard;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.app.DashboardFault;
import org.aisle.templates.app.DashboardJson;
import org.aisle.templates.app.DashboardNames;
import org.aisle.templates.app.DashboardOutcome;
import org.aisle.templates.app.DashboardReader;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads a draft: what can be shown of it, and what is wrong with the rest. */
final class EditCheck {

  /**
   * @param whole the dashboard, or null while it has faults
   * @param sound as much of it as can be shown
   * @param tiles the sound tiles by their number in the draft
   * @param faults all that is wrong
   */
  record Checked(
      @Nullable Dashboard whole,
      Dashboard sound,
      Map<Integer, Tile> tiles,
      List<DashboardFault> faults) {
    Checked {
      tiles = Map.copyOf(tiles);
      faults = List.copyOf(faults);
    }

    @Nullable Tile tile(int number) {
      return tiles.get(number);
    }

    /** What is wrong with that tile, or with the dashboard itself. */
    List<String> sentences(int number) {
      return faults.stream()
          .filter(fault -> fault.tile() == number)
          .map(DashboardFault::sentence)
          .distinct()
          .toList();
    }
  }

  private EditCheck() {}

  static Checked check(String id, Draft.State state, DashboardNames names) {
    DashboardOutcome outcome = read(id, state.tree(), names);
    if (outcome instanceof DashboardOutcome.Read(Dashboard whole)) {
      Map<Integer, Tile> tiles = new HashMap<>();
      for (int i = 0; i < whole.tiles().size(); i++) {
        tiles.put(i, whole.tiles().get(i));
      }
      return new Checked(whole, whole, tiles, List.of());
    }
    List<DashboardFault> faults =
        outcome instanceof DashboardOutcome.Faults(var found) ? found : List.of();
    List<Integer> numbers = new ArrayList<>();
    List<Draft.Part> parts = new ArrayList<>();
    for (int i = 0; i < state.parts().size(); i++) {
      int number = i;
      if (faults.stream().noneMatch(fault -> fault.tile() == number)) {
        numbers.add(i);
        parts.add(state.parts().get(i));
      }
    }
    ObjectNode head = state.head().deepCopy();
    head.put("title", "Preview");
    head.put("range", "PT24H");
    head.remove(List.of("audience", "description"));
    Map<Integer, Tile> tiles = new HashMap<>();
    Dashboard sound =
        read("preview", new Draft.State(head, parts).tree(), names)
                instanceof DashboardOutcome.Read(Dashboard readable)
            ? readable
            : nothing(id);
    for (int i = 0; i < sound.tiles().size(); i++) {
      tiles.put(numbers.get(i), sound.tiles().get(i));
    }
    return new Checked(null, sound, tiles, faults);
  }

  static Dashboard nothing(String id) {
    return new Dashboard(id, "Preview", "", Duration.ofHours(24), List.of());
  }

  private static DashboardOutcome read(String id, ObjectNode tree, DashboardNames names) {
    return DashboardReader.json(
        id, DashboardJson.write(tree).getBytes(StandardCharsets.UTF_8), names);
  }
}
