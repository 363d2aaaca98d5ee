package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
class GroupsRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String NORTH =
      "{\"name\":\"N\",\"query\":\"organisation == \\\"region-north\\\"\"}";

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;

  private String builder = "";
  private String app = "";

  @BeforeEach
  void create() throws Exception {
    builder = access.createBearerToken("builder", Role.BUILDER);
    String id = "grouped-" + NEXT.incrementAndGet();
    ok(
        201,
        send(
            "POST",
            "/api/v1/apps",
            "{\"id\":\"%s\",\"name\":\"A\",\"template\":\"connected-cooler\"}".formatted(id)));
    app = "/api/v1/apps/" + id;
  }

  @Test
  void a_group_is_created_changed_asked_and_removed() throws Exception {
    HttpResponse<String> created = send("PUT", app + "/groups/mine", NORTH, "If-None-Match", "*");
    assertThat(ok(200, created).path("devices").intValue()).isEqualTo(15);
    assertThat(created.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(
            code(
                412,
                send("PUT", app + "/groups/mine", NORTH.replace("N", "M"), "If-Match", "\"7\"")))
        .isEqualTo("group.revision-conflict");
    assertThat(
            code(422, send("PUT", app + "/groups/other", "{\"name\":\"O\",\"query\":\"enable\"}")))
        .isEqualTo("group.name-unknown");
    assertThat(
            ok(200, send("GET", app + "/groups/mine/devices?limit=4&offset=12", ""))
                .path("devices")
                .size())
        .isEqualTo(3);
    assertThat(ok(200, send("GET", app + "/devices?group=mine", "")).size()).isEqualTo(15);
    assertThat(code(400, send("GET", app + "/devices?group=moon", ""))).isEqualTo("group.unknown");
    assertThat(ok(200, send("GET", app + "/alerts?group=mine", "")).path("total").intValue())
        .isZero();
    assertThat(code(400, send("GET", app + "/alerts?group=moon", ""))).isEqualTo("group.unknown");
    JsonNode preview =
        ok(200, send("POST", app + "/groups/preview", "{\"query\":\"simulated\",\"limit\":2}"));
    assertThat(preview.path("total").intValue()).isEqualTo(25);
    assertThat(preview.path("devices").size()).isEqualTo(2);
    assertThat(send("DELETE", app + "/groups/mine", "", "If-Match", "\"1\"").statusCode())
        .isEqualTo(204);
    assertThat(code(404, send("GET", app + "/groups/mine", ""))).isEqualTo("group.unknown");
  }

  @Test
  void a_group_that_a_dashboard_names_is_not_removed_and_not_forgotten_in_an_export()
      throws Exception {
    assertThat(
            ok(
                    200,
                    send(
                        "PUT",
                        app + "/dashboards/small",
                        """
                        {"title": "S", "template": "Cooler", "range": "P1D", "tiles": [
                          {"kind": "device-count", "title": "N", "group": "north", "fresh": "P1D",
                           "at": {"column": 0, "row": 0, "width": 3, "height": 2}}]}
                        """))
                .path("id")
                .stringValue())
        .isEqualTo("small");
    assertThat(code(409, send("DELETE", app + "/groups/north", ""))).isEqualTo("group.in-use");
    JsonNode all = ok(200, send("GET", app + "/groups", ""));
    assertThat(all.path(0).path("usedBy"))
        .extracting(use -> use.path("id").stringValue())
        .containsExactly("fleet", "small");
    ok(200, send("PUT", app + "/groups/mine", NORTH));
    ok(
        201,
        send(
            "POST",
            app + "/copy",
            "{\"id\":\"%s-copy\",\"name\":\"C\"}"
                .formatted(app.substring("/api/v1/apps/".length()))));
    assertThat(ok(200, send("GET", app + "-copy/groups/mine", "")).path("query").stringValue())
        .isEqualTo("organisation == \"region-north\"");
  }

  @Test
  void organisations_are_built_over_rest() throws Exception {
    ok(
        200,
        send("PUT", app + "/organisations/east", "{\"name\":\"East\",\"parent\":\"northwind\"}"));
    assertThat(
            code(
                422,
                send(
                    "PUT",
                    app + "/organisations/northwind",
                    "{\"name\":\"X\",\"parent\":\"east\"}")))
        .isEqualTo("organisation.cycle");
    JsonNode refusal = ok(409, send("DELETE", app + "/organisations/region-north", ""));
    assertThat(refusal.path("problems"))
        .extracting(problem -> problem.path("code").stringValue())
        .containsExactly("organisation.in-group", "organisation.in-use");
    assertThat(refusal.toString()).contains("'Coolers of Region North'");
    assertThat(code(409, send("DELETE", app + "/organisations/region-north?moveTo=east", "")))
        .isEqualTo("organisation.in-group");
    assertThat(ok(200, send("GET", app + "/groups/north", "")).path("devices").intValue())
        .isEqualTo(15);
    ok(
        200,
        send(
            "PUT",
            app + "/groups/north",
            "{\"name\":\"East\",\"query\":\"organisation == \\\"east\\\"\"}"));
    assertThat(send("DELETE", app + "/organisations/region-north?moveTo=east", "").statusCode())
        .isEqualTo(204);
    assertThat(
            ok(
                    200,
                    send(
                        "POST",
                        app + "/groups/preview",
                        "{\"query\":\"organisation == \\\"east\\\"\"}"))
                .path("total")
                .intValue())
        .isEqualTo(15);
    JsonNode ordered = ok(200, send("PUT", app + "/organisations", "{\"order\":[\"east\"]}"));
    assertThat(ordered.path(1).path("id").stringValue()).isEqualTo("east");
    assertThat(code(404, send("DELETE", app + "/organisations/moon", "")))
        .isEqualTo("organisation.unknown");
  }

  @Test
  void what_the_query_of_a_group_names_can_not_be_taken_from_it() throws Exception {
    String altona = app + "/places/hamburg-altona";
    String group = app + "/groups/asked";
    ok(200, send("PUT", group, query("place in ['hamburg-altona'] || place.startsWith('de')")));
    assertThat(ok(200, send("GET", altona + "/uses", "")).toString())
        .contains("{\"kind\":\"group\",\"id\":\"asked\",\"name\":\"Asked\"}");
    JsonNode refusal = ok(409, send("DELETE", altona + "?history=forget", ""));
    assertThat(refusal.path("problems"))
        .extracting(problem -> problem.path("code").stringValue())
        .containsExactly("place.stood-at", "place.in-group");

    String yard = "{\"name\":\"Y\",\"kind\":\"yard\",\"lat\":1,\"lon\":1,\"radiusMetres\":9}";
    ok(200, send("PUT", app + "/places/yard", yard));
    ok(200, send("PUT", group, query("place != 'yard'")));
    assertThat(code(409, send("DELETE", app + "/places/yard", ""))).isEqualTo("place.in-group");

    String type = "{\"name\":\"Box\",\"properties\":[%s]}";
    String colour = "{\"name\":\"colour\",\"schema\":\"string\"}";
    ok(200, send("PUT", app + "/asset-types/box", type.formatted(colour)));
    ok(200, send("PUT", group, query("assetType == 'box'")));
    assertThat(code(409, send("DELETE", app + "/asset-types/box", "")))
        .isEqualTo("asset-type.in-group");
    ok(200, send("PUT", group, query("known(asset.colour)")));
    assertThat(code(409, send("DELETE", app + "/asset-types/box", "")))
        .isEqualTo("asset-type.in-group");
    JsonNode lost = ok(409, send("PUT", app + "/asset-types/box", type.formatted("")));
    assertThat(lost.path("detail").stringValue())
        .isEqualTo(
            "The property 'colour' is named by the queries of device groups: 'Asked'. Change or"
                + " remove those first.");
    ok(200, send("PUT", app + "/asset-types/tin", type.formatted(colour)));
    assertThat(send("DELETE", app + "/asset-types/box", "").statusCode())
        .as("another type still has the property")
        .isEqualTo(204);

    assertThat(send("DELETE", group, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", app + "/places/yard", "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", app + "/asset-types/tin", "").statusCode()).isEqualTo(204);
  }

  private static String query(String text) {
    return "{\"name\":\"Asked\",\"query\":\"%s\"}".formatted(text);
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + builder)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode ok(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private static String code(int status, HttpResponse<String> response) {
    JsonNode problem = ok(status, response);
    JsonNode first = problem.path("problems").path(0).path("code");
    return first.isString() ? first.stringValue() : problem.path("code").stringValue();
  }
}
