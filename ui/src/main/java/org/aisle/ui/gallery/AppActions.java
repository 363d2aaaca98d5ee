package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.aisle.backend.registry.App;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateArchive;

/** What can be done with an app from outside it. */
final class AppActions {

  private AppActions() {}

  static Component export(AppDesk desk, App app) {
    Anchor export =
        new Anchor(DownloadHandler.fromInputStream(event -> download(desk, app)), "Export");
    export.getElement().setAttribute("aria-label", "Export " + app.name() + " as a template");
    export.addClassName("app-export");
    return export;
  }

  private static DownloadResponse download(AppDesk desk, App app) throws IOException {
    AppTemplate template = desk.exchange().export(app.id()).orElse(null);
    if (template == null) {
      return DownloadResponse.error(404);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AppTemplateArchive.write(template, out);
    return new DownloadResponse(
        new ByteArrayInputStream(out.toByteArray()),
        app.id().value() + ".zip",
        "application/zip",
        out.size());
  }

  static Component copy(AppDesk desk, App app) {
    Button copy = new Button("Copy…", click -> open(desk, app));
    copy.addThemeVariants(ButtonVariant.TERTIARY);
    copy.setAriaLabel("Copy " + app.name());
    return copy;
  }

  private static void open(AppDesk desk, App app) {
    Checkbox simulated = new Checkbox("With its simulated devices", true);
    new CopyAppDialog(
            "Copy " + app.name(),
            app.name() + ", copy",
            (id, name) -> desk.exchange().copy(app.id(), id, name, simulated.getValue()),
            desk::enter,
            simulated)
        .open();
  }
}
