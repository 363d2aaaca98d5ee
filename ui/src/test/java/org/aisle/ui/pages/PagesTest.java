package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aisle.backend.access.Access;
import org.aisle.backend.registry.Device;
import org.aisle.backend.rejections.Rejections;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.ui.fake.FakeAccess;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeRegistry;
import org.aisle.ui.fake.FakeRejections;
import org.aisle.ui.fake.FakeServer;
import org.aisle.ui.fake.FakeTelemetry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class PagesTest {

  private static final String ATTACK = "<img src=x onerror=\"window.attacked=true\">";
  private static final String WARM = "/app/coolers/devices/" + FakeFleet.WARM;

  private static ConfigurableApplicationContext server;
  private static Chromium chromium;
  private Page page;

  @BeforeAll
  static void start() {
    System.setProperty("vaadin.productionMode", "true");
    server = FakeServer.start("0");
    FakeRejections rejections = (FakeRejections) server.getBean(Rejections.class);
    rejections.all.add(
        new Rejection(
            FakeFleet.APP,
            DeviceRef.of("coolers", FakeFleet.WARM).device(),
            Instant.now(),
            RejectionCode.PAYLOAD_MALFORMED,
            null,
            "This is not JSON: " + ATTACK,
            "telemetry",
            FakeFleet.WARM + "@coolers",
            ATTACK.getBytes(StandardCharsets.UTF_8),
            ATTACK.length()));
    DeviceRef hostile = DeviceRef.of("coolers", "hostile");
    FakeRegistry registry = server.getBean(FakeRegistry.class);
    registry.devices.add(device(hostile, ATTACK, Map.of("serial", ATTACK)));
    registry.devices.add(
        device(DeviceRef.of("coolers", "removable"), "Removable cooler", Map.of()));
    Instant now = Instant.now();
    server
        .getBean(FakeTelemetry.class)
        .put(
            new Reading(
                hostile,
                now,
                now,
                null,
                null,
                new TreeMap<>(Map.of(ATTACK, new Value.Text(ATTACK))),
                new TreeMap<>(Map.of(ATTACK, new Value.Tree("\"" + ATTACK + "\"")))));
    String port = server.getBean(Environment.class).getProperty("local.server.port");
    chromium = new Chromium("http://127.0.0.1:" + port);
  }

  private static Device device(DeviceRef ref, String name, Map<String, String> properties) {
    return new Device(
        ref, name, FakeFleet.COOLER, true, false, null, null, properties, false, Instant.EPOCH);
  }

  @AfterAll
  static void stop() {
    chromium.close();
    server.close();
  }

  @AfterEach
  void closeWindow() {
    if (page != null) {
      page.context().close();
    }
  }

  private Page wide() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    return page;
  }

  private Page signedOut() {
    page = chromium.open(1440, 900, ColorScheme.LIGHT);
    return page;
  }

  private static FakeAccess access() {
    return (FakeAccess) server.getBean(Access.class);
  }

  @Test
  void browsers_keep_scripts_and_styles_but_no_pages() {
    signedOut();
    assertThat(caching("/webjars/echarts/5.5.0/echarts.min.js")).contains("max-age=31536000");
    assertThat(caching("/aisle/theme.css")).contains("no-cache").doesNotContain("no-store");
    assertThat(caching("/aisle/theme.css?v-c=0a1b2c3d")).contains("max-age=31536000");
    assertThat(page.request().get("/webjars/echarts/5.5.0/echarts.min.js").headers())
        .as("what browsers obey as they obey no-cache")
        .doesNotContainKeys("pragma", "expires");
    assertThat(caching("/sign-in")).contains("no-store");
  }

  private String caching(String path) {
    APIResponse response = page.request().get(path);
    assertThat(response.status()).isEqualTo(200);
    return response.headers().getOrDefault("cache-control", "");
  }

  @Test
  void a_device_is_shown_over_the_range_of_the_dashboard_that_led_to_it() {
    wide().navigate(WARM + "?range=7d");
    assertThat(page.getByLabel("7 days")).isChecked();
    page.navigate(WARM + "?range=nonsense");
    assertThat(page.getByLabel("24 hours")).isChecked();
  }

  @Test
  void whoever_is_not_signed_in_lands_on_the_sign_in_page() {
    signedOut().navigate("/app/coolers/devices");
    assertThat(page).hasURL(Pattern.compile(".*/sign-in$"));
    assertThat(page.getByText("No password at hand?")).isVisible();
  }

  @Test
  void a_sign_in_link_works_once_and_leaves_the_address_bar() {
    String link = "/sign-in?token=" + access().createSignInToken(Access.Role.OPERATOR);
    signedOut().navigate(link);
    assertThat(page).hasURL(Pattern.compile(".*/app/coolers/[a-z]+$"));
    assertThat(page.locator("#page h1")).isVisible();
    page.context().close();
    signedOut().navigate(link);
    assertThat(page.getByText("This link was used already")).isVisible();
  }

  @Test
  void a_sign_in_link_changes_the_session_and_leads_to_local_pages_only() {
    String first = access().createSignInToken(Access.Role.OPERATOR);
    String second = access().createSignInToken(Access.Role.OPERATOR);
    signedOut().navigate("/sign-in");
    assertThat(page.locator("vaadin-login-form")).isVisible();
    String before = sessionId();
    RequestOptions stay = RequestOptions.create().setMaxRedirects(0);
    APIResponse local =
        page.request().get("/sign-in?token=" + first + "&to=/app/coolers/devices", stay);
    assertThat(local.headers().get("location")).endsWith("/app/coolers/devices");
    assertThat(sessionId()).isNotEqualTo(before);
    APIResponse foreign =
        page.request().get("/sign-in?token=" + second + "&to=//evil.example/", stay);
    assertThat(foreign.headers().get("location")).doesNotContain("evil");
  }

  private String sessionId() {
    return page.context().cookies().stream()
        .filter(cookie -> cookie.name.equals("JSESSIONID"))
        .findFirst()
        .orElseThrow()
        .value;
  }

  @Test
  void an_account_is_created_after_the_first_link_and_its_password_works_later() {
    access().firstStart(true);
    signedOut().navigate("/sign-in?token=" + access().createSignInToken(Access.Role.ADMINISTRATOR));
    button("Create your account").click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("ada");
    Locator password =
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).first();
    password.fill("short");
    page.getByLabel("Password again").first().fill("short");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create account")).click();
    assertThat(page.getByText("Enter at least 12 characters; a sentence is fine.")).isVisible();
    password.fill("correct horse battery");
    page.getByLabel("Password again").first().fill("correct horse battery");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create account")).click();
    assertThat(page.locator("h1")).hasText("Apps");
    page.context().close();

    signIn("ada", "wrong horse battery");
    assertThat(page.getByText("That did not work")).isVisible();
    page.context().close();

    signIn("ada", "correct horse battery");
    assertThat(page.locator("h1")).hasText("Apps");
    assertThat(page.locator(".person-name")).hasText("ada");
  }

  private void signIn(String name, String password) {
    signedOut().navigate("/sign-in");
    page.locator("vaadin-login-form input[name=username]").fill(name);
    page.locator("vaadin-login-form input[name=password]").fill(password);
    page.locator("vaadin-login-form vaadin-button").first().click();
  }

  @Test
  void an_operator_is_not_offered_what_only_builders_may_do() {
    signedOut()
        .navigate(
            "/sign-in?to=/app/coolers/devices&token="
                + access().createSignInToken(Access.Role.OPERATOR));
    assertThat(page.getByText(Pattern.compile("[0-9]+ of [0-9]+ shown"))).isVisible();
    assertThat(page.getByText("Register device")).hasCount(0);
  }

  @Test
  void the_filter_of_the_device_list_is_in_the_address_and_comes_back() {
    wide().navigate("/app/coolers/devices");
    page.getByLabel("Search devices").fill("cooler-19");
    assertThat(page).hasURL(Pattern.compile(".*[?]q=cooler-19$"));
    assertThat(page.locator(".device-cell:visible")).hasCount(1);
    page.navigate("/app/coolers/devices?status=silent");
    assertThat(page.locator(".device-cell:visible a").first()).hasText("Cooler 19");
    page.navigate("/app/coolers/devices?q=nothing-is-called-so");
    assertThat(page.getByText("No device matches")).isVisible();
  }

  @Test
  void registering_a_device_shows_its_password_once() {
    wide().navigate("/app/coolers/devices");
    page.getByText("Register device").click();
    page.getByLabel("Device id").fill("new-1");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Register").setExact(true))
        .click();
    assertThat(page.getByText("shown-once-new-1").first()).isVisible();
    assertThat(page.getByText("mosquitto_pub -h localhost -p 1883 -u new-1@coolers")).isVisible();
    page.getByText("I have copied it").click();
    assertThat(page).hasURL(Pattern.compile(".*/devices/new-1$"));
    assertThat(page.getByText("Waiting for the first reading")).isVisible();
    page.reload();
    assertThat(page.getByText("Waiting for the first reading")).isVisible();
    assertThat(page.content()).doesNotContain("shown-once-new-1");
  }

  @Test
  void a_device_page_shows_the_latest_values_with_their_units() {
    wide().navigate(WARM);
    Locator card =
        page.locator(".value-card")
            .filter(new Locator.FilterOptions().setHasText("Internal temperature"));
    assertThat(card.locator(".unit")).hasText("°C");
    assertThat(card.locator(".value")).hasText(Pattern.compile("[0-9]+[.][0-9]"));
    assertThat(page.locator("aisle-line-chart")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/coolers/devices",
        "/app/coolers/devices/hostile",
        "/app/coolers/devices/hostile/messages",
        "/app/coolers/devices/hostile/properties",
        "/app/coolers/devices/hostile/connect",
        "/app/coolers/rejections"
      })
  void what_devices_say_is_text_and_never_runs(String path) {
    wide().navigate(path);
    assertThat(page.locator("#page h1")).isVisible();
    for (Locator details : page.locator("vaadin-details-summary").all()) {
      details.click();
    }
    assertThat(page.getByText("onerror").first()).isAttached();
    assertThat(page.evaluate("window.attacked === undefined")).isEqualTo(true);
    assertThat(page.locator("img[src=x]")).hasCount(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/app/coolers/devices",
        WARM,
        WARM + "/messages",
        WARM + "/properties",
        WARM + "/connect",
        "/app/coolers/rejections"
      })
  void pages_fit_a_phone_and_have_no_serious_accessibility_fault(String path) {
    fits(path, ColorScheme.DARK);
    page.context().close();
    fits(path, ColorScheme.LIGHT);
  }

  private void fits(String path, ColorScheme scheme) {
    page = chromium.signedIn(390, 844, scheme);
    page.navigate(path);
    assertThat(page.locator("#page")).isVisible();
    assertThat(page.locator("#page h1, #page h2").first()).isVisible();
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("the page's width on a screen of 390 px")
        .isEqualTo(390);
    List<String> faults =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .map(PagesTest::describe)
                .toList();
    assertThat(faults).isEmpty();
  }

  private static String describe(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/no-such-app/devices", "/nowhere"})
  void an_address_that_names_nothing_says_so_calmly(String path) {
    wide().navigate(path);
    assertThat(page.getByText("Nothing here")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sign-in", "/aisle/theme.css"})
  void every_answer_says_where_content_may_come_from(String path) {
    signedOut();
    assertThat(page.request().get(path).headers().get("content-security-policy"))
        .contains("default-src 'self'", "img-src 'self' data: blob:;", "frame-ancestors 'none'");
  }

  @Test
  void a_builder_renames_a_device_and_removes_it_after_a_question() {
    wide().navigate("/app/coolers/devices/removable");
    button("Edit…").click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
        .first()
        .fill("Renamed cooler");
    button("Save").click();
    assertThat(page.locator("#page h1")).hasText("Renamed cooler");
    button("Remove…").click();
    assertThat(page.getByText("Remove Renamed cooler?")).isVisible();
    button("Remove").click();
    assertThat(page).hasURL(Pattern.compile(".*/app/coolers/devices$"));
    assertThat(page.getByText("Renamed cooler was removed.")).isVisible();
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
