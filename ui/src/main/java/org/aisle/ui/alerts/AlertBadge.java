package org.aisle.ui.alerts;

import com.vaadin.flow.component.html.Span;
import java.util.Map;
import org.aisle.backend.alerts.Alerts;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Severity;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.live.LiveAlerts;

/** How many alerts are open, by severity; follows what happens while it is on screen. */
final class AlertBadge extends Span {

  private final AppId app;
  private final Alerts alerts;
  private Map<Severity, Long> shown = Map.of();

  AlertBadge(AppId app, Alerts alerts, LiveAlerts live) {
    this.app = app;
    this.alerts = alerts;
    addClassName("alert-badge");
    live.follow(this, app, changed -> look());
    look();
  }

  private void look() {
    Map<Severity, Long> open = alerts.open(app);
    if (open.equals(shown)) {
      return;
    }
    shown = Map.copyOf(open);
    removeAll();
    for (Severity severity : Severity.values()) {
      long count = open.getOrDefault(severity, 0L);
      if (count > 0) {
        String label = "%,d open: %s".formatted(count, SeverityMark.word(severity).toLowerCase());
        addComponentAsFirst(SeverityMark.count(severity, count, label));
      }
    }
  }
}
