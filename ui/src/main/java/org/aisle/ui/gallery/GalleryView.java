package org.aisle.ui.gallery;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aisle.backend.exchange.AppExchange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppGallery;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateArchive;
import org.aisle.ui.devices.Fleet;
import org.aisle.ui.live.LiveReadings;
import org.aisle.ui.shell.AppNavigation;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;

/** The apps of this server, and the templates that another can be made from. */
@Route("")
@PermitAll
final class GalleryView extends Main implements HasDynamicTitle {

  private final Apps apps;
  private final AppGallery templates;
  private final Fleet fleet;
  private final LiveReadings live;
  private final AppExchange exchange;
  private final List<AppNavigation> entries;
  private final boolean mayCreate;
  private final Div cards = new Div();
  private final Paragraph summary = new Paragraph();
  private final List<AppCard> shown = new ArrayList<>();
  private final List<Registration> following = new ArrayList<>();

  GalleryView(
      Apps apps,
      AppGallery templates,
      Fleet fleet,
      LiveReadings live,
      AppExchange exchange,
      List<AppNavigation> entries,
      AuthenticationContext authentication) {
    this.apps = apps;
    this.templates = templates;
    this.fleet = fleet;
    this.live = live;
    this.exchange = exchange;
    this.entries = entries.stream().sorted(Comparator.comparingInt(AppNavigation::order)).toList();
    this.mayCreate = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill");
    Div words = new Div(new H1("Apps"), summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayCreate) {
      head.add(
          new Button(
              "Import a template…", click -> new ImportAppDialog(exchange, this::enter).open()));
    }
    cards.addClassName("app-cards");
    add(head, cards);
    if (mayCreate) {
      add(startFrom());
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    show();
  }

  private void show() {
    following.forEach(Registration::remove);
    following.clear();
    shown.clear();
    cards.removeAll();
    List<App> all = apps.all();
    summary.setText(
        all.isEmpty()
            ? "An app is a retail scenario with its own devices, data and dashboards."
            : all.size() == 1 ? "One app on this server." : all.size() + " apps on this server.");
    if (all.isEmpty()) {
      cards.add(
          new EmptyState(
              VaadinIcon.GRID_BIG,
              "No apps yet",
              mayCreate
                  ? "Choose a template below: it brings device types, dashboards and a simulated"
                      + " fleet, so that there is something to see at once."
                  : "Ask a builder or an administrator of this server to create the first one."));
    }
    for (App app : all) {
      AppCard card = new AppCard(app, apps.origin(app.id()).orElse(null), entries, actions(app));
      card.show(fleet.pulse(app));
      shown.add(card);
      cards.add(card);
      following.add(live.follow(this, app.id(), changed -> card.show(fleet.pulse(app))));
    }
  }

  private Component startFrom() {
    Div offers = new Div();
    offers.addClassName("template-cards");
    for (AppTemplate template : templates.all()) {
      offers.add(new TemplateCard(template, () -> create(template)));
    }
    offers.add(TemplateCard.empty(() -> create(null)));
    Div section = new Div(new H2("Create an app"), offers);
    section.addClassName("stack");
    return section;
  }

  private void create(@org.jspecify.annotations.Nullable AppTemplate template) {
    new CreateAppDialog(
            template,
            (id, name) -> apps.create(id, name, template == null ? null : template.id()),
            this::enter)
        .open();
  }

  private List<Component> actions(App app) {
    Anchor export =
        new Anchor(DownloadHandler.fromInputStream(event -> download(app)), "Export as template");
    export.getElement().setAttribute("aria-label", "Export " + app.name() + " as a template");
    if (!mayCreate) {
      return List.of(export);
    }
    Button copy = new Button("Copy…", click -> copy(app));
    copy.addThemeVariants(ButtonVariant.TERTIARY);
    copy.setAriaLabel("Copy " + app.name());
    return List.of(copy, export);
  }

  private DownloadResponse download(App app) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AppTemplate template = exchange.export(app.id()).orElse(null);
    if (template == null) {
      return DownloadResponse.error(404);
    }
    AppTemplateArchive.write(template, out);
    return new DownloadResponse(
        new ByteArrayInputStream(out.toByteArray()),
        app.id().value() + ".zip",
        "application/zip",
        out.size());
  }

  private void copy(App app) {
    Checkbox simulated = new Checkbox("With its simulated devices", true);
    new CreateAppDialog(
            "Copy " + app.name(),
            app.name() + ", copy",
            (id, name) -> exchange.copy(app.id(), id, name, simulated.getValue()),
            this::enter,
            simulated)
        .open();
  }

  private void enter(App app) {
    getUI()
        .ifPresent(ui -> ui.navigate(entries.isEmpty() ? "" : entries.getFirst().path(app.id())));
  }

  @Override
  public String getPageTitle() {
    return Titles.of("Apps");
  }
}
