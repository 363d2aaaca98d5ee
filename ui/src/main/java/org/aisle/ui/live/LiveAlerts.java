package org.aisle.ui.live;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.shared.Registration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aisle.backend.alerts.AlertEvent;
import org.aisle.backend.alerts.AlertsChanged;
import org.aisle.templates.identity.AppId;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;

/** Tells open pages which alerts of an app changed, as {@link LiveReadings} does of devices. */
@org.springframework.stereotype.Component
public class LiveAlerts implements DisposableBean {

  private final Hints<Long> hints = new Hints<>("live-alerts");

  LiveAlerts() {}

  /**
   * Calls {@code look} with the ids of the alerts that changed, in the UI of {@code page} with its
   * lock held, until the registration is removed; also every 15 seconds without a change, with an
   * empty set, so that ages stay true.
   */
  public Registration follow(Component page, AppId app, Consumer<Set<Long>> look) {
    return hints.follow(page, app, look);
  }

  @EventListener
  void on(AlertsChanged event) {
    hints.changed(
        event.app(), event.events().stream().map(AlertEvent::alert).collect(Collectors.toSet()));
  }

  @Override
  public void destroy() {
    hints.close();
  }
}
