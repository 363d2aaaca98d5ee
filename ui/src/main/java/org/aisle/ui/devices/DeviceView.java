package org.aisle.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.Ranges;
import org.aisle.ui.live.LiveReadings;
import org.aisle.ui.report.ReportNavigation;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** One device: what it says now, said before, was refused, is, and how it is connected. */
@Route("app/:app/devices/:device/:part?(overview|messages|rejections|properties|connect)")
@PermitAll
final class DeviceView extends Main
    implements BeforeEnterObserver, AfterNavigationObserver, HasDynamicTitle, Crumb {

  private final Apps apps;
  private final Fleet fleet;
  private final LiveReadings live;
  private static final Duration USUAL = Duration.ofDays(1);

  private final DeviceParts parts;
  private Duration back = USUAL;
  private final DeviceAlerts alerts;
  private final InstantSource clock;

  private final H1 name = new H1();
  private final Div facts = new Div();
  private final Div head = new Div();
  private final Nav links = new Nav();
  private final Map<DevicePart, Anchor> linkOf = new EnumMap<>(DevicePart.class);
  private final Div content = new Div();
  private @Nullable App app;
  private Fleet.@Nullable Line line;
  private DeviceParts.@Nullable Part shown;
  private @Nullable DeviceActions actions;
  private Registration following = () -> {};

  DeviceView(
      Apps apps,
      Fleet fleet,
      LiveReadings live,
      DeviceParts parts,
      DeviceAlerts alerts,
      InstantSource clock) {
    this.apps = apps;
    this.fleet = fleet;
    this.live = live;
    this.parts = parts;
    this.alerts = alerts;
    this.clock = clock;
    addClassNames("page", "page-fill");
    facts.addClassName("device-facts");
    Div words = new Div(name, facts);
    words.addClassName("page-head-words");
    head.add(words);
    head.addClassName("page-head");
    for (DevicePart part : DevicePart.values()) {
      Anchor link = new Anchor();
      link.setText(part.label());
      link.getElement().setAttribute("router-link", "");
      linkOf.put(part, link);
      links.add(link);
    }
    links.addClassName("parts");
    links.getElement().setAttribute("aria-label", "Parts of this page");
    content.addClassName("grow");
    add(head, links, content);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    DeviceRef ref = AppParameter.device(event.getRouteParameters(), in);
    app = in;
    line = fleet.line(in, ref).orElseThrow(() -> new NotFoundException("There is no such device."));
    DevicePart part =
        event.getRouteParameters().get("part").map(DevicePart::ofKey).orElse(DevicePart.OVERVIEW);
    back =
        event
            .getLocation()
            .getQueryParameters()
            .getSingleParameter(Ranges.PARAMETER)
            .flatMap(Ranges::parse)
            .orElse(USUAL);
    if (actions != null) {
      head.remove(actions);
    }
    actions = parts.actions(in, line, () -> refresh(true)).orElse(null);
    if (actions != null) {
      head.add(actions);
    }
    showHead(in, line);
    linkOf.forEach(
        (to, link) -> {
          String path = DevicesNavigation.path(ref);
          link.setHref(to == DevicePart.OVERVIEW ? path : path + "/" + to.key());
          if (to == part) {
            link.getElement()
                .setAttribute("aria-current", "page")
                .executeJs("this.scrollIntoView({ block: 'nearest', inline: 'nearest' })");
          } else {
            link.getElement().removeAttribute("aria-current");
          }
        });
    open(part);
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    following.remove();
    if (app != null) {
      following = live.follow(this, app.id(), this::look);
    }
  }

  private void look(Set<DeviceId> changed) {
    if (line != null && (changed.isEmpty() || changed.contains(line.device().ref().device()))) {
      refresh(!changed.isEmpty());
    }
  }

  private void refresh(boolean readings) {
    App in = app;
    Fleet.Line old = line;
    if (in == null || old == null) {
      return;
    }
    fleet
        .line(in, old.device().ref())
        .ifPresent(
            now -> {
              line = now;
              showHead(in, now);
              if (shown != null) {
                shown.update(now, readings);
              }
            });
  }

  private void showHead(App in, Fleet.Line current) {
    name.setText(current.device().name());
    if (actions != null) {
      actions.show(current.device());
    }
    facts.removeAll();
    facts.add(new StatusBadge(current.status()));
    alerts.link(current.device().ref()).ifPresent(facts::add);
    if (current.latest() != null) {
      Span seen = new Span("Seen " + Ages.ago(current.latest().receivedAt(), clock.instant()));
      seen.setTitle(
          Shown.format(in).moment(current.latest().receivedAt())
              + ", "
              + Shown.format(in).zone().getId());
      facts.add(seen);
    }
    Span id = new Span(current.device().ref().device().value());
    id.addClassName("mono");
    facts.add(id, new Span(current.templateName()));
    if (!current.placeName().isEmpty()) {
      facts.add(new Span(current.placeName()));
    }
    if (current.device().simulated()) {
      facts.add(tag("Simulated"));
    }
    if (current.device().gateway()) {
      facts.add(tag("Gateway"));
    }
    if (!current.device().enabled()) {
      facts.add(tag("Switched off"));
    }
    if (current.template() != null && !current.template().promises().isEmpty()) {
      Anchor report = new Anchor(ReportNavigation.path(current.device().ref()), "Condition report");
      report.getElement().setAttribute("router-link", "");
      facts.add(report);
    }
  }

  private static Component tag(String text) {
    Span tag = new Span(text);
    tag.addClassName("tag");
    return tag;
  }

  private void open(DevicePart part) {
    content.removeAll();
    if (app != null && line != null) {
      DeviceParts.Part opened = parts.open(part, app, line, back, () -> refresh(true));
      shown = opened;
      content.add(opened.component());
    }
  }

  @Override
  public String crumb() {
    return line == null ? "" : line.device().name();
  }

  @Override
  public String getPageTitle() {
    return app == null || line == null
        ? Titles.of("Device")
        : Titles.of(line.device().name(), app.name());
  }
}
