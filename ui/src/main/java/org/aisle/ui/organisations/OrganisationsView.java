package org.aisle.ui.organisations;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Place;
import org.aisle.ui.organisations.Tree.Node;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** The organisation tree of an app with the places inside; dragged or moved from a menu. */
@Route("app/:app/organisations")
@PermitAll
@StyleSheet("context://aisle/groups.css")
final class OrganisationsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final Apps apps;
  private final Tree tree;
  private final boolean mayChange;
  private final Paragraph summary = new Paragraph();
  private final Div list = new Div();
  private final Div top = new Div();
  private @Nullable App app;

  OrganisationsView(Apps apps, Tree tree, AuthenticationContext authentication) {
    this.apps = apps;
    this.tree = tree;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill");
    Div words = new Div(new H1("Organisations"), summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayChange) {
      head.add(newButton());
    }
    list.addClassName("organisations");
    top.addClassName("organisation-top");
    top.setText("Drop here to move it to the top");
    DropTarget.create(top)
        .addDropListener(drop -> drop.getDragSourceComponent().ifPresent(this::lift));
    add(head, list);
  }

  private Button newButton() {
    Button make = new Button("New organisation", VaadinIcon.PLUS.create());
    make.addThemeVariants(ButtonVariant.PRIMARY);
    make.addClickListener(click -> edit(null, null));
    return make;
  }

  private void edit(@Nullable Organisation known, @Nullable String below) {
    App in = app;
    if (in != null) {
      new OrganisationDialog(in.id(), tree.organisations(), known, below, this::show).open();
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
    List<Node> roots = tree.read(in.id());
    int devices = roots.stream().mapToInt(Node::devices).sum();
    int alerts = roots.stream().mapToInt(Node::alerts).sum();
    if (roots.stream().allMatch(node -> node.organisation() == null)) {
      summary.setText("None yet.");
      list.add(nothing());
    } else {
      summary.setText("%s and %s in all.".formatted(devices(devices), open(alerts)));
    }
    if (!roots.isEmpty()) {
      UnorderedList nodes = new UnorderedList();
      nodes.addClassName("organisation-tree");
      roots.forEach(node -> nodes.add(item(in, node)));
      list.add(nodes);
    }
    if (mayChange && roots.size() > 0) {
      list.add(top);
    }
  }

  private EmptyState nothing() {
    return mayChange
        ? new EmptyState(
            VaadinIcon.SITEMAP,
            "No organisations yet",
            "Regions and stores make the tree by which dashboards are filtered. Create the company"
                + " first, then what is below it.",
            newButton())
        : new EmptyState(
            VaadinIcon.SITEMAP,
            "No organisations yet",
            "Ask a builder or an administrator of this server to create the first one.");
  }

  private ListItem item(App in, Node node) {
    ListItem item = new ListItem(row(in, node));
    if (!node.below().isEmpty()) {
      UnorderedList below = new UnorderedList();
      node.below().forEach(child -> below.add(item(in, child)));
      item.add(below);
    }
    return item;
  }

  /** A row that knows what it shows, so that it can be dragged onto another. */
  private static final class Row extends Div {
    private final transient Organisation organisation;

    Row(Organisation organisation) {
      this.organisation = organisation;
    }
  }

  private Component row(App in, Node node) {
    Organisation organisation = node.organisation();
    Span name = new Span(organisation == null ? "In no organisation" : organisation.name());
    name.addClassName("organisation-name");
    Div facts = new Div();
    facts.addClassName("device-facts");
    Div words = new Div(name, facts, placeTags(node.places()));
    words.addClassName("organisation-words");
    if (organisation == null) {
      facts.add(new Span(devices(node.devices())), new Span(open(node.alerts())));
      Div row = new Div(words);
      row.addClassNames("panel", "organisation");
      return row;
    }
    Span id = new Span(organisation.id());
    id.addClassName("mono");
    Anchor devices =
        new Anchor(
            "app/" + in.id().value() + "/dashboard?region=" + organisation.id(),
            devices(node.devices()));
    devices.getElement().setAttribute("router-link", "");
    devices.setTitle("Show the dashboard of " + organisation.name());
    facts.add(devices, new Span(open(node.alerts())), id);
    Row row = new Row(organisation);
    row.add(words);
    row.addClassNames("panel", "organisation");
    if (mayChange) {
      row.add(menu(in, node, organisation));
      DragSource<Row> source = DragSource.create(row);
      source.addDragStartListener(start -> top.addClassName("open"));
      source.addDragEndListener(end -> top.removeClassName("open"));
      DropTarget.create(row)
          .addDropListener(
              drop ->
                  drop.getDragSourceComponent()
                      .ifPresent(dragged -> move(dragged, organisation.id())));
    }
    return row;
  }

  private static Component placeTags(List<Place> places) {
    UnorderedList tags = new UnorderedList();
    tags.addClassName("place-tags");
    tags.getElement().setAttribute("aria-label", "Places");
    places.forEach(
        place -> {
          ListItem tag = new ListItem(place.name());
          tag.addClassName("tag");
          tag.setTitle(place.kind());
          tags.add(tag);
        });
    tags.setVisible(!places.isEmpty());
    return tags;
  }

  private Component menu(App in, Node node, Organisation organisation) {
    MenuBar bar = new MenuBar();
    bar.addThemeVariants(MenuBarVariant.TERTIARY);
    MenuItem dots = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_V.create());
    dots.setAriaLabel("What to do with " + organisation.name());
    dots.getSubMenu().addItem("Rename or move…", click -> edit(organisation, null));
    dots.getSubMenu().addItem("New organisation below…", click -> edit(null, organisation.id()));
    dots.getSubMenu()
        .addItem(
            "Remove…",
            click ->
                new RemoveDialog(in.id(), tree.organisations(), node, organisation, this::show)
                    .open());
    return bar;
  }

  private void lift(Component dragged) {
    move(dragged, null);
  }

  private void move(Component dragged, @Nullable String parent) {
    App in = app;
    if (in == null || !(dragged instanceof Row row) || row.organisation.id().equals(parent)) {
      return;
    }
    Organisation moved = new Organisation(row.organisation.id(), row.organisation.name(), parent);
    if (tree.organisations().put(in.id(), moved)
        instanceof Outcome.Refused<Organisation>(var problems)) {
      Notification.show(problems.getFirst().sentence(), 6_000, Notification.Position.BOTTOM_START);
    }
    show();
  }

  static String places(int count) {
    return count == 1 ? "1 place" : "%,d places".formatted(count);
  }

  private static String devices(int count) {
    return count == 1 ? "1 device" : "%,d devices".formatted(count);
  }

  private static String open(int count) {
    return count == 0
        ? "nothing open"
        : count == 1
            ? "1 open alert"
            : "%,d%s open alerts".formatted(count, count >= Tree.MOST_ALERTS ? " or more" : "");
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Organisations") : Titles.of("Organisations", app.name());
  }
}
