package org.aisle.ui.shell;

import com.vaadin.flow.component.icon.VaadinIcon;
import org.aisle.templates.identity.AppId;

/** An entry of every app's navigation; the main layout shows all beans of this type. */
public interface AppNavigation {

  /** What the entry and the breadcrumb say. */
  String label();

  VaadinIcon icon();

  /** Entries are shown in ascending order. */
  int order();

  /** The entry's path inside the web application; sub-pages start with it. */
  String path(AppId app);
}
