package org.aisle.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import org.aisle.backend.registry.App;
import org.aisle.templates.app.AppTemplate.Theme;
import org.jspecify.annotations.Nullable;

/**
 * What tells an app from others at a glance: its logo, or its first letter on its colour.
 * Decoration beside the name.
 */
@StyleSheet("context://aisle/gallery.css")
public final class AppMark extends Div {

  /** Of an app of this server. */
  public AppMark(App app, Theme theme) {
    this(
        app.name(),
        theme.accent(),
        theme.logo() == null ? null : "app/%s/images/%s".formatted(app.id().value(), theme.logo()));
  }

  /**
   * @param accent as {@code #rrggbb}; what is no colour is ignored
   * @param logo an address, or null for the letter
   */
  public AppMark(String name, String accent, @Nullable String logo) {
    addClassName("app-mark");
    getElement().setAttribute("aria-hidden", "true");
    if (accent.matches("#[0-9a-fA-F]{6}")) {
      getStyle().set("--app-accent", accent);
    }
    if (logo == null) {
      add(new Span(letter(name)));
    } else {
      addClassName("app-mark-logo");
      add(new Image(logo, ""));
    }
  }

  private static String letter(String name) {
    return name.strip()
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .limit(1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .toUpperCase(Locale.ROOT);
  }
}
