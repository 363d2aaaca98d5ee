package org.aisle.ui.shell;

import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouteParameters;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;

/** Reads what a page's address names; input from outside. */
public final class AppParameter {

  private AppParameter() {}

  /**
   * The app that {@code :app} names.
   *
   * @throws NotFoundException when there is none, which shows the page for that
   */
  public static App of(RouteParameters parameters, Apps apps) {
    return parameters
        .get("app")
        .filter(AppId::isValid)
        .map(AppId::new)
        .flatMap(apps::find)
        .orElseThrow(() -> new NotFoundException("There is no such app."));
  }

  /**
   * The device that {@code :device} names; whether it exists is the caller's question.
   *
   * @throws NotFoundException when it cannot be a device's id
   */
  public static DeviceRef device(RouteParameters parameters, App app) {
    return parameters
        .get("device")
        .filter(DeviceId::isValid)
        .map(id -> new DeviceRef(app.id(), new DeviceId(id)))
        .orElseThrow(() -> new NotFoundException("There is no such device."));
  }
}
