package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Over;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the tiles of a page show, round after round: at least every {@link #IDLE}, so that
 * silence shows too, and never twice at a time. Tiles that ask the history are read side by side;
 * what is ready is shown while others still ask. All but the reading happens with the UI's lock
 * held.
 */
final class Rounds {

  private static final Logger log = LoggerFactory.getLogger(Rounds.class);
  private static final Duration IDLE = Duration.ofSeconds(15);

  /** Answers that come within such a time are shown together. */
  private static final long TOGETHER_NANOS = Duration.ofMillis(150).toNanos();

  /** What one round reads. */
  record Question(Dashboard dashboard, Map<Tile, TileView> views, Supplier<Fleets> fleets) {}

  private final Workers workers;
  private final Component page;
  private final Supplier<Question> next;
  private final Consumer<Boolean> ended;
  private @Nullable Future<?> idle;
  private @Nullable Round underWay;
  private boolean again;
  private boolean paused;

  /**
   * @param next what to read, asked at the beginning of each round
   * @param ended told after each round whether everything could be read
   */
  Rounds(Workers workers, Component page, Supplier<Question> next, Consumer<Boolean> ended) {
    this.workers = workers;
    this.page = page;
    this.next = next;
    this.ended = ended;
  }

  /** Begins; to be called when the page is attached. */
  void start(UI ui) {
    stop();
    idle = workers.every(IDLE, ui, page, this::look);
    underWay = null;
    look();
  }

  void stop() {
    if (idle != null) {
      idle.cancel(false);
      idle = null;
    }
  }

  /** Goes on, or stops reading until it shall go on. */
  void pause(boolean pause) {
    paused = pause;
    look();
  }

  /** Reads everything anew, after the round under way if there is one. */
  void look() {
    if (paused) {
      return;
    }
    if (underWay != null) {
      again = true;
      return;
    }
    UI ui = page.getUI().orElse(null);
    if (ui != null) {
      again = false;
      Round round = new Round(ui, next.get());
      underWay = round;
      workers.run(round::begin);
    }
  }

  private void end(Round round, boolean sound) {
    if (underWay != round) {
      return;
    }
    underWay = null;
    ended.accept(sound);
    if (again) {
      look();
    }
  }

  /** Whether the tile asks more than what devices said last. */
  private static boolean asks(Tile tile) {
    return switch (tile) {
      case Tile.Kpi kpi -> kpi.over() == Over.RANGE || kpi.compare() != null;
      case Tile.Bar bar -> bar.over() == Over.RANGE;
      case Tile.WorstTable table -> table.over() == Over.RANGE;
      case Tile.MapTile map -> map.path();
      case Tile.LastValue last -> true;
      case Tile.LineChart line -> true;
      case Tile.HeatMap heat -> true;
      case Tile.StateTimeline states -> true;
      case Tile.AlertList alerts -> true;
      case Tile.EventHistory events -> true;
      case Tile.JourneyStrip strip -> true;
      case Tile.Properties properties -> true;
      case Tile.Gauge gauge -> false;
      case Tile.Pie pie -> false;
      case Tile.Funnel funnel -> false;
      case Tile.DeviceCount count -> false;
      case Tile.FloorPlan plan -> false;
      case Tile.Image image -> false;
      case Tile.Label label -> false;
      case Tile.Markdown text -> false;
    };
  }

  private final class Round {
    private final UI ui;
    private final Question question;
    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicBoolean delivering = new AtomicBoolean();
    private final AtomicLong deliveredAt = new AtomicLong(System.nanoTime());
    private volatile boolean sound = true;

    Round(UI ui, Question question) {
      this.ui = ui;
      this.question = question;
    }

    /** Tiles that ask are handed out before the others are read, so that nobody waits for these. */
    void begin() {
      left.set(question.views().size() + 1);
      int handedOut = 0;
      try {
        Fleets fleets = question.fleets().get();
        for (Map.Entry<Tile, TileView> each : question.views().entrySet()) {
          if (asks(each.getKey())) {
            handedOut++;
            workers.run(() -> answer(fleets, each.getKey(), each.getValue()));
          }
        }
        for (Map.Entry<Tile, TileView> each : question.views().entrySet()) {
          if (!asks(each.getKey())) {
            handedOut++;
            answer(fleets, each.getKey(), each.getValue());
          }
        }
      } catch (RuntimeException e) {
        failed(e);
        left.addAndGet(handedOut - question.views().size());
      }
      ready();
    }

    private void answer(Fleets fleets, Tile tile, TileView view) {
      try {
        Fleet fleet = fleets.of(question.dashboard(), tile);
        Runnable answer = fleet == null ? missing(tile, view) : view.read(fleet);
        answers.add(
            () -> {
              answer.run();
              view.panel().arrived();
            });
      } catch (RuntimeException e) {
        failed(e);
      }
      ready();
    }

    private Runnable missing(Tile tile, TileView view) {
      String sentence =
          "The device template %s is not published in this app. Publish it, and the tile fills."
              .formatted(question.dashboard().templateOf(tile));
      return () -> view.panel().instead(sentence);
    }

    private void failed(RuntimeException e) {
      sound = false;
      log.warn("A dashboard could not be refreshed.", e);
    }

    private void ready() {
      boolean last = left.decrementAndGet() == 0;
      if (last || System.nanoTime() - deliveredAt.get() > TOGETHER_NANOS) {
        deliver();
      }
    }

    private void deliver() {
      if (delivering.compareAndSet(false, true)) {
        workers.deliver(ui, page, this::show);
      }
    }

    private void show() {
      delivering.set(false);
      deliveredAt.set(System.nanoTime());
      for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
        answer.run();
      }
      if (left.get() == 0) {
        end(this, sound);
      }
    }
  }
}
