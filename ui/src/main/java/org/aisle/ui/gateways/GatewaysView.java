package org.aisle.ui.gateways;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aisle.backend.gateways.Gateways;
import org.aisle.backend.gateways.Gateways.Invited;
import org.aisle.backend.gateways.StoreGateway;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.ServedDevices;
import org.aisle.templates.directory.EdgeGateway;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.live.LiveReadings;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** The gateways of an app that run on their own, and how each is doing. */
@Route("app/:app/gateways")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
@StyleSheet("context://aisle/gateways.css")
final class GatewaysView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final String WORDS =
      "A gateway runs in a store or a truck. Devices connect to it, and it keeps what they say"
          + " while this server is away.";

  private final Apps apps;
  private final Gateways gateways;
  private final ServedDevices served;
  private final Devices devices;
  private final Assets assets;
  private final Telemetry telemetry;
  private final LiveReadings live;
  private final InstantSource time;
  private final boolean mayChange;
  private final Button add = addButton();
  private final Div list = new Div();
  private @Nullable App app;

  GatewaysView(
      Apps apps,
      Gateways gateways,
      ServedDevices served,
      Devices devices,
      Assets assets,
      Telemetry telemetry,
      LiveReadings live,
      InstantSource time,
      AuthenticationContext authentication) {
    this.apps = apps;
    this.gateways = gateways;
    this.served = served;
    this.devices = devices;
    this.assets = assets;
    this.telemetry = telemetry;
    this.live = live;
    this.time = time;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill");
    Div words = new Div(new H1("Gateways"), new Paragraph(WORDS));
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    head.add(add);
    list.addClassName("rule-list");
    add(head, list);
  }

  static String serves(boolean wholeApp) {
    return wholeApp ? "Every device of this app" : "The devices chosen for it";
  }

  private Button addButton() {
    Button button = new Button("Add gateway", VaadinIcon.PLUS.create());
    button.addThemeVariants(ButtonVariant.PRIMARY);
    button.addClickListener(
        click -> {
          App in = app;
          if (in != null) {
            new AddGatewayDialog(
                    assets.places(in.id()),
                    request -> gateways.add(in.id(), request),
                    invited -> hand(in, invited))
                .open();
          }
        });
    return button;
  }

  private void hand(App in, Invited invited) {
    new TokenDialog(invited, ValueFormat.ofReader(in.zone()), this::show).open();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    app = AppParameter.of(event.getRouteParameters(), apps);
    show();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    App in = app;
    if (in != null) {
      live.follow(this, in.id(), changed -> show());
    }
  }

  private void show() {
    App in = app;
    if (in == null) {
      return;
    }
    List<StoreGateway> all = gateways.all(in.id());
    list.removeAll();
    add.setVisible(mayChange && !all.isEmpty());
    if (all.isEmpty()) {
      list.add(nothing());
      return;
    }
    Map<DeviceRef, Telemetry.Latest> latest = new HashMap<>();
    telemetry
        .fleetLatest(in.id(), EdgeGateway.TEMPLATE)
        .forEach(one -> latest.put(one.device(), one));
    List<Device> registered = devices.find(in.id(), null, null);
    Map<String, Long> assigned =
        registered.stream()
            .filter(device -> device.via() != null)
            .collect(
                Collectors.groupingBy(
                    device -> String.valueOf(device.via()), Collectors.counting()));
    ValueFormat format = ValueFormat.ofReader(in.zone());
    Instant now = time.instant();
    for (StoreGateway gateway : all) {
      list.add(
          new GatewayCard(
              gateway,
              latest.get(gateway.ref()),
              assigned.getOrDefault(gateway.ref().device().value(), 0L),
              format,
              now,
              mayChange ? actions(in, gateway) : new Component[0]));
    }
  }

  private EmptyState nothing() {
    return mayChange
        ? new EmptyState(
            VaadinIcon.CLUSTER,
            "No gateways yet",
            "Devices connect to this server directly. Add a gateway for a store with a poor"
                + " connection: you get a command to run there, with a token that works once.",
            addButton())
        : new EmptyState(
            VaadinIcon.CLUSTER,
            "No gateways yet",
            "Ask a builder or an administrator of this server to add the first one.");
  }

  private Component[] actions(App in, StoreGateway gateway) {
    String name = gateway.device().name();
    Button choose =
        new Button(
            "Devices…",
            click ->
                new ServesDialog(
                        gateway, devices.find(in.id(), null, null), gateways, served, this::show)
                    .open());
    choose.setAriaLabel("Devices of " + name);
    Button token = new Button("New token…", click -> askForToken(in, gateway));
    token.setAriaLabel("New token for " + name);
    Button remove = new Button("Remove…", click -> askToRemove(gateway));
    remove.addThemeVariants(ButtonVariant.ERROR);
    remove.setAriaLabel("Remove " + name);
    return new Component[] {choose, token, remove};
  }

  private void askForToken(App in, StoreGateway gateway) {
    ConfirmDialog dialog =
        new ConfirmDialog(
            "Make a new token for " + gateway.device().name() + "?",
            "A token that waits unused is void at once. What runs now goes on until the new token"
                + " is used.",
            "Make token",
            confirmed -> {
              switch (gateways.invite(gateway.ref())) {
                case Outcome.Done<Invited>(var invited) -> hand(in, invited);
                case Outcome.Refused<Invited>(var problems) -> say(problems.getFirst().sentence());
              }
            });
    dialog.setCancelable(true);
    dialog.open();
  }

  private void askToRemove(StoreGateway gateway) {
    ConfirmDialog dialog =
        new ConfirmDialog(
            "Remove " + gateway.device().name() + "?",
            "Its credentials are void at once, and what it still keeps is not taken any more. Its"
                + " devices stay.",
            "Remove",
            confirmed -> {
              boolean removed = gateways.remove(gateway.ref());
              say(gateway.device().name() + (removed ? " was removed." : " was removed already."));
              show();
            });
    dialog.setCancelable(true);
    dialog.setConfirmButtonTheme("error primary");
    dialog.open();
  }

  private static void say(String sentence) {
    Notification.show(sentence, 6_000, Notification.Position.BOTTOM_START);
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Gateways") : Titles.of("Gateways", app.name());
  }
}
