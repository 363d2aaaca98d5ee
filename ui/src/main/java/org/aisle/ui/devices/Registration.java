package org.aisle.ui.devices;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.spring.annotation.SpringComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.imports.Imports;
import org.aisle.backend.imports.Imports.Kind;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Registered;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.ui.imports.ImportDialog;

/** Registers devices and hands out their passwords, each shown once. */
@SpringComponent
final class Registration {

  private final Devices devices;
  private final DeviceTemplates templates;
  private final Assets assets;
  private final Snippets snippets;
  private final Imports imports;

  Registration(
      Devices devices,
      DeviceTemplates templates,
      Assets assets,
      Snippets snippets,
      Imports imports) {
    this.devices = devices;
    this.templates = templates;
    this.assets = assets;
    this.snippets = snippets;
    this.imports = imports;
  }

  void open(App app) {
    new RegisterDialog(
            app,
            newest(app),
            assets.places(app.id()),
            request -> devices.register(app.id(), request),
            this::hand)
        .open();
  }

  /** Takes a file of devices; {@code changed} is called after some were registered. */
  void fromFile(App app, Runnable changed) {
    new ImportDialog(app, Kind.DEVICES, imports, changed).open();
  }

  /** The newest version of each template of the app; versions come oldest first. */
  List<DeviceTemplate> newest(App app) {
    Map<String, DeviceTemplate> newest = new LinkedHashMap<>();
    templates.all(app.id()).forEach(template -> newest.put(template.id().line(), template));
    return List.copyOf(newest.values());
  }

  /** Shows the credentials that will never be shown again. */
  void hand(Registered registered) {
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle("Credentials of " + registered.device().ref().device().value());
    dialog.setCloseOnEsc(false);
    dialog.setCloseOnOutsideClick(false);
    dialog.setWidth("min(680px, 94vw)");
    Paragraph once =
        new Paragraph(
            "This password is shown once. Copy it now; only a hash of it is kept. If it gets lost,"
                + " renew the credentials on the device's page.");
    once.addClassName("sign-in-notice");
    Optional<DeviceTemplate> template =
        templates.find(registered.device().ref().app(), registered.device().template());
    Div body =
        new Div(
            once,
            new H3("User name"),
            new CopyBlock("user name", registered.username()),
            new H3("Password"),
            new CopyBlock("password", registered.password()),
            new H3("Send a first reading"),
            new CopyBlock(
                "mosquitto_pub line",
                snippets.mosquitto(
                    registered.username(), registered.password(), template.orElse(null))));
    body.addClassName("credentials");
    Button done = new Button("I have copied it");
    done.addThemeVariants(ButtonVariant.PRIMARY);
    done.addClickListener(
        click -> {
          UI ui = UI.getCurrent();
          dialog.close();
          ui.navigate(DevicesNavigation.path(registered.device().ref()));
        });
    dialog.add(body);
    dialog.getFooter().add(done);
    dialog.open();
  }
}
