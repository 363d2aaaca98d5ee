package org.aisle.ui.places;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's places are. */
@Component
public class PlacesNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Places";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.MAP_MARKER;
  }

  @Override
  public int order() {
    return 23;
  }

  @Override
  public String path(AppId app) {
    return listPath(app);
  }

  static String listPath(AppId app) {
    return "app/" + app.value() + "/places";
  }

  /** Where a new one is drawn; no place has this id, which begins with no letter or digit. */
  static String newPath(AppId app) {
    return listPath(app) + "/_new";
  }

  /** The page of one place. */
  public static String path(AppId app, String place) {
    return listPath(app) + "/" + place;
  }
}
