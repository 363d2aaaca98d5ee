package org.aisle.ui.organisations;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's organisation tree is. */
@Component
public class OrganisationsNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Organisations";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.SITEMAP;
  }

  @Override
  public int order() {
    return 24;
  }

  @Override
  public String path(AppId app) {
    return "app/" + app.value() + "/organisations";
  }
}
