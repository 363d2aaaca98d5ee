package org.aisle.ui.gallery;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.aisle.ui.shell.AppMark;
import org.jspecify.annotations.Nullable;

/** A small app in the chosen look, by day and by night. */
final class LookPreview extends Div {

  LookPreview() {
    addClassName("look-preview");
    getElement().setAttribute("role", "img");
  }

  void show(String name, String accent, @Nullable String logo) {
    removeAll();
    getElement().setAttribute("aria-label", "How %s looks, light and dark".formatted(name));
    getStyle().set("--app-accent", accent);
    add(frame("light", name, accent, logo), frame("dark", name, accent, logo));
  }

  private static Div frame(String scheme, String name, String accent, @Nullable String logo) {
    Span title = new Span(name.isBlank() ? "Your app" : name);
    title.addClassName("look-frame-name");
    Div head = new Div(new AppMark(name, accent, logo), title);
    head.addClassName("look-frame-head");
    Div side = new Div(line("look-frame-here"), line(""), line(""));
    side.addClassName("look-frame-side");
    Div tiles = new Div(new Div(), new Div(), new Div());
    tiles.addClassName("look-frame-tiles");
    Div body = new Div(side, tiles);
    body.addClassName("look-frame-body");
    Div frame = new Div(head, body);
    frame.addClassName("look-frame");
    frame.getStyle().set("color-scheme", scheme);
    return frame;
  }

  private static Span line(String className) {
    Span line = new Span();
    if (!className.isEmpty()) {
      line.addClassName(className);
    }
    return line;
  }
}
