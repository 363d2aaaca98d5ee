package org.aisle.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.TargetElement;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;

/** The HTML page that hosts the application. */
@Push
@ColorScheme(ColorScheme.Value.LIGHT_DARK)
@Viewport("width=device-width, initial-scale=1, viewport-fit=cover")
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://aisle/theme.css")
public final class AisleShell implements AppShellConfigurator {

  /**
   * Runs before the first paint, so that a remembered scheme never flashes. Pages that draw on a
   * canvas listen for the window's event {@code aisle-scheme}.
   */
  static final String SCHEME =
      """
      window.aisle = window.aisle || {};
      window.aisle.scheme = function (choice) {
        if (choice !== undefined) {
          try {
            if (choice) { localStorage.setItem('aisle.scheme', choice); }
            else { localStorage.removeItem('aisle.scheme'); }
          } catch (e) { /* private browsing: not remembered */ }
        }
        var stored = choice || null;
        if (choice === undefined) {
          try { stored = localStorage.getItem('aisle.scheme'); } catch (e) { stored = null; }
        }
        var dark = stored ? stored === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
        var root = document.documentElement;
        root.style.colorScheme = dark ? 'dark' : 'light';
        root.dataset.scheme = dark ? 'dark' : 'light';
        window.dispatchEvent(new CustomEvent('aisle-scheme', { detail: { dark: dark } }));
        return stored || '';
      };
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
        window.aisle.scheme();
      });
      window.aisle.scheme();
      """;

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.addInlineWithContents(
        TargetElement.HEAD, Inline.Position.PREPEND, SCHEME, Inline.Wrapping.JAVASCRIPT);
    settings.addLink("icon", "aisle/icon.svg");
    settings.addMetaTag("referrer", "no-referrer");
    settings.addMetaTag("color-scheme", "light dark");
  }
}
