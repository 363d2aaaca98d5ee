package org.aisle.ui.gallery;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.dashboard.Dashboard;

/** A picture of a template's real dashboard, light or dark as the page is; else quiet lines. */
final class DashboardPicture extends Div {

  private static final int LINES = 5;

  DashboardPicture(AppTemplate template) {
    addClassName("dashboard-picture");
    boolean light = TemplatePictures.find(template, TemplatePictures.LIGHT).isPresent();
    boolean dark = TemplatePictures.find(template, TemplatePictures.DARK).isPresent();
    if (!light) {
      sketch();
      return;
    }
    Image day = image(template, TemplatePictures.LIGHT);
    add(day);
    if (dark) {
      day.addClassName("by-day");
      Image night = image(template, TemplatePictures.DARK);
      night.addClassName("by-night");
      add(night);
    }
  }

  /** For what has no template. */
  DashboardPicture() {
    addClassName("dashboard-picture");
    sketch();
  }

  private void sketch() {
    addClassName("dashboard-sketch");
    getElement().setAttribute("aria-hidden", "true");
    for (int i = 0; i < LINES; i++) {
      add(new Span());
    }
  }

  private static Image image(AppTemplate template, String name) {
    String title = template.dashboards().stream().findFirst().map(Dashboard::title).orElse("first");
    Image image =
        new Image(
            TemplatePictures.path(template, name),
            "The dashboard \u201c%s\u201d of %s".formatted(title, template.name()));
    image.getElement().setAttribute("loading", "lazy");
    return image;
  }
}
