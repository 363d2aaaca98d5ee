package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.models.ModelReleases;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.dtdl.DtdlWriter;
import org.aisle.ui.devices.CopyBlock;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** One device template: a published version as a form and as DTDL, and who speaks which. */
@Route("app/:app/device-templates/:model/:part?(dtdl|devices)")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
@StyleSheet("context://aisle/models.css")
final class ModelView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  private final Apps apps;
  private final ModelReading reading;
  private final ModelReleases releases;
  private final String me;
  private final boolean mayChange;
  private @Nullable App app;
  private @Nullable ModelFamily family;

  ModelView(
      Apps apps,
      ModelReading reading,
      ModelReleases releases,
      AuthenticationContext authentication) {
    this.apps = apps;
    this.reading = reading;
    this.releases = releases;
    this.me = authentication.getPrincipalName().orElse("");
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    String line = event.getRouteParameters().get("model").orElse("");
    ModelFamily of =
        reading
            .one(in, line)
            .filter(found -> found.newest().isPresent())
            .orElseThrow(() -> new NotFoundException("There is no such device template."));
    app = in;
    family = of;
    String wanted =
        event
            .getLocation()
            .getQueryParameters()
            .getSingleParameter(ModelsNavigation.VERSION)
            .orElse("");
    DeviceTemplate shown =
        of.versions().stream()
            .filter(version -> version.id().version().equals(wanted))
            .findFirst()
            .orElse(of.versions().getLast());
    show(in, of, shown, ModelPart.of(event.getRouteParameters().get("part").orElse("")));
  }

  private void show(App in, ModelFamily of, DeviceTemplate shown, ModelPart part) {
    removeAll();
    String description = shown.description();
    Span id = new Span(shown.id().value());
    id.addClassNames("mono", "muted", "model-line");
    Div words = new Div(new H1(shown.displayName()), id);
    if (description != null) {
      words.add(new Paragraph(description));
    }
    words.addClassName("page-head-words");
    Div actions = new Div(versions(in, of, shown, part));
    actions.addClassNames("page-actions", "model-actions");
    if (mayChange) {
      actions.add(draft(in, of));
    }
    Div head = new Div(words, actions);
    head.addClassName("page-head");
    Nav parts = new Nav();
    parts.addClassName("parts");
    parts.getElement().setAttribute("aria-label", "Parts of this page");
    for (ModelPart each : ModelPart.values()) {
      Anchor link =
          new Anchor(ModelsNavigation.path(in.id(), of.line(), each, shown.id()), each.label());
      link.getElement().setAttribute("router-link", "");
      if (each == part) {
        link.getElement().setAttribute("aria-current", "page");
      }
      parts.add(link);
    }
    add(
        head,
        parts,
        switch (part) {
          case FORM -> form(shown);
          case DTDL -> text(shown);
          case DEVICES -> new ModelDevices(in, of, releases, mayChange, () -> again(in, shown));
        });
  }

  /** After devices were moved. */
  private void again(App in, DeviceTemplate shown) {
    reading
        .one(in, shown.id().line())
        .ifPresent(
            now -> {
              family = now;
              show(in, now, shown, ModelPart.DEVICES);
            });
  }

  private Component versions(App in, ModelFamily of, DeviceTemplate shown, ModelPart part) {
    Select<DeviceTemplate> versions = new Select<>();
    versions.setAriaLabel("Version");
    versions.setItems(of.versions().reversed());
    versions.setItemLabelGenerator(
        version ->
            "Version %s%s"
                .formatted(
                    version.id().version(),
                    version.equals(of.versions().getLast()) ? ", newest" : ""));
    versions.setValue(shown);
    versions.addValueChangeListener(
        change -> {
          if (change.isFromClient() && change.getValue() != null) {
            getUI()
                .ifPresent(ui -> ModelsNavigation.open(ui, in.id(), part, change.getValue().id()));
          }
        });
    return versions;
  }

  private Component draft(App in, ModelFamily of) {
    boolean there = of.draft() != null;
    Button draft =
        new Button(
            there ? "Open the draft" : "New draft",
            VaadinIcon.EDIT.create(),
            click -> {
              if (there) {
                open(in, of.line());
                return;
              }
              switch (reading.drafts().begin(in.id(), of.line(), null, me)) {
                case Outcome.Done<ModelDraft>(ModelDraft begun) -> open(in, begun.line());
                case Outcome.Refused<ModelDraft>(var problems) ->
                    Notification.show(problems.getFirst().sentence(), 6_000, null);
              }
            });
    draft.addThemeVariants(ButtonVariant.PRIMARY);
    return draft;
  }

  private void open(App in, String line) {
    getUI().ifPresent(ui -> ui.navigate(ModelsNavigation.draftPath(in.id(), line)));
  }

  private static Component form(DeviceTemplate shown) {
    var rows = FieldRow.of(shown);
    if (rows.isEmpty()) {
      return new EmptyState(
          VaadinIcon.CLIPBOARD_TEXT,
          "No fields",
          "This version says nothing yet. Begin a draft to add what such a device measures.");
    }
    Div panel = new Div(new FieldTable(rows, null));
    panel.addClassName("panel");
    return panel;
  }

  private static Component text(DeviceTemplate shown) {
    String dtdl = DtdlWriter.indented(shown);
    byte[] bytes = dtdl.getBytes(StandardCharsets.UTF_8);
    String file = shown.id().lastSegment() + "-" + shown.id().version() + ".json";
    Anchor load =
        new Anchor(
            DownloadHandler.fromInputStream(
                event ->
                    new DownloadResponse(
                        new ByteArrayInputStream(bytes), file, "application/json", bytes.length)),
            "Download " + file);
    Div bar =
        new Div(
            new Paragraph("A published version is never changed; a draft becomes the next one."),
            load);
    bar.addClassName("model-head");
    Div all = new Div(bar, new CopyBlock("DTDL of " + shown.displayName(), dtdl));
    all.addClassNames("stack", "model-text");
    return all;
  }

  @Override
  public String crumb() {
    return family == null ? "Device template" : family.name();
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Device template") : Titles.of(crumb(), app.name());
  }
}
