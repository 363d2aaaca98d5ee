package org.aisle.ui.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Optional;
import org.aisle.backend.alerts.Alerts;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.live.LiveAlerts;
import org.aisle.ui.shell.AppNavigation;

/** Where an app's alerts are, and how many are open. */
@org.springframework.stereotype.Component
public class AlertsNavigation implements AppNavigation {

  private final Alerts alerts;
  private final LiveAlerts live;

  AlertsNavigation(Alerts alerts, LiveAlerts live) {
    this.alerts = alerts;
    this.live = live;
  }

  @Override
  public String label() {
    return "Alerts";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.BELL_O;
  }

  @Override
  public int order() {
    return 15;
  }

  @Override
  public Optional<Component> badge(AppId app) {
    return Optional.of(new AlertBadge(app, alerts, live));
  }

  @Override
  public String path(AppId app) {
    return "app/" + app.value() + "/alerts";
  }

  /** The page of one alert. */
  public static String path(AppId app, long alert) {
    return "app/" + app.value() + "/alerts/" + alert;
  }

  /** The open alerts of one device. */
  public static String path(DeviceRef device) {
    return "app/" + device.app().value() + "/alerts?device=" + device.device().value();
  }

  /** The open alerts of one rule. */
  public static String openOfRule(AppId app, String rule) {
    return "app/" + app.value() + "/alerts?rule=" + rule;
  }
}
