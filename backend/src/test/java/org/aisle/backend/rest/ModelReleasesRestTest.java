package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.DeviceRef;
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
class ModelReleasesRestTest {

  private static final String COOLER = "dtmi:org:aisle:Cooler";
  private static final String MODEL = "/device-templates/" + COOLER;
  private static final String DRAFT = MODEL + "/draft";
  private static final String ADD_FAN =
      """
      {"edits": [{"edit": "add-field", "field": {"name": "fanSpeed", "schema": "integer"}}]}
      """;
  private static final String WITHOUT_DOOR =
      """
      {"edits": [
        {"edit": "remove-derived", "name": "doorOpenMinutesToday"},
        {"edit": "remove-field", "name": "doorOpen"}]}
      """;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;
  @Autowired private DeviceDirectory directory;

  private TemplatesClient anna = new TemplatesClient(0, "", "");

  @BeforeEach
  void an_app_with_coolers_and_a_draft() throws Exception {
    anna = TemplatesClient.ofNewApp(port, access.createBearerToken("Anna", Role.BUILDER));
    TemplatesClient.json(
        anna.post("/device-templates/drafts", "{\"model\": \"%s\"}".formatted(COOLER)), 201);
  }

  @Test
  void a_new_version_without_a_draft_is_refused_with_what_it_breaks_unless_that_is_meant()
      throws Exception {
    JsonNode first = TemplatesClient.json(anna.get(MODEL + "/versions"), 200).path(0).path("dtdl");
    String text = first.stringValue().replace(COOLER + ";1", COOLER + ";2");
    String bare =
        "{\"@context\": \"dtmi:dtdl:context;3\", \"@id\": \"%s;2\", \"@type\": \"Interface\","
                .formatted(COOLER)
            + " \"contents\": [{\"@type\": \"Telemetry\", \"name\": \"hum\", \"schema\":"
            + " \"double\"}]}";

    HttpResponse<String> refused = anna.post("/device-templates", bare);

    TemplatesClient.problem(refused, 422, "template.breaks");
    assertThat(refused.body()).contains("breaking=true", "Cooler operations, tile 1: ");
    assertThat(TemplatesClient.json(anna.get(MODEL + "/versions"), 200).size()).isEqualTo(1);
    JsonNode same = TemplatesClient.json(anna.post("/device-templates", text), 201);
    assertThat(texts(same.path("consequences"), "weight")).containsOnly("note");
    JsonNode meant =
        TemplatesClient.json(
            anna.post("/device-templates?breaking=true", bare.replace(";2\"", ";3\"")), 201);
    assertThat(texts(meant.path("consequences"), "weight")).contains("breaks");
  }

  @Test
  void a_draft_with_one_more_field_is_compared_and_published() throws Exception {
    anna.post(DRAFT + "/edits", ADD_FAN);

    JsonNode comparison = TemplatesClient.json(anna.get(DRAFT + "/comparison"), 200);

    assertThat(comparison.path("published").stringValue()).isEqualTo(COOLER + ";1");
    assertThat(comparison.path("draft").stringValue()).isEqualTo(COOLER + ";2");
    assertThat(comparison.path("publishable").booleanValue()).isTrue();
    assertThat(comparison.path("breaks").booleanValue()).isFalse();
    assertThat(comparison.path("changes").size()).isEqualTo(1);
    assertThat(comparison.path("changes").path(0).path("change").stringValue()).isEqualTo("added");
    assertThat(comparison.path("changes").path(0).path("path").stringValue()).isEqualTo("fanSpeed");
    assertThat(texts(comparison.path("consequences"), "code"))
        .containsExactly("model.devices-behind", "model.simulated");

    JsonNode published = TemplatesClient.json(anna.post(DRAFT + "/publish", "", "\"2\""), 201);

    assertThat(published.path("id").stringValue()).isEqualTo(COOLER + ";2");
    assertThat(published.path("table").toString()).contains("\"fan_speed\"");
    TemplatesClient.problem(anna.get(DRAFT), 404, "draft.unknown");
    HttpResponse<String> late = anna.put(DRAFT, "{}", "\"2\"");
    TemplatesClient.problem(late, 412, "draft.ended-conflict");
    assertThat(late.body()).contains("Anna published this draft as dtmi:org:aisle:Cooler;2");
    JsonNode versions = TemplatesClient.json(anna.get(MODEL + "/versions"), 200);
    assertThat(versions.size()).isEqualTo(2);
    assertThat(versions.path(0).path("devices").asInt()).isPositive();
    assertThat(versions.path(1).path("devices").asInt()).isZero();
    JsonNode second = TemplatesClient.json(anna.get(MODEL + "/versions/2"), 200);
    assertThat(second.path("dtdl").stringValue()).contains("fanSpeed");
    assertThat(second.path("form").path("derived").size()).isPositive();
    TemplatesClient.problem(anna.get(MODEL + "/versions/3"), 404, "template.unknown");
    TemplatesClient.problem(anna.get(MODEL + "x/versions"), 404, "template.unknown");
  }

