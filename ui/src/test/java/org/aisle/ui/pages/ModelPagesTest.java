package org.aisle.ui.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.aisle.backend.access.Access;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.registry.Device;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.dtdl.DerivedDraft;
import org.aisle.templates.dtdl.FieldDraft;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.ui.fake.FakeAccess;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakeModelDrafts;
import org.aisle.ui.fake.FakeModelReleases;
import org.aisle.ui.fake.FakeRegistry;
import org.aisle.ui.fake.FakeServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class ModelPagesTest {

  private static final String ATTACK = "<img src=x onerror=\"window.attacked=true\">";
  private static final String LIST = "/app/coolers/device-templates";
  private static final String LINE = "dtmi:org:aisle:Cooler";
  private static final String MODEL = LIST + "/" + LINE;
  private static final String DRAFT = MODEL + "/draft";

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
  void one_published_version_without_drafts() {
    drafts().all(FakeFleet.APP).forEach(d -> drafts().remove(FakeFleet.APP, d.line(), null, ""));
    registry().templates.removeIf(t -> !t.id().equals(FakeFleet.COOLER));
    for (Device device : List.copyOf(registry().devices)) {
      registry()
          .devices()
          .change(
              device.ref(),
              new org.aisle.backend.registry.Devices.Change(
                  null, FakeFleet.COOLER.value(), null, java.util.Map.of()));
    }
  }

  @AfterEach
  void closeWindow() {
    page.context().close();
  }

  private static FakeModelDrafts drafts() {
    return server.getBean(FakeModelDrafts.class);
  }

  private static FakeRegistry registry() {
    return server.getBean(FakeRegistry.class);
  }

  private static ModelDraft begun(ModelEdit... edits) {
    drafts().begin(FakeFleet.APP, LINE, null, "Mara");
    if (edits.length > 0) {
      drafts().edit(FakeFleet.APP, LINE, List.of(edits), null, "Mara");
    }
    return stored();
  }

  private static ModelDraft stored() {
    return drafts().find(FakeFleet.APP, LINE).orElseThrow();
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

  private Locator inDialog(String name) {
    return page.locator("vaadin-dialog")
        .getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator row(String path) {
    return page.locator(".model-fields tbody tr")
        .filter(new Locator.FilterOptions().setHas(page.getByText(path, exact())));
  }

  private static Page.GetByTextOptions exact() {
    return new Page.GetByTextOptions().setExact(true);
  }

  @Test
  void the_list_says_which_versions_there_are_who_speaks_them_and_what_is_drafted() {
    begun();
    wide().navigate(LIST);
    Locator cooler = page.locator(".rule-row");
    assertThat(cooler).hasCount(1);
    assertThat(cooler).containsText("dtmi:org:aisle:Cooler");
    assertThat(cooler).containsText("7 fields, 2 derived, 0 properties");
    assertThat(cooler).containsText("Version 1");
    assertThat(cooler).containsText("25 devices");
    assertThat(cooler).containsText("Draft, revision 1");
    button("Open the draft of Cooler").click();
    assertThat(page).hasURL(Pattern.compile(".*/draft$"));
    assertThat(page.locator("#page h1")).hasText("Draft of Cooler");
  }

  @Test
  void without_a_model_the_list_says_what_to_do() {
    registry().templates.clear();
    try {
      wide().navigate(LIST);
      assertThat(page.getByText("No device templates yet")).isVisible();
      assertThat(page.locator(".empty-state vaadin-button")).hasCount(2);
    } finally {
      registry().templates.add(FakeFleet.template());
    }
  }

  @Test
  void a_published_version_is_a_table_and_a_text_that_can_be_taken_away() {
    wide().navigate(MODEL);
    assertThat(row("internalTemperature")).containsText("°C");
    assertThat(row("productTemperature")).containsText("Derived");
    page.getByText("DTDL", exact()).click();
    assertThat(page.locator(".copy-block pre"))
        .containsText("\"@id\" : \"dtmi:org:aisle:Cooler;1\"");
    String saved =
        page.waitForDownload(() -> page.getByText("Download Cooler-1.json").click())
            .suggestedFilename();
    assertThat(saved).isEqualTo("Cooler-1.json");
    page.getByText("Devices", exact()).last().click();
    assertThat(page.getByText("All devices speak the newest version.")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(ints = {1440, 1150, 800, 390})
  void what_a_field_is_stands_in_whole_words_beside_what_can_be_done_with_it(int width) {
    begun();
    wide().setViewportSize(width, 900);
    page.navigate(DRAFT);
    assertThat(row("power")).isVisible();
    Object faults =
        page.evaluate(
            """
            () => [...document.querySelectorAll('.model-fields tbody tr')].flatMap((row) => {
              const faults = [];
              const boxes = [...row.cells].map((cell) => {
                const range = document.createRange();
                range.selectNodeContents(cell);
                const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
                if (cell.dataset.head === 'Type' && lines.size > cell.textContent.split(' ').length) {
                  faults.push('broken: ' + cell.textContent);
                }
                return [cell.textContent, range.getBoundingClientRect()];
              }).filter(([, box]) => box.width);
              boxes.forEach(([a, x], i) => boxes.slice(i + 1).forEach(([b, y]) => {
                if (x.right > y.left + 1 && y.right > x.left + 1 && x.bottom > y.top + 1 && y.bottom > x.top + 1) {
                  faults.push(a + ' covers ' + b);
                }
              }));
              return faults;
            })
            """);
    assertThat((List<?>) faults).isEmpty();
  }

  @Test
  void a_field_is_added_with_a_unit_that_goes_with_what_it_measures() {
    begun();
    wide().navigate(DRAFT);
    button("Add a field").click();
    inDialog("Display name").fill("Fan speed");
    assertThat(text("Name")).hasValue("fanSpeed");
    Locator unit =
        page.getByRole(
            AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Unit").setExact(true));
    assertThat(unit).isDisabled();
    choose("Semantic type", "AngularVelocity");
    assertThat(unit).hasValue("°/s · degreePerSecond");
    choose("Unit", "rpm · revolutionPerMinute", "revolutionPerMinute");
    button("Add").click();
    assertThat(row("fanSpeed")).containsText("AngularVelocity");
    assertThat(button("Save")).isEnabled();
    button("Save").click();
    assertThat(page.getByText("Saved as revision 2.")).isVisible();
    FieldDraft field = stored().form().orElseThrow().field("fanSpeed").orElseThrow();
    assertThat(field.unit()).isEqualTo("revolutionPerMinute");
    assertThat(field.displayName()).isEqualTo("Fan speed");
  }

  @Test
  void a_command_is_added_with_what_it_is_sent_with_and_changed() {
    begun();
    wide().navigate(DRAFT);
    button("Add a command").click();
    inDialog("Display name").fill("Run the fan");
    assertThat(text("Name")).hasValue("runTheFan");
    page.getByLabel("Is sent with a value").check();
    inDialog("Its name").first().fill("minutes");
    button("Add").click();
    assertThat(row("runTheFan")).containsText("with yes or no");
    button("Change runTheFan").click();
    page.getByLabel("Is sent with a value").uncheck();
    button("Change").click();
    assertThat(row("runTheFan")).containsText("without request");
    button("Add a component").click();
    assertThat(page.getByText("The text has no other interface yet")).isVisible();
    button("Cancel").click();
    button("Save").click();
    assertThat(page.getByText("Saved as revision 2.")).isVisible();
    assertThat(stored().form().orElseThrow().command("runTheFan").orElseThrow().displayName())
        .isEqualTo("Run the fan");
  }

  private void choose(String box, String item) {
    choose(box, item, item);
  }

  private void choose(String box, String item, String typed) {
    Locator input =
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(box).setExact(true));
    input.fill(typed);
    page.locator("vaadin-combo-box-item")
        .filter(new Locator.FilterOptions().setHasText(typed))
        .first()
        .click();
  }

  @Test
  void an_expression_is_checked_while_it_is_written() {
    begun();
    wide().navigate(DRAFT);
    button("Add a derived field").click();
    inDialog("Display name").fill("Too warm");
    Locator expression = text("Expression");
    expression.fill("internalTemprature - 7.0");
    assertThat(page.locator("vaadin-custom-field [slot=error-message]:visible"))
        .containsText("internalTemprature");
    button("Add").click();
    assertThat(inDialog("Name")).isVisible();
    expression.fill("internalTemperature - 7.0");
    assertThat(page.locator("vaadin-custom-field [slot=error-message]:visible")).hasCount(0);
    button("Add").click();
    assertThat(row("tooWarm")).containsText("Derived");
    button("Save").click();
    assertThat(page.getByText("Saved as revision 2.")).isVisible();
    DerivedDraft field = stored().form().orElseThrow().derived("tooWarm").orElseThrow();
    assertThat(field.derivation()).contains("internalTemperature - 7.0");
  }

  @Test
  void a_derived_field_keeps_what_its_form_does_not_show() {
    begun();
    wide().navigate(DRAFT);
    button("Change productTemperature").click();
    assertThat(text("Of the value")).hasValue("internalTemperature");
    text("Time constant in minutes").fill("60");
    button("Change").click();
    button("Save").click();
    assertThat(page.getByText("Saved as revision 2.")).isVisible();
    DerivedDraft field = stored().form().orElseThrow().derived("productTemperature").orElseThrow();
    assertThat(field.derivation())
        .isEqualTo(
            "{\"kind\":\"firstOrderLag\",\"of\":\"internalTemperature\",\"timeConstantMinutes\":\"60\"}");
    assertThat(field.unit()).isEqualTo("degreeCelsius");
  }

  @Test
  void a_state_machine_is_edited_line_by_line_and_told_beside_its_line_what_is_wrong() {
    begun();
    wide().navigate(DRAFT);
    assertThat(machine()).containsText("2 states, 1 transition");
    button("Change placement").click();
    assertThat(text("Name of state 1")).hasValue("inPlace");
    assertThat(text("What people read of state 2")).hasValue("Elsewhere");
    button("Add a state").click();
    text("Name of state 3").fill("lost");
    text("What people read of state 3").fill("Lost");
    text("What people read of state 3").blur();
    assertThat(page.locator("vaadin-dialog .sign-in-notice:visible"))
        .hasText("No transition leads to the state lost. Add one, or remove it from the Enum.");
    text("Name of state 2").fill("away");
    text("Name of state 2").blur();

    button("Add a transition").click();
    Locator second = page.locator("li[aria-label='Transition 2']");
    choose(second.locator("vaadin-select").first(), "Elsewhere");
    choose(second.locator("vaadin-select").nth(1), "Lost");
    second.locator("vaadin-number-field input").fill("2");
    second.locator("textarea").fill("humidty > 90.0");
    assertThat(second.locator("vaadin-custom-field [slot=error-message]:visible"))
        .containsText("humidty");
    button("Change").click();
    assertThat(second).isVisible();
    second.locator("textarea").fill("humidity > 90.0");
    assertThat(second.locator("vaadin-custom-field [slot=error-message]:visible")).hasCount(0);
    button("Transition 2 earlier").click();
    assertThat(page.locator("li[aria-label='Transition 1'] textarea")).hasValue("humidity > 90.0");
    assertThat(page.locator("vaadin-dialog .sign-in-notice:visible")).hasCount(0);
    button("Change").click();
    assertThat(machine()).containsText("3 states, 2 transitions");
    machine().getByText("3 states").click();
    assertThat(machine().locator("li"))
        .hasText(
            new String[] {
              "Elsewhere → Lost when humidity > 90.0 for 2 min",
              "Any state → Elsewhere when !home.inside for 10 min"
            });
    button("Save").click();
    assertThat(page.getByText("Saved as revision 2.")).isVisible();
    DerivedDraft field = stored().form().orElseThrow().derived("placement").orElseThrow();
    assertThat(field.derivation())
        .isEqualTo(
            "{\"kind\":\"stateMachine\",\"initial\":\"inPlace\",\"transitions\":["
                + "{\"from\":\"away\",\"to\":\"lost\",\"when\":\"humidity > 90.0\",\"for\":\"PT2M\"},"
                + "{\"to\":\"away\",\"when\":\"!home.inside\",\"for\":\"PT10M\"}]}");
    assertThat(field.schema())
        .contains("{\"name\":\"away\",\"displayName\":\"Elsewhere\",\"enumValue\":\"away\"}")
        .contains("{\"name\":\"lost\",\"displayName\":\"Lost\",\"enumValue\":\"lost\"}");
  }

  @Test
  void a_state_machine_can_be_written_as_json_and_stays_it_while_the_form_cannot_show_it() {
    begun();
    wide().navigate(DRAFT);
    button("Change placement").click();
    Locator dialog = page.locator("vaadin-dialog");
    dialog.getByText("JSON", new Locator.GetByTextOptions().setExact(true)).click();
    Locator json = inDialog("Derivation as JSON");
    assertThat(json).hasValue(Pattern.compile("[\\s\\S]*\"!home.inside\"[\\s\\S]*"));
    String written = json.inputValue();
    json.fill(written.replace("PT10M", "ten minutes"));
    assertThat(dialog.getByText("is a duration from PT0S to P31D")).isVisible();
    dialog.getByText("Form", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(dialog.getByText("The form cannot show all")).isVisible();
    assertThat(json).isVisible();
    json.fill(written.replace("PT10M", "PT20M"));
    assertThat(dialog.getByText("is a duration from")).isHidden();
    assertThat(dialog.getByText("The form cannot show all")).isHidden();
    dialog.getByText("Form", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(text("Name of state 1")).hasValue("inPlace");
    button("Change").click();
    assertThat(machine()).containsText("2 states, 1 transition");
    machine().getByText("2 states").click();
    assertThat(machine().locator("li")).containsText("for 20 min");
  }

  private Locator machine() {
    return page.locator(".model-fields .machine-view");
  }

  private void choose(Locator select, String item) {
    select.click();
    page.locator("vaadin-select-item")
        .filter(new Locator.FilterOptions().setHasText(item).setVisible(true))
        .last()
        .click();
  }

  @Test
  void form_and_text_are_one_draft_and_every_step_is_taken_back() {
    begun();
    wide().navigate(DRAFT);
    button("Remove power").click();
    assertThat(row("power")).hasCount(0);
    page.getByText("DTDL", exact()).click();
    Locator dtdl = page.locator("vaadin-text-area.rule-yaml textarea");
    assertThat(dtdl).not().hasValue(Pattern.compile("[\\s\\S]*\"power\"[\\s\\S]*"));
    dtdl.fill("{ no json");
    assertThat(page.locator(".rule-faults li")).hasCount(1);
    page.getByText("Form", exact()).click();
    assertThat(page.getByText("there is no form of it")).isVisible();
    button("Undo").click();
    assertThat(row("humidity")).hasCount(1);
    assertThat(row("power")).hasCount(0);
    button("Undo").click();
    assertThat(row("power")).hasCount(1);
    assertThat(button("Save")).isDisabled();
    button("Redo").click();
    assertThat(row("power")).hasCount(0);
  }

  @Test
  void all_faults_of_a_text_are_told_at_once_with_their_places() {
    begun();
    wide().navigate(DRAFT);
    page.getByText("DTDL", exact()).click();
    page.locator("vaadin-text-area.rule-yaml textarea")
        .fill(
            """
            {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:org:aisle:Cooler;2",
             "@type": "Interface", "contents": [
              {"@type": "Telemetry", "name": "a"},
              {"@type": ["Telemetry", "Temperature"], "name": "b", "schema": "double",
               "unit": "miles"}]}
            """);
    Locator faults = page.locator(".rule-faults");
    assertThat(faults.locator("li")).hasCount(2);
    assertThat(faults).containsText("/contents/0");
    assertThat(faults).containsText("There is no unit \"miles\"");
    button("Save").click();
    assertThat(page.getByText("Saved as revision 2.")).isVisible();
    assertThat(stored().problems()).hasSize(2);
  }

  @Test
  void who_saves_second_chooses_between_theirs_and_mine() {
    ModelDraft first = begun();
    wide().navigate(DRAFT);
    assertThat(page.locator("#page h1")).hasText("Draft of Cooler");
    drafts().edit(FakeFleet.APP, LINE, List.of(new ModelEdit.Rename("Cold box")), null, "Ines");
    button("Remove humidity").click();
    button("Save").click();
    assertThat(page.getByText("Ines saved revision 2 of this draft")).isVisible();
    button("Replace theirs by mine").click();
    assertThat(page.getByText("Saved as revision 3.")).isVisible();
    assertThat(stored().dtdl()).isNotEqualTo(first.dtdl()).doesNotContain("Cold box");

    drafts().edit(FakeFleet.APP, LINE, List.of(new ModelEdit.Rename("Cold box")), null, "Ines");
    button("Remove power").click();
    button("Save").click();
    button("Take theirs, drop mine").click();
    assertThat(page.locator("#page h1")).hasText("Draft of Cold box");
    assertThat(row("power")).hasCount(1);
  }

  @Test
  void leaving_with_unsaved_changes_is_asked_about() {
    begun();
    wide().navigate(DRAFT);
    button("Remove power").click();
    page.locator(".trail").getByText("Device templates").click();
    assertThat(page.getByText("Leave without saving?")).isVisible();
    button("Stay").click();
    assertThat(row("humidity")).hasCount(1);
    page.locator(".trail").getByText("Device templates").click();
    button("Leave").click();
    assertThat(page.locator("#page h1")).hasText("Device templates");
  }

  @Test
  void what_breaks_is_told_before_publishing_and_devices_are_moved_after_it() {
    begun(
        new ModelEdit.RemoveField("power"),
        new ModelEdit.AddField(FieldDraft.telemetry("fanOn", "boolean")));
    wide().navigate(DRAFT);
    button("Compare…").click();
    assertThat(page.locator("#page h1")).hasText("Cooler, version 1 to 2");
    assertThat(page.locator(".model-changes")).containsText("fanOn");
    assertThat(page.locator(".model-consequences li").first()).containsText("Coolers: Power now");
    assertThat(page.getByText("2 things stop working.")).isVisible();
    assertThat(button("Publish…")).isDisabled();
    page.getByText("I have read what stops working, and mean it").click();
    button("Publish…").click();
    assertThat(page.getByText("Publish dtmi:org:aisle:Cooler;2?")).isVisible();
    button("Publish").click();
    assertThat(page).hasURL(Pattern.compile(".*/devices[?]version=2$"));
    assertThat(page.locator(".model-versions tbody tr").first()).containsText("2, newest");
    button("Move devices…").click();
    assertThat(page.getByText("24 devices can be moved, 1 cannot.")).isVisible();
    assertThat(page.getByText("clear it first")).isVisible();
    button("Move 24 devices").click();
    assertThat(page.getByText("24 devices moved.")).isVisible();
    button("Close").click();
    assertThat(page.locator(".model-versions tbody tr").first()).containsText("24");
    assertThat(
            registry().devices.stream()
                .filter(d -> d.template().equals(new Dtmi(LINE + ";2")))
                .count())
        .isEqualTo(24);
    assertThat(
            registry().devices.stream()
                .filter(d -> d.template().equals(FakeFleet.COOLER))
                .map(d -> d.ref().device().value()))
        .containsExactly(FakeModelReleases.STUCK);
  }

  @Test
  void a_draft_that_somebody_changed_meanwhile_is_not_published() {
    begun(new ModelEdit.Rename("Cooler"));
    wide().navigate(DRAFT + "/compare");
    assertThat(page.getByText("Nothing stops working.")).isVisible();
    drafts().edit(FakeFleet.APP, LINE, List.of(new ModelEdit.RemoveField("power")), null, "Ines");
    button("Publish…").click();
    button("Publish").click();
    assertThat(page.getByText("It was not published:")).isVisible();
    button("Compare again").click();
    assertThat(page.getByText("2 things stop working.")).isVisible();
    assertThat(registry().templates.stream().map(DeviceTemplate::id))
        .containsExactly(FakeFleet.COOLER);
  }

  @Test
  void a_new_device_template_begins_with_a_name() {
    wide().navigate(LIST);
    button("New device template").click();
    text("Display name").fill("Shelf sensor");
    assertThat(text("Id")).hasValue("dtmi:org:aisle:ShelfSensor");
    text("Id").fill("shelf");
    button("Begin").click();
    assertThat(page.getByText("An id looks like")).isVisible();
    text("Id").fill("dtmi:org:aisle:ShelfSensor");
    button("Begin").click();
    assertThat(page.locator("#page h1")).hasText("Draft of Shelf sensor");
    assertThat(page.getByText("Nothing yet: add what such a device measures.")).isVisible();
  }

  @Test
  void an_export_of_iot_central_is_uploaded_and_says_what_became_of_it() {
    String export =
        """
        {"@id": "dtmi:modelDefinition:example:tracker;1", "@type": ["ModelDefinition", "DeviceModel"],
         "displayName": "Tracker", "views": [{"name": "Overview"}],
         "capabilityModel": {"@id": "dtmi:example:Tracker;1", "@type": "Interface",
          "displayName": "Tracker", "@context": ["dtmi:iotcentral:context;2", "dtmi:dtdl:context;2"],
          "contents": [{"@type": "Telemetry", "name": "battery", "schema": "double"}]},
         "solutionModel": {"@type": "SolutionModel", "cloudProperties": [
           {"@type": "CloudProperty", "name": "deliveredOn", "schema": "date"}]}}
        """;
    wide().navigate(LIST);
    button("Import…").click();
    page.locator("vaadin-upload input[type=file]")
        .setInputFiles(
            new FilePayload(
                "tracker.json", "application/json", export.getBytes(StandardCharsets.UTF_8)));
    assertThat(button("Import")).isEnabled();
    button("Import").click();
    assertThat(page.locator(".model-notes-taken")).isVisible();
    assertThat(page.locator(".model-notes-left_out")).containsText("views");
    page.locator(".model-imported a").click();
    assertThat(page.locator("#page h1")).hasText("Draft of Tracker");
    assertThat(row("deliveredOn")).containsText("Property");
  }

  @Test
  void what_is_no_model_is_refused_with_its_place() {
    wide().navigate(LIST);
    button("Import…").click();
    page.locator("vaadin-dialog textarea").fill("[1, 2]");
    button("Import").click();
    assertThat(page.locator("vaadin-dialog .sign-in-notice li").first()).isVisible();
    assertThat(drafts().all(FakeFleet.APP)).isEmpty();
  }

  @Test
  void an_operator_looks_and_changes_nothing() {
    page = chromium.open(1440, 900, ColorScheme.LIGHT);
    FakeAccess access = (FakeAccess) server.getBean(Access.class);
    page.navigate(
        "/sign-in?to=" + LIST + "&token=" + access.createSignInToken(Access.Role.OPERATOR));
    assertThat(page.locator(".rule-row")).hasCount(1);
    assertThat(page.locator("#page vaadin-button")).hasCount(0);
    page.navigate(MODEL);
    assertThat(row("humidity")).hasCount(1);
    assertThat(page.locator("#page vaadin-button")).hasCount(0);
    begun();
    page.navigate(DRAFT);
    assertThat(page.getByText("Nothing here")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(strings = {LIST, MODEL, DRAFT, DRAFT + "/compare"})
  void names_are_text_and_never_run(String path) {
    begun(
        new ModelEdit.Rename(ATTACK),
        new ModelEdit.AddField(
            new FieldDraft(
                FieldDraft.Kind.TELEMETRY,
                "hostile",
                ATTACK,
                ATTACK,
                "boolean",
                null,
                null,
                false,
                false,
                null,
                null)));
    if (path.equals(LIST) || path.equals(MODEL)) {
      registry().templates.add(java.util.Objects.requireNonNull(stored().template()));
    }
    wide().navigate(path);
    assertThat(page.locator("#page h1")).isVisible();
    assertThat(page.evaluate("window.attacked === undefined")).isEqualTo(true);
    assertThat(page.locator("img[src=x]")).hasCount(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void the_form_of_a_state_machine_fits_a_phone_and_can_be_used_by_everybody(boolean dark) {
    begun();
    page = chromium.signedIn(390, 844, dark ? ColorScheme.DARK : ColorScheme.LIGHT);
    page.navigate(DRAFT);
    button("Change placement").click();
    assertThat(text("Name of state 2")).isVisible();
    Fitness.check(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {LIST, MODEL, MODEL + "/dtdl", MODEL + "/devices", DRAFT, DRAFT + "/compare"})
  void pages_fit_a_phone_and_have_no_serious_accessibility_fault(String path) {
    begun(
        new ModelEdit.RemoveField("power"),
        new ModelEdit.AddField(FieldDraft.telemetry("fanOn", "boolean")));
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      if (page != null) {
        page.context().close();
      }
      page = chromium.signedIn(390, 844, scheme);
      page.navigate(path);
      assertThat(page.locator("#page h1")).isVisible();
      Fitness.check(page);
    }
  }
}
