package org.aisle.ui.gallery;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app is named, dressed, copied and removed. */
@Component
final class SettingsNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Settings";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.COG_O;
  }

  @Override
  public int order() {
    return 90;
  }

  @Override
  public String path(AppId app) {
    return settings(app);
  }

  static String settings(AppId app) {
    return "app/" + app.value() + "/settings";
  }
}