  @Test
  void what_a_draft_breaks_is_listed_and_published_only_when_that_is_meant() throws Exception {
    TemplatesClient.json(anna.post(DRAFT + "/edits", WITHOUT_DOOR), 200);

    JsonNode comparison = TemplatesClient.json(anna.get(DRAFT + "/comparison"), 200);

    assertThat(comparison.path("breaks").booleanValue()).isTrue();
    assertThat(texts(comparison.path("changes"), "path"))
        .contains("doorOpen", "doorOpenMinutesToday");
    assertThat(texts(comparison.path("consequences"), "kind"))
        .contains("dashboard", "rule", "story", "field", "devices");
    assertThat(texts(comparison.path("consequences"), "id")).contains("door-left-open");
    HttpResponse<String> refused = anna.post(DRAFT + "/publish", "");
    TemplatesClient.problem(refused, 422, "draft.breaks");
    assertThat(refused.body()).contains("Door left open").contains("model.story-broken");
    TemplatesClient.json(anna.get(DRAFT), 200);

    TemplatesClient.json(anna.post(DRAFT + "/publish?breaking=true", ""), 201);

    JsonNode rule = TemplatesClient.json(anna.get("/rules/door-left-open"), 200);
    assertThat(rule.path("faults").toString()).contains("doorOpen");
    JsonNode ours =
        TemplatesClient.json(
            anna.post("/device-templates/drafts", "{\"model\": \"%s\"}".formatted(COOLER)), 201);
    assertThat(ours.path("form").path("id").stringValue()).isEqualTo(COOLER + ";3");
    assertThat(
            TemplatesClient.json(anna.get(DRAFT + "/comparison"), 200).path("breaks").asBoolean())
        .isFalse();
  }

  @Test
  void a_draft_with_faults_is_not_published_and_all_of_them_are_told() throws Exception {
    anna.put(
        DRAFT,
        """
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:org:aisle:Cooler;1", "@type": "Interface",
         "contents": [
          {"@type": ["Telemetry", "Temperature"], "name": "internalTemperature", "schema": "double", "unit": "kelvin"},
          {"@type": "Telemetry", "name": "power", "schema": "string"}]}
        """,
        null);

    HttpResponse<String> refused = anna.post(DRAFT + "/publish?breaking=true", "");

    TemplatesClient.problem(refused, 409, "draft.version-taken");
    assertThat(refused.body())
        .contains("draft.unit-conflict")
        .contains("template.column-conflict")
        .contains("give the field internalTemperature another name");
    JsonNode comparison = TemplatesClient.json(anna.get(DRAFT + "/comparison"), 200);
    assertThat(comparison.path("publishable").booleanValue()).isFalse();
    anna.put(DRAFT, "[", null);
    comparison = TemplatesClient.json(anna.get(DRAFT + "/comparison"), 200);
    assertThat(comparison.path("draft").isNull()).isTrue();
    assertThat(comparison.path("problems").size()).isPositive();
    TemplatesClient.problem(
        anna.post(DRAFT + "/publish", "", "\"1\""), 412, "draft.revision-conflict");
    TemplatesClient.problem(anna.post(MODEL + "x/draft/publish", ""), 404, "draft.unknown");
  }

