package org.aisle.templates.dtdl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.dtdl.EditOutcome.EditProblem;
import org.aisle.templates.dtdl.FieldDraft.Kind;
import org.aisle.templates.dtdl.ModelEdit.AddDerived;
import org.aisle.templates.dtdl.ModelEdit.AddField;
import org.aisle.templates.dtdl.ModelEdit.ChangeDerived;
import org.aisle.templates.dtdl.ModelEdit.ChangeField;
import org.aisle.templates.dtdl.ModelEdit.Describe;
import org.aisle.templates.dtdl.ModelEdit.RemoveDerived;
import org.aisle.templates.dtdl.ModelEdit.RemoveField;
import org.aisle.templates.dtdl.ModelEdit.Rename;
import org.aisle.templates.dtdl.ModelEdit.SetVersion;
import org.junit.jupiter.api.Test;

class ModelEditsTest {

  static final String LINE = "dtmi:com:northwind:Fridge";
  private static final String LINE_OF_DOOR = "dtmi:com:northwind:Door;1";

  /** With what a form does not know: annotations, other languages, co-types, a component. */
  static final String FRIDGE =
      """
      [ {
        "@context" : [ "dtmi:dtdl:context;2", "dtmi:iotcentral:context;2" ],
        "@id" : "dtmi:com:northwind:Fridge;1",
        "@type" : "Interface",
        "displayName" : {
          "en" : "Fridge",
          "de" : "Kühlschrank"
        },
        "x-owner" : {
          "team" : [ 1, 2.50, null ]
        },
        "contents" : [ {
          "@type" : [ "Telemetry", "Temperature", "NumberValue" ],
          "name" : "air",
          "displayName" : {
            "en" : "Air",
            "de" : "Luft"
          },
          "schema" : "double",
          "unit" : "degreeCelsius",
          "comment" : "as built",
          "x-pin" : 7
        }, {
          "@type" : "Component",
          "name" : "door",
          "schema" : "dtmi:com:northwind:Door;1"
        }, {
          "@type" : "Property",
          "name" : "setPoint",
          "schema" : "double",
          "writable" : true
        } ]
      }, {
        "@context" : "dtmi:dtdl:context;2",
        "@id" : "dtmi:com:northwind:Door;1",
        "@type" : "Interface",
        "contents" : [ {
          "@type" : "Telemetry",
          "name" : "open",
          "schema" : "boolean"
        } ]
      } ]""";

  private static final FieldDraft AIR =
      new FieldDraft(
          Kind.TELEMETRY,
          "air",
          "Air",
          null,
          "double",
          "Temperature",
          "degreeCelsius",
          false,
          false,
          null,
          null);

  @Test
  void a_command_is_added_changed_and_removed_and_the_rest_stays() {
    CommandDraft defrost =
        new CommandDraft(
            "defrost", "Defrost", null, new CommandDraft.Payload("minutes", "integer"), null);
    String added = edited(FRIDGE, new ModelEdit.AddCommand(defrost));
    ModelForm form = ModelForm.of(added, LINE).orElseThrow();
    assertThat(form.commands()).containsExactly(defrost);
    CommandDraft answered =
        new CommandDraft(
            "defrostNow",
            "Defrost",
            "Melts the ice.",
            null,
            new CommandDraft.Payload("accepted", "boolean"));
    String changed = edited(added, new ModelEdit.ChangeCommand("defrost", answered));
    assertThat(ModelForm.of(changed, LINE).orElseThrow().commands()).containsExactly(answered);
    assertThat(edited(changed, new ModelEdit.RemoveCommand("defrostNow")))
        .isEqualTo(edited(FRIDGE, new Describe(null)));
  }

  @Test
  void a_command_with_a_schema_that_does_not_exist_is_refused() {
    CommandDraft wrong =
        new CommandDraft("defrost", null, null, new CommandDraft.Payload("m", "integr"), null);
    assertThat(refused(FRIDGE, new ModelEdit.AddCommand(wrong)))
        .extracting(EditProblem::code)
        .allMatch(code -> code.startsWith("dtdl."));
    assertThat(refused(FRIDGE, new ModelEdit.RemoveCommand("air")))
        .extracting(EditProblem::code)
        .containsExactly("edit.field-unknown");
  }

