package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.aisle.backend.access.Access;
import org.aisle.backend.registry.Place;
import org.aisle.ui.fake.FakeAccess;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakePlaces;
import org.aisle.ui.fake.FakeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class PlacePagesTest {

  private static final String ATTACK = "<img src=x onerror=\"window.attacked=true\">";
  private static final String PLACES = "/app/coolers/places";

  private static ConfigurableApplicationContext server;
  private static Chromium chromium;
  private Page page;

  @BeforeAll
  static void start() {
    System.setProperty("vaadin.productionMode", "true");
    setDefaultAssertionTimeout(20_000);
    server = FakeServer.start("0");
    put(new Place("hostile", ATTACK, null, "zone", 50.1, 8.7, 900, ATTACK));
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

  private static FakePlaces places() {
    return server.getBean(FakePlaces.class);
  }

  private static void put(Place place) {
    places().put(FakeFleet.APP, place, null, "Ada");
  }

  private static Place place(String id) {
    return places().find(FakeFleet.APP, id).orElseThrow().place();
  }

  private Page wide() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    return page;
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void click(double fromLeft, double fromTop) {
    Locator map = page.locator(".aisle-map-holder");
    map.scrollIntoViewIfNeeded();
    BoundingBox box = map.boundingBox();
    page.mouse().click(box.x + box.width * fromLeft, box.y + box.height * fromTop);
  }

  private void name(String id, String name) {
    page.getByLabel("Place id").fill(id);
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    page.getByLabel("Kind", new Page.GetByLabelOptions().setExact(true)).fill("outlet");
    page.keyboard().press("Enter");
  }

  @Test
  void the_list_is_searched_and_leads_to_a_place() {
    wide().navigate(PLACES);
    assertThat(page.locator(".page-head")).containsText("places");
    page.getByLabel("Search places").fill("altona");
    assertThat(page.locator(".page-head")).containsText("1 place,");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Hamburg Altona"))
        .first()
        .click();
    assertThat(page.getByText("Devices here (5)")).isVisible();
    assertThat(page.locator("path.aisle-fence")).isVisible();
  }

  @Test
  void a_circle_is_drawn_with_a_click_and_its_handle() {
    wide().navigate(PLACES + "/_new");
    name("drawn-circle", "Drawn circle");
    click(0.5, 0.5);
    assertThat(page.locator("path.aisle-fence")).isVisible();
    Locator radius = page.getByLabel("Radius", new Page.GetByLabelOptions().setExact(true));
    assertThat(radius).hasValue("100");
    radius.fill("50000");
    radius.press("Enter");
    Locator edge = page.locator(".aisle-handle-edge");
    assertThat(edge).hasAttribute("aria-label", "Radius 50.0 km. Arrow keys change it.");
    edge.focus();
    page.keyboard().press("Shift+ArrowRight");
    assertThat(edge).not().hasAttribute("aria-label", "Radius 50.0 km. Arrow keys change it.");
    assertThat(radius).not().hasValue("50000");
    button("Undo").click();
    assertThat(radius).hasValue("50000");
    button("Create").click();
    page.waitForURL("**/places/drawn-circle");
    assertThat(place("drawn-circle").radiusMetres()).isEqualTo(50_000);
    assertThat(place("drawn-circle").outline()).isEmpty();
  }

  @Test
  void an_outline_is_drawn_corner_by_corner_bent_and_undone() {
    wide().navigate(PLACES + "/_new");
    name("drawn-outline", "Drawn outline");
    page.getByLabel("Outline", new Page.GetByLabelOptions().setExact(true)).click();
    Locator corners = page.locator(".aisle-handle-corner");
    for (double[] at : new double[][] {{0.3, 0.3}, {0.7, 0.3}, {0.7, 0.7}, {0.3, 0.7}}) {
      click(at[0], at[1]);
    }
    assertThat(corners).hasCount(4);
    assertThat(page.getByLabel("Corners (4)")).isVisible();
    page.locator(".aisle-handle-new").first().click();
    assertThat(corners).hasCount(5);
    corners.nth(1).focus();
    page.keyboard().press("Delete");
    assertThat(corners).hasCount(4);
    button("Undo").click();
    assertThat(corners).hasCount(5);
    button("Undo").click();
    assertThat(corners).hasCount(4);
    BoundingBox corner = corners.first().boundingBox();
    page.mouse().move(corner.x + corner.width / 2, corner.y + corner.height / 2);
    page.mouse().down();
    page.mouse()
        .move(
            corner.x + 160,
            corner.y + 200,
            new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
    page.mouse().up();
    assertThat(page.getByLabel("Corners (4)")).isVisible();
    button("Create").click();
    page.waitForURL("**/places/drawn-outline");
    assertThat(place("drawn-outline").outline()).hasSize(4);
  }

  @Test
  void a_corridor_is_drawn_along_a_line_with_a_width_and_kept_as_its_outline() {
    wide().navigate(PLACES + "/_new");
    name("drawn-corridor", "Drawn corridor");
    page.getByLabel("Corridor", new Page.GetByLabelOptions().setExact(true)).click();
    click(0.3, 0.4);
    assertThat(page.locator(".place-fault")).containsText("2 to 1,000 points, this one 1");
    click(0.5, 0.6);
    click(0.7, 0.4);
    assertThat(page.getByLabel("Line (3)")).isVisible();
    assertThat(page.locator("path.aisle-fence")).hasCount(1);
    assertThat(page.locator("path.aisle-fence-line")).hasCount(1);
    assertThat(page.locator(".place-fault")).hasText("");
    Locator width = page.getByLabel("Reaches to each side");
    width.fill("20000");
    width.press("Enter");
    page.locator(".aisle-handle-corner").nth(1).focus();
    page.keyboard().press("ArrowDown");
    assertThat(page.locator(".aisle-handle-corner:focus")).hasCount(1);
    page.setViewportSize(390, 844);
    Fitness.check(page);
    button("Create").click();
    page.waitForURL("**/places/drawn-corridor");
    Place stored = place("drawn-corridor");
    assertThat(stored.outline()).hasSizeGreaterThan(10);
    assertThat(stored.radiusMetres()).isGreaterThan(20_000);
    assertThat(page.getByLabel("Corners (" + stored.outline().size() + ")")).isVisible();
  }

  @Test
  void everything_can_be_typed_and_what_is_wrong_is_said_while_one_draws() {
    put(new Place("typed", "Typed", null, "outlet", 50, 8, 100, null));
    wide().navigate(PLACES + "/typed");
    page.getByLabel("Outline", new Page.GetByLabelOptions().setExact(true)).click();
    Locator text = page.getByLabel("Corners (8)");
    text.fill("50, 8\n50.1, 8.1\n50, 8.1\n50.1, 8");
    text.blur();
    assertThat(page.locator(".place-fault")).containsText("crosses or touches itself");
    button("Save").click();
    assertThat(page.locator(".sign-in-notice")).containsText("crosses or touches itself");
    Locator four = page.getByLabel("Corners (4)");
    four.fill("50, 8\n50, 8.1\n50.1, 8.1\n50.1, 8");
    four.blur();
    assertThat(page.locator(".place-fault")).hasText("");
    put(new Place("typed", "Typed by Grace", null, "outlet", 50, 8, 100, null));
    button("Save").click();
    assertThat(page.locator(".sign-in-notice")).containsText("Grace saved another revision");
    button("Read it again").click();
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("Typed by Grace");
  }

  @Test
  void a_place_that_is_used_says_where_and_stays() {
    wide().navigate(PLACES + "/ber-mitte");
    assertThat(page.getByText("Used by (2)")).isVisible();
    button("Remove").click();
    page.locator("vaadin-confirm-dialog").getByText("Remove").last().click();
    assertThat(page.locator(".sign-in-notice")).containsText("Assets stand here: Cooler 05.");
    assertThat(place("ber-mitte").name()).isEqualTo("Berlin Mitte");
  }

  @Test
  void a_file_is_looked_at_first_and_swapped_axes_are_put_right() throws Exception {
    wide().navigate(PLACES);
    button("Import").click();
    page.locator("input[type=file]")
        .setInputFiles(
            new FilePayload(
                "places.geojson",
                "application/geo+json",
                "{\"type\": \"FeatureCollection\"}".getBytes(StandardCharsets.UTF_8)));
    assertThat(page.getByText("Refused: Its axes look swapped.")).isVisible();
    page.getByLabel("swapped: take them the other way round").click();
    button("Save 2 places").click();
    assertThat(page.getByText("2 places saved, 0 refused.")).isVisible();
    button("Close").click();
    assertThat(place("swapped").lat()).isEqualTo(52.5206);
    Download file = page.waitForDownload(() -> page.getByText("Export GeoJSON").click());
    assertThat(file.suggestedFilename()).isEqualTo("coolers-places.geojson");
    assertThat(Files.readString(file.path())).contains("\"kiosk\"", "\"Point\"");
  }

  @Test
  void an_operator_sees_places_and_cannot_change_them() {
    page = chromium.open(1440, 900, ColorScheme.LIGHT);
    FakeAccess access = (FakeAccess) server.getBean(Access.class);
    page.navigate(
        "/sign-in?to="
            + PLACES
            + "/hh-altona&token="
            + access.createSignInToken(Access.Role.OPERATOR));
    assertThat(page.locator("path.aisle-fence")).isVisible();
    assertThat(button("Save")).hasCount(0);
    assertThat(page.locator(".aisle-handle")).hasCount(0);
    page.navigate(PLACES);
    assertThat(page.getByText("Export GeoJSON")).isVisible();
    assertThat(button("New place")).hasCount(0);
  }

  @Test
  void the_pages_fit_a_phone_and_show_names_as_text() {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page = chromium.signedIn(390, 844, scheme);
      page.navigate(PLACES);
      assertThat(page.getByText("onerror").first()).isVisible();
      Fitness.check(page);
      page.navigate(PLACES + "/hostile");
      assertThat(page.locator("path.aisle-fence")).isVisible();
      Fitness.check(page);
      page.navigate(PLACES + "/_new");
      assertThat(button("Create")).isVisible();
      Fitness.check(page);
      assertThat(page.evaluate("window.attacked === undefined")).isEqualTo(true);
      if (scheme == ColorScheme.DARK) {
        page.context().close();
      }
    }
  }
}