  @Test
  void a_property_with_values_and_a_dashboard_of_ones_own_are_told_of() throws Exception {
    TemplatesClient bert = anna.with(access.createBearerToken("Bert", Role.BUILDER));
    assertThat(
            bert.put(
                    "/dashboards/mine?personal=true",
                    """
                    {"title": "Secret", "template": "Cooler", "range": "PT6H", "tiles": [
                      {"kind": "kpi", "title": "Watts", "at": {"column": 0, "row": 0, "width": 3, "height": 2},
                       "field": "doorOpenings", "aggregate": "sum"}]}
                    """,
                    null)
                .statusCode())
        .isEqualTo(200);
    TemplatesClient.json(
        anna.post(
            DRAFT + "/edits",
            """
            {"edits": [
              {"edit": "remove-field", "name": "doorOpenings"},
              {"edit": "change-field", "name": "serialNumber", "field": {"kind": "property", "name": "serialNumber", "schema": "integer"}}]}
            """),
        200);

    String told = anna.get(DRAFT + "/comparison").body();

    assertThat(told)
        .contains("A dashboard of Bert's own")
        .doesNotContain("Secret")
        .contains("model.property-type")
        .contains("as string");
  }

  @Test
  void devices_are_moved_one_some_or_all_each_with_a_result() throws Exception {
    anna.post(DRAFT + "/edits", ADD_FAN);
    TemplatesClient.problem(migrate("{\"to\": \"2\"}"), 422, "template.unknown");
    TemplatesClient.json(anna.post(DRAFT + "/publish", ""), 201);

    JsonNode trial = TemplatesClient.json(migrate("{\"to\": \"2\", \"trial\": true}"), 200);
    int all = trial.path("moved").asInt();
    assertThat(all).isGreaterThan(2);
    assertThat(version("cooler-001")).isEqualTo(COOLER + ";1");

    JsonNode some =
        TemplatesClient.json(
            migrate(
                "{\"to\": \"2\", \"devices\": [\"cooler-001\", \"nobody\", \"cooler-001\", \"cooler-002\"]}"),
            200);
    assertThat(some.path("moved").asInt()).isEqualTo(2);
    assertThat(texts(some.path("results"), "state")).containsExactly("moved", "refused", "moved");
    assertThat(some.path("results").path(1).path("code").stringValue()).isEqualTo("device.unknown");
    assertThat(version("cooler-001")).isEqualTo(COOLER + ";2");
    assertThat(
            directory
                .device(DeviceRef.of(anna.app(), "cooler-001"))
                .orElseThrow()
                .template()
                .field("fanSpeed"))
        .isPresent();
    JsonNode again =
        TemplatesClient.json(migrate("{\"to\": \"2\", \"devices\": [\"cooler-001\"]}"), 200);
    assertThat(again.path("results").path(0).path("state").stringValue()).isEqualTo("unchanged");
    JsonNode other =
        TemplatesClient.json(
            migrate("{\"to\": \"1\", \"from\": \"2\", \"devices\": [\"cooler-003\"]}"), 200);
    assertThat(other.path("results").path(0).path("code").stringValue())
        .isEqualTo("migration.same");

    JsonNode rest = TemplatesClient.json(migrate("{\"to\": \"2\", \"from\": \"1\"}"), 200);

    assertThat(rest.path("moved").asInt()).isEqualTo(all - 2);
    assertThat(TemplatesClient.json(anna.get(MODEL + "/versions/1"), 200).path("devices").asInt())
        .isZero();
    assertThat(texts(TemplatesClient.json(anna.get("/rules"), 200), "faults"))
        .allMatch(faults -> faults.equals("[]"));
    TemplatesClient.problem(migrate("{\"devices\": [\"\"]}"), 400, "migration.version-invalid");
    TemplatesClient.problem(
        migrate("{\"to\": \"2\", \"from\": \"dtmi:x:Y;1\"}"), 422, "migration.other-model");
  }

  @Test
  void operators_compare_and_do_not_publish_nor_move() throws Exception {
    TemplatesClient operator = anna.with(access.createBearerToken("operator", Role.OPERATOR));

    TemplatesClient.json(operator.get(DRAFT + "/comparison"), 200);
    TemplatesClient.problem(operator.post(DRAFT + "/publish", ""), 403, "role.insufficient");
    TemplatesClient.problem(
        operator.post(MODEL + "/migrations", "{\"to\": \"1\"}"), 403, "role.insufficient");
  }

  private HttpResponse<String> migrate(String body) throws Exception {
    return anna.post(MODEL + "/migrations", body);
  }

  private String version(String device) throws Exception {
    return TemplatesClient.json(anna.get("/devices/" + device), 200).path("template").asString();
  }

  private static List<String> texts(JsonNode list, String key) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(key))
        .map(node -> node.isString() ? node.stringValue() : node.toString())
        .toList();
  }
}
