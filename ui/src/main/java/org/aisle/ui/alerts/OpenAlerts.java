package org.aisle.ui.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.alerts.AlertsChanged;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Severity;
import org.aisle.ui.devices.DeviceAlerts;
import org.aisle.ui.format.SeverityMark;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/** The open alerts of devices, worst first; asked of the store only when something changed. */
@org.springframework.stereotype.Component
final class OpenAlerts implements DeviceAlerts {

  private static final int PAGE = 1_000;

  /** The worst of so many alerts are looked at. */
  private static final int MOST = 5_000;

  /** What is shelved comes back without an event. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private record Worst(Instant at, Map<DeviceId, Severity> devices) {}

  private final Alerts alerts;
  private final InstantSource clock;
  private final Map<AppId, Worst> known = new ConcurrentHashMap<>();

  OpenAlerts(Alerts alerts, InstantSource clock) {
    this.alerts = alerts;
    this.clock = clock;
  }

  @EventListener
  void on(AlertsChanged event) {
    known.remove(event.app());
  }

  private static AlertQuery open(@Nullable DeviceId device, int offset, int limit) {
    AlertQuery open = AlertQuery.OPEN;
    return new AlertQuery(
        open.states(), device, null, null, null, null, null, null, false, false, offset, limit);
  }

  @Override
  public Map<DeviceId, Severity> worst(AppId app) {
    Instant now = clock.instant();
    Worst kept = known.get(app);
    if (kept != null && now.isBefore(kept.at().plus(KEPT))) {
      return kept.devices();
    }
    Map<DeviceId, Severity> worst = read(app);
    known.put(app, new Worst(now, worst));
    return worst;
  }

  private Map<DeviceId, Severity> read(AppId app) {
    Map<DeviceId, Severity> worst = new HashMap<>();
    for (int offset = 0; offset < MOST; offset += PAGE) {
      List<Alert> page = alerts.find(app, open(null, offset, PAGE));
      page.forEach(alert -> worst.putIfAbsent(alert.device().device(), alert.severity()));
      if (page.size() < PAGE) {
        break;
      }
    }
    return Map.copyOf(worst);
  }

  @Override
  public Optional<Component> link(DeviceRef device) {
    List<Alert> open = alerts.find(device.app(), open(device.device(), 0, PAGE));
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Anchor link = new Anchor(AlertsNavigation.path(device), "");
    link.getElement().setAttribute("router-link", "");
    link.addClassName("device-alerts");
    SeverityMark mark = new SeverityMark(open.getFirst().severity());
    mark.setText(open.size() == 1 ? "1 open alert" : "%,d open alerts".formatted(open.size()));
    mark.setTitle("The worst is " + SeverityMark.word(open.getFirst().severity()).toLowerCase());
    link.add(mark);
    return Optional.of(link);
  }
}
