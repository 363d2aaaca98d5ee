package org.aisle.ui.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aisle.backend.query.ReadingsStored;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.ui.fake.FakeAccess;
import org.aisle.ui.fake.FakeClock;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeServer;
import org.aisle.ui.fake.FakeTelemetry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class DashboardBrowserTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static ConfigurableApplicationContext server;
  private static Playwright playwright;
  private static Browser browser;

  private final List<String> faults = new ArrayList<>();
  private Page page;

  @BeforeAll
  static void start() {
    com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    server = FakeServer.start("0");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"));
    if (Files.isExecutable(CHROMIUM)) {
      options.setExecutablePath(CHROMIUM);
    }
    browser = playwright.chromium().launch(options);
  }

  @AfterAll
  static void stop() {
    browser.close();
    playwright.close();
    server.close();
  }

  @AfterEach
  void leave() {
    page.context().close();
  }

  @Test
  void every_tile_shows_its_values_with_units() {
    open(1440, 900, ColorScheme.LIGHT);
    assertThat(tile("In temperature range").locator(".aisle-number")).containsText("%");
    assertThat(tile("Internal temperature").locator(".aisle-number")).containsText("°C");
    assertThat(tile("Power now").locator(".aisle-number")).containsText("W");
    assertThat(tile("Coolers reporting").locator(".aisle-number")).containsText("of 25 devices");
    assertThat(tile("Coolers reporting")).containsText("Cooler 19");
    assertThat(tile("Temperature by outlet").locator(".aisle-legend-item"))
        .hasText(
            new Pattern[] {
              legend("Berlin Mitte"),
              legend("Hamburg Altona"),
              legend("München Ost"),
              legend("Nürnberg Süd"),
              legend("Potsdam Center")
            });
    assertThat(tile("Warmest coolers").locator("tbody tr").first()).containsText("Cooler 07");
    assertThat(tile("Warmest coolers").locator("tbody tr").first()).containsText("out of range");
    assertThat(tile("Door open").locator(".aisle-timeline-rows li")).hasCount(8);
    assertThat(tile("Where they stand").locator(".aisle-marker-icon").first()).isVisible();
    assertThat(faults).isEmpty();
  }

  @Test
  void new_readings_change_the_page_without_a_reload() {
    open(1440, 900, ColorScheme.LIGHT);
    page.evaluate("() => { window.stayed = true; }");
    report(3, 31.4);
    Locator worst = tile("Warmest coolers").locator("tbody tr").first();
    assertThat(worst).containsText("Cooler 03");
    assertThat(worst).containsText("31.4 °C");
    assertThat(
            tile("Where they stand")
                .locator("[aria-label*='2 out of range'], [aria-label*='1 out of range']"))
        .hasCount(2);
    report(3, 4.4);
    assertThat(worst).containsText("Cooler 07");
    assertThat((Boolean) page.evaluate("() => window.stayed")).isTrue();
    assertThat(faults).isEmpty();
  }

  @Test
  void a_paused_page_stands_still_until_it_goes_on() {
    open(1440, 900, ColorScheme.LIGHT);
    Locator live = page.locator(".aisle-live");
    Locator worst = tile("Warmest coolers").locator("tbody tr").first();
    live.click();
    assertThat(live).hasText("Paused");
    report(4, 28.8);
    live.click();
    assertThat(live).hasText("Live");
    assertThat(worst).containsText("28.8 °C");
    report(4, 4.1);
    assertThat(worst).containsText("Cooler 07");
  }

  @Test
  void figures_change_in_place_while_readings_arrive() {
    open(1440, 900, ColorScheme.LIGHT);
    page.navigate(address() + "/app/coolers/dashboard/figures?range=24h");
    List<String> kinds =
        List.of(
            ".aisle-hours td",
            ".aisle-column-bar",
            ".aisle-bar",
            ".aisle-donut-ring",
            ".aisle-donut .aisle-parts li",
            ".aisle-gauge-hand",
            ".aisle-funnel-bar");
    page.waitForFunction(
        "(kinds) => kinds.every((kind) => document.querySelector(kind))"
            + " && !document.querySelector('.aisle-tile[aria-busy]')",
        kinds);
    page.evaluate(
        """
        (kinds) => {
          window.looks = (kind) => [...document.querySelectorAll(kind)].map((e) => e.outerHTML).join();
          window.before = kinds.map((kind) => [kind, [...document.querySelectorAll(kind)], looks(kind)]);
        }""",
        kinds);
    server.getBean(FakeClock.class).forward(Duration.ofMinutes(2));
    for (int cooler = 1; cooler <= 6; cooler++) {
      report(cooler, 31.4, Map.of("placement", new Value.Text("elsewhere")));
    }
    page.waitForFunction("() => before.every(([kind, nodes, look]) => looks(kind) !== look)");
    assertThat(
            page.evaluate(
                """
                () => before.filter(([kind, nodes]) => {
                  const now = [...document.querySelectorAll(kind)];
                  return now.length !== nodes.length || now.some((node, i) => node !== nodes[i]);
                }).map(([kind]) => kind)"""))
        .as("what was drawn anew")
        .isEqualTo(List.of());
    server.getBean(FakeClock.class).forward(Duration.ofSeconds(1));
    FakeServer.everyoneReports(server);
    assertThat(faults).isEmpty();
  }

  @Test
  void a_line_chart_draws_its_limits_and_how_long_alerts_lasted() {
    open(1440, 900, ColorScheme.LIGHT);
    page.navigate(address() + "/app/coolers/dashboard/figures?range=24h");
    Locator chart = tile("Three coolers");
    assertThat(chart.locator(".aisle-chart-key")).containsText("Too warm for 30 minutes");
    assertThat(chart.locator(".aisle-chart-canvas"))
        .hasAttribute(
            "aria-label",
            Pattern.compile(".*Too warm for 30 minutes from .+ to .+", Pattern.DOTALL));
    assertThat(
            chart
                .locator("aisle-line-chart")
                .evaluate(
                    """
                    (c) => {
                      const drawn = c.chart.getOption().series[0];
                      const warm = c.model.marks.stretches.find((s) => s.text === 'Too warm for 30 minutes');
                      return [
                        warm.to === c.model.to,
                        drawn.markArea.data.some(([from, to]) =>
                          from.xAxis === warm.from + c.shift && to.xAxis === warm.to + c.shift),
                        drawn.markLine.data.map((line) => line.yAxis).filter((y) => y !== undefined).join()
                      ];
                    }"""))
        .isEqualTo(List.of(true, true, "7,0"));
    assertThat(faults).isEmpty();
  }

  @Test
  void the_range_is_part_of_the_address() {
    open(1440, 900, ColorScheme.LIGHT);
    page.locator("nav[aria-label='Time range'] a").getByText("1 h").click();
    page.waitForURL(Pattern.compile(".*range=1h"));
    assertThat(page.locator("nav[aria-label='Time range'] a[aria-current]")).hasText("1 h");
    page.waitForFunction(
        "() => { const c = document.querySelector('aisle-line-chart');"
            + " return c && c.model && c.model.to - c.model.from === 3600000; }");
    page.navigate(address() + "/app/coolers/dashboard/operations?range=nonsense");
    assertThat(page.locator("nav[aria-label='Time range'] a[aria-current]")).hasText("24 h");
  }

  @Test
  void zooming_in_asks_for_finer_data_and_the_table_shows_it() {
    open(1440, 900, ColorScheme.LIGHT);
    Locator chart = tile("Temperature by outlet");
    chart.getByLabel("Zoom in").click();
    chart.getByLabel("Zoom in").click();
    page.waitForFunction("() => !!document.querySelector('aisle-line-chart').detail");
    chart.getByLabel("Show as table").click();
    assertThat(chart.locator("table thead th").nth(1)).hasText("Berlin Mitte (°C)");
    assertThat(chart.locator("table tbody tr").first()).isVisible();
    assertThat(faults).isEmpty();
  }

  @Test
  void a_chart_says_in_words_what_it_draws() {
    open(1440, 900, ColorScheme.LIGHT);
    assertThat(tile("Temperature by outlet").locator(".aisle-chart-canvas"))
        .hasAttribute(
            "aria-label",
            Pattern.compile(".*Hamburg Altona: minimum .* °C, maximum .* °C, last .* °C.*"));
    assertThat(tile("Temperature by outlet").locator(".aisle-chart-caption"))
        .hasText(Pattern.compile("Times in Europe/Berlin \\(UTC\\+[12]\\)"));
  }

  /** A pixel column of a line keeps its least and its greatest value. */
  @ParameterizedTest
  @ValueSource(ints = {390, 1440})
  void no_line_or_row_has_more_than_two_points_per_pixel(int width) {
    open(width, 900, ColorScheme.LIGHT);
    for (String dashboard : List.of("operations", "figures")) {
      page.navigate(address() + "/app/coolers/dashboard/" + dashboard + "?range=24h");
      page.waitForFunction(
          "() => [...document.querySelectorAll('aisle-line-chart, aisle-timeline, aisle-sparkline')]"
              + ".every((c) => c.model) && document.querySelector('.aisle-board canvas, aisle-timeline li')");
      assertThat(
              page.evaluate(
                  """
                  () => [...document.querySelectorAll('aisle-line-chart, aisle-timeline, aisle-sparkline')]
                    .flatMap((c) => {
                      const w = c.getBoundingClientRect().width;
                      const m = c.model;
                      const sizes = m.lines ? m.lines.map((l) => l.points.length)
                        : m.points ? [m.points.length]
                        : m.rows.map((r) => r.stretches.length + r.marked.length);
                      return sizes.filter((n) => n > 2 * w).map((n) => c.tagName + ' ' + n + ' on ' + w);
                    }).concat([...document.querySelectorAll('.aisle-columns')]
                      .filter((c) => c.querySelectorAll('.aisle-column').length > c.offsetWidth)
                      .map((c) => 'columns'))"""))
          .isEqualTo(List.of());
    }
  }

  @Test
  void names_of_devices_are_text_and_never_markup() {
    open(1440, 900, ColorScheme.LIGHT);
    page.evaluate(
        """
        () => {
          const map = document.querySelector('aisle-map');
          const bad = '<img src=x onerror="window.harmed=true">';
          map.update([{id: 'x', name: bad, lat: -30, lon: -60, tone: 'bad', word: bad, value: bad,
            at: null, path: 'javascript:window.harmed=true'}], [], Date.now());
          map.map.setView([-30, -60], 5);
        }""");
    Locator marker = page.locator(".aisle-marker-icon[aria-label^='<img']");
    marker.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".aisle-popup-row")).containsText("<img src=x");
    assertThat(page.locator(".aisle-popup-row a")).hasCount(0);
    assertThat(page.locator(".aisle-popup img")).hasCount(0);
    assertThat(page.evaluate("() => window.harmed === undefined")).isEqualTo(true);
  }

  @Test
  void the_keyboard_reaches_everything_that_can_be_used() {
    open(1440, 900, ColorScheme.LIGHT);
    page.locator("#page").focus();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < 160; i++) {
      page.keyboard().press("Tab");
      String at =
          (String)
              page.evaluate(
                  "() => { const e = document.activeElement; return (e.getAttribute('aria-label')"
                      + " || e.textContent || e.tagName).trim().slice(0, 60); }");
      path.append(at).append('\n');
      if (at.startsWith("Condenser temperature") && at.contains("°C")) {
        break;
      }
    }
    assertThat(path.toString())
        .contains(
            "7 d",
            "Live",
            "Berlin Mitte",
            "Zoom in",
            "Show as table",
            "Where they stand: map",
            "Show everything",
            "5 devices:",
            "Cooler 19",
            "Cooler 01");
  }

  @Test
  void a_marker_opens_by_keyboard_and_gives_the_focus_back() {
    open(1440, 900, ColorScheme.LIGHT);
    Locator marker = tile("Where they stand").locator(".aisle-marker-icon").first();
    marker.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".aisle-popup-row").first()).containsText("°C");
    assertThat(page.locator(".aisle-popup-row aisle-age").first())
        .containsText(Pattern.compile("ago|now"));
    page.keyboard().press("Escape");
    assertThat(page.locator(".aisle-popup")).hasCount(0);
    assertThat(marker).isFocused();
  }

  @Test
  void a_phone_never_scrolls_sideways() {
    open(390, 844, ColorScheme.DARK);
    assertThat(tile("Cooler 07 in detail").locator("canvas").first()).isVisible();
    assertThat(
            page.evaluate(
                """
                () => {
                  const wide = [...document.querySelectorAll('#page *')].filter((e) => {
                    const r = e.getBoundingClientRect();
                    return r.width > 0 && r.right > innerWidth + 1 && !e.closest('aisle-map');
                  });
                  return document.documentElement.scrollWidth + ' '
                    + wide.map((e) => e.tagName + '.' + e.className).join(',');
                }"""))
        .isEqualTo("390 ");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axe_finds_nothing_serious(ColorScheme scheme) {
    open(1440, 900, scheme);
    assertThat(tile("Warmest coolers").locator("tbody tr").first()).isVisible();
    assertThat(
            new AxeBuilder(page)
                .analyze().getViolations().stream()
                    .filter(v -> List.of("serious", "critical").contains(v.getImpact()))
                    .map(v -> v.getId() + " " + v.getNodes().getFirst().getHtml()))
        .isEmpty();
  }

  private static Pattern legend(String place) {
    return Pattern.compile(place + "\\s*[0-9.]+ °C");
  }

  private static String address() {
    return "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port");
  }

  private void open(int width, int height, ColorScheme scheme) {
    page =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme)
                    .setLocale("en-GB"))
            .newPage();
    page.setDefaultTimeout(30_000);
    page.onPageError(faults::add);
    page.navigate(address() + "/sign-in?token=" + FakeAccess.TOKEN + "&to=/app/coolers/dashboard");
    page.waitForSelector("aisle-line-chart canvas");
    page.waitForSelector(".aisle-marker-icon");
  }

  private Locator tile(String title) {
    return page.locator(
        ".aisle-tile",
        new Page.LocatorOptions()
            .setHas(
                page.locator(
                    "h2",
                    new Page.LocatorOptions().setHasText(Pattern.compile("^" + title + "$")))));
  }

  private static void report(int cooler, double temperature) {
    report(cooler, temperature, Map.of());
  }

  private static void report(int cooler, double temperature, Map<String, Value> others) {
    Instant now = server.getBean(InstantSource.class).instant();
    DeviceRef device = FakeFleet.ref(cooler);
    Map<String, Value> values = new TreeMap<>(others);
    values.put("internalTemperature", new Value.Num(temperature));
    server.getBean(FakeTelemetry.class).put(Reading.of(device, now, now, values));
    server.publishEvent(new ReadingsStored(FakeFleet.APP, Map.of(device.device(), now)));
  }
}
