package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ModelDraftsRestTest {

  private static final String COOLER = "dtmi:org:aisle:Cooler";
  private static final String DRAFT = "/device-templates/" + COOLER + "/draft";
  private static final String ADD_FAN =
      """
      {"edits": [{"edit": "add-field", "field": {"name": "fanSpeed", "displayName": "Fan",
        "schema": "integer", "minimum": 0, "maximum": 5000}}]}
      """;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;

  private TemplatesClient anna = new TemplatesClient(0, "", "");
  private TemplatesClient bert = anna;

  @BeforeEach
  void an_app_with_coolers() throws Exception {
    anna = TemplatesClient.ofNewApp(port, access.createBearerToken("Anna", Role.BUILDER));
    bert = anna.with(access.createBearerToken("Bert", Role.BUILDER));
  }

  @Test
  void the_next_version_begins_as_the_published_one_and_is_edited_as_a_form() throws Exception {
    JsonNode begun = TemplatesClient.json(begin(COOLER), 201);
    assertThat(begun.path("base").stringValue()).isEqualTo(COOLER + ";1");
    assertThat(begun.path("form").path("id").stringValue()).isEqualTo(COOLER + ";2");
    assertThat(begun.path("problems").size()).isZero();
    assertThat(begun.path("changedBy").stringValue()).isEqualTo("Anna");

    HttpResponse<String> edited = anna.post(DRAFT + "/edits", ADD_FAN);

    assertThat(edited.headers().firstValue("ETag")).contains("\"2\"");
    assertThat(TemplatesClient.json(edited, 200).path("form").path("fields").toString())
        .contains("\"fanSpeed\"")
        .contains("5000");
    assertThat(TemplatesClient.json(anna.get("/device-templates/drafts"), 200).size()).isEqualTo(1);
    TemplatesClient.problem(begin(COOLER), 409, "draft.exists");
    assertThat(anna.delete(DRAFT).statusCode()).isEqualTo(204);
    TemplatesClient.problem(anna.get(DRAFT), 404, "draft.unknown");
    TemplatesClient.problem(anna.post(DRAFT + "/edits", ADD_FAN), 404, "draft.unknown");
  }

  @Test
  void a_new_model_begins_without_fields() throws Exception {
    JsonNode begun = TemplatesClient.json(begin("dtmi:com:example:Shelf"), 201);

    assertThat(begun.path("base").isNull()).isTrue();
    assertThat(begun.path("form").path("fields").size()).isZero();
    assertThat(begun.path("problems").size()).isZero();
    TemplatesClient.problem(begin("shelf"), 422, "draft.id-invalid");
    TemplatesClient.problem(begin("dtmi:com:example:Shelf;1"), 422, "draft.id-invalid");
  }

  @Test
  void all_edits_are_made_or_none_and_everything_wrong_is_told_at_once() throws Exception {
    begin(COOLER);
    HttpResponse<String> refused =
        anna.post(
            DRAFT + "/edits",
            """
            {"edits": [
              {"edit": "remove-field", "name": "power"},
              {"edit": "remove-field", "name": "nothing"},
              {"edit": "add-field", "field": {"name": "doorOpen", "schema": "boolean"}}]}
            """);
    TemplatesClient.problem(refused, 422, "edit.field-unknown");
    assertThat(refused.body()).contains("edit.name-taken").contains("Edit 3");
    HttpResponse<String> wrong =
        anna.post(
            DRAFT + "/edits",
            """
            {"edits": [{"edit": "add-field", "field": {"name": "fan", "schema": "double",
              "semanticType": "Temperature", "unit": "furlong"}}]}
            """);
    TemplatesClient.problem(wrong, 422, "dtdl.unit-unknown");
    assertThat(TemplatesClient.json(anna.get(DRAFT), 200).path("revision").asInt()).isEqualTo(1);
    TemplatesClient.problem(
        anna.post(DRAFT + "/edits", "{\"edits\": [{\"edit\": \"paint\"}]}"),
        400,
        "edit.incomplete");
    TemplatesClient.problem(anna.post(DRAFT + "/edits", "{}"), 400, "edit.missing");
  }

  @Test
  void a_draft_may_have_faults_and_lists_them() throws Exception {
    JsonNode saved =
        TemplatesClient.json(
            anna.put(
                DRAFT,
                """
                {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:org:aisle:Cooler;1",
                 "@type": "Interface", "contents": [
                  {"@type": "Telemetry", "name": "a"},
                  {"@type": ["Telemetry", "Temperature"], "name": "b", "schema": "double", "unit": "miles"}]}
                """,
                null),
            200);
    assertThat(saved.path("problems").toString())
        .contains("dtdl.schema-missing")
        .contains("\"/contents/0\"")
        .contains("dtdl.unit-unknown");
    assertThat(TemplatesClient.json(anna.put(DRAFT, "{ no json", null), 200).path("form").isNull())
        .isTrue();
    TemplatesClient.problem(anna.post(DRAFT + "/edits", ADD_FAN), 422, "edit.not-json");
    assertThat(
            TemplatesClient.json(
                    anna.put(
                        DRAFT,
                        """
                        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:org:aisle:Cooler;1",
                         "@type": "Interface", "contents": [
                          {"@type": "Telemetry", "name": "internalTemperature", "schema": "string"}]}
                        """,
                        null),
                    200)
                .path("problems")
                .toString())
        .contains("draft.version-taken")
        .contains("template.column-conflict")
        .contains("another name");
  }

  @Test
  void the_second_of_two_who_edit_is_told_who_was_faster() throws Exception {
    begin(COOLER);
    TemplatesClient.json(anna.post(DRAFT + "/edits", ADD_FAN, "\"1\""), 200);
    HttpResponse<String> late = bert.put(DRAFT, "{}", "\"1\"");
    TemplatesClient.problem(late, 412, "draft.revision-conflict");
    assertThat(late.body()).contains("Anna saved revision 2");
    assertThat(anna.delete(DRAFT).statusCode()).isEqualTo(204);
    HttpResponse<String> gone = bert.put(DRAFT, "{}", "\"2\"");
    TemplatesClient.problem(gone, 412, "draft.ended-conflict");
    assertThat(gone.body()).contains("Anna removed this draft");
  }

  @Test
  void an_export_of_iot_central_becomes_a_draft_with_notes() throws Exception {
    String export =
        """
        {"@id": "dtmi:modelDefinition:example:tracker;1", "@type": ["ModelDefinition", "DeviceModel"],
         "displayName": "Tracker", "views": [{"name": "Overview"}],
         "capabilityModel": {"@id": "dtmi:example:Tracker;1", "@type": "Interface", "displayName": "Tracker",
          "@context": ["dtmi:iotcentral:context;2", "dtmi:dtdl:context;2"], "contents": [
           {"@type": ["Property", "Initialized", "NumberValue"], "name": "interval", "schema": "integer", "writable": true, "initialValue": 60},
           {"@type": "Telemetry", "name": "path", "schema": {"@type": "Array", "elementSchema": "double"}}]},
         "solutionModel": {"@type": "SolutionModel", "cloudProperties": [
           {"@type": ["CloudProperty", "DateTimeValue"], "name": "deliveredOn", "schema": "date"}]}}
        """;
    JsonNode taken = TemplatesClient.json(anna.post("/device-templates/import", export), 201);
    assertThat(taken.path(0).path("draft").path("model").stringValue())
        .isEqualTo("dtmi:example:Tracker");
    assertThat(taken.path(0).path("draft").path("problems").size()).isZero();
    assertThat(taken.path(0).path("notes").toString())
        .contains("import.model")
        .contains("import.envelope")
        .contains("import.cloud-properties")
        .contains("deliveredOn")
        .contains("import.left-out")
        .contains("import.key-without-effect")
        .contains("import.co-type-unknown")
        .contains("import.tree");
    TemplatesClient.problem(anna.post("/device-templates/import", export), 409, "draft.exists");
    TemplatesClient.json(anna.post("/device-templates/import?replace=true", export), 201);
    TemplatesClient.problem(
        anna.post("/device-templates/import", "[1, 2]"), 422, "dtdl.not-an-interface");
  }

  @Test
  void bad_input_gets_all_its_faults_told_and_leaves_nothing_behind() throws Exception {
    TemplatesClient.problem(anna.put(DRAFT, " ".repeat(1_100_000), null), 413, "body.too-large");
    TemplatesClient.problem(anna.put(DRAFT, " ".repeat(1_000_001), null), 422, "draft.too-large");
    TemplatesClient.problem(
        anna.post("/device-templates/import", " ".repeat(1_000_001)), 422, "draft.too-large");
    TemplatesClient.problem(anna.put(DRAFT, "\0", null), 422, "draft.not-text");
    TemplatesClient.problem(
        anna.put("/device-templates/%3Cscript%3E/draft", "{}", null), 422, "draft.id-invalid");
    TemplatesClient.problem(anna.get(DRAFT), 404, "draft.unknown");
    TemplatesClient.problem(
        anna.post("/device-templates/import", "{\"@id\": \"x\", \"@type\": 1}"),
        422,
        "dtdl.not-an-interface");
    String fields =
        IntStream.range(0, 10_000)
            .mapToObj("{\"@type\":\"Telemetry\",\"name\":\"f%d\",\"schema\":\"double\"}"::formatted)
            .collect(Collectors.joining(","));
    String model =
        "{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"%s;2\",\"@type\":\"Interface\",\"contents\":[%s]}";
    assertThat(codes(anna.put(DRAFT, model.formatted(COOLER, fields), null)))
        .containsExactly("dtdl.too-many-contents");
    assertThat(
            codes(
                anna.put(
                    DRAFT,
                    """
                    [{"@context": "dtmi:dtdl:context;2", "@id": "dtmi:org:aisle:Cooler;2", "@type": "Interface",
                      "extends": "dtmi:org:aisle:Base;1", "contents": [
                       {"@type": "Telemetry", "name": "a", "schema": "double"},
                       {"@type": "Telemetry", "name": "a", "schema": "double"},
                       {"@type": ["Telemetry", "Temperature"], "name": "b", "schema": "double", "unit": "miles"}]},
                     {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:org:aisle:Base;1", "@type": "Interface",
                      "extends": "dtmi:org:aisle:Cooler;2"}]
                    """,
                    null)))
        .contains("dtdl.name-duplicate", "dtdl.unit-unknown")
        .anyMatch(code -> code.startsWith("dtdl.extends"));
  }

  private static List<String> codes(HttpResponse<String> draft) {
    return StreamSupport.stream(
            TemplatesClient.json(draft, 200).path("problems").spliterator(), false)
        .map(problem -> problem.path("code").stringValue())
        .toList();
  }

  @Test
  void operators_look_and_do_not_change() throws Exception {
    begin(COOLER);
    TemplatesClient operator = anna.with(access.createBearerToken("operator", Role.OPERATOR));
    TemplatesClient.json(operator.get(DRAFT), 200);
    TemplatesClient.problem(operator.post(DRAFT + "/edits", ADD_FAN), 403, "role.insufficient");
    TemplatesClient.problem(operator.delete(DRAFT), 403, "role.insufficient");
  }

  private HttpResponse<String> begin(String line) throws Exception {
    return anna.post("/device-templates/drafts", "{\"model\": \"%s\"}".formatted(line));
  }
}
