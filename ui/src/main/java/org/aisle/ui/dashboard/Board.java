package org.aisle.ui.dashboard;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.aisle.backend.registry.App;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.MapTiles;

/** The tiles of one dashboard over one range. */
final class Board extends Div implements Background {

  /** What a board shows. */
  record Subject(App app, Dashboard dashboard, Address address) {}

  private final Subject subject;
  private final FleetReader reader;
  private final Workers workers;
  private final Map<Tile, TileView> views = new LinkedHashMap<>();
  private final Paragraph failure = new Paragraph();
  private final Rounds rounds;

  Board(Subject subject, ValueFormat format, FleetReader reader, Workers workers, MapTiles tiles) {
    this.subject = subject;
    this.reader = reader;
    this.workers = workers;
    this.rounds = new Rounds(workers, this, this::question, this::ended);
    addClassName("aisle-board");
    failure.addClassName("aisle-board-failure");
    failure.getElement().setAttribute("role", "status");
    Div grid = new Div();
    grid.addClassName("aisle-board-grid");
    TileViews kinds = new TileViews(format, reader, tiles, this);
    List<Tile> tilesInOrder =
        subject.dashboard().tiles().stream()
            .sorted(
                Comparator.comparingInt((Tile t) -> t.area().row())
                    .thenComparingInt(t -> t.area().column()))
            .toList();
    for (int i = 0; i < tilesInOrder.size(); i++) {
      TileView view = kinds.of(tilesInOrder.get(i), i);
      views.put(tilesInOrder.get(i), view);
      grid.add(view.panel().waiting());
    }
    add(failure, grid);
  }

  @Override
  protected void onAttach(AttachEvent event) {
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

  /** Stops reading, so that somebody can study what is shown, or goes on. */
  void pause(boolean pause) {
    rounds.pause(pause);
  }

  private Rounds.Question question() {
    return new Rounds.Question(
        subject.dashboard(),
        views,
        () -> reader.read(subject.app(), subject.dashboard(), subject.address()));
  }

  private void ended(boolean sound) {
    failure.setText(
        sound
            ? ""
            : "Some of the newest data could not be read; what you see is older. Trying again.");
  }

  @Override
  public void run(Component page, Supplier<Runnable> question) {
    UI ui = page.getUI().orElse(null);
    if (ui != null) {
      workers.ask(ui, page, question, () -> ended(false));
    }
  }
}
