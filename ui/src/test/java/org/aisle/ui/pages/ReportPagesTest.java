package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.aisle.ui.fake.FakeAccess;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class ReportPagesTest {

  private static final String WARM = "/app/coolers/devices/" + FakeFleet.WARM;

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

  @Test
  void a_devices_page_leads_to_its_report_which_says_what_was_not_kept_and_why() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    page.navigate(WARM);
    page.getByText("Condition report").click();
    assertThat(page).hasURL(Pattern.compile(".*/" + FakeFleet.WARM + "/report$"));
    assertThat(page.locator(".report-verdict")).hasText(Pattern.compile("not kept"));
    assertThat(page.locator(".report li").first())
        .hasText(Pattern.compile("Internal temperature was outside its limits .* °C"));
    assertThat(
            page.locator(".report")
                .getByText(
                    "0.0 °C to 7.0 °C".replace(' ', '\u00a0').replace("\u00a0to\u00a0", " to ")))
        .isVisible();
    assertThat(page.getByText(Pattern.compile("^Generated .*Europe/Berlin")).first()).isVisible();
  }

  @Test
  void the_address_says_of_which_time_and_what_can_not_be_is_refused() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    page.navigate(WARM + "/report?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z");
    assertThat(page.locator(".report-verdict")).hasText(Pattern.compile("Not proven"));
    assertThat(page.getByText("There is no reading in this time.")).isVisible();
    page.navigate(WARM + "/report?from=2020-01-02T00:00:00Z&to=2020-01-01T00:00:00Z");
    assertThat(page.getByText("No report")).isVisible();
    page.navigate(WARM + "/report?from=<script>");
    assertThat(page.locator(".report-verdict")).isVisible();
  }

  @Test
  void days_are_chosen_as_the_reader_writes_them_and_a_phone_shows_every_column() {
    page = chromium.open(390, 844, ColorScheme.LIGHT);
    page.setExtraHTTPHeaders(Map.of("Accept-Language", "de-DE"));
    page.navigate("/sign-in?token=" + FakeAccess.TOKEN);
    page.navigate(WARM + "/report");
    assertThat(page.locator(".report-range input").first())
        .hasValue(Pattern.compile("\\d{1,2}[.]\\d{1,2}[.]\\d{4}"));
    assertThat(page.locator(".report-verdict")).isVisible();
    assertThat(
            page.evaluate(
                """
                () => [...document.querySelectorAll('.report .table-scroll')]
                    .filter((table) => table.scrollWidth > table.clientWidth + 1).length
                """))
        .isEqualTo(0);
  }

  @Test
  void on_paper_there_is_the_report_and_nothing_to_click() {
    page = chromium.signedIn(1440, 900, ColorScheme.DARK);
    page.navigate(WARM + "/report");
    assertThat(page.locator(".report-verdict")).isVisible();
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".report-range")).isHidden();
    assertThat(page.locator("vaadin-side-nav").first()).isHidden();
    assertThat(page.locator(".report-verdict")).isVisible();
    byte[] paper = page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
    assertThat(new String(paper, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("%PDF-");
  }

  @Test
  void the_table_is_downloaded() throws IOException {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    page.navigate(WARM + "/report");
    Download download = page.waitForDownload(() -> page.getByText("Download as CSV").click());
    assertThat(download.suggestedFilename()).isEqualTo(FakeFleet.WARM + "-condition-report.csv");
    assertThat(Files.readString(download.path()))
        .startsWith("kind,name,from,")
        .contains("promise,Internal temperature,");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void it_fits_a_phone_and_serves_everybody(ColorScheme scheme) {
    page = chromium.signedIn(390, 800, scheme);
    page.navigate(WARM + "/report");
    assertThat(page.locator(".report-verdict")).isVisible();
    Fitness.check(page);
  }
}
