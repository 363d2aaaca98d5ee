package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.aisle.templates.dashboard.Tile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One tile in an editor: what it shows, below a grip that chooses and moves it. */
final class EditCell extends Div {

  private final Div content = new Div();
  private final NativeButton grip = new NativeButton();
  private final NativeButton up = new NativeButton("↑");
  private final NativeButton down = new NativeButton("↓");
  private @Nullable ObjectNode filledWith;
  private List<String> told = List.of();
  private @Nullable Tile tile;
  private @Nullable TileView view;

  EditCell(int key, EditBoard.Hands hands) {
    addClassName("aisle-edit-cell");
    getElement().setAttribute("data-key", String.valueOf(key));
    content.addClassName("aisle-edit-content");
    content.getElement().setAttribute("inert", true);
    grip.addClassName("aisle-edit-grip");
    grip.addClickListener(click -> hands.chosen(key));
    Span corner = new Span();
    corner.addClassName("aisle-edit-corner");
    corner.getElement().setAttribute("aria-hidden", "true");
    up.addClickListener(click -> hands.stepped(key, -1));
    down.addClickListener(click -> hands.stepped(key, 1));
    Div steps = new Div(up, down);
    steps.addClassName("aisle-edit-steps");
    add(content, grip, corner, steps);
  }

  void place(Draft.Part part, int position, int of, boolean chosen) {
    Tile.Area area = part.area();
    getElement()
        .setAttribute("data-column", String.valueOf(area.column()))
        .setAttribute("data-row", String.valueOf(area.row()))
        .setAttribute("data-width", String.valueOf(area.width()))
        .setAttribute("data-height", String.valueOf(area.height()));
    getStyle()
        .set("--c", String.valueOf(area.column() + 1))
        .set("--r", String.valueOf(area.row() + 1))
        .set("--w", String.valueOf(area.width()))
        .set("--h", String.valueOf(area.height()))
        .set("--n", String.valueOf(position));
    String name = part.title().isEmpty() ? "Tile without a title" : part.title();
    grip.getElement()
        .setAttribute("aria-pressed", String.valueOf(chosen))
        .setAttribute(
            "aria-label",
            "%s: column %d, row %d, %d columns wide, %d rows high. Arrow keys move it, with Shift they resize it."
                .formatted(name, area.column() + 1, area.row() + 1, area.width(), area.height()));
    up.getElement().setAttribute("aria-label", "Move up: " + name);
    down.getElement().setAttribute("aria-label", "Move down: " + name);
    up.setEnabled(position > 0);
    down.setEnabled(position < of - 1);
  }

  /**
   * @param sound the tile, or null while it has faults
   * @param faults what is wrong with it
   */
  void fill(
      Draft.Part part, @Nullable Tile sound, List<String> faults, Function<Tile, TileView> views) {
    ObjectNode shape = part.tile().deepCopy();
    shape.remove("at");
    if (shape.equals(filledWith) && faults.equals(told) && (sound == null) == (tile == null)) {
      rekey(sound);
      return;
    }
    filledWith = shape;
    told = List.copyOf(faults);
    content.removeAll();
    tile = sound;
    view = sound == null ? null : views.apply(sound);
    if (view != null) {
      content.add(view.panel());
      return;
    }
    UnorderedList list = new UnorderedList();
    faults.forEach(fault -> list.add(new ListItem(fault)));
    Div panel = new Div(new H2(part.title().isEmpty() ? "No title" : part.title()), list);
    panel.addClassNames("aisle-tile", "aisle-edit-faulty");
    content.add(panel);
  }

  /** The tile may have moved; what draws it is the same. */
  private void rekey(@Nullable Tile sound) {
    tile = sound;
  }

  void into(Map<Tile, TileView> views) {
    Tile of = tile;
    TileView by = view;
    if (of != null && by != null) {
      views.put(of, by);
    }
  }

  void focusGrip() {
    grip.focus();
  }
}
