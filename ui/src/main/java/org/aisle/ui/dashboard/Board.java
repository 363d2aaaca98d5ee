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
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.aisle.backend.registry.App;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.DeviceTemplate;
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
  record Subject(App app, Dashboard dashboard, DeviceTemplate template, Duration back) {}

  private final Subject subject;
  private final FleetReader reader;
  private final Workers workers;
  private final List<TileView> views = new ArrayList<>();
  private final Paragraph failure = new Paragraph();
  private volatile @Nullable Fleet fleet;
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
    List<Tile> tilesInOrder =
        subject.dashboard().tiles().stream()
            .sorted(
                Comparator.comparingInt((Tile t) -> t.area().row())
                    .thenComparingInt(t -> t.area().column()))
            .toList();
    for (int i = 0; i < tilesInOrder.size(); i++) {
      TileView view = view(tilesInOrder.get(i), i, format, tiles);
      views.add(view);
      grid.add(view.panel());
    }
    add(failure, grid);
  }

  private TileView view(Tile tile, int number, ValueFormat format, MapTiles tiles) {
    return switch (tile) {
      case Tile.Kpi kpi -> new KpiTile(kpi, format, new TilePanel(tile, number, "number"));
      case Tile.LastValue last ->
          new LastValueTile(
              last, format, new TilePanel(tile, number, "number"), reader.telemetry());
      case Tile.LineChart chart ->
          new LineChartTile(
              chart, format, new TilePanel(tile, number, "wide"), reader.telemetry(), this);
      case Tile.MapTile map ->
          new MapTileView(map, format, new TilePanel(tile, number, "map"), tiles);
      case Tile.WorstTable worst ->
          new WorstTableTile(worst, format, new TilePanel(tile, number, "table"));
      case Tile.StateTimeline states ->
          new TimelineTile(states, format, new TilePanel(tile, number, "wide"), reader.telemetry());
      case Tile.DeviceCount count ->
          new DeviceCountTile(count, format, new TilePanel(tile, number, "number"));
      case Tile.AlertList list ->
          new AlertListTile(list, format, new TilePanel(tile, number, "alerts"), reader.alerts());
    };
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
    Fleet now = reader.read(subject.app(), subject.dashboard(), subject.template(), subject.back());
    fleet = now;
    List<Runnable> answers = new ArrayList<>();
    for (TileView view : views) {
      answers.add(view.read(now));
    }
    return () -> {
      answers.forEach(Runnable::run);
      failure.setText("");
      done();
    };
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
  public Fleet fleet() {
    Fleet read = fleet;
    if (read == null) {
      throw new IllegalStateException("Nothing was read yet.");
    }
    return read;
  }

  @Override
  public void run(Component page, Supplier<Runnable> question) {
    UI ui = page.getUI().orElse(null);
    if (ui != null) {
      workers.ask(ui, page, question, this::failed);
    }
  }
}
