package org.aisle.ui.rules;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's notifications go. */
@Component
public class DestinationsNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Destinations";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.ENVELOPE_O;
  }

  @Override
  public int order() {
    return 27;
  }

  @Override
  public String path(AppId app) {
    return "app/" + app.value() + "/destinations";
  }
}
