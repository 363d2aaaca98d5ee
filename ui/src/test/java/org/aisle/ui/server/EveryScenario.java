package org.aisle.ui.server;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import tools.jackson.databind.JsonNode;

/** A server with an app of every built-in template, whose devices report, and a browser. */
final class EveryScenario implements AutoCloseable {

  static final List<AppTemplate> TEMPLATES = AppTemplates.builtIn().all();
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A window, and what went wrong in it. */
  record Window(Page page, List<String> faults) implements AutoCloseable {

    /** Opens a dashboard, and waits until every tile has been filled. */
    void dashboard(String path) {
      page.navigate(path);
      page.locator(".aisle-tile").first().waitFor();
      page.waitForFunction("() => !document.querySelector('.aisle-tile[aria-busy]')");
    }

    /** Opens any other page, and waits until it stands still. */
    void page(String path) {
      page.navigate(path);
      page.locator("#page, .sign-in, .sign-in-card").first().waitFor();
      page.waitForFunction(
          "() => !document.querySelector('vaadin-grid[loading], vaadin-grid-tree[loading]')"
              + " && !(window.Vaadin && Vaadin.Flow && Vaadin.Flow.clients"
              + " && Object.values(Vaadin.Flow.clients).some(c => c.isActive && c.isActive()))");
      page.locator(".v-loading-indicator")
          .first()
          .waitFor(
              new com.microsoft.playwright.Locator.WaitForOptions()
                  .setState(WaitForSelectorState.HIDDEN));
    }

    @Override
    public void close() {
      page.context().close();
    }
  }

  private final TestServer server;
  private final Playwright playwright;
  private final Browser browser;
  private final String signedIn;

  private EveryScenario(TestServer server) {
    this.server = server;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setArgs(List.of("--no-sandbox", "--disable-gpu"));
    if (Files.isExecutable(CHROMIUM)) {
      options.setExecutablePath(CHROMIUM);
    }
    this.browser = playwright.chromium().launch(options);
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      page.navigate(server.welcome().signInLink());
      page.locator("#page").waitFor();
      this.signedIn = context.storageState();
    }
  }

  /**
   * @param history how much of the past is simulated first
   */
  static EveryScenario start(Path data, Duration history) {
    Instant began = Instant.now();
    TestServer server;
    System.setProperty("aisle.demo.history", history.toString());
    try {
      server = TestServer.demo(data);
    } finally {
      System.clearProperty("aisle.demo.history");
    }
    for (AppTemplate template : TEMPLATES) {
      if (!template.id().equals(DemoChoice.COOLERS)) {
        server.post(
            "/apps",
            TestServer.JSON
                .createObjectNode()
                .put("id", template.id())
                .put("name", template.name())
                .put("template", template.id())
                .toString(),
            201);
      }
    }
    for (AppTemplate template : TEMPLATES) {
      String app = app(template);
      await(
          "the history of " + app,
          () ->
              server.get("/apps/" + app + "/simulation").path("historyDone").asBoolean(false)
                  && newest(server, app).isAfter(began));
    }
    EveryScenario all = new EveryScenario(server);
    server.post(
        "/users",
        "{\"name\": \"alex\", \"password\": \"a long enough secret\", \"role\": \"administrator\"}",
        201);
    return all;
  }

  /** The app that was made of a template. */
  static String app(AppTemplate template) {
    return template.id().equals(DemoChoice.COOLERS) ? "coolers" : template.id();
  }

  /** Histories of all apps at once take their time on a busy machine. */
  private static void await(String what, BooleanSupplier arrived) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!arrived.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Waited in vain for " + what + ".");
      }
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
  }

  private static Instant newest(TestServer server, String app) {
    return server
        .get("/apps/" + app + "/fleet/latest")
        .get("rows")
        .valueStream()
        .map(row -> row.path("observedAt").asString(""))
        .filter(at -> !at.isEmpty())
        .map(Instant::parse)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  JsonNode get(String path) {
    return server.get(path);
  }

  Window open(int width, int height, ColorScheme scheme) {
    return window(width, height, scheme, signedIn);
  }

  Window signedOut(int width, int height, ColorScheme scheme) {
    return window(width, height, scheme, "{\"cookies\": [], \"origins\": []}");
  }

  private Window window(int width, int height, ColorScheme scheme, String state) {
    Page page =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setBaseURL("http://localhost:" + server.httpPort())
                    .setStorageState(state)
                    .setViewportSize(width, height)
                    .setColorScheme(scheme)
                    .setLocale("en-GB"))
            .newPage();
    page.setDefaultTimeout(60_000);
    List<String> faults = new ArrayList<>();
    page.onPageError(faults::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            faults.add(message.text());
          }
        });
    return new Window(page, faults);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    server.close();
  }
}
