package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Registered;
import org.aisle.templates.identity.DeviceRef;

/** How to make this device talk: address, user, and lines to paste. */
final class ConnectPart implements DeviceParts.Part {

  private final Div root = new Div();
  private final Devices devices;
  private final Registration registration;
  private final DeviceRef ref;

  ConnectPart(
      Fleet.Line line,
      Devices devices,
      Registration registration,
      Snippets snippets,
      boolean mayChange) {
    this.devices = devices;
    this.registration = registration;
    this.ref = line.device().ref();
    root.addClassName("stack");
    ConnectAddress address = snippets.address();
    DescriptionList facts = new DescriptionList();
    facts.addClassName("facts");
    fact(facts, "MQTT address", address.host() + ":" + address.port() + " (MQTT 3.1.1 and 5)");
    fact(facts, "User name", ref.username());
    fact(facts, "Password", "shown once, when it was made; only its hash is kept");
    fact(facts, "Topic", "telemetry, with QoS 1: acknowledged when stored");
    Div credentials = new Div(new H2("Credentials"), facts);
    credentials.addClassName("panel");
    if (mayChange) {
      Button renew = new Button("Renew credentials…", VaadinIcon.KEY.create(), c -> ask());
      renew.addThemeVariants(ButtonVariant.ERROR);
      credentials.add(renew);
    }
    String username = ref.username();
    root.add(
        credentials,
        panel(
            "From a shell",
            "With the Mosquitto clients; put the password in place of <password>.",
            new CopyBlock(
                "mosquitto_pub line", snippets.mosquitto(username, "<password>", line.template()))),
        panel(
            "From Java",
            "With Eclipse Paho for MQTT 5; the password comes from the environment.",
            new CopyBlock("Java lines", snippets.java(username, line.template()))),
        panel(
            "Ask for the latest values",
            "Over REST, with a bearer token of this server.",
            new CopyBlock("curl line", snippets.latest(server(), ref))));
  }

  @Override
  public Component component() {
    return root;
  }

  private static Div panel(String heading, String sentence, CopyBlock block) {
    Div panel = new Div(new H2(heading), new Paragraph(sentence), block);
    panel.addClassName("panel");
    return panel;
  }

  private static String server() {
    VaadinRequest request = VaadinRequest.getCurrent();
    if (request instanceof VaadinServletRequest servlet) {
      String host = servlet.getServerName();
      int port = servlet.getServerPort();
      boolean usual = port == (servlet.isSecure() ? 443 : 80);
      return servlet.getScheme()
          + "://"
          + host
          + (usual ? "" : ":" + port)
          + servlet.getContextPath();
    }
    return "http://localhost:8080";
  }

  private void ask() {
    ConfirmDialog dialog =
        new ConfirmDialog(
            "Renew the credentials of " + ref.device().value() + "?",
            "The device gets a new password, shown once. The old one stops working at once; until"
                + " the device knows the new one, it cannot connect.",
            "Renew",
            confirmed -> renew());
    dialog.setCancelable(true);
    dialog.setConfirmButtonTheme("error primary");
    dialog.open();
  }

  private void renew() {
    switch (devices.renewCredentials(ref)) {
      case Outcome.Done<Registered> done -> registration.hand(done.value());
      case Outcome.Refused<Registered> refused ->
          Notification.show(refused.problems().getFirst().sentence());
    }
  }

  private static void fact(DescriptionList all, String name, String text) {
    all.add(new DescriptionList.Term(name), new DescriptionList.Description(text));
  }
}
