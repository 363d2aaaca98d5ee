package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Asset.PlaceBinding;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.ui.fake.FakeAssetBook;
import org.aisle.ui.fake.FakeFleet;
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

  private static FakeAssetBook book() {
    return server.getBean(FakeAssetBook.class);
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).last();
  }

  @Test
  void an_asset_type_is_made_changed_and_removed_unless_somebody_was_faster() {
    book().types.clear();
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    page.navigate("/app/coolers/assets");
    button("Types").click();
    assertThat(page.getByText("No asset types yet")).isVisible();
    button("New type").click();
    field("Type id").fill("Glass Door");
    field("Name").fill("Glass-door cooler");
    button("Add a property").click();
    assertThat(field("Shown as")).isVisible();
    field("Name").fill("maximumTemperature");
    field("What it measures").fill("Temperature");
    page.locator("vaadin-combo-box-item")
        .getByText("Temperature", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(field("Unit")).hasValue("°C · degreeCelsius");
    button("Create").click();
    assertThat(page.locator("vaadin-dialog .sign-in-notice")).containsText("a letter first");
    field("Type id").fill("glass-door");
    button("Create").click();
    assertThat(page.locator("main .panel")).containsText("maximumTemperature number · °C");
    AssetType made = book().types.getFirst();
    assertThat(AssetTypes.drafts(made))
        .containsExactly(
            new PropertyDraft(
                "maximumTemperature",
                null,
                null,
                "double",
                "Temperature",
                "degreeCelsius",
                List.of()));
    page.setViewportSize(390, 844);
    Fitness.check(page);

    button("Edit Glass-door cooler").click();
    book().types().put(FakeFleet.APP, "glass-door", "Changed by Grace", List.of());
    field("Name").first().fill("Mine");
    button("Save").click();
    assertThat(page.locator("vaadin-dialog .sign-in-notice"))
        .containsText("Somebody changed or removed this type");
    assertThat(book().types.getFirst().name()).isEqualTo("Changed by Grace");
    Fitness.check(page);
    button("Cancel").click();

    page.reload();
    button("Remove Changed by Grace").click();
    page.locator("vaadin-confirm-dialog").getByText("Remove").last().click();
    assertThat(page.getByText("No asset types yet")).isVisible();
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
