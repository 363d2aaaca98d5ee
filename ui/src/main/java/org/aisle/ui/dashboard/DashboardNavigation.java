package org.aisle.ui.dashboard;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** The way to an app's dashboards. */
@Component
public final class DashboardNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Dashboard";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.DASHBOARD;
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public String path(AppId app) {
    return "app/" + app.value() + "/dashboard";
  }
}
