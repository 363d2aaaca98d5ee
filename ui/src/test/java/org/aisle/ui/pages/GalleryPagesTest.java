package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.aisle.backend.query.ReadingsStored;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppPlan;
import org.aisle.backend.registry.PictureUse;
import org.aisle.backend.registry.Simulator.Progress;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateArchive;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.ui.fake.FakeApps;
import org.aisle.ui.fake.FakeExchange;
import org.aisle.ui.fake.FakePictures;
import org.aisle.ui.fake.FakePlans;
import org.aisle.ui.fake.FakeServer;
import org.aisle.ui.fake.FakeSimulator;
import org.aisle.ui.fake.FakeThemes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class GalleryPagesTest {

  private static final AppId COOLERS = new AppId("coolers");
  private static final String CIRCLE =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle cx=\"4\" cy=\"4\""
          + " r=\"4\"/></svg>";
  private static final String SCRIPT =
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>window.attacked=true</script></svg>";

  private static ConfigurableApplicationContext server;
  private static Chromium chromium;
  private Page page;

  @BeforeAll
  static void start() {
    System.setProperty("vaadin.productionMode", "true");
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
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
    if (page != null) {
      page.context().close();
    }
  }

  private void wide() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
  }

  @Test
  void the_gallery_shows_every_template_with_its_story_and_what_is_in_it() {
    wide();
    page.navigate("/");
    assertThat(page.locator(".template-card")).hasCount(AppTemplates.builtIn().all().size() + 1);
    for (AppTemplate template : AppTemplates.builtIn().all()) {
      Locator card =
          page.locator(".template-card")
              .filter(
                  new Locator.FilterOptions()
                      .setHas(
                          page.getByRole(
                              AriaRole.HEADING,
                              new Page.GetByRoleOptions()
                                  .setName(template.name())
                                  .setExact(true))));
      assertThat(card).containsText("%,d devices".formatted(template.fleet().members().size()));
      assertThat(card).containsText("For: " + template.persona());
    }
  }

  @Test
  void only_pictures_of_dashboards_are_given_out() {
    wide();
    assertThat(page.request().get("/gallery/store-checkout/store.svg").status()).isEqualTo(404);
    assertThat(page.request().get("/gallery/nothing/dashboard.png").status()).isEqualTo(404);
    assertThat(page.request().get("/gallery/store-checkout/..%2fapp.yaml").status())
        .isBetween(400, 404);
  }

  @Test
  void the_wizard_leads_from_a_template_to_a_dashboard_with_a_history() {
    wide();
    page.navigate("/");
    button("Use Store checkout").click();
    assertThat(page).hasURL(Pattern.compile("/new\\?template=store-checkout$"));
    field("Id").fill("coolers");
    assertThat(faults()).hasText("An app coolers exists already.");
    button("Next").click();
    assertThat(page.getByText("Step 2 of 5")).isVisible();
    field("Name").fill("Checkouts of Rome");
    field("Id").fill("rome");
    assertThat(faults()).hasCount(0);
    button("Next").click();

    assertThat(page.getByText("Step 3 of 5")).isVisible();
    button("No devices").click();
    assertThat(page.getByText("Nothing is simulated")).isVisible();
    field("How many of Zone thermostat").fill("2");
    field("How many of Zone thermostat").press("Enter");
    page.getByLabel("7 days").check();
    assertThat(page.getByText("2 devices with about 20,160 readings")).isVisible();
    button("Next").click();

    field("Accent colour").fill("#ffee00");
    assertThat(faults()).hasText("Take a darker colour.");
    button("Next").click();
    assertThat(page.getByText("Step 4 of 5")).isVisible();
    button("Violet").click();
    assertThat(faults()).hasCount(0);
    upload("evil.svg", "image/svg+xml", SCRIPT);
    assertThat(page.locator(".look .sign-in-notice")).containsText("script");
    upload("circle.svg", "image/svg+xml", CIRCLE);
    assertThat(page.locator(".look-preview img").first()).isVisible();
    assertThat(page.locator(".look .sign-in-notice")).not().isVisible();
    button("Next").click();

    assertThat(page.locator(".wizard-summary")).containsText("Checkouts of Rome");
    assertThat(page.locator(".wizard-summary")).containsText("with a logo");
    assertThat(page.evaluate("window.attacked")).isNull();
    AppId rome = new AppId("rome");
    simulate(rome, 40);
    button("Create the app").click();
    assertThat(page).hasURL(Pattern.compile("/app/rome/history$"));
    assertThat(page.getByText("2 devices make up their past: 40 %.")).isVisible();
    AppPlan plan = server.getBean(FakePlans.class).made.getLast();
    assertThat(plan.template()).isEqualTo("store-checkout");
    assertThat(plan.name()).isEqualTo("Checkouts of Rome");
    assertThat(plan.history()).isEqualTo("P7D");
    assertThat(plan.simulate()).isNotNull();
    assertThat(plan.simulate().devices()).hasSize(2);
    assertThat(plan.theme().accent()).isEqualTo("#7a4b9d");
    assertThat(plan.theme().logo()).isNotEmpty();

    page.navigate("/");
    page.getByText("Making its history: 40 %").click();
    assertThat(page.getByText("2 devices make up their past: 40 %.")).isVisible();
    simulate(rome, 100);
    server.publishEvent(new ReadingsStored(rome, Map.of(new DeviceId("d"), Instant.now())));
    assertThat(page).hasURL(Pattern.compile("/app/rome/dashboard"));
  }

  @Test
  void a_reload_keeps_the_draft_and_another_template_in_the_address_begins_anew() {
    wide();
    page.navigate("/new?template=store-checkout");
    field("Name").fill("Checkouts of Oslo");
    assertThat(field("Id")).hasValue("checkouts-of-oslo");
    page.reload();
    assertThat(field("Name")).hasValue("Checkouts of Oslo");
    page.navigate("/new?template=smart-inventory");
    assertThat(field("Name")).hasValue("Smart inventory");
    assertThat(field("Id")).hasValue("smart-inventory");
    assertThat(page.getByText("Step 2 of 5")).isVisible();
    page.navigate("/new");
    assertThat(page.getByText("Step 1 of 5")).isVisible();
    assertThat(page.getByText("What is it about?")).isVisible();
  }

  @Test
  void a_history_that_is_being_made_can_be_ended() {
    AppId app = app("slow", "Slow app");
    simulate(app, 5);
    wide();
    page.navigate("/app/slow/history");
    button("Stop here…").click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Stop here").setExact(true))
        .click();
    assertThat(page).hasURL(Pattern.compile("/app/slow/dashboard"));
    assertThat(server.getBean(FakeSimulator.class).cut).contains(app);
  }

  @Test
  void an_app_gets_another_name_and_a_logo_that_the_navigation_shows() {
    wide();
    page.navigate("/app/coolers/settings");
    field("Name").fill("Coolers of the north");
    upload("circle.svg", "image/svg+xml", CIRCLE);
    assertThat(page.locator(".look-preview img").first()).isVisible();
    button("Save").click();
    assertThat(page.locator(".app-switch .app-mark img"))
        .hasAttribute("src", "app/coolers/images/app-logo.svg");
    assertThat(page.locator(".app-switch")).containsText("Coolers of the north");
    assertThat(server.getBean(FakeApps.class).find(COOLERS).orElseThrow().name())
        .isEqualTo("Coolers of the north");
    assertThat(server.getBean(FakeThemes.class).of(COOLERS).logo()).isEqualTo("app-logo.svg");
  }

  @Test
  void pictures_are_brought_replaced_and_removed_unless_a_dashboard_shows_them() {
    FakePictures pictures = server.getBean(FakePictures.class);
    wide();
    page.navigate("/app/coolers/settings");
    button("Add a picture…").click();
    uploadPicture("Bad Plan.svg", SCRIPT);
    assertThat(page.locator("vaadin-dialog .sign-in-notice")).containsText("script");
    uploadPicture("Floor Plan.svg", CIRCLE);
    Locator line =
        page.locator(".pictures li")
            .filter(new Locator.FilterOptions().setHasText("floor-plan.svg"));
    assertThat(line).containsText("Not shown on any dashboard");
    assertThat(line).containsText("SVG · 0.1 KiB");

    pictures.uses.add(new PictureUse("floor-plan.svg", "fleet", "Fleet", null));
    button("Remove floor-plan.svg").click();
    Locator question = page.locator("vaadin-confirm-dialog");
    Locator sure =
        question.getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Remove").setExact(true));
    sure.click();
    assertThat(question).hasCount(0);
    assertThat(page.locator("main .sign-in-notice:visible")).hasText("A dashboard shows it.");
    assertThat(line.getByRole(AriaRole.LINK)).hasText("Fleet");
    pictures.uses.clear();
    button("Remove floor-plan.svg").click();
    sure.click();
    assertThat(line).isHidden();
    assertThat(pictures.find(COOLERS, "floor-plan.svg")).isEmpty();
  }

  @Test
  void an_app_is_removed_only_when_its_name_was_typed() {
    AppId doomed = app("doomed", "Doomed app");
    wide();
    page.navigate("/app/doomed/settings");
    button("Remove the app…").click();
    Locator remove = button("Remove for ever");
    assertThat(remove).isDisabled();
    field("Type the app's name").fill("Doomed");
    assertThat(remove).isDisabled();
    field("Type the app's name").fill("Doomed app");
    remove.click();
    assertThat(page.locator("h1")).hasText("Apps");
    assertThat(server.getBean(FakeApps.class).find(doomed)).isEmpty();
  }

  @Test
  void an_export_is_a_zip_and_an_import_tells_what_it_found_before_it_makes_anything()
      throws IOException {
    wide();
    page.navigate("/");
    Download download =
        page.waitForDownload(
            () -> page.locator(".app-card").first().locator(".app-export").click());
    assertThat(download.suggestedFilename()).endsWith(".zip");

    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Import a template"))
        .click();
    uploadZip(new byte[] {1, 2, 3});
    assertThat(page.locator("vaadin-dialog .sign-in-notice")).containsText("zip");
    Locator go = button("Import");
    assertThat(go).isDisabled();
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    AppTemplateArchive.write(
        AppTemplates.builtIn().named("smart-inventory").orElseThrow(), archive);
    uploadZip(archive.toByteArray());
    assertThat(page.getByText("Smart inventory: 14 devices")).isVisible();
    assertThat(field("Id")).hasValue("smart-inventory");
    go.click();
    assertThat(page.getByText("The apps of this test are fixed.")).isVisible();
    assertThat(server.getBean(FakeExchange.class).asked).contains("smart-inventory");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void every_page_about_apps_fits_a_phone_and_is_usable_by_everybody(ColorScheme scheme) {
    AppId app = app("phone", "An app with quite a long name for a phone");
    simulate(app, 30);
    page = chromium.signedIn(390, 844, scheme);
    for (String path : new String[] {"/", "/app/phone/history", "/app/phone/settings"}) {
      page.navigate(path);
      assertThat(page.locator("h1")).isVisible();
      Fitness.check(page);
    }
    page.navigate("/new");
    assertThat(page.locator("h1")).isVisible();
    assertThat(page).hasTitle(Pattern.compile("New app"));
    Fitness.check(page);
    button("Use Store checkout").click();
    for (int step = 2; step <= 5; step++) {
      assertThat(page.getByText("Step %d of 5".formatted(step))).isVisible();
      if (step == 3) {
        page.getByText("One by one").first().click();
      }
      Fitness.check(page);
      if (step < 5) {
        button("Next").click();
      }
    }
  }

  private static AppId app(String id, String name) {
    AppId app = new AppId(id);
    server
        .getBean(FakeApps.class)
        .put(new App(app, name, null, ZoneOffset.UTC, null, Instant.EPOCH));
    return app;
  }

  private static void simulate(AppId app, int percent) {
    Instant live = Instant.parse("2026-11-20T00:00:00Z");
    Instant from = live.minusSeconds(100_000);
    server
        .getBean(FakeSimulator.class)
        .progress
        .put(app, new Progress(2, from, live, from.plusSeconds(percent * 1_000L), 10, 0, 0, 0));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator faults() {
    return page.locator("[invalid] > [slot=error-message]:not([hidden])");
  }

  private Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).first();
  }

  private void upload(String name, String type, String content) {
    page.locator("vaadin-upload input[type=file]")
        .setInputFiles(new FilePayload(name, type, content.getBytes(StandardCharsets.UTF_8)));
  }

  private void uploadPicture(String name, String content) {
    page.locator("vaadin-dialog vaadin-upload input[type=file]")
        .setInputFiles(
            new FilePayload(name, "image/svg+xml", content.getBytes(StandardCharsets.UTF_8)));
  }

  private void uploadZip(byte[] content) {
    page.locator("vaadin-upload input[type=file]")
        .setInputFiles(new FilePayload("app.zip", "application/zip", content));
  }
}
