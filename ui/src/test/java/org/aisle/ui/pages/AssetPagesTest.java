package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Asset.PlaceBinding;
import org.aisle.ui.fake.FakeRegistry;
import org.aisle.ui.fake.FakeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class AssetPagesTest {

  private static ConfigurableApplicationContext server;
  private static Chromium chromium;
  private Page page;

  @BeforeAll
  static void start() {
    System.setProperty("vaadin.productionMode", "true");
    setDefaultAssertionTimeout(20_000);
    server = FakeServer.start("0");
    String port = server.getBean(Environment.class).getProperty("local.server.port");
    chromium = new Chromium("http://127.0.0.1:" + port);
  }

  @AfterAll
  static void stop() {
    chromium.close();
    server.close();
  }

  @AfterEach
  void closeWindow() {
    page.context().close();
  }

  @Test
  void an_asset_that_stands_at_a_place_is_on_a_map_and_one_that_is_nowhere_is_not() {
    FakeRegistry registry = server.getBean(FakeRegistry.class);
    Instant before = Instant.EPOCH;
    registry.assets.add(asset("stands", List.of(new PlaceBinding("ber-mitte", before, null))));
    registry.assets.add(asset("nowhere", List.of()));
    page = chromium.signedIn(390, 844, ColorScheme.DARK);
    page.navigate("/app/coolers/assets/stands");
    assertThat(page.locator("h1")).hasText("Asset stands");
    Locator map =
        page.locator(".panel").filter(new Locator.FilterOptions().setHasText("Where it is"));
    assertThat(map.locator(".aisle-map-holder")).isVisible();
    assertThat(map).containsText("stands here");
    Fitness.check(page);
    page.navigate("/app/coolers/assets/nowhere");
    assertThat(page.getByText("Nowhere yet.")).isVisible();
    assertThat(page.locator("aisle-map")).hasCount(0);
  }

  private static Asset asset(String id, List<PlaceBinding> places) {
    return new Asset(id, "Asset " + id, "Cooler", null, Map.of(), List.of(), places);
  }
}
