package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.aisle.backend.access.Access;
import org.aisle.backend.rules.StoredRule;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Trigger;
import org.aisle.ui.fake.FakeAccess;
import org.aisle.ui.fake.FakeFleet;
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

class RulePagesTest {

  private static final String ATTACK = "<img src=x onerror=\"window.attacked=true\">";
  private static final String RULES = "/app/coolers/rules";

  private static ConfigurableApplicationContext server;
  private static Chromium chromium;
  private Page page;

  @BeforeAll
  static void start() {
    System.setProperty("vaadin.productionMode", "true");
    setDefaultAssertionTimeout(20_000);
    server = FakeServer.start("0");
    rules().put(FakeFleet.APP, rule("hostile", ATTACK, "doorOpen"), ATTACK);
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

  private static FakeRules rules() {
    return server.getBean(FakeRules.class);
  }

  private static Rule rule(String id, String name, String condition) {
    return FakeRules.rule(
        id, name, new Trigger.Threshold(condition, Duration.ofMinutes(5)), null, List.of());
  }

  private static Rule stored(String id) {
    return rules().find(FakeFleet.APP, id).orElseThrow().active().rule();
  }

  private Page wide() {
    page = chromium.signedIn(1440, 900, ColorScheme.LIGHT);
    return page;
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator condition() {
    return page.getByRole(
        AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Condition").setExact(true));
  }

  @Test
  void the_list_says_what_each_rule_does_and_which_cannot_be_judged() {
    wide().navigate(RULES);
    Locator warm =
        page.locator(".rule-row")
            .filter(new Locator.FilterOptions().setHasText("Too warm for 30 minutes"));
    assertThat(warm).containsText("internalTemperature > 7.0 for 30");
    assertThat(warm).containsText("1 open alert");
    Locator humid =
        page.locator(".rule-row").filter(new Locator.FilterOptions().setHasText("Too humid"));
    assertThat(humid).containsText("There is no field ambientHumidity any more");
    warm.getByText("1 open alert").click();
    assertThat(page).hasURL(Pattern.compile(".*/alerts[?]rule=too-warm$"));
  }

  @Test
  void a_rule_is_switched_off_copied_and_removed_after_a_question() {
    rules().put(FakeFleet.APP, rule("to-remove", "Short lived", "doorOpen"), "Tester");
    wide().navigate(RULES);
    page.getByLabel("In force: Short lived").click();
    assertThat(page.getByText("Short lived is switched off.")).isVisible();
    assertThat(stored("to-remove").enabled()).isFalse();
    page.getByLabel("Copy Short lived").click();
    assertThat(page).hasURL(Pattern.compile(".*/rules/new[?]copy=to-remove$"));
    assertThat(page.locator("#page h1")).hasText("Short lived (copy)");
    page.navigate(RULES);
    page.getByLabel("Remove Short lived").click();
    assertThat(page.getByText("Remove Short lived?")).isVisible();
    button("Remove").click();
    assertThat(page.getByText("Short lived was removed.")).isVisible();
    assertThat(rules().find(FakeFleet.APP, "to-remove")).isEmpty();
  }

  @Test
  void a_new_rule_is_checked_while_it_is_written_and_saved_when_it_is_sound() {
    wide().navigate(RULES + "/new");
    assertThat(button("Save")).isDisabled();
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Name").setExact(true))
        .fill("Warm door");
    condition().fill("internalTemprature > 5.0");
    assertThat(page.locator(".rule-faults")).containsText("when.condition");
    assertThat(page.locator("vaadin-custom-field [slot=error-message]:visible").first())
        .containsText("internalTemprature");
    assertThat(button("Save")).isDisabled();
    condition().fill("internalTemperature > 5.0");
    assertThat(page.locator(".rule-says")).containsText("Warning when internalTemperature > 5.0");
    button("Save").click();
    assertThat(page).hasURL(Pattern.compile(".*/rules/warm-door$"));
    assertThat(page.getByText(Pattern.compile("^Revision 1, changed by Tester"))).isVisible();
    assertThat(stored("warm-door").trigger())
        .isEqualTo(new Trigger.Threshold("internalTemperature > 5.0", Duration.ofMinutes(30)));
  }

  @Test
  void a_name_from_the_list_is_put_where_the_cursor_stands() {
    wide().navigate(RULES + "/new");
    condition().fill(" > 5.0");
    condition().press("Home");
    page.getByRole(
            AriaRole.COMBOBOX,
            new Page.GetByRoleOptions().setName("Insert a name into: Condition").setExact(true))
        .fill("internal");
    page.locator("vaadin-combo-box-item")
        .filter(new Locator.FilterOptions().setHasText("°C"))
        .first()
        .click();
    assertThat(condition()).hasValue("internalTemperature > 5.0");
    assertThat(page.locator("vaadin-text-area.rule-yaml")).isHidden();
  }

  @Test
  void switching_the_kind_keeps_what_fits() {
    wide().navigate(RULES + "/too-warm");
    page.getByLabel("An alert begins when").click();
    page.locator("vaadin-select-item").getByText("Something happens repeatedly").click();
    assertThat(condition()).hasValue("internalTemperature > 7.0");
    assertThat(page.locator(".rule-says"))
        .containsText("internalTemperature > 7.0 comes true 3 times within 30");
  }

  @Test
  void form_and_yaml_are_the_same_rule() {
    wide().navigate(RULES + "/door-open");
    page.getByText("YAML", new Page.GetByTextOptions().setExact(true)).click();
    Locator yaml = page.locator("vaadin-text-area.rule-yaml textarea");
    assertThat(yaml).hasValue(Pattern.compile("[\\s\\S]*doorOpen[\\s\\S]*"));
    yaml.fill("name: Pasted\ntemplate: Cooler\nwhen: {silent: PT2H}\nseverity: critical\n");
    assertThat(page.locator(".rule-says"))
        .containsText("Critical when nothing is heard for longer than 2");
    assertThat(page.locator("#page h1")).hasText("Pasted");
    yaml.fill("name: Pasted\nwhen: [");
    assertThat(page.locator(".rule-faults")).containsText("keep");
    assertThat(button("Save")).isDisabled();
  }

  @Test
  void a_preview_says_what_the_rule_would_have_done_beside_the_one_it_replaces() {
    wide().navigate(RULES + "/too-warm");
    page.getByText("30 days").click();
    button("Try it").click();
    assertThat(page.locator(".preview-said"))
        .hasText(
            "In the last 30 days: 12 alerts on 4 of 25 devices; the rule you replace: 57 on 19.");
    assertThat(page.locator(".preview .aisle-timeline-rows li")).hasCount(4);
    assertThat(page.locator(".preview-list li")).hasCount(12);
  }

  @Test
  void a_preview_shows_how_far_it_is_and_can_be_cancelled() {
    rules().pace = Duration.ofMillis(400);
    wide().navigate(RULES + "/too-warm");
    button("Try it").click();
    assertThat(page.getByText(Pattern.compile("Looked at [0-9]+ of 25 devices"))).isVisible();
    button("Cancel").click();
    assertThat(page.getByText("Cancelled; nothing was changed.")).isVisible();
    assertThat(button("Try it")).isVisible();
    rules().pace = Duration.ZERO;
  }

  @Test
  void saving_over_what_somebody_saved_meanwhile_is_refused_and_offers_to_reload() {
    rules().put(FakeFleet.APP, rule("shared", "Shared", "doorOpen"), "Tester");
    wide().navigate(RULES + "/shared");
    assertThat(condition()).hasValue("doorOpen");
    rules().put(FakeFleet.APP, rule("shared", "Shared", "compressorOn"), "Mara");
    condition().fill("doorOpen && compressorOn");
    assertThat(page.locator(".rule-says")).containsText("doorOpen && compressorOn");
    button("Save").click();
    assertThat(page.getByText("Mara saved revision 2 of this rule meanwhile.")).isVisible();
    assertThat(stored("shared").trigger())
        .isEqualTo(new Trigger.Threshold("compressorOn", Duration.ofMinutes(5)));
    button("Reload").click();
    assertThat(condition()).hasValue("compressorOn");
  }

  @Test
  void a_rule_judges_from_now_on_or_also_the_history_since_a_day() {
    rules().put(FakeFleet.APP, rule("backwards", "Backwards", "doorOpen"), "Tester");
    wide().navigate(RULES + "/backwards");
    Locator since = page.locator("vaadin-date-picker.rule-since input");
    assertThat(since).hasAttribute("placeholder", "from now on");
    condition().fill("compressorOn");
    assertThat(page.locator(".rule-says")).containsText("compressorOn");
    button("Save").click();
    assertThat(page.getByText("Saved as revision 2.")).isVisible();
    StoredRule plain = rules().find(FakeFleet.APP, "backwards").orElseThrow();
    assertThat(plain.active().since()).isEqualTo(plain.changedAt());

    since.fill("1/15/2026");
    since.press("Enter");
    button("Save").click();
    assertThat(page.getByText("It also judges what is stored since")).isVisible();
    StoredRule back = rules().find(FakeFleet.APP, "backwards").orElseThrow();
    assertThat(back.active().revision()).isEqualTo(3);
    assertThat(back.active().since()).isEqualTo("2026-01-14T23:00:00Z");
    assertThat(since).hasValue("");
  }

  @Test
  void an_operator_sees_rules_and_cannot_change_them() {
    page = chromium.open(1440, 900, ColorScheme.LIGHT);
    FakeAccess access = (FakeAccess) server.getBean(Access.class);
    page.navigate(
        "/sign-in?to=" + RULES + "&token=" + access.createSignInToken(Access.Role.OPERATOR));
    assertThat(page.getByText("Too warm for 30 minutes")).isVisible();
    assertThat(button("New rule")).hasCount(0);
    assertThat(page.getByText("Remove…")).hasCount(0);
    page.navigate(RULES + "/too-warm");
    assertThat(page.locator(".rule-says")).isVisible();
    assertThat(button("Save")).hasCount(0);
    assertThat(condition()).not().isEditable();
    page.navigate(RULES + "/new");
    assertThat(page.getByText("Nothing here")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(strings = {RULES, RULES + "/hostile"})
  void names_are_text_and_never_run(String path) {
    wide().navigate(path);
    assertThat(page.getByText("onerror").first()).isAttached();
    assertThat(page.evaluate("window.attacked === undefined")).isEqualTo(true);
    assertThat(page.locator("img[src=x]")).hasCount(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {RULES, RULES + "/too-warm", RULES + "/new"})
  void pages_fit_a_phone_and_have_no_serious_accessibility_fault(String path) {
    page = chromium.signedIn(390, 844, ColorScheme.DARK);
    page.navigate(path);
    assertThat(page.locator("#page h1")).isVisible();
    Fitness.check(page);
    page.context().close();
    page = chromium.signedIn(390, 844, ColorScheme.LIGHT);
    page.navigate(path);
    assertThat(page.locator("#page h1")).isVisible();
    Fitness.check(page);
  }
}
