package org.aisle.ui.alerts;

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
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aisle.backend.access.Access;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.ui.devices.DevicesNavigation;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.live.LiveAlerts;
import org.aisle.ui.map.MapTiles;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** One alert: what was seen, what it rests on, who did what, and what can be done. */
@Route("app/:app/alerts/:alert([0-9]{1,18})")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
final class AlertView extends Main
    implements BeforeEnterObserver, AfterNavigationObserver, HasDynamicTitle, Crumb {

  private final Apps apps;
  private final AlertReader reader;
  private final Access access;
  private final LiveAlerts live;
  private final InstantSource clock;
  private final MapTiles tiles;
  private final String me;

  /**
   * What can be done; while it stays the same, so do the buttons, which may be pressed just now.
   */
  private record Offer(
      long alert,
      boolean active,
      Set<Long> others,
      boolean closable,
      boolean lasts,
      boolean shelved) {}

  private final Div head = new Div();
  private final Div told = new Div();
  private final Div readings = new Div();
  private final Div history = new Div();
  private final TextArea comment = new TextArea("Comment");
  private @Nullable App app;
  private @Nullable Alert alert;
  private @Nullable AlertChart chart;
  private @Nullable AlertMap map;
  private Optional<DeviceTemplate> template = Optional.empty();
  private @Nullable Offer offered;
  private Registration following = () -> {};

  AlertView(
      Apps apps,
      AlertReader reader,
      Access access,
      LiveAlerts live,
      AuthenticationContext authentication,
      MapTiles tiles,
      InstantSource clock) {
    this.apps = apps;
    this.reader = reader;
    this.access = access;
    this.live = live;
    this.tiles = tiles;
    this.clock = clock;
    this.me = authentication.getPrincipalName().orElse("");
    addClassNames("page", "alert-page");
    head.addClassName("page-head");
    told.addClassName("stack");
    comment.setMaxLength(2_000);
    comment.setMinRows(2);
    comment.setWidthFull();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    Alert found =
        event
            .getRouteParameters()
            .getLong("alert")
            .flatMap(id -> reader.alerts().find(in.id(), id))
            .orElseThrow(() -> new NotFoundException("There is no such alert."));
    app = in;
    alert = found;
    template = reader.template(found.device());
    ValueFormat format = ValueFormat.ofReader(in.zone());
    AlertChart drawn = new AlertChart(found, template, reader.telemetry(), format);
    chart = drawn;
    AlertMap mapped = new AlertMap(found, reader.history(), tiles, format);
    map = mapped;
    Button send = new Button("Add comment", click -> addComment());
    Div panel = new Div(new H2("Who did what when"), comment, send, history);
    panel.addClassNames("panel", "alert-history-panel");
    Div columns = new Div(readings, panel);
    columns.addClassName("alert-columns");
    removeAll();
    add(head, told, mapped, drawn, columns);
    show(in, found);
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    following.remove();
    App in = app;
    if (in != null) {
      following = live.follow(this, in.id(), this::look);
    }
  }

  private void look(Set<Long> changed) {
    Alert before = alert;
    if (before == null) {
      return;
    }
    if (changed.contains(before.id())) {
      refresh();
    } else if (changed.isEmpty() && AlertWords.lasts(before)) {
      draw(before, clock.instant());
    }
  }

  private void refresh() {
    App in = app;
    Alert before = alert;
    if (in != null && before != null) {
      reader
          .alerts()
          .find(in.id(), before.id())
          .ifPresent(
              now -> {
                alert = now;
                show(in, now);
              });
    }
  }

  private void show(App in, Alert now) {
    Instant at = clock.instant();
    ValueFormat format = ValueFormat.ofReader(in.zone());
    AlertStory story = new AlertStory(format);
    AlertReader.Names names = reader.names(in);
    Component words = words(in, now, names, at);
    Offer offer = offer(now, at);
    if (offer.equals(offered)) {
      head.replace(head.getComponentAt(0), words);
    } else {
      offered = offer;
      head.removeAll();
      head.add(words, actions(in, offer));
    }
    told.removeAll();
    told.add(new Paragraph(now.occurrence().evidence().sentence()));
    notice(now, format, at).forEach(told::add);
    told.add(story.strip(now));
    told.getChildren().findFirst().ifPresent(p -> p.addClassName("alert-headline"));
    draw(now, at);
    readings.removeAll();
    story.readings(now, template).ifPresent(readings::add);
    readings.setVisible(readings.getComponentCount() > 0);
    history.removeAll();
    history.add(story.history(reader.alerts().history(in.id(), now.id())));
  }

  private void draw(Alert now, Instant at) {
    if (chart == null || map == null) {
      return;
    }
    Optional<AlertGround> ground = reader.ground(now, template);
    map.show(now, ground, at);
    chart.show(now, reader.raisedBy(now), ground.isPresent(), at);
  }

  private Component words(App in, Alert now, AlertReader.Names names, Instant at) {
    Span state = new Span(AlertWords.state(now, at));
    state.addClassNames("alert-state", "alert-state-" + AlertWords.stateKey(now, at));
    Div facts = new Div(new SeverityMark(now.severity()), state);
    facts.addClassName("device-facts");
    facts.add(link(DevicesNavigation.path(now.device()), now.deviceName()));
    if (!names.asset(now).isEmpty()) {
      facts.add(new Span(names.asset(now)));
    }
    if (!names.place(now).isEmpty()) {
      facts.add(new Span(names.place(now)));
    }
    boolean lasts = AlertWords.lasts(now) && now.occurrence().clearedAt() == null;
    facts.add(new Span((lasts ? "For " : "Lasted ") + AlertWords.length(now, at)));
    if (now.assignee() != null) {
      facts.add(new Span("Assigned to " + now.assignee()));
    } else if (AlertWords.lasts(now)) {
      facts.add(new Span("Assigned to nobody"));
    }
    String rule = now.occurrence().rule();
    if (reader.rule(in.id(), rule).isPresent()) {
      facts.add(link("app/" + in.id().value() + "/rules/" + rule, "Rule"));
    }
    facts.add(new Span("Times in " + ValueFormat.ofReader(in.zone()).zone().getId()));
    Div words = new Div(new H1(now.ruleName()), facts);
    words.addClassName("page-head-words");
    return words;
  }

  private static Anchor link(String path, String text) {
    Anchor link = new Anchor(path, text);
    link.getElement().setAttribute("router-link", "");
    return link;
  }

  private static List<Component> notice(Alert now, ValueFormat format, Instant at) {
    List<String> sentences = new java.util.ArrayList<>();
    if (now.reason() != null) {
      sentences.add(now.reason());
    }
    AlertWords.late(now, format, at)
        .ifPresent(
            late ->
                sentences.add(
                    "It became known late: %s it could have been raised.".formatted(late)));
    AlertWords.silence(now).ifPresent(sentences::add);
    if (AlertWords.shelved(now, at) && now.shelvedUntil() != null) {
      sentences.add("Shelved until " + format.moment(now.shelvedUntil()) + ".");
    }
    return sentences.stream()
        .map(
            sentence -> {
              Div notice = new Div(sentence);
              notice.addClassName("sign-in-notice");
              notice.getElement().setAttribute("role", "note");
              return (Component) notice;
            })
        .toList();
  }

  private Offer offer(Alert now, Instant at) {
    boolean active = now.state() == Alert.State.ACTIVE;
    Set<Long> others =
        active
            ? reader.sameCause(now).stream()
                .filter(other -> other.state() == Alert.State.ACTIVE)
                .map(Alert::id)
                .collect(Collectors.toSet())
            : Set.of();
    return new Offer(
        now.id(),
        active,
        others,
        AlertWords.closable(now),
        AlertWords.lasts(now),
        AlertWords.shelved(now, at));
  }

  private Button button(String text, Consumer<Alert> action) {
    return new Button(
        text,
        click -> {
          Alert now = alert;
          if (now != null) {
            action.accept(now);
          }
        });
  }

  private Component actions(App in, Offer offer) {
    AlertChanges changes = new AlertChanges(reader.alerts(), in.id(), me, in.zone(), clock);
    Div actions = new Div();
    actions.addClassName("page-actions");
    if (offer.active()) {
      Button acknowledge =
          button("Acknowledge…", now -> changes.acknowledge(Set.of(now.id()), this::refresh));
      acknowledge.setIcon(VaadinIcon.CHECK.create());
      acknowledge.addThemeVariants(ButtonVariant.PRIMARY);
      actions.add(acknowledge);
      if (offer.others().size() > 1) {
        actions.add(
            button(
                "All %,d of this cause…".formatted(offer.others().size()),
                now -> changes.acknowledge(offer.others(), this::refresh)));
      }
    }
    if (offer.closable()) {
      actions.add(button("Close…", now -> changes.close(now, this::refresh)));
    }
    if (offer.lasts()) {
      actions.add(button("Assign…", now -> changes.assign(now, access.users(), this::refresh)));
      actions.add(
          offer.shelved()
              ? button("Take off the shelf", now -> changes.unshelve(now, this::refresh))
              : button("Shelve…", now -> changes.shelve(Set.of(now.id()), this::refresh)));
    }
    return actions;
  }

  private void addComment() {
    App in = app;
    Alert now = alert;
    if (in == null || now == null) {
      return;
    }
    if (comment.getValue().isBlank()) {
      comment.setErrorMessage("Write something first.");
      comment.setInvalid(true);
      return;
    }
    comment.setInvalid(false);
    new AlertChanges(reader.alerts(), in.id(), me, in.zone(), clock)
        .comment(
            now,
            comment.getValue().strip(),
            () -> {
              comment.clear();
              refresh();
            });
  }

  @Override
  public String crumb() {
    return alert == null ? "" : alert.ruleName() + ", " + alert.deviceName();
  }

  @Override
  public String getPageTitle() {
    return app == null || alert == null
        ? Titles.of("Alert")
        : Titles.of(alert.ruleName(), app.name());
  }
}
