package org.aisle.ui.alerts;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.rule.Severity;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.live.LiveAlerts;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** The alert inbox of an app; the filter is part of the address, so that it can be shared. */
@Route("app/:app/alerts")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
final class AlertsView extends Main
    implements BeforeEnterObserver, AfterNavigationObserver, HasDynamicTitle, AlertGrid.Source {

  /** Below this width the list has one column with everything in it. */
  private static final int NARROW = 1_000;

  private final Apps apps;
  private final AlertReader reader;
  private final LiveAlerts live;
  private final InstantSource clock;
  private final String me;

  private final AlertFilters filters = new AlertFilters(this::filterChanged);
  private final Paragraph summary = new Paragraph();
  private final Span chosen = new Span();
  private final Div actions = new Div();
  private final Div list = new Div();
  private final AlertGrid grid;
  private @Nullable App app;
  private AlertFilter filter = AlertFilter.NONE;
  private AlertReader.Names names = AlertReader.Names.NONE;
  private @Nullable List<Alert> searched;
  private Registration following = () -> {};

  AlertsView(
      Apps apps,
      AlertReader reader,
      LiveAlerts live,
      AuthenticationContext authentication,
      InstantSource clock) {
    this.apps = apps;
    this.reader = reader;
    this.live = live;
    this.clock = clock;
    this.me = authentication.getPrincipalName().orElse("");
    this.grid = new AlertGrid(this, clock, this::selectCause);
    addClassNames("page", "page-fill");
    summary.getElement().setAttribute("role", "status");
    Div words = new Div(new H1("Alerts"), summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    list.addClassName("grow");
    grid.asMultiSelect().addValueChangeListener(change -> showActions());
    add(head, filters, actions(), list);
  }

  private Div actions() {
    Button acknowledge = new Button("Acknowledge…", VaadinIcon.CHECK.create());
    acknowledge.addThemeVariants(ButtonVariant.PRIMARY);
    acknowledge.addClickListener(click -> change(AlertChanges::acknowledge));
    Button shelve = new Button("Shelve…", VaadinIcon.CLOCK.create());
    shelve.addClickListener(click -> change(AlertChanges::shelve));
    Button none = new Button("Select none", click -> grid.deselectAll());
    none.addThemeVariants(ButtonVariant.TERTIARY);
    actions.addClassName("selection-bar");
    actions.getElement().setAttribute("role", "status");
    actions.add(chosen, acknowledge, shelve, none);
    actions.setVisible(false);
    return actions;
  }

  /** Something that is done with many alerts at once. */
  private interface Change {
    void of(AlertChanges changes, Set<Long> ids, Runnable done);
  }

  private void change(Change change) {
    App in = app;
    if (in != null) {
      Set<Long> ids = grid.getSelectedItems().stream().map(Alert::id).collect(Collectors.toSet());
      change.of(
          new AlertChanges(reader.alerts(), in.id(), me, in.zone(), clock),
          ids,
          () -> {
            grid.deselectAll();
            Notification.show("Done: %,d.".formatted(ids.size()));
            look();
          });
    }
  }

  private void showActions() {
    int count = grid.getSelectedItems().size();
    chosen.setText("%,d selected".formatted(count));
    actions.setVisible(count > 0);
  }

  private void selectCause(Alert alert) {
    grid.asMultiSelect().setValue(Set.copyOf(reader.sameCause(alert)));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    app = AppParameter.of(event.getRouteParameters(), apps);
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    App in = app;
    if (in == null) {
      return;
    }
    filter = AlertFilter.of(event.getLocation().getQueryParameters());
    names = reader.names(in);
    filters.show(filter, names.places(), reader.ruleNames(in.id()), reader.groupNames(in.id()));
    grid.deselectAll();
    look();
    following.remove();
    following = live.follow(this, in.id(), changed -> look());
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    UI ui = event.getUI();
    ui.getPage().addBrowserWindowResizeListener(size -> grid.setNarrow(size.getWidth() < NARROW));
    ui.getPage()
        .retrieveExtendedClientDetails(
            details -> grid.setNarrow(details.getWindowInnerWidth() < NARROW));
  }

  private void filterChanged(AlertFilter now) {
    App in = app;
    if (in == null) {
      return;
    }
    filter = now;
    Location location = new Location("app/" + in.id().value() + "/alerts", now.parameters());
    getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, location));
    grid.deselectAll();
    look();
  }

  private void look() {
    App in = app;
    if (in == null) {
      return;
    }
    searched = filter.text().isEmpty() ? null : reader.search(in.id(), filter, me, names);
    int shown = size();
    summary.setText(summary(in, shown));
    if (shown == 0) {
      list.removeAll();
      list.add(nothing(in));
      return;
    }
    grid.look(ValueFormat.ofReader(in.zone()), names);
    if (!grid.isAttached()) {
      list.removeAll();
      list.add(grid);
    }
  }

  private String summary(App in, int shown) {
    Map<Severity, Long> open = reader.alerts().open(in.id());
    long all = open.values().stream().mapToLong(n -> n).sum();
    String counts =
        all == 0
            ? "Nothing is open."
            : "%,d open: %,d critical, %,d warning, %,d information."
                .formatted(
                    all,
                    open.getOrDefault(Severity.CRITICAL, 0L),
                    open.getOrDefault(Severity.WARNING, 0L),
                    open.getOrDefault(Severity.INFORMATION, 0L));
    String part = filter.isUsual() ? "" : " %,d shown.".formatted(shown);
    return counts + part + " Times in " + ValueFormat.ofReader(in.zone()).zoneName() + ".";
  }

  @Override
  public List<Alert> page(int offset, int limit) {
    List<Alert> found = searched;
    if (app == null) {
      return List.of();
    }
    return found == null
        ? reader.alerts().find(app.id(), reader.query(app.id(), filter, me, offset, limit))
        : found.stream().skip(offset).limit(limit).toList();
  }

  @Override
  public int size() {
    List<Alert> found = searched;
    if (app == null) {
      return 0;
    }
    return found == null
        ? (int)
            Math.min(
                Integer.MAX_VALUE,
                reader.alerts().count(app.id(), reader.query(app.id(), filter, me, 0, 1)))
        : found.size();
  }

  private EmptyState nothing(App in) {
    if (!filter.isUsual()) {
      Button clear = new Button("Show everything open");
      clear.addClickListener(
          click -> {
            filters.show(
                AlertFilter.NONE,
                names.places(),
                reader.ruleNames(in.id()),
                reader.groupNames(in.id()));
            filterChanged(AlertFilter.NONE);
          });
      return new EmptyState(
          VaadinIcon.FILTER,
          "No alert matches",
          "The filters above must all match. Of a search in names, the first %,d alerts are looked through."
              .formatted(AlertReader.SEARCHED),
          clear);
    }
    Anchor rules = new Anchor("app/" + in.id().value() + "/rules", "See the rules");
    rules.getElement().setAttribute("router-link", "");
    return new EmptyState(
        VaadinIcon.CHECK_CIRCLE_O,
        "Nothing needs you",
        "No alert is open. Rules decide what becomes one; this page fills by itself when something does.",
        rules);
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Alerts") : Titles.of("Alerts", app.name());
  }
}