  @Test
  void a_component_of_an_interface_in_the_text_is_added_and_removed() {
    ComponentDraft rear = new ComponentDraft("rear", "Rear door", null, LINE_OF_DOOR);
    String added = edited(FRIDGE, new ModelEdit.AddComponent(rear));
    ModelForm form = ModelForm.of(added, LINE).orElseThrow();
    assertThat(form.components()).extracting(ComponentDraft::name).containsExactly("door", "rear");
    assertThat(form.interfaces()).containsExactly(LINE_OF_DOOR);
    String without = edited(added, new ModelEdit.RemoveComponent("door"));
    assertThat(ModelForm.of(without, LINE).orElseThrow().components()).containsExactly(rear);
    ComponentDraft nowhere = new ComponentDraft("lid", null, null, "dtmi:com:northwind:Lid;1");
    assertThat(refused(FRIDGE, new ModelEdit.AddComponent(nowhere)))
        .extracting(EditProblem::code)
        .containsExactly("edit.interface-unknown");
  }

  @Test
  void an_edit_changes_what_it_speaks_of_and_nothing_else() {
    String edited =
        edited(
            FRIDGE,
            new ChangeField(
                "air",
                new FieldDraft(
                    Kind.TELEMETRY,
                    "airTemperature",
                    "Air temperature",
                    "In the middle.",
                    "double",
                    "Temperature",
                    "kelvin",
                    false,
                    false,
                    200.0,
                    330.5)),
            new AddField(
                new FieldDraft(
                    Kind.TELEMETRY,
                    "humidity",
                    null,
                    null,
                    "double",
                    "RelativeHumidity",
                    "percent",
                    false,
                    false,
                    null,
                    null)),
            new AddDerived(
                new DerivedDraft(
                    "warm",
                    "Warm",
                    null,
                    "boolean",
                    null,
                    null,
                    "{\"kind\": \"expression\", \"expression\": \"airTemperature > 280\"}",
                    "PT1M",
                    null)),
            new Rename("Fridge, glass door"),
            new SetVersion(2));

    assertThat(edited)
        .isEqualTo(
            FRIDGE
                .replace(
                    "iotcentral:context;2\" ]",
                    "iotcentral:context;2\", \"dtmi:org:aisle:context;1\" ]")
                .replace("Fridge;1", "Fridge;2")
                .replace("\"en\" : \"Fridge\"", "\"en\" : \"Fridge, glass door\"")
                .replace("\"name\" : \"air\"", "\"name\" : \"airTemperature\"")
                .replace("\"en\" : \"Air\"", "\"en\" : \"Air temperature\"")
                .replace("\"degreeCelsius\"", "\"kelvin\"")
                .replace(
                    "    \"x-pin\" : 7\n  }, {",
                    "    \"x-pin\" : 7,\n"
                        + "    \"description\" : \"In the middle.\",\n"
                        + "    \"minimum\" : 200,\n"
                        + "    \"maximum\" : 330.5\n"
                        + "  }, {\n"
                        + "    \"@type\" : [ \"Telemetry\", \"RelativeHumidity\" ],\n"
                        + "    \"name\" : \"humidity\",\n"
                        + "    \"schema\" : \"double\",\n"
                        + "    \"unit\" : \"percent\"\n"
                        + "  }, {")
                .replace(
                    "    \"writable\" : true\n  } ]",
                    "    \"writable\" : true\n  }, {\n"
                        + "    \"@type\" : [ \"Telemetry\", \"Derived\" ],\n"
                        + "    \"name\" : \"warm\",\n"
                        + "    \"displayName\" : \"Warm\",\n"
                        + "    \"schema\" : \"boolean\",\n"
                        + "    \"derivation\" : {\n"
                        + "      \"kind\" : \"expression\",\n"
                        + "      \"expression\" : \"airTemperature > 280\"\n"
                        + "    },\n"
                        + "    \"every\" : \"PT1M\"\n  } ]"));
    DeviceTemplate template = template(edited);
    assertThat(template.field("airTemperature").orElseThrow().maximum()).isEqualTo(330.5);
    assertThat(template.derived("warm")).isPresent();
    assertThat(template.field("door.open")).isPresent();
  }

  @Test
  void a_form_shows_what_the_model_itself_says() {
    ModelForm form = ModelForm.of(FRIDGE, LINE).orElseThrow();

    assertThat(form.id()).isEqualTo(LINE + ";1");
    assertThat(form.version()).contains(1);
    assertThat(form.displayName()).isEqualTo("Fridge");
    assertThat(form.field("air")).contains(AIR);
    assertThat(form.fields()).extracting(FieldDraft::name).containsExactly("air", "setPoint");
    assertThat(form.field("setPoint").orElseThrow().writable()).isTrue();
    assertThat(form.components())
        .containsExactly(new ComponentDraft("door", null, null, LINE_OF_DOOR));
    assertThat(form.others()).isEmpty();
    assertThat(ModelForm.of("{ no", LINE)).isEmpty();
    assertThat(ModelForm.of("[]", LINE)).isEmpty();
  }

