package org.aisle.ui.devices;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's refused messages are. */
@Component
public class RejectionsNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Rejections";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.BAN;
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public String path(AppId app) {
    return "app/" + app.value() + "/rejections";
  }
}
