package org.aisle.ui.rules;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's rules are. */
@Component
public class RulesNavigation implements AppNavigation {

  @Override
  public String label() {
    return "Rules";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.SLIDERS;
  }

  @Override
  public int order() {
    return 25;
  }

  @Override
  public String path(AppId app) {
    return "app/" + app.value() + "/rules";
  }

  /** The page of one rule. */
  public static String path(AppId app, String rule) {
    return "app/" + app.value() + "/rules/" + rule;
  }
}
