package org.aisle.ui.gateways;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's gateways are. */
@Component
public class GatewaysNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Gateways";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CLUSTER;
  }

  @Override
  public int order() {
    return 21;
  }

  @Override
  public String path(AppId app) {
    return "app/" + app.value() + "/gateways";
  }
}
