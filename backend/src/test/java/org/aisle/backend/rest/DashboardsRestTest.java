package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class DashboardsRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String YAML = "application/yaml";
  private static final String MINE =
      """
      title: Doors
      template: Cooler
      range: PT6H
      tiles:
        - kind: kpi
          title: Open doors
          at: {column: 0, row: 0, width: 3, height: 2}
          field: doorOpen
          aggregate: sum
        - {kind: label, title: Note, at: {column: 3, row: 0, width: 3, height: 2}, text: "Call: 12"}
      """;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;

  private String anna = "";
  private String bert = "";
  private String path = "";

  @BeforeEach
  void an_app_with_coolers() throws Exception {
    anna = access.createBearerToken("Anna", Role.BUILDER);
    bert = access.createBearerToken("Bert", Role.BUILDER);
    String app = "boards-" + NEXT.incrementAndGet();
    HttpResponse<String> made =
        send(
            "POST",
            "/api/v1/apps",
            anna,
            "application/json",
            "{\"id\":\"%s\",\"name\":\"A\",\"template\":\"connected-cooler\"}".formatted(app));
    assertThat(made.statusCode()).isEqualTo(201);
    path = "/api/v1/apps/" + app + "/dashboards";
  }

  @Test
  void a_dashboard_goes_in_as_yaml_and_comes_back_as_the_same() throws Exception {
    JsonNode made = ok(put("/doors", anna, MINE));
    assertThat(made.path("revision").asInt()).isEqualTo(1);
    assertThat(made.path("changedBy").stringValue()).isEqualTo("Anna");
    HttpResponse<String> yaml = get("/doors", bert, YAML);
    assertThat(yaml.headers().firstValue("Content-Type").orElse("")).startsWith(YAML);
    assertThat(yaml.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(yaml.body()).contains("kind: kpi").contains("aggregate: sum");
    assertThat(ok(put("/doors", anna, yaml.body())).path("revision").asInt()).isEqualTo(1);
    JsonNode json = ok(get("/doors", bert, "application/json")).path("dashboard");
    HttpResponse<String> again =
        send("PUT", path + "/other", anna, "application/json", json.toString());
    assertThat(ok(again).path("dashboard")).isEqualTo(json);
  }

  @Test
  void what_the_template_brought_is_changed_copied_ordered_and_removed() throws Exception {
    JsonNode all = ok(get("", anna, "application/json"));
    String first = all.path(0).path("id").stringValue();
    assertThat(all.path(0).path("changedBy").stringValue()).isEqualTo("app template");
    String yaml = get("/" + first, anna, YAML).body();
    assertThat(
            ok(put("/" + first, anna, yaml.replaceFirst("title: .*", "title: Renamed")))
                .path("revision")
                .asInt())
        .isEqualTo(2);
    HttpResponse<String> copied =
        send(
            "POST",
            path + "/" + first + "/copies",
            anna,
            "application/json",
            "{\"id\":\"copy\",\"title\":\"Copy\"}");
    assertThat(copied.statusCode()).isEqualTo(201);
    JsonNode ordered =
        ok(send("PUT", path, anna, "application/json", "{\"order\":[\"copy\",\"" + first + "\"]}"));
    assertThat(
            List.of(
                ordered.path(0).path("id").stringValue(), ordered.path(1).path("id").stringValue()))
        .containsExactly("copy", first);
    assertThat(send("DELETE", path + "/copy", anna, YAML, "").statusCode()).isEqualTo(204);
    problem(get("/copy", anna, YAML), 404, "dashboard.unknown");
    problem(
        send("PUT", path, anna, "application/json", "{\"order\":[\"copy\"]}"),
        422,
        "dashboard.unknown");
  }

  @Test
  void the_second_of_two_who_edit_is_told_who_was_faster_and_when() throws Exception {
    ok(put("/doors", anna, MINE));
    ok(put("/doors", anna, MINE.replace("Open doors", "Doors open now"), "\"1\""));
    HttpResponse<String> late = put("/doors", bert, MINE.replace("PT6H", "PT1H"), "\"1\"");
    problem(late, 412, "dashboard.revision-conflict");
    assertThat(late.body()).containsPattern("Anna saved revision 2 .* on [0-9]+ [A-Z][a-z]+ 20.. ");
    assertThat(get("/doors", bert, YAML).body()).contains("Doors open now").contains("PT6H");
    assertThat(send("DELETE", path + "/doors", anna, YAML, "").statusCode()).isEqualTo(204);
    HttpResponse<String> gone = put("/doors", bert, MINE, "\"2\"");
    problem(gone, 412, "dashboard.removed-conflict");
    assertThat(gone.body()).contains("Anna removed this dashboard on ");
    assertThat(ok(put("/doors", bert, MINE)).path("revision").asInt()).isEqualTo(3);
  }

  @Test
  void a_personal_dashboard_is_its_owners_alone() throws Exception {
    JsonNode made = ok(put("/mine?personal=true", anna, MINE));
    assertThat(made.path("personal").booleanValue()).isTrue();
    assertThat(get("", anna, "application/json").body()).contains("\"id\":\"mine\"");
    assertThat(get("", bert, "application/json").body()).doesNotContain("\"id\":\"mine\"");
    problem(get("/mine", bert, YAML), 404, "dashboard.unknown");
    problem(put("/mine", bert, MINE), 409, "dashboard.id-taken");
    problem(send("DELETE", path + "/mine", bert, YAML, ""), 404, "dashboard.unknown");
    assertThat(ok(put("/mine?personal=false", anna, MINE)).path("personal").booleanValue())
        .isFalse();
    ok(get("/mine", bert, "application/json"));
    problem(put("/mine?personal=true", bert, MINE), 422, "dashboard.shared");
  }

  @Test
  void all_faults_are_told_at_once_and_nothing_is_saved() throws Exception {
    String faulty =
        MINE.replace("doorOpen", "dorOpen").replace("column: 3", "column: 1").replace("PT6H", "6h");
    HttpResponse<String> refused = put("/doors", anna, faulty);
    problem(refused, 422, "app.duration");
    assertThat(refused.body())
        .contains("app.field-unknown")
        .contains("doorOpen")
        .contains("app.tiles-overlap");
    problem(get("/doors", anna, YAML), 404, "dashboard.unknown");
    JsonNode faults = ok(send("POST", path + "/check", anna, YAML, faulty)).path("faults");
    assertThat(faults.size()).isEqualTo(3);
    assertThat(faults.path(0).path("tile").isNull()).isTrue();
    assertThat(faults.path(1).path("tile").asInt()).isZero();
    assertThat(faults.path(2).path("tile").asInt()).isEqualTo(1);
    problem(put("/No%20id", anna, MINE), 422, "app.id");
  }

  @Test
  void operators_look_and_do_not_change() throws Exception {
    String operator = access.createBearerToken("operator", Role.OPERATOR);
    ok(get("", operator, "application/json"));
    problem(put("/doors", operator, MINE), 403, "role.insufficient");
  }

  private HttpResponse<String> put(String dashboard, String token, String yaml) throws Exception {
    return send("PUT", path + dashboard, token, YAML, yaml);
  }

  private HttpResponse<String> put(String dashboard, String token, String yaml, String ifMatch)
      throws Exception {
    return HTTP.send(
        request(path + dashboard, token)
            .header("Content-Type", YAML)
            .header("If-Match", ifMatch)
            .PUT(BodyPublishers.ofString(yaml))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String dashboard, String token, String accept) throws Exception {
    return HTTP.send(
        request(path + dashboard, token).header("Accept", accept).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(
      String method, String to, String token, String type, String body) throws Exception {
    return HTTP.send(
        request(to, token)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String to, String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + to))
        .header("Authorization", "Bearer " + token);
  }

  private static JsonNode ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static void problem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains("\"" + code + "\"");
  }
}
