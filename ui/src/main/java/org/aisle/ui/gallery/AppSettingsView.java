package org.aisle.ui.gallery;

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
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Base64;
import java.util.List;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.ThemeChoice;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.live.LiveReadings;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Titles;

/** An app's name and look, its simulated devices, and what can be done with it as a whole. */
@Route("app/:app/settings")
@PermitAll
@StyleSheet("context://aisle/gallery.css")
final class AppSettingsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final AppDesk desk;
  private final AppPictures pictures;
  private final LiveReadings live;
  private final String user;
  private final boolean mayChange;
  private final boolean mayRemove;

  AppSettingsView(
      AppDesk desk, AppPictures pictures, LiveReadings live, AuthenticationContext authentication) {
    this.desk = desk;
    this.pictures = pictures;
    this.live = live;
    this.user = authentication.getPrincipalName().orElse("");
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    this.mayRemove = authentication.hasRole("ADMINISTRATOR");
    addClassNames("page", "app-settings");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    show(AppParameter.of(event.getRouteParameters(), desk.apps()));
  }

  private void show(App app) {
    Div words =
        new Div(
            new H1("Settings"),
            new Paragraph("%s · id %s · time zone %s".formatted(app.name(), app.id(), app.zone())));
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    removeAll();
    add(head);
    if (mayChange) {
      add(nameAndLook(app));
    }
    add(
        panel("Simulated devices", new HistoryPanel(desk, live, app, mayChange, () -> show(app))),
        panel("Pictures", new PicturesPanel(pictures, app.id(), user, mayChange)),
        copies(app));
    if (mayRemove) {
      Button remove =
          new Button("Remove the app…", click -> new RemoveAppDialog(desk.apps(), app).open());
      remove.addThemeVariants(ButtonVariant.ERROR);
      add(
          panel(
              "Remove",
              new Paragraph(
                  "Its devices, their readings, alerts, rules and dashboards are gone for ever."),
              remove));
    }
  }

  private Component nameAndLook(App app) {
    TextField name = new TextField("Name");
    name.setMaxLength(100);
    name.setValue(app.name());
    name.setRequiredIndicatorVisible(true);
    LookForm look = new LookForm(app.name(), choice(app.id()), () -> {});
    name.addValueChangeListener(change -> look.named(change.getValue()));
    Button save = new Button("Save");
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickListener(click -> save(app, name, look));
    Div named = new Div(name);
    named.addClassNames("form", "panel");
    Div all = new Div(new H2("Name and look"), named, look, save);
    all.addClassNames("stack", "settings-look");
    return all;
  }

  private void save(App app, TextField name, LookForm look) {
    Outcome<App> renamed = desk.apps().rename(app.id(), name.getValue());
    List<Problem> wrongName = problems(renamed);
    name.setInvalid(!wrongName.isEmpty());
    name.setErrorMessage(String.join(" ", wrongName.stream().map(Problem::sentence).toList()));
    List<Problem> wrongLook = problems(desk.themes().change(app.id(), look.value()));
    look.show(wrongLook);
    if (wrongName.isEmpty() && wrongLook.isEmpty()) {
      Notification.show("Saved.");
      UI.getCurrent().refreshCurrentRoute(true);
    }
  }

  private static List<Problem> problems(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(var found) ? found : List.of();
  }

  private ThemeChoice choice(AppId app) {
    Theme theme = desk.themes().of(app);
    String logo = theme.logo();
    return new ThemeChoice(
        theme.accent(),
        logo == null
            ? null
            : pictures
                .find(app, logo)
                .map(picture -> Base64.getEncoder().encodeToString(picture.content()))
                .orElse(null));
  }

  private Component copies(App app) {
    Div actions = new Div(AppActions.export(desk, app));
    if (mayChange) {
      actions.addComponentAsFirst(AppActions.copy(desk, app));
    }
    actions.addClassName("page-actions");
    return panel(
        "Copy and export",
        new Paragraph(
            "A copy starts without readings and alerts. An export is the zipped folder of an app"
                + " template, for version control or another server."),
        actions);
  }

  private static Div panel(String title, Component... parts) {
    Div panel = new Div(new H2(title));
    panel.add(parts);
    panel.addClassName("panel");
    return panel;
  }

  @Override
  public String getPageTitle() {
    return Titles.of("Settings");
  }
}
