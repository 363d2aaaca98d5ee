package org.aisle.ui.devices;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.ui.live.LiveReadings;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** All devices of an app; the filter is part of the address, so that it can be shared. */
@Route("app/:app/devices")
@PermitAll
final class DevicesView extends Main
    implements BeforeEnterObserver, AfterNavigationObserver, HasDynamicTitle {

  /** Below this width the list has one column with everything in it. */
  private static final int NARROW = 760;

  private final Apps apps;
  private final Fleet fleet;
  private final LiveReadings live;
  private final Registration registration;
  private final DeviceAlerts alerts;
  private final boolean mayChange;

  private final TextField search = new TextField();
  private final ComboBox<String> template = new ComboBox<>();
  private final ComboBox<String> place = new ComboBox<>();
  private final ComboBox<String> group = new ComboBox<>();
  private final Select<DeviceStatus> status = new Select<>();
  private final Div list = new Div();
  private final Paragraph summary = new Paragraph();
  private final DeviceGrid grid;
  private @Nullable App app;
  private List<Fleet.Line> lines = List.of();
  private Map<String, String> groups = Map.of();
  private @Nullable Set<String> members;
  private boolean settingFilter;
  private com.vaadin.flow.shared.Registration following = () -> {};

  DevicesView(
      Apps apps,
      Fleet fleet,
      LiveReadings live,
      Registration registration,
      DeviceAlerts alerts,
      AuthenticationContext authentication,
      InstantSource clock) {
    this.apps = apps;
    this.fleet = fleet;
    this.live = live;
    this.registration = registration;
    this.alerts = alerts;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    this.grid = new DeviceGrid(clock);
    addClassNames("page", "page-fill");
    summary.getElement().setAttribute("role", "status");
    Div words = new Div(new H1("Devices"), summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayChange) {
      head.add(importButton(), registerButton());
    }
    list.addClassName("grow");
    add(head, filters(), list);
  }

  private Button registerButton() {
    Button register = new Button("Register device", VaadinIcon.PLUS.create());
    register.addThemeVariants(ButtonVariant.PRIMARY);
    register.addClickListener(
        click -> {
          if (app != null) {
            registration.open(app);
          }
        });
    return register;
  }

  private Button importButton() {
    return new Button(
        "Import",
        VaadinIcon.UPLOAD_ALT.create(),
        click -> {
          if (app != null) {
            registration.fromFile(
                app,
                () -> {
                  load();
                  show();
                });
          }
        });
  }

  private Div filters() {
    search.setPlaceholder("Search name, id or place");
    search.setAriaLabel("Search devices");
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setMaxLength(100);
    search.addClassName("filter-search");
    template.setPlaceholder("Any template");
    template.setAriaLabel("Template");
    template.setClearButtonVisible(true);
    place.setPlaceholder("Any place");
    place.setAriaLabel("Place");
    place.setClearButtonVisible(true);
    group.setPlaceholder("Any group");
    group.setAriaLabel("Device group");
    group.setClearButtonVisible(true);
    group.setItemLabelGenerator(id -> groups.getOrDefault(id, id));
    status.setAriaLabel("Status");
    status.setPlaceholder("Any status");
    status.setEmptySelectionAllowed(true);
    status.setEmptySelectionCaption("Any status");
    status.setItems(DeviceStatus.values());
    status.setItemLabelGenerator(s -> s == null ? "Any status" : s.label());
    search.addValueChangeListener(change -> filterChanged());
    template.addValueChangeListener(change -> filterChanged());
    place.addValueChangeListener(change -> filterChanged());
    group.addValueChangeListener(change -> filterChanged());
    status.addValueChangeListener(change -> filterChanged());
    Div filters = new Div(search, template, place, group, status);
    filters.addClassName("filters");
    filters.getElement().setAttribute("role", "search");
    return filters;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    app = AppParameter.of(event.getRouteParameters(), apps);
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    load();
    QueryParameters query = event.getLocation().getQueryParameters();
    settingFilter = true;
    template.setItems(distinct(lines.stream().map(Fleet.Line::templateName).toList()));
    place.setItems(distinct(lines.stream().map(Fleet.Line::placeName).toList()));
    search.setValue(query.getSingleParameter("q").orElse(""));
    template.setValue(
        query.getSingleParameter("template").filter(known(lines, true)::contains).orElse(null));
    place.setValue(
        query.getSingleParameter("place").filter(known(lines, false)::contains).orElse(null));
    String wanted = query.getSingleParameter("group").filter(g -> g.length() <= 100).orElse(null);
    List<String> known = new ArrayList<>(groups.keySet());
    if (wanted != null && !known.contains(wanted)) {
      known.add(wanted);
    }
    group.setItems(known);
    group.setVisible(!known.isEmpty());
    group.setValue(wanted);
    lookUpMembers();
    status.setValue(
        query
            .getSingleParameter("status")
            .flatMap(
                key ->
                    java.util.Arrays.stream(DeviceStatus.values())
                        .filter(s -> s.key().equals(key))
                        .findFirst())
            .orElse(null));
    settingFilter = false;
    show();
    if (app != null) {
      follow(app);
    }
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

  private void follow(App shown) {
    following.remove();
    following =
        live.follow(
            this,
            shown.id(),
            changed -> {
              load();
              show();
            });
  }

  private static List<String> distinct(List<String> values) {
    return values.stream().filter(v -> !v.isBlank()).distinct().sorted().toList();
  }

  private static List<String> known(List<Fleet.Line> lines, boolean templates) {
    return lines.stream().map(line -> templates ? line.templateName() : line.placeName()).toList();
  }

  private void load() {
    if (app != null) {
      lines = fleet.lines(app);
      groups = fleet.groupNames(app);
      lookUpMembers();
    }
  }

  private void lookUpMembers() {
    String chosen = group.getValue();
    members = app == null || chosen == null ? null : fleet.members(app, chosen);
  }

  private void filterChanged() {
    if (settingFilter || app == null) {
      return;
    }
    Map<String, List<String>> query = new TreeMap<>();
    put(query, "q", search.getValue().strip());
    put(query, "template", template.getValue());
    put(query, "place", place.getValue());
    put(query, "group", group.getValue());
    put(query, "status", status.getValue() == null ? null : status.getValue().key());
    Location location =
        new Location("app/" + app.id().value() + "/devices", new QueryParameters(query));
    getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, location));
    lookUpMembers();
    show();
  }

  private static void put(Map<String, List<String>> query, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      query.put(key, List.of(value));
    }
  }

  private void show() {
    List<Fleet.Line> shown = lines.stream().filter(this::matches).toList();
    long reporting = lines.stream().filter(line -> line.status() == DeviceStatus.REPORTING).count();
    summary.setText(
        lines.isEmpty()
            ? "None registered yet."
            : "%,d of %,d shown, %,d reporting.".formatted(shown.size(), lines.size(), reporting));
    if (shown.isEmpty()) {
      list.removeAll();
      list.add(lines.isEmpty() ? noDevices() : noMatch());
      return;
    }
    if (app != null) {
      grid.show(shown, Shown.format(app), alerts.worst(app.id()));
    }
    if (!grid.isAttached()) {
      list.removeAll();
      list.add(grid);
    }
  }

  private boolean matches(Fleet.Line line) {
    String text = search.getValue().strip().toLowerCase(java.util.Locale.ROOT);
    return (text.isEmpty()
            || contains(line.device().name(), text)
            || contains(line.device().ref().device().value(), text)
            || contains(line.placeName(), text))
        && (template.getValue() == null || template.getValue().equals(line.templateName()))
        && (place.getValue() == null || place.getValue().equals(line.placeName()))
        && (members == null || members.contains(line.device().ref().device().value()))
        && (status.getValue() == null || status.getValue() == line.status());
  }

  private static boolean contains(String value, String text) {
    return value.toLowerCase(java.util.Locale.ROOT).contains(text);
  }

  private EmptyState noDevices() {
    return mayChange
        ? new EmptyState(
            VaadinIcon.CUBES,
            "No devices yet",
            "Register the first one: it gets a user name and a password for MQTT, and a line to"
                + " paste that sends its first reading.",
            registerButton())
        : new EmptyState(
            VaadinIcon.CUBES,
            "No devices yet",
            "Ask a builder or an administrator of this server to register the first one.");
  }

  private EmptyState noMatch() {
    Button clear = new Button("Clear the filter");
    clear.addClickListener(
        click -> {
          settingFilter = true;
          search.clear();
          template.clear();
          place.clear();
          group.clear();
          status.clear();
          settingFilter = false;
          filterChanged();
        });
    return new EmptyState(
        VaadinIcon.FILTER,
        "No device matches",
        "Search looks at names, ids and places; the other filters must match exactly.",
        clear);
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Devices") : Titles.of("Devices", app.name());
  }
}
