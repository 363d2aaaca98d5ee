package org.aisle.ui.dashboard;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.dom.DomEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.aisle.backend.registry.App;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.ui.dashboard.EditCheck.Checked;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.MapTiles;
import org.aisle.ui.shell.EmptyState;
import tools.jackson.databind.JsonNode;

/**
 * The grid of an editor: every tile shows what it would show, can be chosen, moved and resized with
 * the pointer or the keyboard. Tiles that did not change stay as they are.
 */
@JavaScript("context://aisle/board-edit.js")
@StyleSheet("context://aisle/data.css")
final class EditBoard extends Div implements Background {

  /** Told what was done to a tile, by its key. */
  interface Hands {
    void chosen(int key);

    void placed(int key, Tile.Area area);

    void stepped(int key, int by);
  }

  private final App app;
  private final FleetReader reader;
  private final Workers workers;
  private final Hands hands;
  private final TileViews kinds;
  private final Div grid = new Div();
  private final EmptyState nothing =
      new EmptyState(
          VaadinIcon.DASHBOARD, "Nothing on it yet", "Choose a tile under \"Add a tile\".");
  private final Map<Integer, EditCell> cells = new HashMap<>();
  private Dashboard shown;
  private final Rounds rounds;

  EditBoard(
      App app, Dashboard empty, FleetReader reader, Workers workers, MapTiles maps, Hands hands) {
    this.app = app;
    this.reader = reader;
    this.workers = workers;
    this.hands = hands;
    this.shown = empty;
    this.rounds = new Rounds(workers, this, this::question, sound -> {});
    this.kinds = new TileViews(ValueFormat.ofReader(app.zone()), reader, maps, this);
    addClassNames("aisle-board", "aisle-edit-board");
    grid.addClassNames("aisle-board-grid", "aisle-edit-grid");
    grid.getElement().setAttribute("role", "group").setAttribute("aria-label", "Tiles");
    grid.getElement()
        .addEventListener("tile-placed", this::placed)
        .addEventData("event.detail.key")
        .addEventData("event.detail.column")
        .addEventData("event.detail.row")
        .addEventData("event.detail.width")
        .addEventData("event.detail.height");
    add(nothing, grid);
  }

  private void placed(DomEvent event) {
    JsonNode data = event.getEventData();
    hands.placed(
        data.path("event.detail.key").asInt(-1),
        Placement.inside(
            data.path("event.detail.column").asInt(0),
            data.path("event.detail.row").asInt(0),
            data.path("event.detail.width").asInt(1),
            data.path("event.detail.height").asInt(1)));
  }

  /** Shows that state of the draft with what is wrong with it. */
  void show(Draft.State state, Checked checked, int chosen) {
    cells
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = state.indexOf(entry.getKey()) < 0;
              if (gone) {
                grid.remove(entry.getValue());
              }
              return gone;
            });
    nothing.setVisible(state.parts().isEmpty());
    List<Integer> order = Placement.inReadingOrder(state.areas());
    for (int i = 0; i < state.parts().size(); i++) {
      Draft.Part part = state.parts().get(i);
      EditCell cell =
          cells.computeIfAbsent(
              part.key(),
              key -> {
                EditCell made = new EditCell(key, hands);
                grid.add(made);
                return made;
              });
      cell.place(part, order.indexOf(i), state.parts().size(), part.key() == chosen);
      cell.fill(part, checked.tile(i), checked.sentences(i), tile -> kinds.of(tile, part.key()));
    }
    shown = checked.sound();
    look();
  }

  void focus(int key) {
    EditCell cell = cells.get(key);
    if (cell != null) {
      cell.focusGrip();
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    grid.getElement().executeJs("window.AisleBoardEdit.start(this)");
    rounds.start(event.getUI());
  }

  @Override
  protected void onDetach(DetachEvent event) {
    rounds.stop();
  }

  /** Reads everything anew and shows it; call with the UI's lock held. */
  void look() {
    rounds.look();
  }

  private Rounds.Question question() {
    Dashboard of = shown;
    Map<Tile, TileView> views = new HashMap<>();
    cells.values().forEach(cell -> cell.into(views));
    Address address = new Address(app.id(), of.id(), of.range(), Filter.NONE);
    return new Rounds.Question(of, views, () -> reader.read(app, of, address));
  }

  @Override
  public void run(Component page, Supplier<Runnable> question) {
    UI ui = page.getUI().orElse(null);
    if (ui != null) {
      workers.ask(ui, page, question, () -> {});
    }
  }
}
