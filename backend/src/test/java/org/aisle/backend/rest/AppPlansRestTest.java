package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.aisle.backend.exchange.AppExchange;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.AppPlans;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Devices;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.identity.AppId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class AppPlansRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String CIRCLE =
      base64(
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle cx=\"4\" cy=\"4\""
              + " r=\"4\"/></svg>");
  private static final String SCRIPT =
      base64(
          "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script><image"
              + " href=\"https://evil.example/x.png\"/></svg>");

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;
  @Autowired private Apps apps;
  @Autowired private AppPlans plans;
  @Autowired private AppExchange exchange;
  @Autowired private AppPictures pictures;
  @Autowired private Devices devices;

  private String token = "";

  @BeforeEach
  void signIn() {
    token = access.createBearerToken("builder", Role.BUILDER);
  }

  @Test
  void an_app_is_made_with_everything_that_was_chosen() throws Exception {
    String id = id();
    JsonNode made =
        ok(
            201,
            post(
                "/api/v1/apps",
                """
                {"id": "%s", "name": " Shops of Rome ", "template": "store-checkout",
                 "zone": "Europe/Rome", "history": "P7D",
                 "simulate": {"kinds": {"Thermostat": 2, "StoreGateway": 1, "ZoneTag": 0}},
                 "theme": {"accent": "#7A4B9D", "logo": "%s"}}
                """
                    .formatted(id, CIRCLE)));

    AppId app = new AppId(id);
    assertThat(made.path("name").stringValue()).isEqualTo("Shops of Rome");
    assertThat(made.path("zone").stringValue()).isEqualTo("Europe/Rome");
    assertThat(plans.history(app)).contains(Duration.ofDays(7));
    AppTemplate template = template("store-checkout");
    List<String> expected =
        template.fleet().members().stream()
            .filter(m -> m.template().equals("Thermostat"))
            .limit(2)
            .map(Member::device)
            .toList();
    List<String> registered =
        devices.find(app, null, null).stream().map(d -> d.ref().device().value()).toList();
    assertThat(registered).hasSize(3).containsAll(expected);
    AppTemplate origin = apps.origin(app).orElseThrow();
    assertThat(origin.fleet().members())
        .extracting(Member::device)
        .containsExactlyInAnyOrderElementsOf(registered);
    assertThat(origin.zone().getId()).isEqualTo("Europe/Rome");
    JsonNode theme = ok(200, get("/api/v1/apps/" + id + "/theme"));
    assertThat(theme.path("accent").stringValue()).isEqualTo("#7a4b9d");
    assertThat(theme.path("logo").stringValue()).isEqualTo(CIRCLE);
  }

  @Test
  void the_look_goes_along_when_an_app_is_exported_imported_and_copied() throws Exception {
    String first = id();
    ok(201, post("/api/v1/apps", plan(first, "\"template\": \"store-conditions\"")));
    ok(
        200,
        send(
            "PUT",
            "/api/v1/apps/" + first + "/theme",
            "{\"accent\": \"#008575\", \"logo\": \"%s\"}".formatted(CIRCLE)));

    AppTemplate exported = exchange.export(new AppId(first)).orElseThrow();
    assertThat(exported.theme())
        .isEqualTo(
            new Theme("#008575", template("store-conditions").theme().icon(), "app-logo.svg"));
    String second = id();
    byte[] archive =
        HTTP.send(
                request("/api/v1/apps/" + first + "/export").GET().build(),
                BodyHandlers.ofByteArray())
            .body();
    assertThat(
            HTTP.send(
                    request("/api/v1/apps/import?id=" + second)
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofByteArray(archive))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(201);
    String third = id();
    ok(
        201,
        post(
            "/api/v1/apps/" + second + "/copy",
            "{\"id\": \"%s\", \"name\": \"Third\"}".formatted(third)));

    JsonNode look = ok(200, get("/api/v1/apps/" + first + "/theme"));
    assertThat(ok(200, get("/api/v1/apps/" + second + "/theme"))).isEqualTo(look);
    assertThat(ok(200, get("/api/v1/apps/" + third + "/theme"))).isEqualTo(look);
    assertThat(look.path("logo").stringValue()).isEqualTo(CIRCLE);
  }

  @Test
  void another_logo_replaces_the_first_and_none_removes_it() throws Exception {
    String id = id();
    ok(201, post("/api/v1/apps", plan(id, "\"template\": null")));
    String theme = "/api/v1/apps/" + id + "/theme";
    assertThat(ok(200, get(theme)).path("logo").isNull()).isTrue();
    String png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    ok(200, send("PUT", theme, "{\"accent\": \"#1d4ed8\", \"logo\": \"%s\"}".formatted(CIRCLE)));
    ok(200, send("PUT", theme, "{\"accent\": \"#1d4ed8\", \"logo\": \"%s\"}".formatted(png)));
    assertThat(pictures.all(new AppId(id)))
        .singleElement()
        .satisfies(picture -> assertThat(picture.name()).isEqualTo("app-logo.png"));
    JsonNode plain = ok(200, send("PUT", theme, "{\"accent\": \"#1d4ed8\"}"));
    assertThat(plain.path("logo").isNull()).isTrue();
    assertThat(pictures.all(new AppId(id))).isEmpty();
  }

  @Test
  void all_that_is_wrong_with_a_plan_is_told_at_once_and_nothing_is_made() throws Exception {
    String id = id();
    String body =
        """
        {"id": "%s", "name": " ", "template": "connected-cooler", "zone": "Europe/Rom",
         "history": "P91D", "simulate": {"kinds": {"Coler": 1, "Cooler": 26}},
         "theme": {"accent": "#ffee00", "logo": "%s"}}
        """
            .formatted(id, SCRIPT);

    for (String path : List.of("/api/v1/apps", "/api/v1/apps/plan")) {
      HttpResponse<String> refused = post(path, body);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(JSON.readTree(refused.body()).path("problems").valueStream())
          .extracting(problem -> problem.path("code").stringValue())
          .contains(
              "app.name-invalid",
              "app.zone-unknown",
              "history.invalid",
              "simulate.kind-unknown",
              "simulate.count",
              "theme.contrast")
          .anyMatch(code -> code.startsWith("picture."));
    }
    assertThat(apps.find(new AppId(id))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"template\": \"cooler\"'                            | app-template.unknown",
        "'\"history\": \"-P1D\"'                               | history.invalid",
        "'\"history\": \"a week\"'                             | history.invalid",
        "'\"simulate\": {}'                                    | simulate.unclear",
        "'\"simulate\": {\"kinds\": {}, \"devices\": []}'      | simulate.unclear",
        "'\"simulate\": {\"devices\": [\"a\", null]}'          | simulate.device-unknown",
        "'\"theme\": {}'                                       | theme.accent",
        "'\"theme\": {\"accent\": \"red\"}'                    | theme.accent",
        "'\"theme\": {\"accent\": \"#000000\", \"logo\":\"?\"}' | theme.logo-encoding",
        "'\"theme\": {\"accent\": \"#000000\", \"logo\":\"\"}'  | picture.",
      })
  void what_can_not_be_made_is_refused_with_its_code(String keys, String code) throws Exception {
    String id = id();
    HttpResponse<String> refused = post("/api/v1/apps", plan(id, keys));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("\"code\":\"" + code);
    assertThat(apps.find(new AppId(id))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"kinds, '{\"Cooler\": 2}'", "devices, '[\"cooler-001\"]'"})
  void a_template_that_there_is_not_is_all_that_is_told(String key, String wanted)
      throws Exception {
    String simulate = "\"simulate\": {\"%s\": %s}".formatted(key, wanted);
    HttpResponse<String> refused =
        post("/api/v1/apps/plan", plan(id(), "\"template\": \"cooler\", " + simulate));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(refused.body()).path("problems").valueStream())
        .extracting(problem -> problem.path("code").stringValue())
        .containsExactly("app-template.unknown");
    assertThat(post("/api/v1/apps/plan", plan(id(), simulate)).body())
        .contains("\"code\":\"simulate.")
        .doesNotContain("[]");
  }

  @Test
  void a_plan_without_making_it_says_how_many_devices_and_that_nobody_simulates_here()
      throws Exception {
    String id = id();
    JsonNode outlook =
        ok(
            200,
            post(
                "/api/v1/apps/plan",
                plan(
                    id,
                    "\"template\": \"connected-cooler\", \"history\": \"P1D\","
                        + " \"simulate\": {\"devices\": [\"cooler-003\", \"cooler-008\"]}")));
    assertThat(outlook.path("devices").intValue()).isEqualTo(2);
    assertThat(outlook.path("simulated").booleanValue()).isFalse();
    assertThat(apps.find(new AppId(id))).isEmpty();
  }

  @Test
  void an_app_gets_another_name_and_says_that_nothing_is_simulated() throws Exception {
    String id = id();
    ok(201, post("/api/v1/apps", plan(id, "\"template\": null")));
    String path = "/api/v1/apps/" + id;
    JsonNode renamed = ok(200, send("PUT", path + "/name", "{\"name\": \"Lagerhaus Süd\"}"));
    assertThat(renamed.path("name").stringValue()).isEqualTo("Lagerhaus Süd");
    assertThat(send("PUT", path + "/name", "{\"name\": \"\"}").statusCode()).isEqualTo(422);
    assertThat(apps.find(new AppId(id)).orElseThrow().name()).isEqualTo("Lagerhaus Süd");
    assertThat(ok(200, get(path + "/simulation")).path("simulated").booleanValue()).isFalse();
    assertThat(send("DELETE", path + "/simulation/history", "").statusCode()).isEqualTo(204);
  }

  private static AppTemplate template(String id) {
    return AppTemplates.builtIn().named(id).orElseThrow();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String id() {
    return "plan-" + NEXT.incrementAndGet();
  }

  private static String plan(String id, String keys) {
    return "{\"id\": \"%s\", \"name\": \"A plan\", %s}".formatted(id, keys);
  }

  private JsonNode ok(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return HTTP.send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + token);
  }
}
