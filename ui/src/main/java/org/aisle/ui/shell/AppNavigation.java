package org.aisle.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Optional;
import org.aisle.templates.identity.AppId;

/** An entry of every app's navigation; the main layout shows all beans of this type. */
public interface AppNavigation {

  /** What the entry and the breadcrumb say. */
  String label();

  VaadinIcon icon();

  /** Entries are shown in ascending order. */
  int order();

  /** What stands behind the label and keeps itself up to date; empty for nothing. */
  default Optional<Component> badge(AppId app) {
    return Optional.empty();
  }

  /** The entry's path inside the web application; sub-pages start with it. */
  String path(AppId app);
}
