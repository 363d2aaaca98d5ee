package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.aisle.backend.registry.StoredDashboard;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.dashboard.Tile.Area;
import org.aisle.templates.dashboard.Tile.Frame;
import org.aisle.templates.dashboard.Tile.Size;
import org.aisle.ui.fake.FakeDashboards;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class DashboardEditPagesTest {

  private static final String PATH = "/app/coolers/dashboard/";
  private static final String PLAN =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 40\" width=\"80\" height=\"40\">"
          + "<rect width=\"80\" height=\"40\"/></svg>";

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

  private static FakeDashboards dashboards() {
    return server.getBean(FakeDashboards.class);
  }

  private static Dashboard notes(String id, String first) {
    return new Dashboard(
        id,
        "Notes",
        "Cooler",
        Duration.ofHours(24),
        List.of(
            new Tile.Label(new Frame(first, new Area(0, 0, 4, 2)), "One", Size.MEDIUM),
            new Tile.Label(new Frame("Second", new Area(4, 0, 4, 2)), "Two", Size.MEDIUM)));
  }

  private static void put(String id, String first, String by) {
    dashboards().put(FakeFleet.APP, notes(id, first), false, null, by);
  }

  private static Dashboard stored(String id) {
    return dashboards()
        .find(FakeFleet.APP, id, "Tester")
        .map(StoredDashboard::dashboard)
        .orElseThrow();
  }

  private static Area area(String id, String title) {
    return stored(id).tiles().stream()
        .filter(tile -> tile.title().equals(title))
        .findFirst()
        .orElseThrow()
        .area();
  }

  private void edit(String id, int width, int height) {
    page = chromium.signedIn(width, height, ColorScheme.LIGHT);
    page.navigate(PATH + id + "/edit");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator grip(String title) {
    return page.getByRole(
        AriaRole.BUTTON,
        new Page.GetByRoleOptions().setName(Pattern.compile("^" + title + ": column")));
  }

  private void save() {
    button("Save").click();
    assertThat(page).hasURL(Pattern.compile(".*/dashboard/[a-z-]+([?].*)?$"));
  }

  @Test
  void a_plan_is_brought_from_a_file_and_a_click_puts_a_device_on_it() {
    put("floor", "First", "Tester");
    edit("floor", 1440, 900);
    page.locator(".aisle-edit-kinds strong")
        .getByText("Floor plan", new Locator.GetByTextOptions().setExact(true))
        .click();
    page.locator("vaadin-upload input[type=file]")
        .setInputFiles(
            new FilePayload("My Shop.svg", "image/svg+xml", PLAN.getBytes(StandardCharsets.UTF_8)));
    Locator picture = page.locator(".aisle-picker-picture");
    assertThat(picture).hasAttribute("src", Pattern.compile(".*/images/my-shop.svg$"));
    picture.click();
    assertThat(page.getByText("Choose the device that stands there first.")).isVisible();
    Locator device = page.getByLabel("A click on the plan places");
    device.fill("Cooler 01");
    page.locator("vaadin-combo-box-item").getByText("Cooler 01").click();
    assertThat(device).hasValue("Cooler 01");
    BoundingBox box = picture.boundingBox();
    picture.click(
        new Locator.ClickOptions().setPosition(box.width * 0.25, Math.floor(box.height * 0.5)));
    Locator mark = page.locator(".aisle-picker-mark");
    assertThat(mark)
        .hasAttribute("aria-label", Pattern.compile(".*, 25 % to the right, 5\\d? %.*"));
    mark.focus();
    mark.press("ArrowRight");
    assertThat(mark).hasAttribute("aria-label", Pattern.compile(".*, 26 % to the right.*"));
    assertThat(page.getByLabel("To the right", new Page.GetByLabelOptions().setExact(true)).first())
        .hasValue(Pattern.compile("^2[5-6]\\.?\\d?$"));
    page.setViewportSize(390, 844);
    Fitness.check(page);
    save();
    assertThat(stored("floor").tiles().getLast())
        .isInstanceOfSatisfying(
            Tile.FloorPlan.class,
            plan -> {
              assertThat(plan.image()).isEqualTo("my-shop.svg");
              assertThat(plan.positions()).hasSize(1);
            });
  }

  @Test
  void a_tile_is_added_moved_by_keyboard_saved_and_there_after_a_reload() {
    put("kept", "First", "Tester");
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    page.navigate(PATH + "kept");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit").setExact(true))
        .click();
    page.locator(".aisle-edit-kinds strong")
        .getByText("Last value", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(page.locator(".aisle-edit-cell .aisle-number")).containsText("°C");
    Locator added = page.locator(".aisle-edit-grip[aria-pressed='true']");
    assertThat(added).hasAttribute("aria-label", Pattern.compile(".*column 9, row 1, 3 columns.*"));
    added.press("ArrowDown");
    added.press("ArrowDown");
    for (int column = 9; column > 3; column--) {
      added.press("ArrowLeft");
    }
    added.press("Shift+ArrowRight");
    added.press("Shift+ArrowDown");
    assertThat(added)
        .hasAttribute(
            "aria-label", Pattern.compile(".*column 3, row 3, 4 columns wide, 3 rows high.*"));
    save();
    page.reload();
    assertThat(page.locator(".aisle-board .aisle-tile")).hasCount(3);
    assertThat(stored("kept").tiles().getLast().area()).isEqualTo(new Area(2, 2, 4, 3));
  }

  @Test
  void a_tile_is_dragged_and_resized_and_others_make_room() {
    put("dragged", "First", "Tester");
    edit("dragged", 1440, 900);
    BoundingBox first = grip("First").boundingBox();
    BoundingBox second = grip("Second").boundingBox();
    double column = (second.x - first.x) / 4;
    page.mouse().move(first.x + 20, first.y + 20);
    page.mouse().down();
    page.mouse().move(first.x + 20 + column, first.y + 24);
    page.mouse().move(first.x + 20 + 2 * column, first.y + 20);
    page.mouse().up();
    assertThat(grip("First"))
        .hasAttribute("aria-label", Pattern.compile(".*column 3, row 1, 4 columns.*"));
    assertThat(grip("Second")).hasAttribute("aria-label", Pattern.compile(".*column 5, row 3, .*"));
    BoundingBox moved = grip("First").boundingBox();
    page.mouse().move(moved.x + moved.width - 8, moved.y + moved.height - 8);
    page.mouse().down();
    page.mouse().move(moved.x + moved.width - 8 - column, moved.y + moved.height - 8);
    page.mouse().up();
    assertThat(grip("First"))
        .hasAttribute("aria-label", Pattern.compile(".*column 3, row 1, 3 columns.*"));
    save();
    assertThat(area("dragged", "First")).isEqualTo(new Area(2, 0, 3, 2));
    assertThat(area("dragged", "Second")).isEqualTo(new Area(4, 2, 4, 2));
  }

  @Test
  void what_is_wrong_is_told_at_the_tile_and_can_be_undone() {
    put("faulty", "First", "Tester");
    edit("faulty", 1440, 900);
    grip("First").click();
    Locator title = page.getByLabel("Title");
    assertThat(title).hasValue("First");
    title.fill("");
    title.press("Tab");
    assertThat(page.locator(".aisle-edit-faulty")).containsText("Add the key \"title\".");
    assertThat(page.locator(".aisle-edit-wrong")).containsText("Add the key \"title\".");
    assertThat(button("Save")).isDisabled();
    button("Undo").click();
    assertThat(page.locator(".aisle-edit-faulty")).hasCount(0);
    assertThat(page.getByLabel("Title")).hasValue("First");
    button("Duplicate").click();
    assertThat(page.locator(".aisle-edit-cell")).hasCount(3);
    button("Undo").click();
    assertThat(page.locator(".aisle-edit-cell")).hasCount(2);
    button("Redo").click();
    assertThat(page.locator(".aisle-edit-cell")).hasCount(3);
    grip("Second").click();
    button("Remove").click();
    assertThat(page.locator(".aisle-edit-cell")).hasCount(2);
  }

  @Test
  void saving_over_what_somebody_saved_meanwhile_is_refused() {
    put("raced", "First", "Tester");
    edit("raced", 1440, 900);
    assertThat(grip("First")).isVisible();
    put("raced", "Hers", "Mara");
    grip("First").press("ArrowDown");
    button("Save").click();
    assertThat(page.getByText(Pattern.compile("^Mara saved revision 2 of this dashboard")))
        .isVisible();
    assertThat(stored("raced").tiles().getFirst().title()).isEqualTo("Hers");
    button("Discard mine and read it again").click();
    assertThat(grip("Hers")).isVisible();
  }

  @Test
  void who_was_overtaken_may_save_all_the_same() {
    put("overtaken", "First", "Tester");
    edit("overtaken", 1440, 900);
    assertThat(grip("First")).isVisible();
    put("overtaken", "Hers", "Mara");
    grip("First").press("ArrowDown");
    button("Save").click();
    button("Save mine in place of revision 2").click();
    assertThat(page).hasURL(Pattern.compile(".*/dashboard/overtaken([?].*)?$"));
    assertThat(stored("overtaken").tiles().getFirst().title()).isEqualTo("First");
  }

  @Test
  void a_tile_is_rounded_coloured_and_leads_where_the_form_says() {
    dashboards()
        .put(
            FakeFleet.APP,
            new Dashboard(
                "looks",
                "Looks",
                "Cooler",
                Duration.ofHours(24),
                List.of(
                    new Tile.WorstTable(
                        new Frame("Warmest", new Area(0, 0, 6, 4)),
                        "internalTemperature",
                        List.of(),
                        5,
                        true,
                        null,
                        Tile.Over.LATEST,
                        Tile.Aggregate.AVG))),
            false,
            null,
            "Tester");
    edit("looks", 1440, 900);
    grip("Warmest").click();
    page.getByLabel("Decimals").fill("3");
    page.getByLabel("Decimals").press("Tab");
    button("Add a colour").click();
    page.getByLabel("Limit").fill("5.5");
    page.getByLabel("Limit").press("Tab");
    assertThat(page.locator(".aisle-edit-cell tbody tr").first())
        .containsText(Pattern.compile("\\d\\.\\d{3}\\s°C"));
    save();
    Frame frame = stored("looks").tiles().getFirst().frame();
    assertThat(frame.decimals()).isEqualTo(3);
    assertThat(frame.colours()).containsExactly(new Tile.Colour(5.5, null, Tile.Meaning.WARNING));
  }

  @Test
  void dashboards_are_duplicated_and_put_first() {
    put("arranged", "First", "Tester");
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    page.navigate(PATH + "arranged");
    button("Arrange").click();
    button("Duplicate: Notes").first().click();
    Locator up = button("Move up: Copy of Notes").first();
    assertThat(up).isVisible();
    List<String> titles =
        dashboards().all(FakeFleet.APP, "Tester").stream()
            .map(each -> each.dashboard().title())
            .toList();
    for (int at = titles.indexOf("Copy of Notes"); at > 0; at--) {
      up.click();
      assertThat(page.locator(".aisle-dashboards-list li").nth(at - 1))
          .containsText("Copy of Notes");
    }
    assertThat(page.locator(".aisle-dashboards-list li").first()).containsText("shown first");
    assertThat(dashboards().all(FakeFleet.APP, "Tester").getFirst().dashboard().title())
        .isEqualTo("Copy of Notes");
  }

  @Test
  void a_dashboard_of_ones_own_leaves_the_shared_one_as_it_is() {
    put("shared", "First", "Mara");
    edit("shared", 1440, 900);
    grip("Second").press("ArrowDown");
    button("Save as mine").click();
    assertThat(page).hasURL(Pattern.compile(".*/dashboard/notes-tester([?].*)?$"));
    assertThat(area("shared", "Second")).isEqualTo(new Area(4, 0, 4, 2));
    assertThat(area("notes-tester", "Second")).isEqualTo(new Area(4, 1, 4, 2));
    assertThat(dashboards().find(FakeFleet.APP, "notes-tester", "Mara")).isEmpty();
  }

  @Test
  void on_a_phone_tiles_go_up_and_down() {
    put("phone", "First", "Tester");
    edit("phone", 390, 844);
    button("Move up: Second").click();
    assertThat(button("Move up: Second")).isDisabled();
    save();
    assertThat(area("phone", "Second")).isEqualTo(new Area(0, 0, 4, 2));
    assertThat(area("phone", "First")).isEqualTo(new Area(4, 0, 4, 2));
  }
}
