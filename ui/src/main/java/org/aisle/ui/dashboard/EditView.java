package org.aisle.ui.dashboard;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Dashboards;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.StoredDashboard;
import org.aisle.templates.app.DashboardJson;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.ui.dashboard.TileCatalogue.Kind;
import org.aisle.ui.live.LiveReadings;
import org.aisle.ui.map.MapTiles;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One dashboard in edit mode: the board as it will be, a catalogue, and a form for one tile. */
@Route("app/:app/dashboard/:dashboard([a-z][a-z0-9-]{0,62})/edit")
@RolesAllowed({"ADMINISTRATOR", "BUILDER"})
@StyleSheet("context://aisle/dashboard.css")
@StyleSheet("context://aisle/things.css")
@StyleSheet("context://aisle/board-edit.css")
final class EditView extends Main
    implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle, Crumb, EditBoard.Hands {

  /** In the address, in place of an id. */
  static final String NEW = "new";

  private static final int NONE = -1;

  private final Apps apps;
  private final Dashboards dashboards;
  private final EditScopes scopes;
  private final FleetReader reader;
  private final Workers workers;
  private final LiveReadings live;
  private final MapTiles maps;
  private final String me;
  private final H1 title = new H1();
  private final Paragraph summary = new Paragraph();
  private final EditNotice notice = new EditNotice();
  private final Div side = new Div();
  private final Button undo = new Button("Undo", click -> step(true));
  private final Button redo = new Button("Redo", click -> step(false));
  private final Button saveMine = new Button("Save as mine", click -> saveAsMine());
  private final Button save = new Button("Save", click -> save());
  private final Span whyNot = EditNotice.state();
  private @Nullable Editing editing;

  EditView(
      Apps apps,
      Dashboards dashboards,
      EditScopes scopes,
      FleetReader reader,
      Workers workers,
      LiveReadings live,
      MapTiles maps,
      AuthenticationContext authentication) {
    this.apps = apps;
    this.dashboards = dashboards;
    this.scopes = scopes;
    this.reader = reader;
    this.workers = workers;
    this.live = live;
    this.maps = maps;
    this.me = authentication.getPrincipalName().orElse("");
    addClassNames("page", "aisle-dashboard");
    save.addThemeVariants(ButtonVariant.PRIMARY);
    side.addClassName("aisle-edit-side");
  }

  static String path(App app, String dashboard) {
    return "app/" + app.id().value() + "/dashboard/" + dashboard + "/edit";
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App app = AppParameter.of(event.getRouteParameters(), apps);
    String id = event.getRouteParameters().get("dashboard").orElse(NEW);
    Optional<StoredDashboard> stored = dashboards.find(app.id(), id, me);
    if (stored.isEmpty() && !id.equals(NEW)) {
      throw new NotFoundException("There is no such dashboard.");
    }
    EditScope scope = scopes.of(app);
    ObjectNode tree =
        stored.map(s -> DashboardJson.tree(s.dashboard())).orElseGet(() -> Editing.blank(scope));
    EditBoard board = new EditBoard(app, EditCheck.nothing("preview"), reader, workers, maps, this);
    Editing now = new Editing(app, id, scope, new Draft(tree), board, stored.orElse(null));
    editing = now;
    removeAll();
    Div words = new Div(title, summary);
    words.addClassName("page-head-words");
    Button leave = new Button("Discard", click -> discard());
    Div actions = new Div(whyNot, undo, redo, leave, saveMine, save);
    actions.addClassName("page-actions");
    Div head = new Div(words, actions);
    head.addClassName("page-head");
    Div columns = new Div(board, side);
    columns.addClassName("aisle-edit-columns");
    add(head, notice, columns);
    live.follow(board, app.id(), devices -> board.look());
    showSide(now);
    show(now);
  }

  private void show(Editing now) {
    now.checked = EditCheck.check(now.idToSave(), now.draft.now(), now.scope.names());
    now.board.show(now.draft.now(), now.checked, now.chosen);
    title.setText(now.title());
    undo.setEnabled(now.draft.canUndo());
    redo.setEnabled(now.draft.canRedo());
    boolean sound = now.checked.whole() != null;
    save.setEnabled(sound && (now.draft.isChanged() || now.read == null));
    saveMine.setEnabled(sound);
    saveMine.setVisible(now.read == null || now.read.owner() == null);
    summary.setText(now.words());
    whyNot.setText(EditNotice.whyNot(save.isEnabled(), sound));
    if (side.getComponentCount() > 0 && side.getComponentAt(0) instanceof EditSide panel) {
      panel.faults(now.checked.sentences(now.draft.now().indexOf(now.chosen)));
    }
  }

  private void showSide(Editing now) {
    side.removeAll();
    int index = now.draft.now().indexOf(now.chosen);
    if (index >= 0) {
      Draft.Part part = now.draft.now().parts().get(index);
      side.add(
          EditSide.ofTile(
              part,
              new TileForm(
                  now.scope,
                  now.template(),
                  part.tile(),
                  tile -> formChanged(now, part.key(), tile)),
              () -> duplicate(now, part.key()),
              () -> remove(now, part.key()),
              () -> chosen(NONE)));
    } else {
      now.chosen = NONE;
      side.add(
          EditSide.ofDashboard(
              now.scope,
              now.draft.now().head(),
              head -> change(now, new Draft.State(head, now.draft.now().parts()), false),
              kind -> addTile(now, kind),
              () -> DashboardJson.yaml(now.draft.now().tree()),
              now.id,
              now.read == null ? null : () -> removeAll(now)));
    }
  }

  private void change(Editing now, Draft.State next, boolean sideToo) {
    now.draft.change(next);
    if (sideToo) {
      showSide(now);
    }
    show(now);
  }

  private void formChanged(Editing now, int key, ObjectNode tile) {
    Draft.State state = now.draft.now();
    int index = state.indexOf(key);
    if (index < 0) {
      return;
    }
    Draft.Part part = state.parts().get(index);
    boolean other = TileForm.looksOther(part.tile(), tile);
    Draft.Part changed = new Draft.Part(key, tile).at(part.area());
    change(now, state.with(key, p -> changed), other);
  }

  private void addTile(Editing now, Kind kind) {
    now.chosen =
        now.draft.add(
            now.scope.fresh(kind, now.template()),
            Placement.free(now.draft.now().areas(), kind.width(), kind.height()));
    showSide(now);
    show(now);
    now.board.focus(now.chosen);
  }

  private void duplicate(Editing now, int key) {
    Draft.State state = now.draft.now();
    Draft.Part part = state.parts().get(state.indexOf(key));
    Tile.Area area = part.area();
    now.chosen =
        now.draft.add(
            part.tile().deepCopy(),
            Placement.inside(
                area.column(), area.row() + area.height(), area.width(), area.height()));
    showSide(now);
    show(now);
    now.board.focus(now.chosen);
  }

  private void remove(Editing now, int key) {
    now.chosen = NONE;
    change(now, now.draft.now().without(key), true);
  }

  @Override
  public void chosen(int key) {
    Editing now = editing;
    if (now != null) {
      now.chosen = key;
      showSide(now);
      show(now);
      if (key != NONE) {
        side.getElement()
            .executeJs(
                "if (matchMedia('(width <= 1000px)').matches) { this.scrollIntoView({ block: 'start' }); }");
      }
    }
  }

  @Override
  public void placed(int key, Tile.Area area) {
    Editing now = editing;
    if (now != null) {
      change(now, now.draft.now().placed(key, area), false);
    }
  }

  @Override
  public void stepped(int key, int by) {
    Editing now = editing;
    if (now != null) {
      change(now, now.draft.now().stepped(key, by), false);
    }
  }

  private void step(boolean back) {
    Editing now = editing;
    if (now != null) {
      if (back) {
        now.draft.undo();
      } else {
        now.draft.redo();
      }
      showSide(now);
      show(now);
    }
  }

  private void discard() {
    Editing now = editing;
    if (now != null) {
      now.draft.saved();
      StoredDashboard read = now.read;
      leaveTo(now, read == null ? "" : read.dashboard().id());
    }
  }

  private void leaveTo(Editing now, String dashboard) {
    getUI().ifPresent(ui -> ui.navigate("app/" + now.app.id().value() + "/dashboard/" + dashboard));
  }

  private void save() {
    Editing now = editing;
    Dashboard whole = now == null ? null : now.checked.whole();
    if (now != null && whole != null) {
      StoredDashboard read = now.read;
      put(now, whole, null, read == null ? 0 : read.revision());
    }
  }

  /** A dashboard of one's own is another one, so that what everybody sees stays. */
  private void saveAsMine() {
    Editing now = editing;
    Dashboard whole = now == null ? null : now.checked.whole();
    if (now == null || whole == null) {
      return;
    }
    String base = Editing.idOf(whole.title() + " " + me);
    String id = base;
    for (int i = 2; dashboards.find(now.app.id(), id, me).isPresent() && i < 100; i++) {
      id = Editing.idOf("%.50s-%d".formatted(base, i));
    }
    put(now, Editing.withId(whole, id), true, 0);
  }

  private void put(Editing now, Dashboard whole, @Nullable Boolean personal, int replaces) {
    switch (dashboards.put(now.app.id(), whole, personal, replaces, me)) {
      case Outcome.Done<StoredDashboard>(StoredDashboard stored) -> {
        now.draft.saved();
        notice.setVisible(false);
        Notification.show("Saved as revision %,d.".formatted(stored.revision()));
        leaveTo(now, stored.dashboard().id());
      }
      case Outcome.Refused<StoredDashboard> refused -> refuse(refused);
    }
  }

  /** Whoever was overtaken may read the other revision, or still choose one's own. */
  private void refuse(Outcome.Refused<StoredDashboard> refused) {
    Editing now = editing;
    Dashboard whole = now == null ? null : now.checked.whole();
    List<Button> choices = new ArrayList<>();
    if (now != null && Dashboards.isConflict(refused)) {
      StoredDashboard theirs = dashboards.find(now.app.id(), now.idToSave(), me).orElse(null);
      if (theirs != null) {
        choices.add(
            new Button(
                "Discard mine and read it again",
                click -> getUI().ifPresent(ui -> ui.getPage().reload())));
      }
      if (whole != null && now.read != null) {
        choices.add(
            new Button(
                EditNotice.keepMine(theirs),
                click -> put(now, whole, null, theirs == null ? 0 : theirs.revision())));
      }
    }
    notice.show(refused, choices);
  }

  private void removeAll(Editing now) {
    StoredDashboard read = now.read;
    if (read == null) {
      return;
    }
    ConfirmDialog ask =
        EditNotice.question(
            "Remove %s?".formatted(read.dashboard().title()),
            read.owner() == null ? "Nobody sees it any more then." : "It is yours alone.",
            "Remove");
    ask.addConfirmListener(
        confirmed ->
            dashboards
                .remove(now.app.id(), now.id, read.revision(), me)
                .ifPresent(
                    outcome -> {
                      switch (outcome) {
                        case Outcome.Done<StoredDashboard> done -> {
                          now.draft.saved();
                          Notification.show(read.dashboard().title() + " was removed.");
                          leaveTo(now, "");
                        }
                        case Outcome.Refused<StoredDashboard> refused -> refuse(refused);
                      }
                    }));
    ask.open();
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    Editing now = editing;
    if (now == null || !now.draft.isChanged()) {
      return;
    }
    BeforeLeaveEvent.ContinueNavigationAction go = event.postpone();
    ConfirmDialog ask =
        EditNotice.question(
            "Leave without saving?", "What you changed on this dashboard is lost then.", "Leave");
    ask.setCancelText("Stay");
    ask.addConfirmListener(confirmed -> go.proceed());
    ask.addCancelListener(stay -> go.cancel());
    ask.open();
  }

  @Override
  public String crumb() {
    return "Edit";
  }

  @Override
  public String getPageTitle() {
    Editing now = editing;
    return now == null
        ? Titles.of("Edit dashboard")
        : Titles.of("Edit " + now.title(), now.app.name());
  }
}
