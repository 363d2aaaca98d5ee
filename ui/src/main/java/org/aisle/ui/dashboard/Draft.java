package org.aisle.ui.dashboard;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.aisle.templates.dashboard.Tile.Area;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dashboard while somebody edits it, in the shape of its file. Every state is a value, so that
 * each step can be taken back; a state may have faults.
 */
final class Draft {

  private static final int MOST_STEPS = 200;

  /** A tile; its key stays when others come and go. The tree is never changed. */
  record Part(int key, ObjectNode tile) {

    Area area() {
      JsonNode at = tile.path("at");
      return Placement.inside(
          at.path("column").asInt(0),
          at.path("row").asInt(0),
          at.path("width").asInt(1),
          at.path("height").asInt(1));
    }

    Part at(Area area) {
      ObjectNode moved = tile.deepCopy();
      ObjectNode at = moved.putObject("at");
      at.put("column", area.column());
      at.put("row", area.row());
      at.put("width", area.width());
      at.put("height", area.height());
      return new Part(key, moved);
    }

    String title() {
      return tile.path("title").asString("");
    }

    String kind() {
      return tile.path("kind").asString("");
    }
  }

  /** All keys of the dashboard but its tiles, and those. */
  record State(ObjectNode head, List<Part> parts) {
    State {
      parts = List.copyOf(parts);
    }

    ObjectNode tree() {
      ObjectNode tree = head.deepCopy();
      ArrayNode tiles = tree.putArray("tiles");
      parts.forEach(part -> tiles.add(part.tile()));
      return tree;
    }

    List<Area> areas() {
      return parts.stream().map(Part::area).toList();
    }

    int indexOf(int key) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).key() == key) {
          return i;
        }
      }
      return -1;
    }

    State with(int key, UnaryOperator<Part> change) {
      return new State(
          head, parts.stream().map(p -> p.key() == key ? change.apply(p) : p).toList());
    }

    State without(int key) {
      return new State(head, parts.stream().filter(p -> p.key() != key).toList());
    }

    /** Puts the tile there; the others make room. */
    State placed(int key, Area area) {
      State moved = with(key, part -> part.at(area));
      int fixed = indexOf(key);
      if (fixed < 0) {
        return this;
      }
      List<Area> settled = Placement.settle(moved.areas(), fixed);
      List<Part> all = new ArrayList<>();
      for (int i = 0; i < settled.size(); i++) {
        Part part = moved.parts().get(i);
        all.add(part.area().equals(settled.get(i)) ? part : part.at(settled.get(i)));
      }
      return new State(head, all);
    }

    /** Changes places with the tile before or after it, as one reads them. */
    State stepped(int key, int by) {
      List<Integer> order = Placement.inReadingOrder(areas());
      int from = order.indexOf(indexOf(key));
      int to = from + by;
      if (from < 0 || to < 0 || to >= order.size()) {
        return this;
      }
      Part upper = parts.get(order.get(Math.min(from, to)));
      Part lower = parts.get(order.get(Math.max(from, to)));
      Area above = upper.area();
      Area below = lower.area();
      Area raised = Placement.inside(above.column(), above.row(), below.width(), below.height());
      boolean beside = above.row() == below.row();
      Area lowered =
          beside
              ? Placement.inside(
                  above.column() + below.width(), above.row(), above.width(), above.height())
              : Placement.inside(below.column(), below.row(), above.width(), above.height());
      return with(upper.key(), part -> part.at(lowered)).placed(lower.key(), raised);
    }
  }

  private final Deque<State> past = new ArrayDeque<>();
  private final Deque<State> future = new ArrayDeque<>();
  private State saved;
  private State now;
  private int nextKey;

  Draft(ObjectNode tree) {
    ObjectNode head = tree.deepCopy();
    head.remove("tiles");
    List<Part> parts = new ArrayList<>();
    tree.path("tiles")
        .forEach(tile -> parts.add(new Part(nextKey++, ((ObjectNode) tile).deepCopy())));
    now = new State(head, parts);
    saved = now;
  }

  State now() {
    return now;
  }

  /** Makes that the state; false when it is already. */
  boolean change(State next) {
    if (next.equals(now)) {
      return false;
    }
    past.push(now);
    if (past.size() > MOST_STEPS) {
      past.removeLast();
    }
    future.clear();
    now = next;
    return true;
  }

  /** Adds a tile there; the others make room. Its key. */
  int add(ObjectNode tile, Area area) {
    Part part = new Part(nextKey++, tile).at(area);
    List<Part> parts = new ArrayList<>(now.parts());
    parts.add(part);
    change(new State(now.head(), parts).placed(part.key(), area));
    return part.key();
  }

  boolean canUndo() {
    return !past.isEmpty();
  }

  boolean canRedo() {
    return !future.isEmpty();
  }

  void undo() {
    if (canUndo()) {
      future.push(now);
      now = past.pop();
    }
  }

  void redo() {
    if (canRedo()) {
      past.push(now);
      now = future.pop();
    }
  }

  boolean isChanged() {
    return !now.equals(saved);
  }

  void saved() {
    saved = now;
  }
}
