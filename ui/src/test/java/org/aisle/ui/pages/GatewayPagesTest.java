package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.registry.Device;
import org.aisle.templates.directory.EdgeGateway;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeGateways;
import org.aisle.ui.fake.FakeRegistry;
import org.aisle.ui.fake.FakeServer;
import org.aisle.ui.fake.FakeTelemetry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class GatewayPagesTest {

  private static final String ATTACK = "<img src=x onerror=\"window.attacked=true\">";
  private static final String GATEWAYS = "/app/coolers/gateways";
  private static final Path PICTURES = Path.of("target", "pages");

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

  @BeforeEach
  void empty() {
    gateways().facts.keySet().forEach(ref -> gateways().remove(ref));
  }

  @AfterEach
  void closeWindow() {
    page.context().close();
  }

  private static FakeGateways gateways() {
    return server.getBean(FakeGateways.class);
  }

  private static DeviceRef ref(String id) {
    return new DeviceRef(FakeFleet.APP, new org.aisle.templates.identity.DeviceId(id));
  }

  private static void gateway(
      String id, String name, FakeGateways.Facts facts, @Nullable Map<String, Value> said) {
    Instant now = server.getBean(InstantSource.class).instant();
    server
        .getBean(FakeRegistry.class)
        .devices
        .add(
            new Device(
                ref(id), name, EdgeGateway.TEMPLATE, true, true, null, null, Map.of(), false, now));
    gateways().facts.put(ref(id), facts);
    if (said != null) {
      server.getBean(FakeTelemetry.class).put(Reading.of(ref(id), now, now, said));
    }
  }

  private static void threeStores() {
    Instant now = server.getBean(InstantSource.class).instant();
    gateway(
        "store-12",
        "Store 12, Rosenheim",
        new FakeGateways.Facts(false, now, now.plus(Duration.ofMinutes(10)), "0.1.0", null, null),
        Map.of(
            EdgeGateway.QUEUED_MESSAGES, new Value.Whole(0),
            EdgeGateway.LAG, new Value.Num(0),
            EdgeGateway.FREE_DISK, new Value.Num(51_200),
            EdgeGateway.CONNECTED_DEVICES, new Value.Whole(17),
            EdgeGateway.CLOCK_OFFSET, new Value.Num(0)));
    gateway(
        "truck-7",
        ATTACK,
        new FakeGateways.Facts(
            true, now, now.minus(Duration.ofHours(5)), "0.1.0", null, now.minusSeconds(60)),
        Map.of(
            EdgeGateway.QUEUED_MESSAGES, new Value.Whole(12_345),
            EdgeGateway.OLDEST_QUEUED, new Value.Moment(now.minus(Duration.ofHours(6))),
            EdgeGateway.LAG, new Value.Num(21_600),
            EdgeGateway.FREE_DISK, new Value.Num(480),
            EdgeGateway.CONNECTED_DEVICES, new Value.Whole(1),
            EdgeGateway.CLOCK_OFFSET, new Value.Num(-86_400)));
    gateway(
        "depot",
        "Depot",
        new FakeGateways.Facts(false, null, null, null, now.plus(Duration.ofHours(20)), null),
        null);
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void the_first_gateway_is_added_and_its_command_is_shown_once() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    page.navigate(GATEWAYS);
    assertThat(page.locator(".empty-state")).containsText("No gateways yet");
    assertThat(button("Add gateway")).hasCount(1);
    button("Add gateway").click();
    button("Add").click();
    assertThat(page.getByText("Use 1 to 128 characters")).isVisible();
    page.getByLabel("Gateway id").fill("store-12");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Store 12");
    button("Add").click();
    Locator command = page.locator(".copy-block pre");
    assertThat(command).containsText("./aisle gateway --server http://127.0.0.1:");
    assertThat(command).containsText("--enrol aisle_gw_shown-once-");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve("gateways-token-1440.png")));
    button("I have copied it").click();
    assertThat(page.locator(".rule-row")).containsText("Not joined yet");
    assertThat(page.locator(".rule-row")).containsText("A token waits to be used until");
    page.reload();
    assertThat(page.locator(".rule-row")).containsText("Store 12");
    assertThat(button("Add gateway")).isVisible();
    assertThat(page.content()).doesNotContain("shown-once");
    button("Remove Store 12").click();
    button("Remove").click();
    assertThat(page.locator(".empty-state")).isVisible();
  }

  @Test
  void each_gateway_says_how_it_stands_with_units_and_what_to_do() {
    threeStores();
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    page.navigate(GATEWAYS);
    Locator rows = page.locator(".rule-row");
    assertThat(rows).hasCount(3);
    Locator store = rows.filter(new Locator.FilterOptions().setHasText("store-12"));
    assertThat(store).containsText("Online");
    assertThat(store).containsText("Version 0.1.0");
    assertThat(store).containsText("Lag none");
    assertThat(store).containsText("Queue 0 messages");
    assertThat(store).containsText("Free disk 50.0 GiB");
    assertThat(store).containsText("Connected 17 devices");
    Locator truck = rows.filter(new Locator.FilterOptions().setHasText("truck-7"));
    assertThat(truck).containsText("Away");
    assertThat(truck).containsText("Lag 6 h");
    assertThat(truck).containsText("12,345 messages");
    assertThat(truck).containsText("Free disk 480 MiB");
    assertThat(truck).containsText("Clock 1 d behind");
    assertThat(truck).containsText("Two processes ran with its credentials");
    assertThat(page.evaluate("window.attacked")).isNull();
  }

  @Test
  void its_devices_are_chosen_and_a_new_token_is_made() {
    threeStores();
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    page.navigate(GATEWAYS);
    button("Devices of Depot").click();
    page.getByLabel("Every device of this app").check();
    button("Save").click();
    assertThat(page.locator(".rule-row").filter(new Locator.FilterOptions().setHasText("Depot")))
        .containsText("Serves every device of the app");
    assertThat(gateways().servesApp(ref("depot"))).isTrue();
    button("New token for Depot").click();
    button("Make token").click();
    assertThat(page.locator(".copy-block pre")).containsText("--enrol aisle_gw_shown-once-");
  }

  @Test
  void it_fits_a_phone_in_light_and_dark() {
    threeStores();
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int[] size : new int[][] {{1440, 900}, {390, 844}}) {
        Optional.ofNullable(page).ifPresent(open -> open.context().close());
        page = chromium.signedIn(size[0], size[1], scheme);
        page.navigate(GATEWAYS);
        assertThat(page.locator(".rule-row")).hasCount(3);
        if (size[0] == 390) {
          Fitness.check(page);
        }
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(
                    PICTURES.resolve(
                        "gateways-%d-%s.png".formatted(size[0], scheme.name().toLowerCase()))));
      }
    }
  }
}
