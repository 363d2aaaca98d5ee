package org.aisle.backend.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aisle.backend.models.DraftChecks.Checked;
import org.aisle.backend.models.FieldChange.Difference;
import org.aisle.backend.models.FieldChange.Kind;
import org.aisle.backend.models.FieldChange.Part;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlReader;
import org.junit.jupiter.api.Test;

class FieldChangesTest {

  private static final String LINE = "dtmi:com:northwind:Fridge";
  private static final String FIRST =
      fridge(
          1,
          """
          {"@type": ["Telemetry", "Temperature"], "name": "air", "schema": "double", "unit": "degreeCelsius"},
          {"@type": "Telemetry", "name": "count", "schema": "integer"},
          {"@type": ["Telemetry", "State"], "name": "door", "schema": {"@type": "Enum", "valueSchema": "string",
            "enumValues": [{"name": "open", "enumValue": "o"}, {"name": "shut", "enumValue": "s"}]}},
          {"@type": ["Telemetry", "Derived"], "name": "warm", "schema": "boolean",
            "derivation": {"kind": "expression", "expression": "air > 8.0"}},
          {"@type": "Property", "name": "owner", "schema": "string"},
          {"@type": "Command", "name": "reboot"}
          """);

  @Test
  void each_difference_says_what_it_was_and_is() {
    DeviceTemplate was = template(FIRST);
    DeviceTemplate is =
        template(
            fridge(
                2,
                """
                {"@type": ["Telemetry", "Temperature"], "name": "air", "displayName": "Air", "schema": "double",
                  "unit": "degreeCelsius", "minimum": -40, "maximum": 60.5},
                {"@type": ["Telemetry", "State"], "name": "door", "schema": {"@type": "Enum", "valueSchema": "string",
                  "enumValues": [{"name": "open", "enumValue": "o"}, {"name": "closed", "enumValue": "s"}]}},
                {"@type": "Telemetry", "name": "fan", "schema": "integer"},
                {"@type": ["Telemetry", "Derived"], "name": "warm", "schema": "boolean", "every": "PT1M",
                  "derivation": {"kind": "expression", "expression": "air > 9.0"}},
                {"@type": "Property", "name": "owner", "schema": "string", "writable": true}
                """));

    List<FieldChange> changes = FieldChanges.between(was, is);

    assertThat(changes)
        .extracting(FieldChange::kind, FieldChange::part, FieldChange::path)
        .containsExactly(
            tuple(Kind.CHANGED, Part.TELEMETRY, "air"),
            tuple(Kind.CHANGED, Part.TELEMETRY, "door"),
            tuple(Kind.ADDED, Part.TELEMETRY, "fan"),
            tuple(Kind.CHANGED, Part.DERIVED, "warm"),
            tuple(Kind.CHANGED, Part.PROPERTY, "owner"),
            tuple(Kind.REMOVED, Part.TELEMETRY, "count"),
            tuple(Kind.REMOVED, Part.COMMAND, "reboot"));
    assertThat(changes.getFirst().differences())
        .containsExactly(
            new Difference("minimum", "-273.15", "-40.0"), new Difference("maximum", null, "60.5"));
    assertThat(changes.get(1).differences())
        .extracting(Difference::what)
        .containsExactly("options");
    assertThat(changes.get(3).differences())
        .extracting(Difference::what)
        .containsExactly("derivation", "every");
    assertThat(changes.get(4).differences())
        .containsExactly(new Difference("writable", "no", "yes"));
    assertThat(FieldChanges.between(was, was)).isEmpty();
    assertThat(FieldChanges.between(null, was)).hasSize(6).allMatch(c -> c.kind() == Kind.ADDED);
  }

  @Test
  void a_column_keeps_its_type_and_unit_over_all_versions() {
    DeviceTemplate first = template(FIRST);
    DeviceTemplate second = template(fridge(2, ""));

    assertThat(
            codes(
                fridge(
                    3,
                    """
                    {"@type": ["Telemetry", "Temperature"], "name": "air", "schema": "double", "unit": "kelvin"},
                    {"@type": "Telemetry", "name": "count", "schema": "long"},
                    {"@type": "Telemetry", "name": "door", "schema": "string"},
                    {"@type": "Telemetry", "name": "warm", "schema": "double"}
                    """),
                first,
                second))
        .containsExactly("draft.unit-conflict", "template.column-conflict");
    assertThat(
            codes(
                fridge(3, "{\"@type\": \"Telemetry\", \"name\": \"air\", \"schema\": \"double\"}"),
                first,
                second))
        .isEmpty();
  }

  @Test
  void a_draft_is_a_later_version_of_its_own_model() {
    DeviceTemplate first = template(FIRST);
    DeviceTemplate other =
        template(FIRST.replace("northwind:Fridge", "contoso:Fridge").replace(";1", ";7"));

    assertThat(codes(fridge(1, ""), first)).containsExactly("draft.version-taken");
    assertThat(codes(fridge(2, ""), first)).isEmpty();
    assertThat(codes(fridge(2, ""), other)).containsExactly("template.name-taken");
    assertThat(codes(fridge(2, "").replace("Fridge", "Shelf"), first))
        .containsExactly("draft.other-model");
    assertThat(codes("[" + fridge(2, "") + "," + fridge(2, "").replace("Fridge", "Shelf") + "]"))
        .containsExactly("draft.several-models");
    Dtmi last = new Dtmi(LINE + ";999999999");
    assertThat(last.next()).isEqualTo(last);
    assertThat(new Dtmi(LINE + ";10").isLaterThan(new Dtmi(LINE + ";9"))).isTrue();
    assertThat(new Dtmi(LINE + ";2.1").next()).isEqualTo(new Dtmi(LINE + ";3"));
    assertThat(new Dtmi(LINE + "x;2").isLaterThan(new Dtmi(LINE + ";1"))).isFalse();
  }

  private static List<String> codes(String dtdl, DeviceTemplate... published) {
    Checked checked = DraftChecks.check(LINE, dtdl, List.of(published));
    return checked.problems().stream().map(ModelProblem::code).toList();
  }

  private static String fridge(int version, String contents) {
    return """
        {"@context": ["dtmi:dtdl:context;2", "dtmi:org:aisle:context;1"], "@id": "dtmi:com:northwind:Fridge;%d",
         "@type": "Interface", "contents": [%s]}"""
        .formatted(version, contents);
  }

  private static DeviceTemplate template(String dtdl) {
    DtdlOutcome outcome = DtdlReader.read(dtdl);
    assertThat(outcome).as("%s", outcome).isInstanceOf(DtdlOutcome.Read.class);
    return ((DtdlOutcome.Read) outcome).template();
  }

  private static org.assertj.core.groups.Tuple tuple(Object... parts) {
    return org.assertj.core.groups.Tuple.tuple(parts);
  }
}
