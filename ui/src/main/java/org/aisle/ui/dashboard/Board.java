package org.aisle.ui.dashboard;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.aisle.backend.registry.App;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.MapTiles;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of one dashboard over one range. Reads when it is attached, when {@link #look} is
 * called, and at least every {@link #IDLE}, so that silence shows too; never twice at a time.
 */
final class Board extends Div implements Background {

  private static final Duration IDLE = Duration.ofSeconds(15);

  /** What a board shows. */
  record Subject(App app, Dashboard dashboard, Address address) {}

  private final Subject subject;
  private final FleetReader reader;
  private final Workers workers;
  private final Map<Tile, TileView> views = new LinkedHashMap<>();
  private final Paragraph failure = new Paragraph();
  private @Nullable Future<?> idle;
  private boolean underWay;
  private boolean again;
  private boolean paused;

  Board(Subject subject, ValueFormat format, FleetReader reader, Workers workers, MapTiles tiles) {
    this.subject = subject;
    this.reader = reader;
    this.workers = workers;
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
    idle = workers.every(IDLE, event.getUI(), this, this::look);
    underWay = false;
    look();
  }

  @Override
  protected void onDetach(DetachEvent event) {
    if (idle != null) {
      idle.cancel(false);
    }
  }

  /** Reads everything anew and shows it; call with the UI's lock held. */
  void look() {
    if (paused) {
      return;
    }
    if (underWay) {
      again = true;
      return;
    }
    underWay = true;
    again = false;
    getUI().ifPresent(ui -> workers.ask(ui, this, this::read, this::failed));
  }

  /** Stops reading, so that somebody can study what is shown, or goes on. */
  void pause(boolean pause) {
    paused = pause;
    look();
  }

  private Runnable read() {
    Fleets now = reader.read(subject.app(), subject.dashboard(), subject.address());
    List<Runnable> answers = new ArrayList<>();
    views.forEach((tile, view) -> answers.add(answer(now, tile, view)));
    return () -> {
      answers.forEach(Runnable::run);
      views.values().forEach(view -> view.panel().arrived());
      failure.setText("");
      done();
    };
  }

  private Runnable answer(Fleets now, Tile tile, TileView view) {
    Fleet fleet = now.of(subject.dashboard(), tile);
    if (fleet != null) {
      return view.read(fleet);
    }
    String sentence =
        "The device template %s is not published in this app. Publish it, and the tile fills."
            .formatted(subject.dashboard().templateOf(tile));
    return () -> view.panel().instead(sentence);
  }

  private void failed() {
    failure.setText("The newest data could not be read; what you see is older. Trying again.");
    underWay = false;
  }

  private void done() {
    underWay = false;
    if (again) {
      look();
    }
  }

  @Override
  public void run(Component page, Supplier<Runnable> question) {
    UI ui = page.getUI().orElse(null);
    if (ui != null) {
      workers.ask(ui, page, question, this::failed);
    }
  }
}
