package org.aisle.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demonstration as a new user meets it, and every how-to of the README. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern HOW_TO =
      Pattern.compile("<!-- tested -->\\s*```sh\\n(.*?)```", Pattern.DOTALL);
  private static TestServer server;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() {
    com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    server = TestServer.demo(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @Order(1)
  void twenty_five_coolers_of_two_regions_report_from_five_outlets_and_the_depot_is_known() {
    TestServer.await(
        "25 reporting coolers",
        () -> reporting(Instant.now().minusSeconds(60)).size(),
        count -> count == 25);
    assertThat(server.get("/apps/coolers/places").valueStream().count()).isEqualTo(6);
    assertThat(
            server
                .get("/apps/coolers/organisations")
                .valueStream()
                .filter(o -> !o.path("parent").isNull())
                .count())
        .isEqualTo(2);
  }

  @Test
  @Order(2)
  void the_sign_in_link_opens_a_dashboard_that_moves_without_a_reload() {
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(chromium())) {
      Page page = browser.newPage();
      page.setDefaultTimeout(60_000);
      page.navigate(server.welcome().signInLink());
      page.navigate("http://localhost:" + server.httpPort() + "/app/coolers/dashboard");
      Locator table = page.locator("table").first();
      assertThat(table).containsText("°C");
      page.evaluate("window.notReloaded = true");
      String before = page.locator("#page, main, body").first().innerText();
      page.waitForFunction(
          "before => document.querySelector('#page, main, body').innerText !== before", before);
      assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
    }
  }

  private static BrowserType.LaunchOptions chromium() {
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setArgs(List.of("--no-sandbox"));
    Path system = Path.of("/usr/bin/chromium");
    return Files.isExecutable(system) ? options.setExecutablePath(system) : options;
  }

  @Test
  @Order(3)
  void every_how_to_of_the_readme_works_as_it_is_printed() throws Exception {
    Matcher matcher = HOW_TO.matcher(Files.readString(ROOT.resolve("README.md")));
    List<String> blocks = matcher.results().map(result -> result.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
    for (String block : blocks) {
      String output = run(block);
      assertThat(output).doesNotContain("\"code\"");
    }
    TestServer.await(
        "the message of the first how-to",
        () -> server.get("/apps/coolers/devices/bar-fridge/latest"),
        latest -> latest.at("/values/internalTemperature").doubleValue() == 4.2);
    TestServer.await(
        "the replayed recording",
        () ->
            server
                .get(
                    "/apps/coolers/devices/fridge-1/telemetry?from=2024-07-01T00:00:00Z&to=2024-09-01T00:00:00Z")
                .get("rows")
                .size(),
        rows -> rows == 597);
    assertThat(server.get("/apps/coolers/rules/bar-fridge-too-warm").get("faults")).isEmpty();
  }

  /**
   * Runs a block from the README's folder; {@code ./aisle} is this build's, not an installed one.
   */
  private static String run(String block) throws IOException, InterruptedException {
    String script =
        "aisle() { \"$AISLE_JAVA\" -cp \"$AISLE_CLASS_PATH\" org.aisle.ui.server.Aisle \"$@\"; }\n"
            + block
                .replace("./aisle ", "aisle ")
                .replace("localhost:8080", "localhost:" + server.httpPort())
                .replace("localhost:1883", "localhost:" + server.mqttPort())
                .replace("-p 1883", "-p " + server.mqttPort())
                .replace("data/admin-token", server.data().resolve("admin-token").toString())
                .replace("device.json", folder.resolve("device.json").toString())
                .replace("rule.json", folder.resolve("rule.json").toString());
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    bash.environment()
        .put("AISLE_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    bash.environment()
        .put(
            "AISLE_CLASS_PATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Process process = bash.start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", block, output).isZero();
    return output;
  }

  @Test
  @Order(4)
  void the_tables_can_be_read_with_the_printed_jdbc_url() throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.welcome().jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(DISTINCT device) FROM app_coolers.cooler"
                    + " WHERE internal_temperature IS NOT NULL")) {
      rows.next();
      assertThat(rows.getInt(1)).isGreaterThanOrEqualTo(25);
    }
  }

  @Test
  @Order(5)
  void every_metric_of_the_catalogue_is_served() throws IOException {
    List<String> catalogue =
        Pattern.compile("`(aisle\\.(?:gateway|ingest)\\.[a-z.]+)`")
            .matcher(
                Files.readString(ROOT.resolve("docs/operations.md"))
                    .replaceAll("(?m)^.*on a store's gateway only.*$", ""))
            .results()
            .map(result -> result.group(1))
            .toList();
    assertThat(catalogue).hasSizeGreaterThan(10);
    assertThat(server.actuator("/metrics").get("names").valueStream().map(JsonNode::asString))
        .containsAll(catalogue);
  }

  @Test
  @Order(6)
  void after_a_stop_the_next_start_continues_with_the_same_data() throws Exception {
    Map<String, Instant> before = reporting(Instant.EPOCH);
    DemoApp.OwnDevice own = server.bean(DemoApp.class).ownDevice().orElseThrow();
    server.close();
    assertThat(server.data().resolve("postgres/postmaster.pid")).doesNotExist();
    server = TestServer.demo(server.data());
    assertThat(server.bean(DemoApp.class).ownDevice()).contains(own);
    assertThat(reporting(Instant.EPOCH).keySet()).containsAll(before.keySet());
    Instant latest = before.values().stream().max(Instant::compareTo).orElseThrow();
    // One of the 25 has an outage of ten minutes now and then, which may be now.
    TestServer.await(
        "the coolers that go on",
        () -> reporting(latest.plusMillis(1)).size(),
        count -> count >= 24);
  }

  private static Map<String, Instant> reporting(Instant since) {
    Map<String, Instant> reporting = new TreeMap<>();
    for (JsonNode row : server.get("/apps/coolers/fleet/latest").get("rows")) {
      String observedAt = row.path("observedAt").asString("");
      if (!observedAt.isEmpty() && !Instant.parse(observedAt).isBefore(since)) {
        reporting.put(row.get("device").asString(), Instant.parse(observedAt));
      }
    }
    return reporting;
  }
}
