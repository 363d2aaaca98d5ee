package org.aisle.ui.models;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.QueryParameters;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.ui.shell.AppNavigation;
import org.springframework.stereotype.Component;

/** Where an app's device templates are. */
@Component
public class ModelsNavigation implements AppNavigation {

  /** In the address of a model's page: which of its versions. */
  static final String VERSION = "version";

  @Override
  public String label() {
    return "Device templates";
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CLIPBOARD_TEXT;
  }

  @Override
  public int order() {
    return 24;
  }

  @Override
  public String path(AppId app) {
    return listPath(app);
  }

  static String listPath(AppId app) {
    return "app/" + app.value() + "/device-templates";
  }

  /** The page of one model, by its id without version. */
  public static String path(AppId app, String line) {
    return listPath(app) + "/" + line;
  }

  static String path(AppId app, String line, ModelPart part, Dtmi version) {
    return path(app, line) + part.path() + "?" + VERSION + "=" + version.version();
  }

  static void open(UI ui, AppId app, ModelPart part, Dtmi version) {
    ui.navigate(
        path(app, version.line()) + part.path(), QueryParameters.of(VERSION, version.version()));
  }

  static String draftPath(AppId app, String line) {
    return path(app, line) + "/draft";
  }

  static String comparePath(AppId app, String line) {
    return draftPath(app, line) + "/compare";
  }
}
