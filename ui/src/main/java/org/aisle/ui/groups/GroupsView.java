package org.aisle.ui.groups;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.GroupUses.Use;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.StoredGroup;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** The device groups of an app: whom each means, how many that are now, and what names it. */
@Route("app/:app/groups")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
@StyleSheet("context://aisle/groups.css")
final class GroupsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final String WORDS =
      "A group is a saved question about devices. Dashboards, rules and lists can be for one group.";

  private final Apps apps;
  private final DeviceGroups groups;
  private final String me;
  private final boolean mayChange;
  private final Div list = new Div();
  private @Nullable App app;

  GroupsView(Apps apps, DeviceGroups groups, AuthenticationContext authentication) {
    this.apps = apps;
    this.groups = groups;
    this.me = authentication.getPrincipalName().orElse("");
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill");
    Div words = new Div(new H1("Device groups"), new Paragraph(WORDS));
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayChange) {
      head.add(newButton());
    }
    list.addClassName("rule-list");
    add(head, list);
  }

  private Button newButton() {
    Button make = new Button("New group", VaadinIcon.PLUS.create());
    make.addThemeVariants(ButtonVariant.PRIMARY);
    make.addClickListener(click -> open(GroupView.NEW));
    return make;
  }

  private void open(String group) {
    App in = app;
    if (in != null) {
      getUI().ifPresent(ui -> ui.navigate(GroupsNavigation.path(in.id(), group)));
    }
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    app = AppParameter.of(event.getRouteParameters(), apps);
    show();
  }

  private void show() {
    App in = app;
    if (in == null) {
      return;
    }
    list.removeAll();
    List<StoredGroup> all =
        groups.all(in.id()).stream()
            .sorted(Comparator.comparing(s -> s.group().name(), String.CASE_INSENSITIVE_ORDER))
            .toList();
    if (all.isEmpty()) {
      list.add(nothing());
      return;
    }
    Map<String, Long> sizes = groups.sizes(in.id());
    List<Use> uses = groups.uses(in.id());
    all.forEach(stored -> list.add(row(in, stored, sizes, uses)));
  }

  private EmptyState nothing() {
    return mayChange
        ? new EmptyState(
            VaadinIcon.FILTER,
            "No groups yet",
            "Choose devices by template, place, organisation or property, and give the choice a"
                + " name: dashboards and rules can then be for these devices.",
            newButton())
        : new EmptyState(
            VaadinIcon.FILTER,
            "No groups yet",
            "Ask a builder or an administrator of this server to make the first one.");
  }

  private Component row(App in, StoredGroup stored, Map<String, Long> sizes, List<Use> uses) {
    String id = stored.group().id();
    Anchor name = link(GroupsNavigation.path(in.id(), id), stored.group().name());
    Div head = new Div(new H2(name));
    head.addClassName("rule-row-head");
    Code query = new Code(stored.group().query());
    query.addClassName("group-query");
    long size = sizes.getOrDefault(id, 0L);
    Anchor devices =
        link(
            "app/" + in.id().value() + "/devices?group=" + id,
            size == 1 ? "1 device" : "%,d devices".formatted(size));
    Anchor alerts = link("app/" + in.id().value() + "/alerts?group=" + id, "Alerts");
    alerts.getElement().setAttribute("aria-label", "Alerts of " + stored.group().name());
    Span gid = new Span(id);
    gid.addClassName("mono");
    Div facts = new Div(devices, alerts, gid, new Span(named(id, uses)));
    facts.addClassName("device-facts");
    Div words = new Div(head, query, facts);
    words.addClassName("rule-row-words");
    Div row = new Div(words);
    row.addClassNames("panel", "rule-row");
    if (mayChange) {
      Button edit = new Button("Edit…", click -> open(id));
      edit.setAriaLabel("Edit " + stored.group().name());
      Button remove = new Button("Remove…", click -> askToRemove(in, stored));
      remove.addThemeVariants(ButtonVariant.ERROR);
      remove.setAriaLabel("Remove " + stored.group().name());
      Div actions = new Div(edit, remove);
      actions.addClassName("page-actions");
      row.add(actions);
    }
    return row;
  }

  private static Anchor link(String path, String text) {
    Anchor link = new Anchor(path, text);
    link.getElement().setAttribute("router-link", "");
    return link;
  }

  static String named(String group, List<Use> uses) {
    String by =
        uses.stream()
            .filter(use -> use.group().equals(group))
            .map(use -> use.what() + " " + use.name())
            .collect(Collectors.joining(", "));
    return by.isEmpty() ? "Not used yet" : "Used by " + by;
  }

  private void askToRemove(App in, StoredGroup stored) {
    ConfirmDialog dialog =
        new ConfirmDialog(
            "Remove " + stored.group().name() + "?",
            "Its devices stay as they are. Links with this group show no devices any more.",
            "Remove",
            confirmed -> remove(in, stored));
    dialog.setCancelable(true);
    dialog.setConfirmButtonTheme("error primary");
    dialog.open();
  }

  private void remove(App in, StoredGroup stored) {
    Optional<Outcome<StoredGroup>> removed =
        groups.remove(in.id(), stored.group().id(), stored.revision(), me);
    String said =
        removed
            .map(
                outcome ->
                    switch (outcome) {
                      case Outcome.Done<StoredGroup> done ->
                          stored.group().name() + " was removed.";
                      case Outcome.Refused<StoredGroup>(var problems) ->
                          problems.getFirst().sentence();
                    })
            .orElse(stored.group().name() + " was removed already.");
    Notification.show(said, 6_000, Notification.Position.BOTTOM_START);
    show();
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Device groups") : Titles.of("Device groups", app.name());
  }
}
