package org.aisle.ui.gallery;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.registry.App;
import org.aisle.templates.app.AppTemplate;
import org.aisle.ui.devices.Fleet;
import org.aisle.ui.live.LiveReadings;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;

/** The apps of this server, and the templates that another can be made from. */
@Route("")
@PermitAll
@StyleSheet("context://aisle/gallery.css")
final class GalleryView extends Main implements HasDynamicTitle {

  private final AppDesk desk;
  private final Fleet fleet;
  private final LiveReadings live;
  private final boolean mayCreate;
  private final Div cards = new Div();
  private final Paragraph summary = new Paragraph();
  private final List<Registration> following = new ArrayList<>();

  GalleryView(AppDesk desk, Fleet fleet, LiveReadings live, AuthenticationContext authentication) {
    this.desk = desk;
    this.fleet = fleet;
    this.live = live;
    this.mayCreate = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill", "gallery");
    Div words = new Div(new H1("Apps"), summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayCreate) {
      head.add(actions());
    }
    cards.addClassName("app-cards");
    add(head, cards);
    if (mayCreate) {
      add(startFrom());
    }
  }

  private Component actions() {
    Button take =
        new Button(
            "Import…",
            click -> new ImportAppDialog(desk.apps(), desk.exchange(), desk::enter).open());
    take.setAriaLabel("Import a template");
    Button make = new Button("New app", VaadinIcon.PLUS.create());
    make.addClickListener(click -> UI.getCurrent().navigate("new"));
    make.addThemeVariants(ButtonVariant.PRIMARY);
    Div actions = new Div(take, make);
    actions.addClassName("page-actions");
    return actions;
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    show();
  }

  private void show() {
    following.forEach(Registration::remove);
    following.clear();
    cards.removeAll();
    List<App> all = desk.apps().all();
    summary.setText(
        all.isEmpty()
            ? "An app is a retail scenario with its own devices, data and dashboards."
            : all.size() == 1 ? "One app on this server." : all.size() + " apps on this server.");
    if (all.isEmpty()) {
      cards.add(
          new EmptyState(
              VaadinIcon.GRID_BIG,
              "No apps yet",
              !mayCreate
                  ? "Ask a builder or an administrator of this server to create the first one."
                  : desk.simulates()
                      ? "Choose a template below: it brings device types, dashboards and a simulated"
                          + " fleet, so that there is something to see at once."
                      : "Choose a template below: it brings device types, rules and dashboards. Then"
                          + " register your devices, which connect over MQTT with the password they"
                          + " are given."));
    }
    for (App app : all) {
      AppCard card =
          new AppCard(
              app,
              desk.apps().origin(app.id()).orElse(null),
              desk.themes().of(app.id()),
              desk.entries(),
              actions(app));
      show(card, app);
      cards.add(card);
      following.add(live.follow(this, app.id(), changed -> show(card, app)));
    }
  }

  private void show(AppCard card, App app) {
    card.show(fleet.pulse(app), desk.progress(app.id()));
  }

  private List<Component> actions(App app) {
    Component export = AppActions.export(desk, app);
    if (!mayCreate) {
      return List.of(export);
    }
    Button copy = AppActions.copy(desk, app);
    copy.addThemeVariants(ButtonVariant.TERTIARY);
    return List.of(copy, export);
  }

  private Component startFrom() {
    Div offers = new Div();
    offers.addClassName("template-cards");
    for (AppTemplate template : desk.templates().all()) {
      offers.add(new TemplateCard(template, () -> use(template.id())));
    }
    offers.add(TemplateCard.empty(() -> use(NewAppView.EMPTY)));
    Div section = new Div(new H2("Start from a template"), offers);
    section.addClassName("stack");
    return section;
  }

  private static void use(String template) {
    UI.getCurrent().navigate("new", QueryParameters.of("template", template));
  }

  @Override
  public String getPageTitle() {
    return Titles.of("Apps");
  }
}
