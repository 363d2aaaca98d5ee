package org.aisle.ui.assets;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's assets are. */
@Component
public class AssetsNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Assets";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.PACKAGE;
  }

  @Override
  public int order() {
    return 22;
  }

  @Override
  public String path(AppId app) {
    return listPath(app);
  }

  static String listPath(AppId app) {
    return "app/" + app.value() + "/assets";
  }

  static String typesPath(AppId app) {
    return "app/" + app.value() + "/asset-types";
  }

  /** The page of one asset. */
  public static String path(AppId app, String asset) {
    return listPath(app) + "/" + asset;
  }
}
