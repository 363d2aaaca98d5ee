package org.aisle.ui.groups;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's device groups are. */
@Component
public class GroupsNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Device groups";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.FILTER;
  }

  @Override
  public int order() {
    return 23;
  }

  @Override
  public String path(AppId app) {
    return "app/" + app.value() + "/groups";
  }

  /** The page of one group. */
  public static String path(AppId app, String group) {
    return "app/" + app.value() + "/groups/" + group;
  }
}
