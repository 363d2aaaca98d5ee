package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
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

  private static final int TOLD_FOR = 15_000;

  private AppActions() {}

  static Component export(AppDesk desk, App app) {
    Anchor export =
        new Anchor(
            DownloadHandler.fromInputStream(event -> download(desk, app, event.getUI())), "Export");
    export.getElement().setAttribute("aria-label", "Export " + app.name() + " as a template");
    export.addClassName("app-export");
    return export;
  }

  private static DownloadResponse download(AppDesk desk, App app, UI ui) throws IOException {
    AppTemplate template = desk.exchange().export(app.id()).orElse(null);
    if (template == null) {
      return DownloadResponse.error(404);
    }
    int misfits = AppTemplateArchive.faults(template).size();
    if (misfits > 0) {
      ui.access(() -> tell(app, misfits));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AppTemplateArchive.write(template, out);
    return new DownloadResponse(
        new ByteArrayInputStream(out.toByteArray()),
        app.id().value() + ".zip",
        "application/zip",
        out.size());
  }

  private static void tell(App app, int misfits) {
    Notification told =
        Notification.show(
            "%s names what it does not have in %s: the README.md of the export lists them. They can be imported as they are."
                .formatted(app.name(), misfits == 1 ? "one place" : misfits + " places"),
            TOLD_FOR,
            Notification.Position.MIDDLE);
    told.addThemeVariants(NotificationVariant.WARNING);
  }

  static Button copy(AppDesk desk, App app) {
    Button copy = new Button("Copy…", click -> open(desk, app));
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
