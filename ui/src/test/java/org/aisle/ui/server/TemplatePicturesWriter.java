package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aisle.templates.app.AppTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the templates again, each of the dashboard its app opens with; run with
 * {@code -Daisle.pictures=write}. See docs/templates.md.
 */
@EnabledIfSystemProperty(named = "aisle.pictures", matches = "write")
class TemplatePicturesWriter {

  private static final Path APPS = Path.of("../templates/src/main/resources/apps");
  private static final int LARGEST = 150_000;

  @TempDir private static Path folder;

  @Test
  void every_template_shows_its_first_dashboard_in_light_and_dark() throws IOException {
    Page.AddStyleTagOptions calm =
        new Page.AddStyleTagOptions().setContent(".v-loading-indicator { display: none; }");
    Map<ColorScheme, String> names =
        Map.of(ColorScheme.LIGHT, "dashboard.png", ColorScheme.DARK, "dashboard-dark.png");
    try (EveryScenario scenarios =
        EveryScenario.start(folder.resolve("data"), Duration.ofDays(2), Duration.ofMinutes(1))) {
      for (AppTemplate template : EveryScenario.TEMPLATES) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          Path file = APPS.resolve(template.id()).resolve("images").resolve(names.get(scheme));
          Files.createDirectories(file.getParent());
          try (EveryScenario.Window window = scenarios.open(1440, 900, scheme)) {
            window.dashboard("/app/" + EveryScenario.app(template) + "/dashboard");
            window.page().addStyleTag(calm);
            window.drawn();
            Files.write(file, PalettePng.of(window.page().screenshot()));
          }
          assertThat(Files.size(file)).as(file.toString()).isBetween(10_000L, (long) LARGEST);
        }
      }
    }
  }
}
