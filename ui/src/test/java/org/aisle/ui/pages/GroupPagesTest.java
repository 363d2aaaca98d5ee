package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.GroupUses.Use;
import org.aisle.backend.registry.Organisation;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.ui.fake.FakeApps;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeGroups;
import org.aisle.ui.fake.FakeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class GroupPagesTest {

  private static final String ATTACK = "<img src=x onerror=\"window.attacked=true\">";
  private static final String GROUPS = "/app/coolers/groups";
  private static final String ORGANISATIONS = "/app/coolers/organisations";
  private static final Path PICTURES = Path.of("target", "pages");

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

  @BeforeEach
  void fill() {
    FakeApps apps = (FakeApps) server.getBean(Apps.class);
    apps.groups.clear();
    apps.organisations.clear();
    groups().uses.clear();
    apps.organisations.addAll(
        List.of(
            new Organisation("company", "Northwind", null),
            new Organisation("north", "Region North", "company"),
            new Organisation("south", "Region South", "company")));
    groups().put(FakeFleet.APP, new DeviceGroup("hostile", ATTACK, "simulated"), 0, "ada");
    groups()
        .put(
            FakeFleet.APP,
            new DeviceGroup("north", "Coolers in the north", "organisation == \"north\""),
            0,
            "ada");
    groups().uses.add(new Use("north", "rule", "too-warm", "Too warm", true));
  }

  @AfterEach
  void closeWindow() {
    page.context().close();
  }

  private static FakeGroups groups() {
    return server.getBean(FakeGroups.class);
  }

  private Page wide() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    return page;
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator text(String name) {
    return page.getByRole(
        AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void a_new_group_shows_whom_it_means_while_it_is_written() {
    wide().navigate(GROUPS);
    button("New group").click();
    text("Name").fill("At Altona");
    Locator query = text("The same as text");
    query.fill("place == \"hh-altona\" && propertyy.x == 1");
    assertThat(page.getByText("A query knows nothing of propertyy.x.").first()).isVisible();
    query.fill("place == \"hh-altona\" && template == \"Cooler\"");
    assertThat(page.locator(".condition")).hasCount(2);
    assertThat(page.getByText("The query can't be asked yet")).hasCount(0);
    assertThat(page.locator(".group-devices li").first()).containsText("Hamburg Altona");
    button("Save").click();
    assertThat(page.locator(".rule-row").getByText("At Altona")).isVisible();
    assertThat(groups().find(FakeFleet.APP, "at-altona")).isPresent();
  }

  @Test
  void a_row_that_is_removed_is_gone_from_the_text() {
    groups()
        .put(
            FakeFleet.APP,
            new DeviceGroup("two", "Two", "simulated == true && place == \"hh-altona\""),
            0,
            "ada");
    wide().navigate(GROUPS + "/two");
    assertThat(page.locator(".condition")).hasCount(2);
    page.getByLabel("Remove this condition").last().click();
    assertThat(text("The same as text")).hasValue("simulated == true");
    assertThat(page.locator(".condition")).hasCount(1);
    button("Add a condition").click();
    assertThat(page.locator(".condition")).hasCount(2);
  }

  @Test
  void a_group_that_a_rule_names_says_so_and_stays() {
    wide().navigate(GROUPS);
    assertThat(page.getByText("Used by rule Too warm")).isVisible();
    page.getByLabel("Remove Coolers in the north").click();
    button("Remove").click();
    assertThat(page.getByText("The group is named by the rule 'Too warm'")).isVisible();
    assertThat(groups().find(FakeFleet.APP, "north")).isPresent();
  }

  @Test
  void devices_and_alerts_are_shown_of_a_group() {
    wide().navigate("/app/coolers/devices?group=north");
    assertThat(page.locator("main").getByText("of").first()).isVisible();
    assertThat(
            page.locator("vaadin-combo-box")
                .filter(new Locator.FilterOptions().setHas(page.getByLabel("Device group")))
                .first())
        .isVisible();
    page.navigate("/app/coolers/alerts?group=north");
    assertThat(page.getByLabel("Device group").first()).hasValue("Coolers in the north");
  }

  @Test
  void the_tree_is_changed_from_its_menus() {
    wide().navigate(ORGANISATIONS);
    assertThat(page.locator(".organisation-name").getByText("Region South")).isVisible();
    page.getByLabel("What to do with Region South").click();
    page.getByText("New organisation below…").click();
    text("Name").fill("Region Südtirol");
    button("Save").click();
    assertThat(page.locator(".organisation-name").getByText("Region Südtirol")).isVisible();
    page.getByLabel("What to do with Region Südtirol").click();
    page.getByText("Remove…").click();
    button("Remove").click();
    assertThat(page.locator(".organisation-name").getByText("Region Südtirol")).hasCount(0);
  }

  @Test
  void the_pages_fit_a_phone_and_show_names_as_text() {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      for (String path : List.of(GROUPS, GROUPS + "/north", ORGANISATIONS)) {
        page = chromium.signedIn(390, 844, scheme);
        page.navigate(path);
        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator(".panel").first()).isVisible();
        assertThat(page.evaluate("window.attacked === undefined")).isEqualTo(true);
        Fitness.check(page);
        shoot(path, scheme, 390);
        page.setViewportSize(1440, 900);
        shoot(path, scheme, 1440);
        if (!(scheme == ColorScheme.LIGHT && path.equals(ORGANISATIONS))) {
          page.context().close();
        }
      }
    }
  }

  private void shoot(String path, ColorScheme scheme, int width) {
    String name = "%s-%s-%d.png".formatted(path.substring(13).replace('/', '-'), scheme, width);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name)));
  }
}
