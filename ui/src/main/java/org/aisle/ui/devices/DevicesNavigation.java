package org.aisle.ui.devices;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's devices are. */
@Component
public class DevicesNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Devices";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CUBES;
  }

  @Override
  public int order() {
    return 20;
  }

  @Override
  public String path(AppId app) {
    return listPath(app);
  }

  /** The page of all devices of an app. */
  static String listPath(AppId app) {
    return "app/" + app.value() + "/devices";
  }

  /** The page of one device. */
  public static String path(DeviceRef ref) {
    return listPath(ref.app()) + "/" + ref.device().value();
  }
}
