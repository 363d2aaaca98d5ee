package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Dashboards;
import org.aisle.backend.registry.StoredDashboard;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.ui.format.Ranges;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.live.LiveAlerts;
import org.aisle.ui.live.LiveReadings;
import org.aisle.ui.map.MapTiles;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;

/** A dashboard of an app, as its template describes it; the range is part of the address. */
@Route("app/:app/dashboard/:dashboard?")
@PermitAll
@StyleSheet("context://aisle/dashboard.css")
@StyleSheet("context://aisle/things.css")
final class DashboardView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  private final Apps apps;
  private final Dashboards dashboards;
  private final FleetReader reader;
  private final Workers workers;
  private final LiveReadings live;
  private final LiveAlerts liveAlerts;
  private final MapTiles tiles;
  private final String me;
  private final boolean mayChange;
  private String title = "Dashboard";
  private String appName = "";

  DashboardView(
      Apps apps,
      Dashboards dashboards,
      FleetReader reader,
      Workers workers,
      LiveReadings live,
      LiveAlerts liveAlerts,
      MapTiles tiles,
      AuthenticationContext authentication) {
    this.apps = apps;
    this.dashboards = dashboards;
    this.reader = reader;
    this.workers = workers;
    this.live = live;
    this.liveAlerts = liveAlerts;
    this.tiles = tiles;
    this.me = authentication.getPrincipalName().orElse("");
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "aisle-dashboard");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App app = AppParameter.of(event.getRouteParameters(), apps);
    List<Dashboard> all =
        dashboards.all(app.id(), me).stream().map(StoredDashboard::dashboard).toList();
    Optional<String> wanted = event.getRouteParameters().get("dashboard");
    appName = app.name();
    removeAll();
    if (all.isEmpty() && wanted.isEmpty()) {
      title = "Dashboard";
      add(mayChange ? first(app) : none(app));
      return;
    }
    Dashboard dashboard =
        wanted.isEmpty()
            ? all.getFirst()
            : all.stream()
                .filter(d -> d.id().equals(wanted.get()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no such dashboard."));
    title = dashboard.title();
    Duration back =
        event
            .getLocation()
            .getQueryParameters()
            .getSingleParameter(Ranges.PARAMETER)
            .flatMap(Ranges::parse)
            .orElse(dashboard.range());
    Filter filter = Filter.of(event.getLocation().getQueryParameters());
    show(app, all, dashboard, new Address(app.id(), dashboard.id(), back, filter));
  }

  private void show(App app, List<Dashboard> all, Dashboard dashboard, Address address) {
    Div head = head(app, all, dashboard, address);
    Div tools = new Div();
    tools.addClassName("page-actions");
    head.add(tools);
    if (mayChange) {
      tools.add(
          edit(EditView.path(app, dashboard.id()), "Edit"),
          edit(EditView.path(app, EditView.NEW), "New"),
          arrange(app));
    }
    add(head, reader.filterBar(app, address));
    if (dashboard.tiles().isEmpty()) {
      add(
          new EmptyState(
              VaadinIcon.DASHBOARD,
              "Nothing on it yet",
              mayChange
                  ? "Choose Edit, and add tiles from the catalogue."
                  : "Ask a builder or an administrator of this server to add tiles."));
      return;
    }
    if (!reader.hasTemplate(app, dashboard)) {
      add(
          nothing(
              app,
              "The device template is missing",
              "This dashboard shows devices of the template %s, which is not published in this app. Publish it, and the dashboard fills."
                  .formatted(dashboard.template())));
      return;
    }
    if (!address.filter().equals(Filter.NONE)
        && !reader.hasDevices(app, dashboard, address.filter())) {
      Anchor everything = new Anchor(address.with(Filter.NONE).path(), "Show all devices");
      everything.getElement().setAttribute("router-link", "");
      add(
          new EmptyState(
              VaadinIcon.FILTER,
              "No device matches",
              "None of this dashboard's devices is in the region, store and device group chosen above. Choose others, or show all devices.",
              everything));
      return;
    }
    Board board =
        new Board(
            new Board.Subject(app, dashboard, address),
            ValueFormat.ofReader(app.zone()),
            reader,
            workers,
            tiles);
    live.follow(board, app.id(), devices -> board.look());
    liveAlerts.follow(
        board,
        app.id(),
        alerts -> {
          if (!alerts.isEmpty()) {
            board.look();
          }
        });
    tools.add(liveSwitch(board));
    add(board);
  }

  private static Anchor edit(String path, String text) {
    Anchor anchor = new Anchor(path, text);
    anchor.addClassName("aisle-edit-link");
    anchor.getElement().setAttribute("router-link", "");
    return anchor;
  }

  private NativeButton arrange(App app) {
    NativeButton arrange =
        new NativeButton("Arrange", click -> new DashboardsDialog(app, dashboards, me).open());
    arrange.addClassName("aisle-edit-link");
    return arrange;
  }

  /** Moving numbers can be stopped by those they disturb. */
  private static Component liveSwitch(Board board) {
    NativeButton live = new NativeButton("Live");
    live.addClassName("aisle-live");
    live.getElement().setAttribute("aria-pressed", "false").setAttribute("title", "Pause updates");
    live.addClickListener(
        click -> {
          boolean pause = "false".equals(live.getElement().getAttribute("aria-pressed"));
          live.getElement()
              .setAttribute("aria-pressed", String.valueOf(pause))
              .setAttribute("title", pause ? "Go on with updates" : "Pause updates");
          live.setText(pause ? "Paused" : "Live");
          board.pause(pause);
        });
    return live;
  }

  private static Div head(App app, List<Dashboard> all, Dashboard dashboard, Address address) {
    String description = dashboard.description();
    Div words =
        new Div(
            new H1(dashboard.title()),
            new Paragraph(description == null ? app.name() : description));
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (all.size() > 1) {
      Nav others = new Nav();
      others.addClassName("aisle-choice");
      others.getElement().setAttribute("aria-label", "Dashboards");
      for (Dashboard other : all) {
        String path = address.on(other.id()).path();
        others.add(choice(path, other.title(), other.id().equals(dashboard.id())));
      }
      head.add(others);
    }
    Nav ranges = new Nav();
    ranges.addClassName("aisle-choice");
    ranges.getElement().setAttribute("aria-label", "Time range");
    Duration back = address.back();
    List<Duration> offered = new ArrayList<>(Ranges.OFFERED);
    if (!offered.contains(back)) {
      offered.add(back);
      offered.sort(null);
    }
    for (Duration range : offered) {
      String path = address.over(range).path();
      ranges.add(choice(path, Ranges.words(range), range.equals(back)));
    }
    head.add(ranges);
    return head;
  }

  private static Anchor choice(String path, String text, boolean current) {
    Anchor anchor = new Anchor(path, text);
    anchor.getElement().setAttribute("router-link", "");
    if (current) {
      anchor.getElement().setAttribute("aria-current", "true");
    }
    return anchor;
  }

  private static Component first(App app) {
    return new EmptyState(
        VaadinIcon.DASHBOARD,
        "No dashboard yet",
        "Say under Device templates what devices measure, register the devices, then make a"
            + " dashboard of them.",
        edit("app/" + app.id().value() + "/device-templates", "Go to the device templates"),
        edit(EditView.path(app, EditView.NEW), "Make a dashboard"));
  }

  private static Component none(App app) {
    return nothing(
        app,
        "No dashboard yet",
        "Ask a builder or an administrator of this server to make the first one. The devices and"
            + " their data are on their pages.");
  }

  private static Component nothing(App app, String heading, String sentence) {
    Anchor devices = new Anchor("app/" + app.id().value() + "/devices", "Go to the devices");
    devices.getElement().setAttribute("router-link", "");
    return new EmptyState(VaadinIcon.DASHBOARD, heading, sentence, devices);
  }

  @Override
  public String getPageTitle() {
    return appName.isEmpty() ? Titles.of(title) : Titles.of(title, appName);
  }

  @Override
  public String crumb() {
    return title;
  }
}
