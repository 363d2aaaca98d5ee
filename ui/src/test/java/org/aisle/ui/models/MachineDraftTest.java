package org.aisle.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.dtdl.DerivedDraft;
import org.aisle.templates.dtdl.ModelForm;
import org.aisle.ui.models.MachineDraft.State;
import org.aisle.ui.models.MachineDraft.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MachineDraftTest {

  private static final String DOOR =
      """
      {"@type": "Enum", "valueSchema": "string", "comment": "kept", "enumValues": [
        {"name": "open", "displayName": {"en": "Open", "de": "Offen"}, "enumValue": "open"},
        {"name": "shut", "enumValue": "closed"}]}
      """;
  private static final String MOVES =
      """
      {"kind": "stateMachine", "initial": "shut", "transitions": [
        {"from": "shut", "to": "open", "when": "doorOpen", "for": "PT1M"},
        {"to": "shut", "when": "!doorOpen"}]}
      """;

  @Test
  void every_state_machine_of_every_app_template_is_shown_and_written_without_a_loss() {
    List<String> seen = new ArrayList<>();
    AppTemplates.builtIn()
        .all()
        .forEach(
            app -> {
              for (DeviceTemplate template : app.deviceTemplates()) {
                ModelForm form = ModelForm.of(template.dtdl(), template.id().line()).orElseThrow();
                for (DerivedDraft field : form.derived()) {
                  if (field.derivation().contains("stateMachine")) {
                    seen.add(field.name());
                    MachineDraft machine =
                        MachineDraft.of(field.schema(), field.derivation()).orElseThrow();
                    assertThat(tree(machine.derivation()))
                        .as(field.name())
                        .isEqualTo(tree(field.derivation()));
                    assertThat(tree(machine.schema(field.schema())))
                        .as(field.name())
                        .isEqualTo(tree(field.schema()));
                  }
                }
              }
            });
    assertThat(seen).contains("placement", "stage", "custody");
  }

  @Test
  void a_state_that_gets_another_name_keeps_all_else_that_is_said_of_it() {
    MachineDraft door = MachineDraft.of(DOOR, MOVES).orElseThrow();
    State open = door.states().getFirst();
    State shut = door.states().getLast();
    MachineDraft changed =
        new MachineDraft(
            List.of(
                new State("ajar", "Ajar", open.source()),
                new State("locked", "", shut.source()),
                new State("gone", "Gone", null)),
            "locked",
            door.steps());
    assertThat(tree(changed.schema(DOOR)))
        .isEqualTo(
            tree(
                """
                {"@type": "Enum", "valueSchema": "string", "comment": "kept", "enumValues": [
                  {"name": "ajar", "displayName": {"en": "Ajar", "de": "Offen"}, "enumValue": "ajar"},
                  {"name": "locked", "enumValue": "closed"},
                  {"name": "gone", "enumValue": "gone", "displayName": "Gone"}]}
                """));
  }

  @Test
  void a_transition_says_only_what_is_not_usual() {
    MachineDraft door = MachineDraft.of(DOOR, MOVES).orElseThrow();
    assertThat(door.steps())
        .containsExactly(
            new Step("shut", "open", "doorOpen", Duration.ofMinutes(1)),
            new Step(null, "shut", "!doorOpen", null));
    assertThat(tree(door.derivation())).isEqualTo(tree(MOVES));
    assertThat(door.words("open")).isEqualTo("Open");
    assertThat(door.words("shut")).as("one without a label").isEqualTo("shut");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{\"kind\": \"expression\", \"expression\": \"a\"}",
        "{\"kind\": \"stateMachine\", \"initial\": \"open\"}",
        "{\"kind\": \"stateMachine\", \"initial\": 1, \"transitions\": []}",
        "{\"kind\": \"stateMachine\", \"initial\": \"open\", \"transitions\": [1]}",
        "{\"kind\": \"stateMachine\", \"initial\": \"open\", \"transitions\": [], \"note\": \"x\"}",
        "{\"kind\": \"stateMachine\", \"initial\": \"open\", \"transitions\":"
            + " [{\"to\": \"shut\", \"when\": \"a\", \"for\": \"soon\"}]}",
        "{\"kind\": \"stateMachine\", \"initial\": \"open\", \"transitions\":"
            + " [{\"to\": \"shut\", \"when\": \"a\", \"for\": \"-PT5M\"}]}",
        "{\"kind\": \"stateMachine\", \"initial\": \"open\", \"transitions\":"
            + " [{\"from\": null, \"to\": \"shut\", \"when\": \"a\"}]}"
      })
  void what_a_form_could_not_show_is_left_to_the_text(String derivation) {
    assertThat(MachineDraft.of(DOOR, derivation)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string",
        "dtmi:org:aisle:Door;1",
        "{\"@type\": \"Enum\", \"valueSchema\": \"integer\", \"enumValues\": []}",
        "{\"@type\": \"Enum\", \"valueSchema\": \"string\", \"enumValues\": [{\"name\": 1}]}"
      })
  void states_that_are_no_list_of_texts_are_left_to_the_text(String schema) {
    assertThat(MachineDraft.of(schema, MOVES)).isEmpty();
  }

  private static JsonNode tree(String json) {
    return new JsonMapper().readTree(json);
  }
}
