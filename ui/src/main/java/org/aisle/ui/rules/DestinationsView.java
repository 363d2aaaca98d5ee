package org.aisle.ui.rules;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
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
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.aisle.backend.notification.Destination;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.notification.Destinations;
import org.aisle.backend.notification.Destinations.Dispatch;
import org.aisle.backend.notification.Destinations.Status;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.ui.alerts.AlertsNavigation;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** Where an app's notifications go, and what became of those that were sent. */
@Route("app/:app/destinations")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
final class DestinationsView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final int SHOWN = 100;

  private final Apps apps;
  private final Destinations destinations;
  private final PreviewRuns runs;
  private final InstantSource clock;
  private final boolean mayChange;
  private final Div list = new Div();
  private final Div sent = new Div();
  private final Select<Status> status = new Select<>();
  private @Nullable App app;

  DestinationsView(
      Apps apps,
      Destinations destinations,
      PreviewRuns runs,
      AuthenticationContext authentication,
      InstantSource clock) {
    this.apps = apps;
    this.destinations = destinations;
    this.runs = runs;
    this.clock = clock;
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill");
    Div words =
        new Div(
            new H1("Destinations"),
            new Paragraph("Rules name whom they tell; here is how each of them is reached."));
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayChange) {
      head.add(newButton());
    }
    list.addClassName("rule-list");
    status.setAriaLabel("What became of it");
    status.setItems(Status.values());
    status.setEmptySelectionAllowed(true);
    status.setEmptySelectionCaption("Everything");
    status.setPlaceholder("Everything");
    status.setItemLabelGenerator(s -> s == null ? "Everything" : word(s));
    status.addValueChangeListener(change -> showSent());
    H2 heading = new H2("What was sent");
    heading.addClassName("section-title");
    Div bar = new Div(heading, status);
    bar.addClassName("bar");
    sent.addClassName("dispatches");
    Div panel = new Div(bar, sent);
    panel.addClassName("panel");
    add(head, list, panel);
  }

  private Button newButton() {
    Button make = new Button("New destination", VaadinIcon.PLUS.create());
    make.addThemeVariants(ButtonVariant.PRIMARY);
    make.addClickListener(click -> edit(null));
    return make;
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
    list.removeAll();
    List<Destination> all = destinations.all(in.id());
    if (all.isEmpty()) {
      list.add(
          mayChange
              ? new EmptyState(
                  VaadinIcon.ENVELOPE_O,
                  "Nobody is told yet",
                  "Alerts are in the inbox anyway. Add a mail address, a webhook or an MQTT topic,"
                      + " and name it in a rule.",
                  newButton())
              : new EmptyState(
                  VaadinIcon.ENVELOPE_O,
                  "Nobody is told yet",
                  "Alerts are in the inbox anyway. A builder can add mail addresses, webhooks and"
                      + " MQTT topics."));
    }
    all.forEach(destination -> list.add(row(in, destination)));
    showSent();
  }

  private Component row(App in, Destination destination) {
    Span kind = new Span(kind(destination.channel()));
    kind.addClassName("tag");
    Div head = new Div(new H2(destination.name()), kind);
    head.addClassName("rule-row-head");
    Span id = new Span(destination.id());
    id.addClassName("mono");
    Div facts = new Div(id);
    facts.addClassName("device-facts");
    Div words = new Div(head, new Paragraph(address(destination.channel())), facts);
    words.addClassName("rule-row-words");
    Div row = new Div(words);
    row.addClassNames("panel", "rule-row");
    if (mayChange) {
      Button test = new Button("Send a test", VaadinIcon.PAPERPLANE_O.create());
      test.setAriaLabel("Send a test to " + destination.name());
      Span said = new Span();
      said.addClassName("test-said");
      said.getElement().setAttribute("role", "status");
      test.addClickListener(click -> test(in, destination, test, said));
      Button edit = new Button("Edit…", click -> edit(destination));
      edit.setAriaLabel("Edit " + destination.name());
      Button remove = new Button("Remove…", click -> askToRemove(in, destination));
      remove.addThemeVariants(ButtonVariant.ERROR);
      remove.setAriaLabel("Remove " + destination.name());
      Div actions = new Div(test, edit, remove);
      actions.addClassName("page-actions");
      row.add(actions, said);
    }
    return row;
  }

  static String kind(Channel channel) {
    return switch (channel) {
      case Channel.Mail mail -> "Mail";
      case Channel.Webhook hook -> "Webhook";
      case Channel.Mqtt mqtt -> "MQTT";
    };
  }

  private static String address(Channel channel) {
    return switch (channel) {
      case Channel.Mail mail -> String.join(", ", mail.to());
      case Channel.Webhook hook -> hook.url();
      case Channel.Mqtt mqtt -> mqtt.topic();
    };
  }

  /** Elsewhere: the other side may take its time. */
  private void test(App in, Destination destination, Button test, Span said) {
    test.setEnabled(false);
    said.setText("Sending…");
    getUI()
        .ifPresent(
            ui ->
                runs.run(
                    ui,
                    this,
                    progress -> destinations.test(in.id(), destination.id()),
                    (done, of) -> {},
                    outcome -> {
                      test.setEnabled(true);
                      said.setText(said(outcome));
                      said.getElement()
                          .getClassList()
                          .set("test-failed", outcome instanceof Outcome.Refused<String>);
                    },
                    () -> {
                      test.setEnabled(true);
                      said.setText("The test could not be sent; try again in a moment.");
                    }));
  }

  private static String said(Outcome<String> outcome) {
    return switch (outcome) {
      case Outcome.Done<String> done -> done.value();
      case Outcome.Refused<String> refused ->
          String.join(" ", refused.problems().stream().map(Outcome.Problem::sentence).toList());
    };
  }

  private void edit(@Nullable Destination destination) {
    App in = app;
    if (in != null) {
      new DestinationDialog(
              destination,
              changed -> {
                if (destination == null && destinations.find(in.id(), changed.id()).isPresent()) {
                  return Outcome.Refused.because(
                      "destination.exists", "Choose another id: this one is taken.");
                }
                return destinations.put(in.id(), changed);
              },
              this::show)
          .open();
    }
  }

  private void askToRemove(App in, Destination destination) {
    ConfirmDialog dialog =
        new ConfirmDialog(
            "Remove " + destination.name() + "?",
            "Rules that name it do not tell it any more. What waits for it is not sent.",
            "Remove",
            confirmed -> {
              boolean removed = destinations.remove(in.id(), destination.id());
              Notification.show(
                  destination.name() + (removed ? " was removed." : " was removed already."));
              show();
            });
    dialog.setCancelable(true);
    dialog.setConfirmButtonTheme("error primary");
    dialog.open();
  }

  private static String word(Status status) {
    return switch (status) {
      case WAITING -> "Waiting";
      case SENT -> "Sent";
      case DEAD -> "Failed for good";
    };
  }

  private void showSent() {
    App in = app;
    if (in == null) {
      return;
    }
    sent.removeAll();
    List<Dispatch> dispatches = destinations.dispatches(in.id(), status.getValue(), SHOWN);
    if (dispatches.isEmpty()) {
      Paragraph none =
          new Paragraph(
              status.getValue() == null
                  ? "Nothing was sent yet. It begins when a rule that names a destination raises an"
                      + " alert."
                  : "Nothing of that kind.");
      none.addClassName("muted");
      sent.add(none);
    }
    ValueFormat format = ValueFormat.ofReader(in.zone());
    dispatches.forEach(dispatch -> sent.add(row(in, dispatch, format, clock.instant())));
  }

  private Component row(App in, Dispatch dispatch, ValueFormat format, Instant now) {
    Span state = new Span(word(dispatch.status()));
    state.addClassNames(
        "alert-state", "dispatch-" + dispatch.status().name().toLowerCase(Locale.ROOT));
    Component subject = new Span(dispatch.subject());
    if (dispatch.alerts().size() == 1) {
      Anchor link =
          new Anchor(
              AlertsNavigation.path(in.id(), dispatch.alerts().getFirst()), dispatch.subject());
      link.getElement().setAttribute("router-link", "");
      subject = link;
    }
    Span when = new Span(Ages.ago(dispatch.createdAt(), now));
    when.setTitle(format.moment(dispatch.createdAt()) + ", " + format.zone().getId());
    when.addClassName("alert-event-time");
    Div head = new Div(state, subject, when);
    head.addClassName("alert-event-head");
    Div facts = new Div(new Span("to " + dispatch.destination()));
    facts.addClassName("device-facts");
    facts.add(
        new Span(
            dispatch.attempts() == 1
                ? "1 attempt"
                : "%,d attempts".formatted(dispatch.attempts())));
    if (dispatch.status() == Status.WAITING) {
      facts.add(new Span("next " + format.shortMoment(dispatch.nextAt(), now)));
    }
    Div row = new Div(head, facts);
    row.addClassName("dispatch");
    if (dispatch.failure() != null) {
      row.add(new Paragraph(dispatch.failure()));
    }
    if (dispatch.status() == Status.DEAD && mayChange) {
      Button again = new Button("Try again", click -> again(in, dispatch.id()));
      again.addThemeNames("small");
      row.add(again);
    }
    return row;
  }

  private void again(App in, long id) {
    switch (destinations.again(in.id(), id)) {
      case Outcome.Done<Dispatch> done -> Notification.show("It is tried again.");
      case Outcome.Refused<Dispatch> refused ->
          Notification.show(refused.problems().getFirst().sentence());
    }
    showSent();
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Destinations") : Titles.of("Destinations", app.name());
  }
}
