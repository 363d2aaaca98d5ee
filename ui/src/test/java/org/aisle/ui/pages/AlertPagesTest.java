package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.registry.Place;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger.Geofence;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.aisle.templates.rule.Trigger.Window;
import org.aisle.ui.fake.FakeAlerts;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeIncidents;
import org.aisle.ui.fake.FakeRules;
import org.aisle.ui.fake.FakeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class AlertPagesTest {

  private static final String ATTACK = "<img src=x onerror=\"window.attacked=true\">";
  private static final String INBOX = "/app/coolers/alerts";
  private static final long HOSTILE = 90;

  private static ConfigurableApplicationContext server;
  private static Chromium chromium;
  private Page page;

  @BeforeAll
  static void start() {
    System.setProperty("vaadin.productionMode", "true");
    setDefaultAssertionTimeout(20_000);
    server = FakeServer.start("0");
    alerts()
        .put(
            alert(HOSTILE, 21, ATTACK, "hostile", Severity.INFORMATION),
            Kind.COMMENTED,
            ATTACK,
            ATTACK);
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

  private static FakeAlerts alerts() {
    return server.getBean(FakeAlerts.class);
  }

  private static Alert alert(long id, int device, String name, String rule, Severity severity) {
    Instant start = Instant.now().minusSeconds(300);
    return new Alert(
        id,
        FakeFleet.ref(device),
        name.equals(ATTACK) ? ATTACK : "Cooler %02d".formatted(device),
        null,
        FakeFleet.places().get(device % 5).id(),
        name,
        new Occurrence(
            rule,
            1,
            start,
            start.plusSeconds(60),
            null,
            null,
            List.of(new Step(start.plusSeconds(60), severity)),
            new Evidence("It happened: " + name, start, start, 1, List.of(), List.of())),
        severity,
        State.ACTIVE,
        null,
        start.plusSeconds(61),
        null,
        null,
        name.equals(ATTACK) ? ATTACK : null,
        null,
        name.equals(ATTACK) ? ATTACK : null);
  }

  private static Alert gone(long id) {
    Alert a = alerts().find(FakeFleet.APP, id).orElseThrow();
    return new Alert(
        id,
        a.device(),
        a.deviceName(),
        null,
        null,
        a.ruleName(),
        a.occurrence(),
        a.severity(),
        State.WITHDRAWN,
        null,
        a.told(),
        null,
        null,
        null,
        null,
        "Withdrawn.");
  }

  private Page wide() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    return page;
  }

  private Locator row(String text) {
    return page.locator(".alert-cell a:visible")
        .filter(new Locator.FilterOptions().setHasText(text));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void the_inbox_shows_the_worst_first_and_says_how_many_are_open() {
    wide().navigate(INBOX);
    assertThat(
            page.locator(".severity:visible")
                .filter(new Locator.FilterOptions().setHasText("Critical")))
        .hasCount(1);
    assertThat(page.locator(".alert-cell a:visible").first()).hasText("Too warm for 30 minutes");
    assertThat(page.getByText(Pattern.compile("[0-9]+ open: [0-9]+ critical"))).isVisible();
    assertThat(page.getByText("Europe/Berlin").first()).isVisible();
    assertThat(page.locator(".alert-badge .severity-critical")).isVisible();
  }

  @Test
  void the_filter_of_the_inbox_is_in_the_address_and_comes_back() {
    wide().navigate(INBOX);
    page.getByLabel("Search device, asset or place").fill("cooler 07");
    assertThat(page).hasURL(Pattern.compile(".*[?]q=cooler[+%20]*07$"));
    assertThat(row("Cooler 07").first()).isVisible();
    assertThat(row("Cooler 09")).hasCount(0);
    page.navigate(INBOX + "?show=withdrawn");
    assertThat(row("Silent for an hour")).hasCount(1);
    page.navigate(INBOX + "?q=nothing-is-called-so");
    assertThat(page.getByText("No alert matches")).isVisible();
  }

  @Test
  void an_alert_that_became_known_late_says_so() {
    wide().navigate(INBOX + "?show=cleared");
    assertThat(page.locator(".alert-late:visible").first())
        .hasText(Pattern.compile("told [0-9:, A-Za-z]+, 3 h after"));
  }

  @Test
  void thousands_of_alerts_are_read_as_they_are_scrolled() {
    wide().navigate(INBOX + "?show=closed&order=newest");
    assertThat(page.getByText("%,d shown".formatted(FakeIncidents.PAST))).isVisible();
    assertThat(row("Cooler 01").first()).isVisible();
    page.evaluate(
        "() => { const t = document.querySelector('vaadin-grid').$.table; t.scrollTop = t.scrollHeight / 2; }");
    assertThat(row("Cooler 01").first()).isVisible();
    assertThat(page.locator("vaadin-grid tbody tr").count()).isLessThan(200);
  }

  @Test
  void a_new_alert_appears_without_losing_what_is_selected() {
    wide().navigate(INBOX);
    page.evaluate("() => { window.stayed = true; }");
    page.locator("vaadin-grid vaadin-checkbox:visible").nth(1).click();
    assertThat(page.getByText("1 selected")).isVisible();
    alerts()
        .put(
            alert(91, 20, "Something new", "new-rule", Severity.CRITICAL),
            Kind.RAISED,
            null,
            "Raised.");
    assertThat(row("Something new")).isVisible();
    assertThat(page.getByText("1 selected")).isVisible();
    assertThat(page.locator(".alert-badge .severity-critical")).hasText("2");
    assertThat((Boolean) page.evaluate("() => window.stayed")).isTrue();
    alerts().put(gone(91), Kind.WITHDRAWN, null, "Withdrawn.");
    assertThat(page.locator(".alert-badge .severity-critical")).hasText("1");
  }

  @Test
  void everything_of_one_cause_is_acknowledged_with_one_comment() {
    for (long id = 200; id < 205; id++) {
      alerts()
          .put(
              alert(id, 6, "Power cut", "power-cut", Severity.WARNING),
              Kind.RAISED,
              null,
              "Raised.");
    }
    wide().navigate(INBOX + "?rule=power-cut");
    page.getByLabel("Select all open alerts of \"Power cut\" at Potsdam Center").first().click();
    assertThat(page.getByText("5 selected")).isVisible();
    button("Acknowledge…").click();
    page.getByLabel("Comment, for instance what you are going to do").fill("The fuse is out.");
    button("Acknowledge").click();
    assertThat(page.locator(".alert-state-acknowledged:visible")).hasCount(5);
    page.navigate(INBOX + "/203");
    assertThat(page.getByText("Acknowledged: The fuse is out.")).isVisible();
    assertThat(page.locator(".alert-strip")).containsText("by Tester");
  }

  @Test
  void an_alert_explains_itself_with_sentence_limit_readings_and_zone() {
    wide().navigate(INBOX + "/" + FakeIncidents.WARM);
    assertThat(page.locator(".alert-headline")).containsText("above 7 °C for 30 min");
    assertThat(page.locator(".aisle-chart-key")).containsText("limit 7 °C");
    assertThat(page.locator(".aisle-chart-key")).containsText("raised");
    assertThat(page.locator(".aisle-chart-canvas"))
        .hasAttribute("aria-label", Pattern.compile(".*limit 7.0 °C. raised at .*"));
    assertThat(page.locator(".plain-table")).containsText("°C");
    assertThat(page.locator(".plain-table")).containsText("Europe/Berlin");
    assertThat(page.locator(".alert-history")).containsText("<b>Technician</b> comes at noon");
  }

  @Test
  void an_alert_about_a_fence_shows_it_on_a_map_and_says_how_far_away_the_device_was() {
    server
        .getBean(FakeRules.class)
        .put(
            FakeFleet.APP,
            FakeRules.rule(
                "moved-away",
                "Moved away",
                new Geofence(Geofence.Event.OUTSIDE, new Where.Home(), Duration.ofMinutes(1)),
                null,
                List.of()),
            "Mara");
    Alert plain = alert(92, 8, "Moved away", "moved-away", Severity.CRITICAL);
    Place home = FakeFleet.places().get(8 % 5);
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("location", new Value.Geo(home.lat() + 0.1, home.lon(), null));
    Sample raising = new Sample(plain.occurrence().raisedAt(), values);
    Evidence evidence =
        new Evidence(
            "It was outside of its place for 1 min.",
            plain.occurrence().startedAt(),
            raising.observedAt(),
            2,
            List.of(new Line("location", null)),
            List.of(raising));
    alerts().put(with(plain, evidence), Kind.RAISED, null, "Raised.");

    wide().navigate(INBOX + "/92");

    assertThat(page.locator(".alert-map p").first())
        .containsText(Pattern.compile("it was 1[01],[0-9]{3} m outside of " + home.name()));
    assertThat(page.locator("aisle-map .aisle-map-legend")).containsText("raised here");
    assertThat(page.locator("aisle-map .aisle-map-legend")).containsText("Way of Cooler 08");
    assertThat(page.getByText("rests on nothing")).not().isVisible();
  }

  @Test
  void an_alert_about_a_calculated_average_draws_that_with_its_limit() {
    server
        .getBean(FakeRules.class)
        .put(
            FakeFleet.APP,
            FakeRules.rule(
                "condenser",
                "Condenser too hot",
                new Window(
                    Window.Aggregate.AVG,
                    "condenserTemperature - internalTemperature",
                    Duration.ofHours(1),
                    Window.Kind.SLIDING,
                    Window.Comparison.ABOVE,
                    "22.0",
                    2),
                null,
                List.of()),
            "Mara");
    Alert plain = alert(93, 9, "Condenser too hot", "condenser", Severity.WARNING);
    Evidence evidence =
        new Evidence(
            "The average was above 22 K.",
            plain.occurrence().startedAt(),
            plain.occurrence().raisedAt(),
            2,
            List.of(new Line("condenserTemperature", null), new Line("internalTemperature", null)),
            List.of());
    alerts().put(with(plain, evidence), Kind.RAISED, null, "Raised.");

    wide().navigate(INBOX + "/93");

    assertThat(page.locator(".aisle-chart-key")).containsText("limit 22 K");
    assertThat(
            page.getByText("The average of condenserTemperature - internalTemperature over 1 h")
                .first())
        .isVisible();
  }

  private static Alert with(Alert a, Evidence evidence) {
    Occurrence o = a.occurrence();
    return new Alert(
        a.id(),
        a.device(),
        a.deviceName(),
        a.asset(),
        a.place(),
        a.ruleName(),
        new Occurrence(
            o.rule(),
            o.revision(),
            o.startedAt(),
            o.raisedAt(),
            o.clearedAt(),
            o.clearing(),
            o.severities(),
            evidence),
        a.severity(),
        a.state(),
        a.silence(),
        a.told(),
        a.acknowledgedAt(),
        a.acknowledgedBy(),
        a.assignee(),
        a.shelvedUntil(),
        a.reason());
  }

  @Test
  void a_withdrawn_alert_says_why_and_a_silence_says_whose_it_is() {
    wide().navigate(INBOX + "/" + FakeIncidents.WITHDRAWN);
    assertThat(page.locator(".sign-in-notice")).containsText("60 readings for 09:10–10:40 arrived");
    assertThat(page.locator(".alert-strip")).containsText("it never was");
    assertThat(button("Acknowledge…")).hasCount(0);
    page.navigate(INBOX + "/" + FakeIncidents.SILENT);
    assertThat(page.locator(".sign-in-notice")).containsText("The device is silent");
    assertThat(page.locator(".aisle-chart-key")).containsText("no data");
  }

  @Test
  void a_comment_and_a_shelf_are_kept_with_who_did_it() {
    wide().navigate(INBOX + "/12");
    page.getByLabel("Comment").fill("Looking into it.");
    button("Add comment").click();
    assertThat(page.locator(".alert-history li").first()).containsText("Looking into it.");
    assertThat(page.locator(".alert-history li").first()).containsText("Tester");
    button("Shelve…").click();
    button("Shelve").click();
    assertThat(page.locator(".alert-state").first()).hasText("Shelved");
    assertThat(page.locator(".alert-history li").first()).containsText("Shelved until");
    button("Take off the shelf").click();
    assertThat(page.locator(".alert-state").first()).hasText("Active");
  }

  @Test
  void an_alert_that_does_not_exist_says_so_calmly() {
    wide().navigate(INBOX + "/987654321");
    assertThat(page.getByText("Nothing here")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(strings = {INBOX + "?q=img", INBOX + "/" + HOSTILE})
  void what_people_and_devices_are_called_is_text_and_never_runs(String path) {
    wide().navigate(path);
    assertThat(page.getByText("onerror").first()).isAttached();
    assertThat(page.evaluate("window.attacked === undefined")).isEqualTo(true);
    assertThat(page.locator("img[src=x]")).hasCount(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        INBOX,
        INBOX + "?q=nothing-is-called-so",
        INBOX + "/" + FakeIncidents.WARM,
        INBOX + "/" + FakeIncidents.SILENT
      })
  void pages_fit_a_phone_and_have_no_serious_accessibility_fault(String path) {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page = chromium.signedIn(390, 844, scheme);
      page.navigate(path);
      assertThat(page.locator("#page h1")).isVisible();
      Fitness.check(page);
      if (scheme == ColorScheme.DARK) {
        page.context().close();
      }
    }
  }
}
