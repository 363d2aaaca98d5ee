package org.aisle.ui.assets;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
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
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.aisle.backend.imports.Imports.Kind;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Place;
import org.aisle.ui.imports.ImportDialog;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** All assets of an app, read page by page as somebody scrolls. */
@Route("app/:app/assets")
@PermitAll
final class AssetsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  /** Below this width a row shows its name and what stands in the other columns below it. */
  private static final int NARROW = 760;

  private final Apps apps;
  private final AssetReading reading;
  private final boolean mayChange;
  private final TextField search = new TextField();
  private final Paragraph summary = new Paragraph();
  private final Div list = new Div();
  private final Map<String, String> places = new HashMap<>();
  private @Nullable Grid<Asset> grid;
  private @Nullable App app;

  AssetsView(Apps apps, AssetReading reading, AuthenticationContext authentication) {
    this.apps = apps;
    this.reading = reading;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill");
    summary.getElement().setAttribute("role", "status");
    Div words = new Div(new H1("Assets"), summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    head.add(typesButton());
    if (mayChange) {
      head.add(importButton(), newButton());
    }
    search.setPlaceholder("Search name, id or kind");
    search.setAriaLabel("Search assets");
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setMaxLength(100);
    search.addClassName("filter-search");
    search.addValueChangeListener(change -> show());
    Div filters = new Div(search);
    filters.addClassName("filters");
    filters.getElement().setAttribute("role", "search");
    list.addClassName("grow");
    add(head, filters, list);
  }

  private Button newButton() {
    Button make = new Button("New asset", VaadinIcon.PLUS.create());
    make.addThemeVariants(ButtonVariant.PRIMARY);
    make.addClickListener(
        click -> {
          App in = app;
          if (in != null) {
            new AssetDialog(in, null, reading, asset -> open(in, asset)).open();
          }
        });
    return make;
  }

  private Button typesButton() {
    return new Button(
        "Types",
        VaadinIcon.TAGS.create(),
        click -> {
          App in = app;
          if (in != null) {
            getUI().ifPresent(ui -> ui.navigate(AssetsNavigation.typesPath(in.id())));
          }
        });
  }

  private Button importButton() {
    return new Button(
        "Import",
        VaadinIcon.UPLOAD_ALT.create(),
        click -> {
          App in = app;
          if (in != null) {
            new ImportDialog(in, Kind.ASSETS, reading.imports(), this::show).open();
          }
        });
  }

  private void open(App in, Asset asset) {
    getUI().ifPresent(ui -> ui.navigate(AssetsNavigation.path(in.id(), asset.id())));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    app = in;
    places.clear();
    reading.assets().places(in.id()).forEach((Place p) -> places.put(p.id(), p.name()));
    show();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    UI ui = event.getUI();
    ui.getPage().addBrowserWindowResizeListener(size -> narrow(size.getWidth() < NARROW));
    ui.getPage()
        .retrieveExtendedClientDetails(details -> narrow(details.getWindowInnerWidth() < NARROW));
  }

  private void narrow(boolean narrow) {
    if (grid != null) {
      grid.getColumns().stream().skip(1).forEach(column -> column.setVisible(!narrow));
    }
  }

  private @Nullable String text() {
    return search.getValue().isBlank() ? null : search.getValue().strip();
  }

  private void show() {
    App in = app;
    if (in == null) {
      return;
    }
    long found = reading.book().find(in.id(), text(), null, 0, 1).total();
    summary.setText(found == 1 ? "1 asset." : "%,d assets.".formatted(found));
    list.removeAll();
    if (found == 0) {
      list.add(text() == null ? none() : noMatch());
      return;
    }
    Grid<Asset> shown = new Grid<>();
    shown.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
    shown.addClassName("device-grid");
    shown.setSelectionMode(Grid.SelectionMode.NONE);
    shown.getElement().setAttribute("aria-label", "Assets");
    shown.addComponentColumn(asset -> name(in, asset)).setHeader("Asset").setFlexGrow(2);
    shown.addColumn(Asset::kind).setHeader("Kind").setFlexGrow(1);
    shown.addColumn(this::place).setHeader("Place").setFlexGrow(1);
    shown.addColumn(AssetsView::devices).setHeader("Attached device").setFlexGrow(1);
    shown.addItemClickListener(click -> open(in, click.getItem()));
    shown.setItems(
        query ->
            reading
                .book()
                .find(in.id(), text(), null, query.getOffset(), query.getLimit())
                .assets()
                .stream(),
        query -> {
          query.getOffset();
          query.getLimit();
          return (int) reading.book().find(in.id(), text(), null, 0, 1).total();
        });
    shown.setSizeFull();
    grid = shown;
    list.add(shown);
    getUI()
        .ifPresent(
            ui ->
                ui.getPage()
                    .retrieveExtendedClientDetails(
                        details -> narrow(details.getWindowInnerWidth() < NARROW)));
  }

  private static Div name(App in, Asset asset) {
    Anchor name = new Anchor(AssetsNavigation.path(in.id(), asset.id()), asset.name());
    name.getElement().setAttribute("router-link", "");
    Span id = new Span(asset.id());
    id.addClassNames("mono", "muted");
    Div both = new Div(name, id);
    both.addClassName("device-cell");
    return both;
  }

  private String place(Asset asset) {
    return asset.places().stream()
        .filter(b -> b.to() == null)
        .map(b -> places.getOrDefault(b.place(), b.place()))
        .findFirst()
        .orElse("–");
  }

  private static String devices(Asset asset) {
    String all =
        asset.devices().stream()
            .filter(b -> b.to() == null)
            .map(b -> b.device().value())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "–" : all;
  }

  private EmptyState none() {
    return mayChange
        ? new EmptyState(
            VaadinIcon.PACKAGE,
            "No assets yet",
            "An asset is what devices are attached to: a cooler, a display, a shipment. Create the"
                + " first one, or import a CSV file.",
            newButton(),
            importButton())
        : new EmptyState(
            VaadinIcon.PACKAGE,
            "No assets yet",
            "Ask a builder or an administrator of this server to create the first one.");
  }

  private EmptyState noMatch() {
    return new EmptyState(
        VaadinIcon.FILTER,
        "No asset matches",
        "Search looks at names, ids and kinds.",
        new Button("Clear the search", click -> search.clear()));
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Assets") : Titles.of("Assets", app.name());
  }
}
