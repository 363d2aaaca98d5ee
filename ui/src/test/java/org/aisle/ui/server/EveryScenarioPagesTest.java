package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aisle.templates.app.AppTemplate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Walks every dashboard of every template and every kind of page, on a screen in light and on a
 * phone in dark, and looks for what is amiss.
 */
class EveryScenarioPagesTest {

  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  private static final String COOLERS = "/app/coolers";
  private static final String LOGISTICS = "/app/connected-logistics";

  private static EveryScenario scenarios;
  private static EveryScenario.Window window;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() {
    scenarios =
        EveryScenario.start(folder.resolve("data"), Duration.ofHours(2), Duration.ofMinutes(2));
    window = scenarios.open(1440, 900, ColorScheme.LIGHT);
  }

  @AfterAll
  static void stop() {
    scenarios.close();
  }

  static Stream<String> dashboards() {
    return EveryScenario.TEMPLATES.stream()
        .flatMap(
            template ->
                template.dashboards().stream()
                    .map(d -> "/app/" + EveryScenario.app(template) + "/dashboard/" + d.id()));
  }

  /** One page of each kind, where there is something on it. */
  static Stream<String> pages() {
    List<String> pages = new ArrayList<>(List.of("/", "/new", "/welcome"));
    for (String part :
        List.of(
            "alerts",
            "assets",
            "dashboard/new/edit",
            "destinations",
            "device-templates",
            "devices",
            "groups",
            "groups/new",
            "history",
            "organisations",
            "places",
            "places/_new",
            "rejections",
            "rules",
            "rules/new",
            "settings")) {
      pages.add(COOLERS + "/" + part);
    }
    AppTemplate coolers = template(DemoChoice.COOLERS);
    pages.add(COOLERS + "/rules/" + coolers.rules().getFirst().id());
    pages.add(COOLERS + "/groups/" + coolers.groups().getFirst().id());
    pages.add(COOLERS + "/places/" + coolers.places().getFirst().id());
    String model = coolers.deviceTemplates().getFirst().id().line();
    for (String part : List.of("", "/dtdl", "/devices")) {
      pages.add(COOLERS + "/device-templates/" + model + part);
    }
    pages.add(COOLERS + "/alerts/" + first("/apps/coolers/alerts", "id"));
    pages.add(COOLERS + "/assets/" + first("/apps/coolers/assets", "id"));
    for (String part : List.of("messages", "rejections", "properties", "connect")) {
      pages.add(COOLERS + "/devices/" + device(coolers) + "/" + part);
    }
    for (AppTemplate template : EveryScenario.TEMPLATES) {
      String app = "/app/" + EveryScenario.app(template);
      pages.add(app + "/devices/" + device(template));
      pages.add(app + "/dashboard/" + template.dashboards().getFirst().id() + "/edit");
    }
    pages.add(LOGISTICS + "/devices/" + device(template("connected-logistics")) + "/report");
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void every_tile_of_every_dashboard_is_filled_without_a_fault(String dashboard) {
    check(
        () -> window.dashboard(dashboard),
        soft -> {
          Page page = window.page();
          soft.assertThat(empty(page)).as("tiles without content").isEmpty();
          soft.assertThat(page.locator(".aisle-board-failure").innerText()).isEmpty();
          soft.assertThat(page.locator(".aisle-board").innerText())
              .doesNotContain("has no field", "There is no device", "is not published in this app");
          soft.assertThat(bare(page)).as("numbers without a unit").isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_kind_of_page_fits_a_phone_and_can_be_used_by_everybody(String path) {
    check(
        () -> window.page(path),
        soft ->
            soft.assertThat(window.page().locator("#page").innerText())
                .doesNotContain("Nothing here"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", COOLERS + "/devices", COOLERS + "/assets", COOLERS + "/places"})
  void every_dialog_that_imports_can_be_used_by_everybody(String path) {
    check(
        () -> {
          window.page(path);
          Page page = window.page();
          page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Import"))
              .first()
              .click();
          page.locator("vaadin-upload").first().waitFor();
          window.drawn();
        },
        soft -> {});
  }

  @Test
  void every_step_of_the_wizard_can_be_used_by_everybody() {
    Page page = window.page();
    Locator next = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Next"));
    for (int step = 2; step <= 5; step++) {
      int until = step;
      check(
          () -> {
            if (until == 2) {
              window.page("/new?template=store-checkout");
            } else {
              next.click();
            }
            page.getByText("Step " + until + " of 5").waitFor();
            window.drawn();
          },
          soft -> {});
    }
  }

  @Test
  void who_is_lost_finds_a_page_that_can_be_used_by_everybody() {
    check(() -> window.page("/nowhere"), soft -> {}, "the server responded with a status of 404");
  }

  @Test
  void who_is_not_signed_in_finds_a_page_that_can_be_used_by_everybody() {
    try (EveryScenario.Window stranger = scenarios.signedOut(390, 844, ColorScheme.LIGHT)) {
      stranger.page("/sign-in");
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        stranger.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        assertThat(width(stranger.page())).isEqualTo(390);
        assertThat(faultsOfAccess(stranger.page())).isEmpty();
      }
      assertThat(stranger.faults()).isEmpty();
    }
  }

  @Test
  void a_store_in_the_address_narrows_every_tile_and_a_heading_sorts() {
    Page page = window.page();
    page.setViewportSize(1440, 900);
    window.dashboard(COOLERS + "/dashboard/operations?store=hamburg-altona");
    assertThat(tile("Coolers reporting").innerText()).contains("of 5 devices");
    assertThat(page.locator(".aisle-filter").innerText()).contains("Northwind Market Altona");
    Locator places = tile("Warmest coolers").locator(".aisle-table-place");
    assertThat(places.allInnerTexts()).hasSize(5).containsOnly("Northwind Market Altona");

    Locator devices = tile("Warmest coolers").locator(".aisle-table-device a");
    Locator heading = tile("Warmest coolers").locator("th").first();
    heading.locator("button").click();
    page.waitForCondition(() -> "ascending".equals(heading.getAttribute("aria-sort")));
    assertThat(devices.allInnerTexts()).isSorted();
    heading.locator("button").click();
    page.waitForCondition(() -> "descending".equals(heading.getAttribute("aria-sort")));
    assertThat(devices.allInnerTexts()).isSortedAccordingTo(Comparator.reverseOrder());
  }

  private static Locator tile(String title) {
    Page page = window.page();
    return page.locator(".aisle-tile")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(title).setExact(true))));
  }

  /**
   * Opens a page on a screen, then turns the window into a phone at night.
   *
   * @param expected what the console may say
   */
  private static void check(Runnable open, Consumer<SoftAssertions> content, String... expected) {
    Page page = window.page();
    window.faults().clear();
    page.setViewportSize(1440, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    open.run();
    SoftAssertions.assertSoftly(
        soft -> {
          content.accept(soft);
          soft.assertThat(page.locator("body").innerText())
              .doesNotContain("undefined", "NaN", "Infinity", "[object");
          soft.assertThat(width(page)).as("the width on a screen").isEqualTo(1440);
          soft.assertThat(faultsOfAccess(page)).as("light, 1440 px").isEmpty();
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
          page.setViewportSize(390, 844);
          window.drawn();
          soft.assertThat(width(page)).as("the width on a phone").isEqualTo(390);
          soft.assertThat(faultsOfAccess(page)).as("dark, 390 px").isEmpty();
          soft.assertThat(window.faults())
              .as("the console")
              .allMatch(fault -> Stream.of(expected).anyMatch(fault::contains));
        });
  }

  private static AppTemplate template(String id) {
    return EveryScenario.TEMPLATES.stream()
        .filter(t -> t.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String device(AppTemplate template) {
    return template.fleet().members().getFirst().device();
  }

  private static String first(String path, String field) {
    return scenarios.get(path).findValues(field).stream()
        .map(JsonNode::asString)
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is nothing at " + path));
  }

  private static Object width(Page page) {
    return page.evaluate("document.documentElement.scrollWidth");
  }

  private static List<?> empty(Page page) {
    return (List<?>)
        page.evaluate(
            """
            () => [...document.querySelectorAll('.aisle-tile')].filter((tile) => {
              const shown = [...tile.querySelectorAll('.aisle-tile-body, .aisle-empty')]
                .filter((part) => part.checkVisibility());
              return !shown.some((part) => part.innerText.trim() || part.querySelector('canvas, img'));
            }).map((tile) => tile.querySelector('h2').innerText)
            """);
  }

  /** Large numbers that neither have a unit nor stand below the name of what is counted. */
  private static List<?> bare(Page page) {
    return (List<?>)
        page.evaluate(
            """
            () => [...document.querySelectorAll('.aisle-tile')].filter((tile) => {
              const unit = tile.querySelector('.aisle-number-unit');
              const named = tile.querySelector('.aisle-tile-subtitle');
              return unit && tile.querySelector('.aisle-number').checkVisibility()
                && !unit.innerText.trim() && !named.innerText.trim();
            }).map((tile) => tile.querySelector('h2').innerText)
            """);
  }

  private static List<String> faultsOfAccess(Page page) {
    AxeRunOptions violations = new AxeRunOptions();
    violations.setResultTypes(List.of("violations"));
    return new AxeBuilder(page)
        .setLegacyMode(true).options(violations).analyze().getViolations().stream()
            .filter(rule -> SERIOUS.contains(rule.getImpact()))
            .map(
                rule ->
                    rule.getId()
                        + ": "
                        + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList())
            .toList();
  }
}
