package org.aisle.ui.places;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.aisle.backend.imports.PlaceGeoJson;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.StoredPlace;
import org.aisle.ui.format.Tone;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.map.DeviceMap;
import org.aisle.ui.map.DeviceMap.Kind;
import org.aisle.ui.map.DeviceMap.Marker;
import org.aisle.ui.places.PlaceReading.Line;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** All places of an app, in a list and on a map. */
@Route("app/:app/places")
@PermitAll
@StyleSheet("context://aisle/places.css")
final class PlacesView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  /** Below this width a row shows its name and what stands in the other columns below it. */
  private static final int NARROW = 1_200;

  private static final Kind ALERTED = new Kind(Tone.BAD.key(), "with open alerts", "▲");
  private static final Kind CALM = new Kind(Tone.PLAIN.key(), "without", "●");

  private final PlaceReading reading;
  private final boolean mayChange;
  private final String user;
  private final TextField search = new TextField();
  private final ComboBox<String> kind = new ComboBox<>();
  private final ComboBox<String> organisation = new ComboBox<>();
  private final Paragraph summary = new Paragraph();
  private final Div tools = new Div();
  private final Div content = new Div();
  private List<Line> lines = List.of();
  private @Nullable Grid<Line> grid;
  private @Nullable App app;

  PlacesView(PlaceReading reading, AuthenticationContext authentication) {
    this.reading = reading;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    this.user = authentication.getPrincipalName().orElse("somebody");
    addClassNames("page", "page-fill");
    summary.getElement().setAttribute("role", "status");
    Div words = new Div(new H1("Places"), summary);
    words.addClassName("page-head-words");
    tools.addClassName("place-tools");
    Div head = new Div(words, tools);
    head.addClassName("page-head");
    search.setPlaceholder("Search name, id or address");
    search.setAriaLabel("Search places");
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setMaxLength(100);
    search.addClassName("filter-search");
    search.addValueChangeListener(change -> show());
    choice(kind, "Kind", "Any kind");
    choice(organisation, "Organisation", "Any organisation");
    Div filters = new Div(search, kind, organisation);
    filters.addClassName("filters");
    filters.getElement().setAttribute("role", "search");
    content.addClassName("places-columns");
    add(head, filters, content);
  }

  private void choice(ComboBox<String> box, String label, String placeholder) {
    box.setAriaLabel(label);
    box.setPlaceholder(placeholder);
    box.setClearButtonVisible(true);
    box.addValueChangeListener(change -> show());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    app = AppParameter.of(event.getRouteParameters(), reading.apps());
    read();
  }

  private void read() {
    App in = app;
    if (in == null) {
      return;
    }
    lines = reading.lines(in.id());
    offer(kind, lines.stream().map(Line::kind).distinct().sorted().toList());
    offer(organisation, lines.stream().map(Line::organisation).distinct().sorted().toList());
    tools.removeAll();
    if (!lines.isEmpty()) {
      tools.add(export(in));
    }
    if (mayChange) {
      tools.add(importButton(in), newButton(in));
    }
    show();
  }

  private static void offer(ComboBox<String> box, List<String> words) {
    String chosen = box.getValue();
    box.setItems(words);
    box.setValue(chosen != null && words.contains(chosen) ? chosen : null);
  }

  private static Button newButton(App in) {
    Button make = new Button("New place", VaadinIcon.PLUS.create());
    make.addThemeVariants(ButtonVariant.PRIMARY);
    make.addClickListener(click -> UI.getCurrent().navigate(PlacesNavigation.newPath(in.id())));
    return make;
  }

  private Button importButton(App in) {
    return new Button(
        "Import",
        VaadinIcon.UPLOAD_ALT.create(),
        click -> new PlaceImportDialog(in, reading, user, this::read).open());
  }

  private Anchor export(App in) {
    Anchor load =
        new Anchor(
            DownloadHandler.fromInputStream(
                event -> {
                  byte[] bytes =
                      PlaceGeoJson.of(
                              reading.places().all(in.id()).stream()
                                  .map(StoredPlace::place)
                                  .toList())
                          .getBytes(StandardCharsets.UTF_8);
                  return new DownloadResponse(
                      new ByteArrayInputStream(bytes),
                      in.id().value() + "-places.geojson",
                      PlaceGeoJson.TYPE,
                      bytes.length);
                }),
            "Export GeoJSON");
    load.addClassName("place-export");
    return load;
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    UI ui = event.getUI();
    ui.getPage().addBrowserWindowResizeListener(size -> narrow(size.getWidth()));
    ui.getPage().retrieveExtendedClientDetails(details -> narrow(details.getWindowInnerWidth()));
  }

  private void narrow(int width) {
    Grid<Line> shown = grid;
    if (shown != null) {
      shown.getColumns().get(1).setVisible(width >= NARROW);
      shown.getColumns().get(2).setVisible(width >= NARROW);
    }
  }

  private void show() {
    App in = app;
    if (in == null) {
      return;
    }
    List<Line> found =
        lines.stream()
            .filter(line -> search.getValue().isBlank() || line.matches(search.getValue().strip()))
            .filter(line -> kind.getValue() == null || kind.getValue().equals(line.kind()))
            .filter(
                line ->
                    organisation.getValue() == null
                        || organisation.getValue().equals(line.organisation()))
            .toList();
    int alerts = found.stream().mapToInt(Line::alerts).sum();
    summary.setText(
        (found.size() == 1 ? "1 place" : "%,d places".formatted(found.size()))
            + (alerts == 0
                ? ", no open alerts."
                : alerts == 1 ? ", 1 open alert." : ", %,d open alerts.".formatted(alerts)));
    content.removeAll();
    content.setClassName("places-columns", !found.isEmpty());
    if (found.isEmpty()) {
      content.add(lines.isEmpty() ? none(in) : noMatch());
      return;
    }
    Div list = new Div(grid(in, found));
    list.addClassName("grow");
    content.add(list, map(in, found));
    getUI()
        .ifPresent(
            ui ->
                ui.getPage()
                    .retrieveExtendedClientDetails(
                        details -> narrow(details.getWindowInnerWidth())));
  }

  private Grid<Line> grid(App in, List<Line> found) {
    Grid<Line> shown = new Grid<>();
    shown.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
    shown.setSelectionMode(Grid.SelectionMode.NONE);
    shown.getElement().setAttribute("aria-label", "Places");
    shown
        .addComponentColumn(line -> name(in, line))
        .setHeader("Place")
        .setWidth("210px")
        .setFlexGrow(2)
        .setComparator(Line::name);
    shown
        .addColumn(Line::kind)
        .setHeader("Kind")
        .setWidth("104px")
        .setFlexGrow(0)
        .setSortable(true);
    shown
        .addColumn(Line::organisation)
        .setHeader("Organisation")
        .setWidth("120px")
        .setFlexGrow(1)
        .setSortable(true);
    shown
        .addColumn(line -> line.devices() == 0 ? "–" : "%,d".formatted(line.devices()))
        .setHeader("Devices")
        .setTextAlign(ColumnTextAlign.END)
        .setWidth("96px")
        .setFlexGrow(0)
        .setComparator(Line::devices);
    shown
        .addComponentColumn(PlacesView::alerts)
        .setHeader("Alerts")
        .setTextAlign(ColumnTextAlign.END)
        .setWidth("88px")
        .setFlexGrow(0)
        .setComparator(Line::alerts);
    shown.addItemClickListener(click -> open(in, click.getItem()));
    shown.setItems(found);
    shown.setSizeFull();
    grid = shown;
    return shown;
  }

  private void open(App in, Line line) {
    getUI().ifPresent(ui -> ui.navigate(PlacesNavigation.path(in.id(), line.id())));
  }

  private static Span alerts(Line line) {
    Span count = new Span(line.alerts() == 0 ? "–" : "▲ %,d".formatted(line.alerts()));
    if (line.alerts() > 0) {
      count.addClassName("aisle-tone-text-bad");
    }
    return count;
  }

  private static Div name(App in, Line line) {
    Anchor name = new Anchor(PlacesNavigation.path(in.id(), line.id()), line.name());
    name.getElement().setAttribute("router-link", "");
    Span id = new Span(line.id());
    id.addClassNames("mono", "muted");
    Div cell = new Div(name, id);
    cell.addClassName("device-cell");
    return cell;
  }

  private Div map(App in, List<Line> found) {
    DeviceMap map =
        new DeviceMap(
                "Places of " + in.name(), ValueFormat.ofReader(in.zone()), reading.tiles(), "")
            .of("places");
    List<Place> fences = found.stream().map(line -> line.stored().place()).toList();
    List<Marker> markers = found.stream().map(line -> marker(in, line)).toList();
    map.show(
        new DeviceMap.Scene(fences, List.of(ALERTED, CALM), markers, List.of()),
        reading.clock().instant());
    Div panel = new Div(map);
    panel.addClassNames("panel", "places-map");
    return panel;
  }

  private static Marker marker(App in, Line line) {
    Place place = line.stored().place();
    Kind kind = line.alerts() == 0 ? CALM : ALERTED;
    return new Marker(
        place.id(),
        place.name(),
        place.lat(),
        place.lon(),
        kind.key(),
        line.alerts() == 0
            ? place.kind()
            : line.alerts() == 1 ? "1 open alert" : "%,d open alerts".formatted(line.alerts()),
        line.devices() == 1 ? "1 device" : "%,d devices".formatted(line.devices()),
        null,
        PlacesNavigation.path(in.id(), place.id()));
  }

  private EmptyState none(App in) {
    return mayChange
        ? new EmptyState(
            VaadinIcon.MAP_MARKER,
            "No places yet",
            "A place is a geofence: a store, a depot, a yard. Draw the first one on the map, or"
                + " import a GeoJSON or CSV file.",
            newButton(in),
            importButton(in))
        : new EmptyState(
            VaadinIcon.MAP_MARKER,
            "No places yet",
            "Ask a builder or an administrator of this server to draw the first one.");
  }

  private EmptyState noMatch() {
    return new EmptyState(
        VaadinIcon.FILTER,
        "No place matches",
        "Search looks at names, ids, kinds and addresses.",
        new Button(
            "Clear all",
            click -> {
              search.clear();
              kind.clear();
              organisation.clear();
            }));
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Places") : Titles.of("Places", app.name());
  }
}
