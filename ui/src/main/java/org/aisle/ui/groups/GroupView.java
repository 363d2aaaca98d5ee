package org.aisle.ui.groups;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.StoredGroup;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.ui.devices.DevicesNavigation;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** One device group as rows and as text, with the devices that it means while it is written. */
@Route("app/:app/groups/:group([a-z][a-z0-9-]{0,62})")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
@StyleSheet("context://aisle/groups.css")
final class GroupView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  /** In the address, in place of an id. */
  static final String NEW = "new";

  private static final int SHOWN = 20;

  private final Apps apps;
  private final DeviceGroups groups;
  private final GroupVocabulary vocabulary;
  private final Assets assets;
  private final String me;
  private final boolean mayChange;
  private final H1 title = new H1();
  private final Paragraph summary = new Paragraph();
  private final Div problems = new Div();
  private final Paragraph count = new Paragraph();
  private final UnorderedList matching = new UnorderedList();
  private final Button save = new Button("Save");
  private final Map<String, String> places = new HashMap<>();
  private @Nullable App app;
  private @Nullable GroupForm form;
  private @Nullable StoredGroup stored;

  GroupView(
      Apps apps,
      DeviceGroups groups,
      GroupVocabulary vocabulary,
      Assets assets,
      AuthenticationContext authentication) {
    this.apps = apps;
    this.groups = groups;
    this.vocabulary = vocabulary;
    this.assets = assets;
    this.me = authentication.getPrincipalName().orElse("");
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "rule-page");
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickListener(click -> save());
    problems.addClassName("sign-in-notice");
    problems.getElement().setAttribute("role", "alert");
    count.getElement().setAttribute("role", "status");
    matching.addClassName("group-devices");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    String id = event.getRouteParameters().get("group").orElse(NEW);
    Optional<StoredGroup> known = groups.find(in.id(), id);
    if (known.isEmpty() && !(id.equals(NEW) && mayChange)) {
      throw new NotFoundException("There is no such device group.");
    }
    app = in;
    stored = known.orElse(null);
    places.clear();
    assets.places(in.id()).forEach(place -> places.put(place.id(), place.name()));
    build(in);
  }

  private void build(App in) {
    removeAll();
    StoredGroup known = stored;
    GroupForm fields =
        new GroupForm(
            vocabulary.of(in),
            known == null ? new DeviceGroup("", "", first(in)) : known.group(),
            known == null,
            this::look);
    form = fields;
    Div words = new Div(title, summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayChange) {
      Div actions = new Div(save);
      actions.addClassName("page-actions");
      head.add(actions);
    } else {
      fields.setReadOnly();
    }
    summary.setText(
        known == null
            ? "Who is in it is worked out whenever somebody asks."
            : "Revision %,d, changed by %s on %s (%s). %s."
                .formatted(
                    known.revision(),
                    known.changedBy(),
                    ValueFormat.ofReader(in.zone()).moment(known.changedAt()),
                    in.zone().getId(),
                    GroupsView.named(known.group().id(), groups.uses(in.id()))));
    problems.setVisible(false);
    Div side = new Div(new H2("Devices in it now"), count, matching);
    side.addClassName("panel");
    Div sides = new Div(side);
    sides.addClassName("rule-side");
    Div columns = new Div(fields, sides);
    columns.addClassName("rule-columns");
    add(head, problems, columns);
    look();
  }

  /** A new group begins as all devices of the first template. */
  private String first(App in) {
    return vocabulary.of(in).values(GroupVocabulary.TEMPLATE).keySet().stream()
        .findFirst()
        .map(template -> "template == \"" + template + "\"")
        .orElse("");
  }

  /** Shows whom the query means as it is now. */
  private void look() {
    App in = app;
    GroupForm fields = form;
    if (in == null || fields == null) {
      return;
    }
    DeviceGroup group = fields.group();
    title.setText(group.name().isEmpty() ? "New device group" : group.name());
    fields.show(group.query().isBlank() ? List.of() : groups.check(in.id(), group.query()));
    matching.removeAll();
    switch (groups.preview(in.id(), group.query(), 0, SHOWN)) {
      case Outcome.Refused<DeviceGroups.Page> refused -> {
        matching.setVisible(false);
        count.setText(
            group.query().isBlank()
                ? "Add a condition to see whom it means."
                : "The query can't be asked yet; what is wrong stands below its text.");
      }
      case Outcome.Done<DeviceGroups.Page>(DeviceGroups.Page page) -> {
        matching.setVisible(page.total() > 0);
        long more = page.total() - page.devices().size();
        count.setText(
            page.total() == 0
                ? "None. That may be right: devices that come later are in it at once."
                : more > 0
                    ? "%,d devices; the first %d of them:".formatted(page.total(), SHOWN)
                    : page.total() == 1 ? "1 device:" : "%,d devices:".formatted(page.total()));
        page.devices().forEach(device -> matching.add(item(device)));
      }
    }
  }

  private ListItem item(Device device) {
    Anchor name = new Anchor(DevicesNavigation.path(device.ref()), device.name());
    name.getElement().setAttribute("router-link", "");
    String at = device.place();
    Span where = new Span(at == null ? "No place" : places.getOrDefault(at, at));
    where.addClassName("muted");
    return new ListItem(name, where);
  }

  private void save() {
    App in = app;
    GroupForm fields = form;
    if (in == null || fields == null) {
      return;
    }
    DeviceGroup group = fields.group();
    StoredGroup known = stored;
    if (known == null && group.id().equals(NEW)) {
      complain(List.of(new Problem("group.exists", "Choose another id: this page has that one.")));
      return;
    }
    switch (groups.put(in.id(), group, known == null ? 0 : known.revision(), me)) {
      case Outcome.Refused<StoredGroup>(var found) -> complain(found);
      case Outcome.Done<StoredGroup> done -> {
        Notification.show(group.name() + " is saved.");
        getUI().ifPresent(ui -> ui.navigate(new GroupsNavigation().path(in.id())));
      }
    }
  }

  private void complain(List<Problem> found) {
    problems.removeAll();
    found.forEach(problem -> problems.add(new Paragraph(problem.sentence())));
    problems.setVisible(true);
  }

  @Override
  public String crumb() {
    StoredGroup known = stored;
    return known == null ? "New group" : known.group().name();
  }

  @Override
  public String getPageTitle() {
    App in = app;
    return in == null ? Titles.of("Device group") : Titles.of(crumb(), in.name());
  }
}
