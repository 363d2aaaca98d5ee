package org.aisle.ui.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aisle.ui.fake.FakeAccess;

/** A headless browser; the system's Chromium where there is one. */
final class Chromium implements AutoCloseable {

  private static final Path SYSTEM = Path.of("/usr/bin/chromium");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser;
  private final String server;

  /**
   * @param server where the application is, without a slash at the end
   */
  Chromium(String server) {
    this.server = server;
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setArgs(List.of("--no-sandbox"));
    if (Files.isExecutable(SYSTEM)) {
      options.setExecutablePath(SYSTEM);
    }
    browser = playwright.chromium().launch(options);
  }

  /** A window of its own, signed out. */
  Page open(int width, int height, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(server)
                .setViewportSize(width, height)
                .setColorScheme(scheme));
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  /** A window of its own, signed in as the fake backend's administrator. */
  Page signedIn(int width, int height, ColorScheme scheme) {
    Page page = open(width, height, scheme);
    page.navigate("/sign-in?token=" + FakeAccess.TOKEN);
    return page;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
