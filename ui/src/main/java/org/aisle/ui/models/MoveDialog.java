package org.aisle.ui.models;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.aisle.backend.models.ModelReleases;
import org.aisle.backend.models.ModelReleases.Migration;
import org.aisle.backend.models.ModelReleases.Moved;
import org.aisle.backend.models.ModelReleases.State;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.DeviceId;
import org.aisle.ui.imports.RowLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets devices speak another version: says of each what would become of it, then moves them beside
 * the page, which shows how far that is.
 */
final class MoveDialog extends Dialog {

  private static final Logger log = LoggerFactory.getLogger(MoveDialog.class);

  /** How many are moved before the page is told. */
  private static final int STEP = 50;

  private final App app;
  private final ModelReleases releases;
  private final Runnable moved;
  private final Select<DeviceTemplate> target = new Select<>();
  private final Div refusal = new Div();
  private final Paragraph says = new Paragraph();
  private final ProgressBar bar = new ProgressBar();
  private final Div body = new Div();
  private final Button close = new Button("Cancel", click -> close());
  private final Button go = new Button("Move", click -> run());
  private List<Moved> trial = List.of();

  /**
   * @param moved called after devices were moved and the dialog is closed
   */
  MoveDialog(App app, ModelFamily family, ModelReleases releases, Runnable moved) {
    this.app = app;
    this.releases = releases;
    this.moved = moved;
    setHeaderTitle("Move devices of " + family.name());
    setWidth("min(860px, 94vw)");
    target.setLabel("To");
    target.setItems(family.versions().reversed());
    target.setItemLabelGenerator(
        version ->
            "Version %s%s"
                .formatted(
                    version.id().version(),
                    version.equals(family.versions().getLast()) ? ", newest" : ""));
    target.setValue(family.versions().getLast());
    target.addValueChangeListener(change -> rehearse());
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    says.getElement().setAttribute("role", "status");
    bar.setVisible(false);
    Div all = new Div(target, refusal, says, bar, body);
    all.addClassName("form");
    add(all);
    close.addThemeVariants(ButtonVariant.TERTIARY);
    go.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(close, go);
    rehearse();
  }

  private void rehearse() {
    refusal.setVisible(false);
    body.removeAll();
    trial = List.of();
    switch (releases.migrate(app.id(), target.getValue().id(), null, null, true)) {
      case Outcome.Done<Migration>(Migration would) -> {
        trial = would.results().stream().filter(r -> r.state() != State.UNCHANGED).toList();
        says.setText(
            trial.isEmpty()
                ? "All devices speak that version."
                : "%s can be moved%s."
                    .formatted(devices(would.moved()), others(trial, ", %,d cannot")));
        if (!trial.isEmpty()) {
          body.add(grid(trial, false));
        }
      }
      case Outcome.Refused<Migration>(List<Problem> problems) -> refuse(problems);
    }
    long count = trial.stream().filter(r -> r.state() == State.MOVED).count();
    go.setEnabled(count > 0);
    go.setText(count > 0 ? "Move " + devices(count) : "Move");
  }

  private void run() {
    UI ui = UI.getCurrent();
    Dtmi to = target.getValue().id();
    List<DeviceId> all =
        trial.stream()
            .filter(r -> r.state() == State.MOVED)
            .map(r -> new DeviceId(r.device()))
            .toList();
    go.setVisible(false);
    close.setEnabled(false);
    setCloseOnEsc(false);
    setCloseOnOutsideClick(false);
    target.setReadOnly(true);
    body.removeAll();
    bar.setMax(Math.max(all.size(), 1));
    bar.setVisible(true);
    show(0, all.size());
    Thread.ofVirtual().name("move-devices").start(() -> work(ui, to, all));
  }

  private void work(UI ui, Dtmi to, List<DeviceId> all) {
    List<Moved> results = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      for (int at = 0; at < all.size() && problems.isEmpty(); at += STEP) {
        List<DeviceId> some = all.subList(at, Math.min(at + STEP, all.size()));
        switch (releases.migrate(app.id(), to, null, some, false)) {
          case Outcome.Done<Migration>(Migration done) -> results.addAll(done.results());
          case Outcome.Refused<Migration>(List<Problem> why) -> problems.addAll(why);
        }
        int reached = results.size();
        deliver(ui, () -> show(reached, all.size()));
      }
    } catch (RuntimeException e) {
      log.warn("Devices were not all moved", e);
      problems.add(
          new Problem(
              "migration.interrupted",
              "The server could not finish. Devices that were moved stay moved; try again for the"
                  + " others."));
    }
    deliver(ui, () -> finish(results, problems));
  }

  private static void deliver(UI ui, Runnable shown) {
    try {
      ui.access(shown::run);
    } catch (UIDetachedException gone) {
      log.debug("Nobody looks at the devices being moved any more.");
    }
  }

  private void show(int done, int of) {
    bar.setValue(done);
    says.setText("%,d of %s".formatted(done, devices(of)));
  }

  private void finish(List<Moved> results, List<Problem> problems) {
    bar.setVisible(false);
    long count = results.stream().filter(r -> r.state() == State.MOVED).count();
    says.setText("%s moved%s.".formatted(devices(count), others(results, ", %,d not")));
    if (!results.isEmpty()) {
      body.add(grid(results, true));
    }
    if (!problems.isEmpty()) {
      refuse(problems);
    }
    close.setEnabled(true);
    close.setText("Close");
    addOpenedChangeListener(
        change -> {
          if (!change.isOpened()) {
            moved.run();
          }
        });
  }

  private static String others(List<Moved> results, String words) {
    long count = results.stream().filter(r -> r.state() == State.REFUSED).count();
    return count == 0 ? "" : words.formatted(count);
  }

  private static String devices(long count) {
    return count == 1 ? "1 device" : "%,d devices".formatted(count);
  }

  private void refuse(List<Problem> problems) {
    refusal.setText(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")));
    refusal.setVisible(true);
  }

  private static Grid<Moved> grid(List<Moved> results, boolean done) {
    Grid<Moved> grid = new Grid<>();
    grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.addComponentColumn(
            r ->
                new RowLine(
                    r.state() == State.REFUSED,
                    r.device(),
                    r.from() == null ? "–" : "version " + r.from().version(),
                    word(r, done),
                    r.sentence()))
        .setHeader(new RowLine(false, "Device", "From", "Result", "Why"));
    grid.setItems(
        results.stream().sorted(Comparator.comparing(r -> r.state() != State.REFUSED)).toList());
    grid.setAllRowsVisible(true);
    grid.setMaxHeight("min(420px, 50vh)");
    grid.getElement().setAttribute("aria-label", "Devices");
    return grid;
  }

  private static String word(Moved result, boolean done) {
    return switch (result.state()) {
      case MOVED -> done ? "Moved" : "Can be moved";
      case UNCHANGED -> "As it was";
      case REFUSED -> "Not moved";
    };
  }
}
