package org.aisle.ui.server;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
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

  /**
   * Fulfilled when nothing in the page has changed for 150 ms, or when it changed for 1.5 s: live
   * pages never rest.
   */
  private static final String STILL =
      """
      () => new Promise((still) => {
        const ends = performance.now() + 1500;
        let timer = 0;
        const done = () => { observer.disconnect(); still(true); };
        const again = () => {
          clearTimeout(timer);
          timer = setTimeout(done, Math.max(0, Math.min(150, ends - performance.now())));
        };
        const observer = new MutationObserver(again);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        again();
      })
      """;

  /** A window, and what went wrong in it. */
  record Window(Page page, List<String> faults) implements AutoCloseable {

    /** Opens a dashboard, and waits until every tile has been filled. */
    void dashboard(String path) {
      page.navigate(path);
      page.locator(".aisle-tile").first().waitFor();
      page.waitForFunction("() => !document.querySelector('.aisle-tile[aria-busy]')");
      drawn();
    }

    /** Opens any other page, and waits until it stands still. */
    void page(String path) {
      page.navigate(path);
      page.locator("#page, .sign-in-card").first().waitFor();
      drawn();
    }

    /** Waits until what was asked for is there, nothing is under way, and nothing moves. */
    void drawn() {
      page.waitForFunction("() => !document.querySelector('vaadin-connection-indicator[loading]')");
      page.waitForFunction(
          "() => [...document.images].every((i) => i.complete || i.loading === 'lazy')");
      page.evaluate(STILL);
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
      page.setDefaultTimeout(60_000);
      page.navigate(server.welcome().signInLink());
      page.locator("#page").waitFor();
      this.signedIn = context.storageState();
    }
  }

  /**
   * Returns when everything that was simulated of the past has been stored and evaluated, and
   * devices of every app report.
   *
   * @param history how much of the past is simulated first
   * @param every how often a device has measured in it
   */
  static EveryScenario start(Path data, Duration history, Duration every) {
    TestServer server;
    System.setProperty("aisle.demo.history", history.toString());
    System.setProperty("aisle.demo.history-every", every.toString());
    try {
      server = TestServer.demo(data);
    } finally {
      System.clearProperty("aisle.demo.history");
      System.clearProperty("aisle.demo.history-every");
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
    awaitHistory(server);
    EveryScenario all = new EveryScenario(server);
    server.post(
        "/users",
        "{\"name\": \"alex\", \"password\": \"a long enough secret\", \"role\": \"administrator\"}",
        201);
    return all;
  }

  /**
   * What the broker took last is stored last: when something is stored that came in after all of
   * the past was sent, the past is stored too.
   */
  private static void awaitHistory(TestServer server) {
    for (AppTemplate template : TEMPLATES) {
      String app = app(template);
      await(
          "the history of " + app,
          () -> server.get("/apps/" + app + "/simulation").path("historyDone").asBoolean(false));
    }
    Instant sent = Instant.now();
    for (AppTemplate template : TEMPLATES) {
      String app = app(template);
      await("what " + app + " said", () -> newest(server, app).isAfter(sent));
    }
    await(
        "the rules",
        () ->
            server.actuator("/metrics/aisle.rules.lag").at("/measurements/0/value").asDouble() < 5);
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

  /** When the server last took what is the newest of a device. */
  private static Instant newest(TestServer server, String app) {
    return server
        .get("/apps/" + app + "/fleet/latest")
        .get("rows")
        .valueStream()
        .map(row -> row.path("receivedAt").asString(""))
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
            faults.add(message.text() + " " + message.location());
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
