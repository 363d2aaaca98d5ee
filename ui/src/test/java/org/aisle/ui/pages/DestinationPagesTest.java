package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.aisle.backend.access.Access;
import org.aisle.backend.notification.Destination;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.ui.fake.FakeAccess;
import org.aisle.ui.fake.FakeDestinations;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class DestinationPagesTest {

  private static final String ATTACK = "<img src=x onerror=\"window.attacked=true\">";
  private static final String DESTINATIONS = "/app/coolers/destinations";

  private static ConfigurableApplicationContext server;
  private static Chromium chromium;
  private Page page;

  @BeforeAll
  static void start() {
    System.setProperty("vaadin.productionMode", "true");
    setDefaultAssertionTimeout(20_000);
    server = FakeServer.start("0");
    destinations()
        .put(
            FakeFleet.APP,
            new Destination("hostile", ATTACK, new Channel.Mail(List.of(ATTACK + "@example.org"))));
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

  private static FakeDestinations destinations() {
    return server.getBean(FakeDestinations.class);
  }

  private Page wide() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    return page;
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator text(String name) {
    return page.getByRole(
        AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void a_new_webhook_shows_its_secret_once() {
    wide().navigate(DESTINATIONS);
    button("New destination").click();
    text("Name").fill("Night shift");
    page.getByText("Webhook", new Page.GetByTextOptions().setExact(true)).last().click();
    text("URL").fill("ftp://example.org");
    button("Save").click();
    assertThat(page.getByText("A webhook's URL begins with https:// or http://.")).isVisible();
    text("URL").fill("https://example.org/hook");
    button("Save").click();
    assertThat(page.getByText("whsec-shown-once")).isVisible();
    button("I have copied it").click();
    assertThat(page.locator(".rule-row").getByText("Night shift")).isVisible();
    assertThat(destinations().find(FakeFleet.APP, "night-shift")).isPresent();
    page.reload();
    assertThat(page.locator(".rule-row").getByText("Night shift")).isVisible();
    assertThat(page.content()).doesNotContain("whsec-shown-once");
  }

  @Test
  void a_test_says_what_came_of_it() {
    wide().navigate(DESTINATIONS);
    page.getByLabel("Send a test to Store managers").click();
    assertThat(page.getByText("The mail server took it: 250 OK.")).isVisible();
    page.getByLabel("Send a test to Ticket system").click();
    assertThat(page.locator(".test-failed")).hasText("The server answered 503.");
  }

  @Test
  void what_failed_says_why_and_is_tried_again() {
    wide().navigate(DESTINATIONS);
    Locator dead =
        page.locator(".dispatch").filter(new Locator.FilterOptions().setHasText("Failed for good"));
    assertThat(dead).containsText("a private address");
    dead.getByText("Try again").click();
    assertThat(page.getByText("It is tried again.", new Page.GetByTextOptions().setExact(true)))
        .isVisible();
    assertThat(dead).hasCount(0);
  }

  @Test
  void an_operator_sees_destinations_and_cannot_change_them() {
    page = chromium.open(1440, 900, ColorScheme.LIGHT);
    FakeAccess access = (FakeAccess) server.getBean(Access.class);
    page.navigate(
        "/sign-in?to=" + DESTINATIONS + "&token=" + access.createSignInToken(Access.Role.OPERATOR));
    assertThat(page.getByText("Store managers")).isVisible();
    assertThat(button("New destination")).hasCount(0);
    assertThat(page.getByText("Remove…")).hasCount(0);
    assertThat(page.getByText("Try again")).hasCount(0);
  }

  @Test
  void the_page_fits_a_phone_and_shows_names_as_text() {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page = chromium.signedIn(390, 844, scheme);
      page.navigate(DESTINATIONS);
      assertThat(page.getByText("onerror").first()).isVisible();
      assertThat(page.evaluate("window.attacked === undefined")).isEqualTo(true);
      Fitness.check(page);
      if (scheme == ColorScheme.DARK) {
        page.context().close();
      }
    }
  }
}
