package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
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
import jakarta.annotation.security.RolesAllowed;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.aisle.backend.models.Consequence;
import org.aisle.backend.models.Consequence.Weight;
import org.aisle.backend.models.FieldChange;
import org.aisle.backend.models.ModelComparison;
import org.aisle.backend.models.ModelReleases;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.ui.rules.RulesNavigation;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** A draft beside what is published: what changes, what that breaks, and the way to publish it. */
@Route("app/:app/device-templates/:model/draft/compare")
@RolesAllowed({"ADMINISTRATOR", "BUILDER"})
@StyleSheet("context://aisle/alerts.css")
@StyleSheet("context://aisle/models.css")
final class CompareView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  private final Apps apps;
  private final ModelReleases releases;
  private final String me;
  private final Div notice = new Div();
  private final Checkbox meant = new Checkbox("I have read what stops working, and mean it");
  private final Button publish = new Button("Publish…", click -> ask());
  private @Nullable App app;
  private @Nullable ModelComparison compared;
  private String line = "";

  CompareView(Apps apps, ModelReleases releases, AuthenticationContext authentication) {
    this.apps = apps;
    this.releases = releases;
    this.me = authentication.getPrincipalName().orElse("");
    addClassName("page");
    notice.addClassNames("sign-in-notice", "rule-broken");
    notice.getElement().setAttribute("role", "alert");
    publish.addThemeVariants(ButtonVariant.PRIMARY);
    meant.addValueChangeListener(change -> offer());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    app = AppParameter.of(event.getRouteParameters(), apps);
    line = event.getRouteParameters().get("model").orElse("");
    notice.setVisible(false);
    read();
  }

  private void read() {
    App in = app;
    if (in == null) {
      return;
    }
    ModelComparison now =
        releases
            .compare(in.id(), line)
            .orElseThrow(() -> new NotFoundException("There is no such draft."));
    compared = now;
    meant.setValue(false);
    show(in, now);
  }

  private void offer() {
    ModelComparison now = compared;
    publish.setEnabled(now != null && now.isPublishable() && (!now.breaks() || meant.getValue()));
  }

  private void show(App in, ModelComparison now) {
    removeAll();
    Div words = new Div(new H1(title(now)), new Paragraph(summary(now)));
    words.addClassName("page-head-words");
    Anchor back = new Anchor(ModelsNavigation.draftPath(in.id(), line), "Back to the draft");
    back.getElement().setAttribute("router-link", "");
    Div actions = new Div(back, publish);
    actions.addClassNames("page-actions", "model-actions");
    Div head = new Div(words, actions);
    head.addClassName("page-head");
    add(head, notice);
    if (!now.isPublishable()) {
      DraftProblems problems = new DraftProblems();
      problems.show(now.problems());
      add(problems);
    } else {
      add(consequences(in, now), changes(now), devices(now));
    }
    offer();
  }

  private String title(ModelComparison now) {
    return now.published() == null || now.draft() == null
        ? "Compare the draft of " + line.substring(line.lastIndexOf(':') + 1)
        : "%s, version %s to %s"
            .formatted(now.draft().lastSegment(), now.published().version(), now.draft().version());
  }

  private static String summary(ModelComparison now) {
    return now.published() == null
        ? "Revision %,d of a new device template: nothing speaks it yet.".formatted(now.revision())
        : "Revision %,d of the draft beside %s.".formatted(now.revision(), now.published().value());
  }

  private Component consequences(App in, ModelComparison now) {
    Div panel = new Div(new H2("What that does to the rest"));
    panel.addClassName("panel");
    List<Consequence> all =
        now.consequences().stream().sorted(Comparator.comparing(Consequence::weight)).toList();
    if (all.isEmpty()) {
      panel.add(new Paragraph("Nothing stops working."));
      return panel;
    }
    long breaks = all.stream().filter(c -> c.weight() == Weight.BREAKS).count();
    panel.add(
        new Paragraph(
            breaks == 0
                ? "Nothing stops working."
                : breaks == 1
                    ? "One thing stops working."
                    : "%,d things stop working.".formatted(breaks)));
    UnorderedList list = new UnorderedList();
    list.addClassName("model-consequences");
    all.forEach(consequence -> list.add(item(in, consequence)));
    panel.add(list);
    if (now.breaks()) {
      panel.add(meant);
    }
    return panel;
  }

  private static ListItem item(App in, Consequence consequence) {
    boolean breaks = consequence.weight() == Weight.BREAKS;
    Span weight = new Span(breaks ? "Breaks" : "Note");
    weight.addClassNames("tag", breaks ? "model-breaks" : "model-note");
    Span kind = new Span(words(consequence.kind()));
    kind.addClassName("muted");
    Div head = new Div(weight, kind, where(in, consequence));
    head.addClassName("rule-row-head");
    return new ListItem(head, new Paragraph(consequence.sentence()));
  }

  private static String words(Consequence.Kind kind) {
    return switch (kind) {
      case DASHBOARD -> "Dashboard";
      case RULE -> "Rule";
      case STORY -> "Story";
      case GROUP -> "Device group";
      case PROPERTY -> "Property";
      case FIELD -> "Field";
      case DEVICES -> "Devices";
    };
  }

  private static Component where(App in, Consequence consequence) {
    String id = consequence.id();
    String path =
        id == null
            ? null
            : switch (consequence.kind()) {
              case DASHBOARD -> "app/" + in.id().value() + "/dashboard/" + id;
              case RULE -> RulesNavigation.path(in.id(), id);
              case STORY, GROUP, PROPERTY, FIELD, DEVICES -> null;
            };
    if (path == null) {
      Span plain = new Span(consequence.where());
      plain.addClassName("model-where-name");
      return plain;
    }
    Anchor link = new Anchor(path, consequence.where());
    link.getElement().setAttribute("router-link", "");
    link.addClassName("model-where-name");
    return link;
  }

  private static Component changes(ModelComparison now) {
    Div panel = new Div(new H2("What changes"));
    panel.addClassName("panel");
    if (now.changes().isEmpty()) {
      panel.add(new Paragraph("No field, property or command is different."));
      return panel;
    }
    UnorderedList list = new UnorderedList();
    list.addClassName("model-changes");
    for (FieldChange change : now.changes()) {
      list.add(item(change));
    }
    panel.add(list);
    return panel;
  }

  private static ListItem item(FieldChange change) {
    String word = change.kind().name().charAt(0) + lower(change.kind()).substring(1);
    Span kind = new Span(word);
    kind.addClassNames("tag", "model-" + lower(change.kind()));
    Span path = new Span(change.path().isEmpty() ? "The model itself" : change.path());
    path.addClassNames(change.path().isEmpty() ? "model-where-name" : "mono");
    Span part = new Span(change.path().isEmpty() ? "" : lower(change.part()));
    part.addClassName("muted");
    Div head = new Div(kind, path, part);
    head.addClassName("rule-row-head");
    ListItem item = new ListItem(head);
    for (FieldChange.Difference difference : change.differences()) {
      item.add(
          new Paragraph(
              "%s: %s → %s"
                  .formatted(difference.what(), value(difference.was()), value(difference.is()))));
    }
    return item;
  }

  private static String value(@Nullable String text) {
    return text == null || text.isEmpty() ? "none" : text;
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static Component devices(ModelComparison now) {
    Div panel = new Div(new H2("Devices"));
    panel.addClassName("panel");
    if (now.devices().isEmpty()) {
      panel.add(new Paragraph("No device speaks it yet."));
      return panel;
    }
    panel.add(
        new Paragraph(
            "They go on to speak the version they speak, until they are moved on the page of the"
                + " device template."));
    UnorderedList list = new UnorderedList();
    now.devices()
        .forEach(
            speakers ->
                list.add(
                    new ListItem(
                        "Version %s: %s"
                            .formatted(
                                speakers.version().version(),
                                speakers.devices() == 1
                                    ? "1 device"
                                    : "%,d devices".formatted(speakers.devices())))));
    panel.add(list);
    return panel;
  }

  private void ask() {
    ModelComparison now = compared;
    if (now == null || now.draft() == null) {
      return;
    }
    ConfirmDialog ask =
        new ConfirmDialog(
            "Publish %s?".formatted(now.draft().value()),
            "A published version is never changed or removed. Its table gets the new columns;"
                + " devices go on to speak their version until you move them.",
            "Publish",
            confirmed -> publish(now));
    ask.setCancelable(true);
    ask.open();
  }

  private void publish(ModelComparison now) {
    App in = app;
    if (in == null) {
      return;
    }
    switch (releases.publish(in.id(), line, now.revision(), meant.getValue(), me)) {
      case Outcome.Done<DeviceTemplate>(DeviceTemplate published) -> {
        Notification.show(
            now.devices().isEmpty()
                ? published.id() + " is published."
                : published.id() + " is published. Now move the devices that shall speak it.");
        getUI()
            .ifPresent(ui -> ModelsNavigation.open(ui, in.id(), ModelPart.DEVICES, published.id()));
      }
      case Outcome.Refused<DeviceTemplate>(var problems) -> {
        notice.removeAll();
        UnorderedList list = new UnorderedList();
        problems.forEach(p -> list.add(new ListItem(p.sentence())));
        notice.add(
            new Paragraph("It was not published:"),
            list,
            new Button(
                "Compare again",
                click -> {
                  notice.setVisible(false);
                  if (releases.compare(in.id(), line).isPresent()) {
                    read();
                  } else {
                    getUI().ifPresent(ui -> ui.navigate(ModelsNavigation.listPath(in.id())));
                  }
                }));
        notice.setVisible(true);
      }
    }
  }

  @Override
  public String crumb() {
    return "Compare the draft of " + line.substring(line.lastIndexOf(':') + 1);
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Compare") : Titles.of(crumb(), app.name());
  }
}
