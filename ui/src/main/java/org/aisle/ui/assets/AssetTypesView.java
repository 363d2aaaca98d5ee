package org.aisle.ui.assets;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.unit.Unit;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** What is known of an app's assets, by type. */
@Route("app/:app/asset-types")
@PermitAll
@StyleSheet("context://aisle/data.css")
@StyleSheet("context://aisle/alerts.css")
final class AssetTypesView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  private final Apps apps;
  private final AssetReading reading;
  private final boolean mayChange;
  private final Div refusal = new Div();
  private @Nullable App app;

  AssetTypesView(Apps apps, AssetReading reading, AuthenticationContext authentication) {
    this.apps = apps;
    this.reading = reading;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassName("page");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    app = in;
    show(in);
  }

  private void show(App in) {
    removeAll();
    refusal.setVisible(false);
    List<AssetType> types = reading.types().all(in.id());
    Div words =
        new Div(
            new H1("Asset types"),
            new Paragraph(
                "A type says which properties its assets have. Rules call them asset.NAME."));
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayChange && !types.isEmpty()) {
      head.add(make(in));
    }
    add(head, refusal);
    if (types.isEmpty()) {
      add(none(in));
      return;
    }
    Div stack = new Div();
    stack.addClassName("stack");
    types.forEach(type -> stack.add(panel(in, type)));
    add(stack);
  }

  private EmptyState none(App in) {
    return mayChange
        ? new EmptyState(
            VaadinIcon.TAGS,
            "No asset types yet",
            "Make one to keep a limit, a load or a date of purchase with each asset, and to judge"
                + " by it in rules.",
            make(in))
        : new EmptyState(
            VaadinIcon.TAGS,
            "No asset types yet",
            "Ask a builder or an administrator of this server to make the first one.");
  }

  private Button make(App in) {
    Button make = new Button("New type", VaadinIcon.PLUS.create());
    make.addThemeVariants(ButtonVariant.PRIMARY);
    make.addClickListener(
        click -> new AssetTypeDialog(in, null, reading.types(), () -> show(in)).open());
    return make;
  }

  private Component panel(App in, AssetType type) {
    Span id = new Span(type.id());
    id.addClassNames("mono", "muted");
    long assets = reading.book().find(in.id(), null, type.id(), 0, 1).total();
    Span count = new Span(assets == 1 ? "1 asset" : "%,d assets".formatted(assets));
    count.addClassName("muted");
    Div facts = new Div(id, count);
    facts.addClassName("device-facts");
    UnorderedList properties = new UnorderedList();
    properties.addClassNames("bindings", "type-properties");
    for (PropertyDraft property : AssetTypes.drafts(type)) {
      String display = property.displayName();
      Span name = new Span(property.name());
      name.addClassName("mono");
      Span kind = new Span(kind(property));
      kind.addClassName("muted");
      ListItem line = new ListItem(name, new Text(" "));
      if (display != null && !display.equals(property.name())) {
        line.add(new Span(display), new Text(" "));
      }
      line.add(kind);
      properties.add(line);
    }
    Div panel = new Div(new H2(type.name()), facts);
    panel.addClassName("panel");
    panel.add(type.fields().isEmpty() ? new Paragraph("It has no properties.") : properties);
    if (mayChange) {
      Button edit =
          new Button(
              "Edit",
              VaadinIcon.EDIT.create(),
              click -> new AssetTypeDialog(in, type, reading.types(), () -> show(in)).open());
      edit.setAriaLabel("Edit " + type.name());
      Button remove = new Button("Remove", VaadinIcon.TRASH.create(), click -> ask(in, type));
      remove.addThemeVariants(ButtonVariant.TERTIARY);
      remove.setAriaLabel("Remove " + type.name());
      Div actions = new Div(edit, remove);
      actions.addClassName("page-actions");
      panel.add(actions);
    }
    return panel;
  }

  private static String kind(PropertyDraft property) {
    List<String> parts = new ArrayList<>();
    parts.add(
        property.values().isEmpty()
            ? AssetTypeDialog.words(property.schema())
            : "one of " + String.join(", ", property.values()));
    String unit = property.unit();
    if (unit != null) {
      parts.add(Unit.named(unit).map(Unit::symbol).filter(s -> !s.isEmpty()).orElse(unit));
    }
    return String.join(" · ", parts);
  }

  private void ask(App in, AssetType type) {
    ConfirmDialog ask = new ConfirmDialog();
    ask.setHeader("Remove " + type.name() + "?");
    ask.setText("A type that assets have, or that rules or groups ask for, stays.");
    ask.setCancelable(true);
    ask.setConfirmText("Remove");
    ask.setConfirmButtonTheme("error primary");
    ask.addConfirmListener(confirmed -> remove(in, type));
    ask.open();
  }

  private void remove(App in, AssetType type) {
    switch (reading.types().remove(in.id(), type.id())) {
      case Outcome.Done<AssetType> done -> show(in);
      case Outcome.Refused<AssetType>(List<Problem> problems) -> {
        refusal.setText(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")));
        refusal.setVisible(true);
        refusal.scrollIntoView();
      }
    }
  }

  @Override
  public String crumb() {
    return "Asset types";
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Asset types") : Titles.of("Asset types", app.name());
  }
}
