package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** The device templates of an app: their versions, who speaks them, and what is drafted. */
@Route("app/:app/device-templates")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
@StyleSheet("context://aisle/models.css")
final class ModelsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final String PREFIX = "dtmi:com:example:";

  private final Apps apps;
  private final ModelReading reading;
  private final String me;
  private final boolean mayChange;
  private final Paragraph summary = new Paragraph();
  private final Div list = new Div();
  private @Nullable App app;

  ModelsView(Apps apps, ModelReading reading, AuthenticationContext authentication) {
    this.apps = apps;
    this.reading = reading;
    this.me = authentication.getPrincipalName().orElse("");
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill");
    Div words = new Div(new H1("Device templates"), summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayChange) {
      Div actions = new Div(importButton(), newButton());
      actions.addClassName("page-actions");
      head.add(actions);
    }
    list.addClassName("rule-list");
    add(head, list);
  }

  private Button newButton() {
    Button make = new Button("New device template", VaadinIcon.PLUS.create());
    make.addThemeVariants(ButtonVariant.PRIMARY);
    make.addClickListener(
        click -> {
          App in = app;
          if (in != null) {
            new NewModelDialog(
                    prefix(in),
                    (line, name) -> reading.drafts().begin(in.id(), line, name, me),
                    draft -> open(in, draft.line()))
                .open();
          }
        });
    return make;
  }

  private Button importButton() {
    return new Button(
        "Import…",
        VaadinIcon.UPLOAD_ALT.create(),
        click -> {
          App in = app;
          if (in != null) {
            new ImportModelDialog(in, reading.drafts(), me, this::show).open();
          }
        });
  }

  /** As the app's other models begin. */
  private String prefix(App in) {
    return reading.all(in).stream()
        .map(ModelFamily::line)
        .map(line -> line.substring(0, line.lastIndexOf(':') + 1))
        .findFirst()
        .orElse(PREFIX);
  }

  private void open(App in, String line) {
    getUI().ifPresent(ui -> ui.navigate(ModelsNavigation.draftPath(in.id(), line)));
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
    List<ModelFamily> all = reading.all(in);
    long drafts = all.stream().filter(family -> family.draft() != null).count();
    summary.setText(
        all.isEmpty()
            ? "What each kind of device says."
            : "What each kind of device says. %,d in all%s."
                .formatted(
                    all.size(),
                    drafts == 0
                        ? ""
                        : drafts == 1
                            ? ", one with a draft"
                            : ", %,d with a draft".formatted(drafts)));
    list.removeAll();
    if (all.isEmpty()) {
      list.add(nothing());
    }
    all.forEach(family -> list.add(row(in, family)));
  }

  private EmptyState nothing() {
    return mayChange
        ? new EmptyState(
            VaadinIcon.CLIPBOARD_TEXT,
            "No device templates yet",
            "A device template says what one kind of device measures, in which units. Begin one"
                + " here, or import DTDL or an export of IoT Central.",
            newButton(),
            importButton())
        : new EmptyState(
            VaadinIcon.CLIPBOARD_TEXT,
            "No device templates yet",
            "Ask a builder or an administrator of this server to make the first one.");
  }

  private Component row(App in, ModelFamily family) {
    boolean published = family.newest().isPresent();
    Component title = new Span(family.name());
    if (published || mayChange) {
      Anchor link =
          new Anchor(
              published
                  ? ModelsNavigation.path(in.id(), family.line())
                  : ModelsNavigation.draftPath(in.id(), family.line()),
              family.name());
      link.getElement().setAttribute("router-link", "");
      title = link;
    }
    Div head = new Div(new H2(title));
    head.addClassName("rule-row-head");
    if (family.draft() != null) {
      Span tag = new Span("Draft, revision %,d".formatted(family.draft().revision()));
      tag.addClassNames("tag", "model-draft-tag");
      head.add(tag);
    }
    Span line = new Span(family.line());
    line.addClassNames("mono", "muted", "model-line");
    Div facts = new Div();
    facts.addClassName("device-facts");
    family.newest().ifPresent(newest -> facts.add(new Span(counts(newest))));
    facts.add(new Span(versions(family)), new Span(speakers(family)));
    Div words = new Div(head, line);
    family
        .newest()
        .map(DeviceTemplate::description)
        .ifPresent(description -> words.add(new Paragraph(description)));
    words.add(facts);
    words.addClassName("rule-row-words");
    Div row = new Div(words);
    row.addClassNames("panel", "rule-row");
    if (mayChange) {
      Div actions = new Div(draft(in, family));
      actions.addClassName("page-actions");
      row.add(actions);
    }
    return row;
  }

  private Button draft(App in, ModelFamily family) {
    boolean there = family.draft() != null;
    Button draft =
        new Button(
            there ? "Open the draft" : "New draft",
            click -> {
              if (there) {
                open(in, family.line());
              } else {
                begin(reading.drafts().begin(in.id(), family.line(), null, me), in);
              }
            });
    draft.setAriaLabel((there ? "Open the draft of " : "New draft of ") + family.name());
    return draft;
  }

  private void begin(Outcome<ModelDraft> outcome, App in) {
    switch (outcome) {
      case Outcome.Done<ModelDraft>(ModelDraft draft) -> open(in, draft.line());
      case Outcome.Refused<ModelDraft>(var problems) -> {
        Notification.show(problems.getFirst().sentence(), 6_000, null);
        show();
      }
    }
  }

  private static String counts(DeviceTemplate template) {
    int fields = template.telemetry().size();
    int derived = template.derived().size();
    int properties = template.properties().size();
    return "%s, %,d derived, %s"
        .formatted(
            fields == 1 ? "1 field" : "%,d fields".formatted(fields),
            derived,
            properties == 1 ? "1 property" : "%,d properties".formatted(properties));
  }

  private static String versions(ModelFamily family) {
    Optional<DeviceTemplate> newest = family.newest();
    if (newest.isEmpty()) {
      return "Not published yet";
    }
    String older =
        family.versions().stream()
            .limit(family.versions().size() - 1L)
            .map(t -> t.id().version())
            .collect(Collectors.joining(", "));
    return "Version " + newest.get().id().version() + (older.isEmpty() ? "" : ", before " + older);
  }

  private static String speakers(ModelFamily family) {
    int all = family.speakers();
    if (all == 0) {
      return "No device";
    }
    String count = all == 1 ? "1 device" : "%,d devices".formatted(all);
    if (family.versions().size() < 2) {
      return count;
    }
    return count
        + ": "
        + family.versions().reversed().stream()
            .filter(version -> family.on(version) > 0)
            .map(v -> "%,d on version %s".formatted(family.on(v), v.id().version()))
            .collect(Collectors.joining(", "));
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Device templates") : Titles.of("Device templates", app.name());
  }
}