  @Test
  void limits_are_narrower_than_what_is_possible_and_never_wider() {
    FieldDraft wide =
        new FieldDraft(
            Kind.TELEMETRY,
            "air",
            "Air",
            null,
            "double",
            "Temperature",
            "degreeCelsius",
            false,
            false,
            -1_000.0,
            60.0);
    DeviceTemplate template = template(edited(FRIDGE, new ChangeField("air", wide)));

    assertThat(template.field("air").orElseThrow().minimum()).isEqualTo(-273.15);
    assertThat(template.field("air").orElseThrow().maximum()).isEqualTo(60);
    assertThat(template(DtdlWriter.write(template)).telemetry()).isEqualTo(template.telemetry());
  }

  @Test
  void everything_that_stands_in_the_way_is_told_at_once() {
    List<EditProblem> problems =
        refused(
            FRIDGE,
            new RemoveField("nothing"),
            new AddField(FieldDraft.telemetry("air", "double")),
            new RemoveDerived("air"),
            new SetVersion(0),
            new Rename(" "),
            new ChangeField("door.open", FieldDraft.telemetry("open", "boolean")),
            new AddField(
                new FieldDraft(
                    Kind.TELEMETRY,
                    "x",
                    null,
                    null,
                    "{ no",
                    "Warmth",
                    null,
                    false,
                    false,
                    2.0,
                    1.0)),
            new AddDerived(
                new DerivedDraft("y", null, null, "double", null, null, "nothing", null, null)));

    assertThat(problems)
        .extracting(EditProblem::edit, EditProblem::code)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, "edit.field-unknown"),
            org.assertj.core.groups.Tuple.tuple(1, "edit.name-taken"),
            org.assertj.core.groups.Tuple.tuple(2, "edit.field-unknown"),
            org.assertj.core.groups.Tuple.tuple(3, "edit.version"),
            org.assertj.core.groups.Tuple.tuple(4, "edit.display-name"),
            org.assertj.core.groups.Tuple.tuple(5, "edit.field-unknown"),
            org.assertj.core.groups.Tuple.tuple(6, "edit.limits"),
            org.assertj.core.groups.Tuple.tuple(7, "edit.derivation"));
  }

  @Test
  void what_would_be_wrong_in_the_model_is_told_with_the_edit_it_comes_from() {
    List<EditProblem> problems =
        refused(
            FRIDGE,
            new Describe("Cold."),
            new AddField(FieldDraft.telemetry("b", "flot")),
            new ChangeField(
                "air",
                new FieldDraft(
                    Kind.TELEMETRY,
                    "air",
                    "Air",
                    null,
                    "double",
                    "Temperature",
                    "furlong",
                    false,
                    false,
                    null,
                    null)),
            new AddDerived(
                new DerivedDraft(
                    "c",
                    null,
                    null,
                    "double",
                    null,
                    null,
                    "{\"kind\": \"expression\", \"expression\": \"air >\"}",
                    "1 minute",
                    null)));

    assertThat(problems)
        .extracting(EditProblem::edit, EditProblem::code)
        .contains(
            org.assertj.core.groups.Tuple.tuple(1, "dtdl.schema-unknown"),
            org.assertj.core.groups.Tuple.tuple(2, "dtdl.unit-unknown"),
            org.assertj.core.groups.Tuple.tuple(3, "dtdl.derivation-duration"));
    assertThat(problems).allSatisfy(p -> assertThat(p.sentence()).endsWith("."));
  }

  @Test
  void what_would_be_wrong_in_a_part_of_an_entry_is_told_with_its_place() {
    String states =
        "{\"@type\": \"Enum\", \"valueSchema\": \"string\", \"enumValues\":"
            + " [{\"name\": \"open\", \"enumValue\": \"open\"}]}";
    String machine =
        """
        {"kind": "stateMachine", "initial": "shut", "transitions": [
          {"to": "open", "when": "air > 4"}, {"from": "ajar", "to": "open", "when": "aire > 4"}]}
        """;

    assertThat(
            refused(
                FRIDGE,
                new Describe("Cold."),
                new AddDerived(
                    new DerivedDraft("d", null, null, states, null, null, machine, null, null))))
        .extracting(EditProblem::edit, EditProblem::path)
        .contains(
            org.assertj.core.groups.Tuple.tuple(1, "/derivation/initial"),
            org.assertj.core.groups.Tuple.tuple(1, "/derivation/transitions/1/from"),
            org.assertj.core.groups.Tuple.tuple(1, "/derivation/transitions/1/when"));
    assertThat(refused(FRIDGE, new RemoveField("nothing")))
        .extracting(EditProblem::path)
        .containsExactly("");
  }

  @Test
  void an_entry_that_used_what_is_gone_may_stay_behind_faulty() {
    String derived =
        edited(
            FRIDGE,
            new AddDerived(
                new DerivedDraft(
                    "warm",
                    null,
                    null,
                    "boolean",
                    null,
                    null,
                    "{\"kind\": \"expression\", \"expression\": \"air > 8.0\"}",
                    null,
                    null)));

    String without = edited(derived, new RemoveField("air"));

    assertThat(DtdlReader.read(without)).isInstanceOf(DtdlOutcome.Faults.class);
    ModelForm form = ModelForm.of(without, LINE).orElseThrow();
    DerivedDraft warm = form.derived("warm").orElseThrow();
    assertThat(warm.derivation()).contains("air > 8.0");
    String mended =
        edited(
            without,
            new AddField(FieldDraft.telemetry("air", "double")),
            new ChangeDerived("warm", warm));
    assertThat(template(mended).derived("warm")).isPresent();
  }

  @Test
  void faults_that_were_there_before_do_not_keep_others_from_being_mended() {
    String faulty = FRIDGE.replace("\"degreeCelsius\"", "\"furlong\"").replace("boolean", "bool");

    String edited = edited(faulty, new Rename("Fridge 2"), new ChangeField("air", AIR));

    assertThat(((DtdlOutcome.Faults) DtdlReader.read(edited)).problems())
        .extracting(DtdlProblem::code)
        .containsExactly("dtdl.schema-unknown");
  }

  @Test
  void a_document_that_can_not_be_edited_says_why() {
    assertThat(refused("{ no", new Rename("x")).getFirst().code()).isEqualTo("edit.not-json");
    assertThat(refused("[]", new Rename("x")).getFirst().code()).isEqualTo("edit.model-unknown");
    assertThat(refused(" ".repeat(1024 * 1024 + 1), new Rename("x")).getFirst().code())
        .isEqualTo("edit.not-json");
    ModelEdit[] many =
        IntStream.range(0, ModelEdits.MOST + 1)
            .mapToObj(i -> new Rename("x"))
            .toArray(ModelEdit[]::new);
    assertThat(refused(FRIDGE, many).getFirst().code()).isEqualTo("edit.too-many");
  }

  @Test
  void a_model_of_ten_thousand_fields_is_refused_with_one_sentence() {
    String fields =
        IntStream.range(0, 10_000)
            .mapToObj("{\"@type\":\"Telemetry\",\"name\":\"f%d\",\"schema\":\"double\"}"::formatted)
            .collect(Collectors.joining(","));
    String model =
        "{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:x:A;1\",\"@type\":\"Interface\",\"contents\":[%s]}"
            .formatted(fields);

    assertThat(((DtdlOutcome.Faults) DtdlReader.read(model)).problems())
        .extracting(DtdlProblem::code)
        .containsExactly("dtdl.too-many-contents");
  }

  @Test
  void a_geopoint_brings_the_context_that_knows_it() {
    String edited =
        edited(
            "{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"%s;1\",\"@type\":\"Interface\"}"
                .formatted(LINE),
            new AddField(FieldDraft.telemetry("at", "geopoint")),
            new AddField(
                new FieldDraft(
                    Kind.TELEMETRY,
                    "air",
                    null,
                    null,
                    "double",
                    "Temperature",
                    "kelvin",
                    true,
                    false,
                    null,
                    null)));

    assertThat(edited)
        .contains("dtmi:iotcentral:context;2", "dtmi:dtdl:extension:quantitativeTypes;1");
    assertThat(template(edited).field("air").orElseThrow().event()).isTrue();
  }

  static String edited(String dtdl, ModelEdit... edits) {
    EditOutcome outcome = ModelEdits.apply(dtdl, LINE, List.of(edits));
    assertThat(outcome).as("%s", outcome).isInstanceOf(EditOutcome.Edited.class);
    return ((EditOutcome.Edited) outcome).dtdl();
  }

  private static List<EditProblem> refused(String dtdl, ModelEdit... edits) {
    return ((EditOutcome.Refused) ModelEdits.apply(dtdl, LINE, List.of(edits))).problems();
  }

  static DeviceTemplate template(String dtdl) {
    DtdlOutcome outcome = DtdlReader.read(dtdl);
    assertThat(outcome).as("%s", outcome).isInstanceOf(DtdlOutcome.Read.class);
    return ((DtdlOutcome.Read) outcome).template();
  }
}
