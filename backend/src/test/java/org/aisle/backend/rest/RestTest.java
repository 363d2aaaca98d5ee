package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class RestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String MUG =
      """
      {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Mug;1", "@type": "Interface",
       "displayName": "Mug", "contents": [
        {"@type": "Telemetry", "name": "temperature", "schema": "double"},
        {"@type": "Telemetry", "name": "position", "schema": "vector"},
        {"@type": "Telemetry", "name": "lid", "schema": "boolean"},
        {"@type": "Property", "name": "colour", "schema": "string", "writable": true}]}
      """;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;
  @Autowired private DeviceDirectory directory;
  @Autowired private RestServer.WrittenHistory history;
  @Autowired private RestServer.WrittenRejections rejections;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  private String administrator = "";
  private String builder = "";
  private String operator = "";

  @BeforeEach
  void tokens() {
    administrator = access.createBearerToken("administrator", Role.ADMINISTRATOR);
    builder = access.createBearerToken("builder", Role.BUILDER);
    operator = access.createBearerToken("operator", Role.OPERATOR);
  }

  @TestFactory
  Stream<DynamicTest> every_endpoint_refuses_who_has_no_token_or_too_small_a_role() {
    List<DynamicTest> tests = new ArrayList<>();
    for (RequestMappingInfo info : mappings.getHandlerMethods().keySet()) {
      for (String pattern : info.getPatternValues()) {
        if (pattern.startsWith("/api/v1/")
            && !pattern.startsWith("/api/v1/gateway/")
            && !pattern.contains("openapi")) {
          info.getMethodsCondition()
              .getMethods()
              .forEach(
                  method ->
                      tests.add(
                          DynamicTest.dynamicTest(
                              method + " " + pattern, () -> refuses(method.name(), pattern))));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests.stream();
  }

  private void refuses(String method, String pattern) throws Exception {
    String path = pattern.replaceAll("\\{[a-z]+}", "none");
    assertProblem(send(method, path, "", "{}"), 401, "token.missing");
    assertProblem(send(method, path, "wrong", "{}"), 401, "token.invalid");
    boolean administratorsOnly =
        pattern.matches("/api/v1/(users|tokens|rejections).*")
            || (method.equals("DELETE") && pattern.equals("/api/v1/apps/{app}"));
    if (administratorsOnly) {
      assertProblem(send(method, path, builder, "{}"), 403, "role.insufficient");
    }
    boolean operatorsToo =
        method.equals("GET") || (method.equals("POST") && pattern.contains("/alerts/"));
    if (!operatorsToo) {
      assertProblem(send(method, path, operator, "{}"), 403, "role.insufficient");
    }
    if (operatorsToo && !administratorsOnly) {
      assertThat(send(method, path, operator, "{}").statusCode()).isNotIn(401, 403, 405, 500);
    }
    assertThat(send(method, path, administrator, "{}").statusCode()).isNotIn(401, 403, 405, 500);
  }

  @Test
  void the_open_api_document_lists_the_names_that_other_programs_rely_on() throws Exception {
    HttpResponse<String> response = send("GET", "/api/v1/openapi.json", "", "");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode paths = JSON.readTree(response.body()).path("paths");
    assertThat(new TreeSet<>(paths.propertyNames()))
        .contains(
            "/api/v1/apps",
            "/api/v1/apps/{app}/device-templates",
            "/api/v1/apps/{app}/devices",
            "/api/v1/apps/{app}/devices/{device}/latest",
            "/api/v1/apps/{app}/devices/{device}/telemetry",
            "/api/v1/apps/{app}/devices/{device}/rejections",
            "/api/v1/apps/{app}/fleet/latest",
            "/api/v1/apps/{app}/rules",
            "/api/v1/apps/{app}/rules/preview",
            "/api/v1/apps/{app}/alerts",
            "/api/v1/apps/{app}/alerts/{alert}/acknowledge");
    assertThat(paths.path("/api/v1/apps").has("post")).isTrue();
  }

  @Test
  void health_is_open_and_the_rest_of_the_actuator_is_the_administrators() throws Exception {
    assertThat(send("GET", "/actuator/health", "", "").statusCode()).isEqualTo(200);
    assertProblem(send("GET", "/actuator/prometheus", "", ""), 401, "token.missing");
    assertProblem(send("GET", "/actuator/prometheus", builder, ""), 403, "role.insufficient");
    assertThat(send("GET", "/actuator/prometheus", administrator, "").body()).contains("jvm_");
  }

  @Test
  void the_administrators_token_is_in_a_file_that_only_its_owner_can_read() throws Exception {
    Path file = RestServer.DATA.resolve("admin-token");
    assertThat(send("GET", "/api/v1/users", Files.readString(file).strip(), "").statusCode())
        .isEqualTo(200);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void an_app_is_created_from_a_template_found_and_dropped() throws Exception {
    String id = freshId();
    JsonNode made = ok(201, send("POST", "/api/v1/apps", builder, app(id, "\"connected-cooler\"")));
    assertThat(made.path("id").stringValue()).isEqualTo(id);
    assertThat(made.path("template").stringValue()).isEqualTo("connected-cooler");
    String path = "/api/v1/apps/" + id;
    assertThat(ok(200, get(path + "/devices")).size()).isGreaterThanOrEqualTo(25);
    assertThat(ok(200, get(path + "/places")).size()).isGreaterThanOrEqualTo(5);
    assertThat(ok(200, get(path + "/organisations")).size()).isPositive();
    assertThat(ok(200, get(path + "/assets")).size()).isGreaterThanOrEqualTo(25);
    assertThat(ok(200, get(path + "/dashboards")).path(0).path("dashboard").has("tiles")).isTrue();
    assertThat(ok(200, get(path + "/fleet/latest")).path("rows").size()).isGreaterThanOrEqualTo(25);
    assertThat(ok(200, get("/api/v1/app-templates")).path(0).path("id").stringValue()).isNotBlank();
    assertProblem(send("POST", "/api/v1/apps", builder, app(id, "null")), 409, "app.exists");
    assertThat(send("DELETE", path, administrator, "").statusCode()).isEqualTo(204);
    assertProblem(get(path), 404, "app.unknown");
  }

  @Test
  void a_published_template_comes_back_with_its_table() throws Exception {
    String path = "/api/v1/apps/" + freshApp() + "/device-templates";
    JsonNode published = ok(201, send("POST", path, builder, MUG));
    assertThat(published.path("id").stringValue()).isEqualTo("dtmi:test:Mug;1");
    assertThat(published.path("table").path("name").stringValue()).isEqualTo("mug");
    List<String> columns = new ArrayList<>();
    published.path("table").path("columns").forEach(c -> columns.add(c.path("name").stringValue()));
    assertThat(columns)
        .containsExactly("temperature", "position_x", "position_y", "position_z", "lid");
    ok(201, send("POST", path, builder, "[" + MUG + "]"));
    assertThat(ok(200, get(path)).size()).isEqualTo(1);
    assertProblem(
        send("POST", path, builder, MUG.replace("\"double\"", "\"string\"")),
        409,
        "template.version-exists");
  }

  @Test
  void a_device_is_registered_with_credentials_changed_and_removed() throws Exception {
    String path = "/api/v1/apps/" + appWithMug() + "/devices";
    JsonNode made =
        ok(
            201,
            send(
                "POST",
                path,
                builder,
                """
                {"id": "m1", "template": "Mug", "name": "My mug", "properties": {"colour": "red"}}
                """));
    JsonNode credentials = made.path("credentials");
    DeviceRef ref = DeviceRef.parse(credentials.path("username").stringValue()).orElseThrow();
    assertThat(ref.device().value()).isEqualTo("m1");
    assertThat(directory.authenticate(ref, credentials.path("password").stringValue().getBytes()))
        .isTrue();
    JsonNode shown = ok(200, get(path + "/m1"));
    assertThat(shown.has("credentials")).isFalse();
    assertThat(shown.path("properties").path("colour").stringValue()).isEqualTo("red");

    JsonNode renewed = ok(200, send("POST", path + "/m1/credentials", builder, ""));
    assertThat(renewed.path("credentials").path("password"))
        .isNotEqualTo(credentials.path("password"));
    assertThat(directory.authenticate(ref, credentials.path("password").stringValue().getBytes()))
        .isFalse();

    JsonNode changed =
        ok(200, send("PATCH", path + "/m1", builder, "{\"enabled\": false, \"name\": \"Ours\"}"));
    assertThat(changed.path("enabled").booleanValue()).isFalse();
    assertThat(changed.path("name").stringValue()).isEqualTo("Ours");
    assertThat(ok(200, get(path + "?text=our&template=Mug")).size()).isEqualTo(1);
    assertThat(ok(200, get(path + "?text=nobody")).size()).isZero();
    assertThat(send("DELETE", path + "/m1", builder, "").statusCode()).isEqualTo(204);
    assertProblem(get(path + "/m1"), 404, "device.unknown");
  }

  @Test
  void everything_wrong_with_a_device_is_told_at_once() throws Exception {
    String path = "/api/v1/apps/" + appWithMug() + "/devices";
    HttpResponse<String> response =
        send(
            "POST",
            path,
            builder,
            "{\"id\": \"'; drop--\", \"template\": \"Spoon\", \"via\": \"x\"}");
    assertProblem(response, 422, "device.id-invalid");
    List<String> codes = new ArrayList<>();
    JSON.readTree(response.body())
        .path("problems")
        .forEach(p -> codes.add(p.path("code").stringValue()));
    assertThat(codes).containsExactly("device.id-invalid", "template.unknown", "gateway.unknown");
  }

  @Test
  void the_history_has_every_kind_of_value_in_its_json_form() throws Exception {
    String app = appWithMug();
    Instant at = Instant.parse("2026-11-20T10:00:00.123456Z");
    write(app, "m1", at, "{\"b\":[1]}");
    String device = "/api/v1/apps/" + app + "/devices/m1";

    JsonNode latest = ok(200, get(device + "/latest"));
    assertThat(latest.path("observedAt").stringValue()).isEqualTo(at.toString());
    assertThat(latest.path("values").path("temperature").doubleValue()).isEqualTo(4.5);
    assertThat(latest.path("values").path("position"))
        .isEqualTo(JSON.readTree("{\"x\":1.0,\"y\":2.0,\"z\":3.0}"));
    assertThat(latest.path("values").path("lid").booleanValue()).isTrue();
    assertThat(latest.path("extra")).isEqualTo(JSON.readTree("{\"a\":{\"b\":[1]}}"));

    JsonNode rows =
        ok(200, get(device + "/telemetry?from=2026-11-20T11:00:00+01:00&to=2026-11-21"));
    assertThat(rows.path("rows").size()).isEqualTo(1);
    assertThat(rows.path("rows").path(0).path("observedAt").stringValue()).isEqualTo(at.toString());
    assertThat(rows.path("rows").path(0).path("temperature").doubleValue()).isEqualTo(4.5);
    assertThat(rows.path("rows").path(0).path("extra").has("a")).isTrue();
    assertThat(rows.path("next").isNull()).isTrue();
  }

  @Test
  void a_device_that_never_reported_has_an_empty_latest_and_a_row_in_the_fleet() throws Exception {
    String app = appWithMug();
    register(app, "quiet");
    JsonNode latest = ok(200, get("/api/v1/apps/" + app + "/devices/quiet/latest"));
    assertThat(latest.path("observedAt").isNull()).isTrue();
    assertThat(latest.path("values").isEmpty()).isTrue();
    JsonNode fleet = ok(200, get("/api/v1/apps/" + app + "/fleet/latest?template=Mug"));
    assertThat(fleet.path("rows").path(0).path("device").stringValue()).isEqualTo("quiet");
  }

  @Test
  void a_condition_report_is_read_as_json_and_as_a_table() throws Exception {
    String app = appWithMug();
    write(app, "m1", Instant.parse("2026-11-20T10:00:00Z"), "1");
    String path = "/api/v1/apps/" + app + "/devices/m1/condition-report";

    JsonNode report = ok(200, get(path + "?from=2026-11-20&to=2026-11-21"));
    assertThat(report.path("verdict").stringValue()).isEqualTo("nothing-promised");
    assertThat(report.path("coverage").path("readings").intValue()).isEqualTo(1);
    assertThat(report.path("from").stringValue()).isEqualTo("2026-11-20T00:00:00Z");
    HttpResponse<String> table = get(path + ".csv?from=2026-11-20&to=2026-11-21");
    assertThat(table.statusCode()).isEqualTo(200);
    assertThat(table.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(table.body()).startsWith("kind,name,from,to,");
    assertProblem(get(path + "?from=2026-11-21&to=2026-11-20"), 422, "report.range");
    assertProblem(get(path + "?from=yesterday"), 400, "parameter.from-invalid");
    assertProblem(get(path.replace("m1", "m9")), 404, "device.unknown");
  }

  @Test
  void a_limited_answer_says_where_to_go_on() throws Exception {
    String app = appWithMug();
    Instant at = Instant.parse("2026-11-20T10:00:00Z");
    for (int i = 0; i < 3; i++) {
      write(app, "m1", at.plusSeconds(i), "1");
    }
    String path =
        "/api/v1/apps/" + app + "/devices/m1/telemetry?to=2026-11-21&fields=temperature&from=";
    JsonNode first = ok(200, get(path + at + "&limit=2"));
    assertThat(first.path("rows").size()).isEqualTo(2);
    assertThat(first.path("next").stringValue()).isEqualTo(at.plusSeconds(2).toString());
    JsonNode second = ok(200, get(path + first.path("next").stringValue() + "&limit=2"));
    assertThat(second.path("rows").size()).isEqualTo(1);
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(second.path("rows").path(0).has("extra")).isFalse();
  }

  @Test
  void buckets_carry_the_aggregate_asked_for_and_gaps_stay_gaps() throws Exception {
    String app = appWithMug();
    register(app, "m1");
    String path =
        "/api/v1/apps/"
            + app
            + "/devices/m1/telemetry?from=2026-11-20&to=2026-11-21&interval=PT5M&fields=temperature";
    for (var expected :
        Map.of(
                "avg", 5.0, "min", 1.0, "max", 9.0, "sum", 20.0, "count", 4.0, "first", 2.0, "last",
                8.0)
            .entrySet()) {
      JsonNode rows = ok(200, get(path + "&aggregate=" + expected.getKey())).path("rows");
      assertThat(rows.path(0).path("temperature").doubleValue()).isEqualTo(expected.getValue());
      assertThat(rows.path(0).path("observedAt").stringValue()).isEqualTo("2026-11-20T00:00:00Z");
      assertThat(rows.path(1).path("observedAt").stringValue()).isEqualTo("2026-11-20T00:15:00Z");
      assertThat(rows.size()).isEqualTo(2);
    }
    JsonNode limited = ok(200, get(path + "&limit=1"));
    assertThat(limited.path("next").stringValue()).isEqualTo("2026-11-20T00:15:00Z");
  }

  @Test
  void rejections_are_shown_for_devices_that_were_never_registered_too() throws Exception {
    String app = appWithMug();
    DeviceRef ref = DeviceRef.of(app, "stranger");
    rejections.kept.put(
        ref,
        List.of(
            new Rejection(
                ref.app(),
                ref.device(),
                Instant.parse("2026-11-20T10:00:00Z"),
                RejectionCode.PAYLOAD_MALFORMED,
                null,
                "Send JSON.",
                "telemetry",
                ref.username(),
                new byte[] {(byte) 0xff, 0},
                2)));
    JsonNode shown = ok(200, get("/api/v1/apps/" + app + "/devices/stranger/rejections"));
    assertThat(shown.path(0).path("code").stringValue()).isEqualTo("payload.malformed");
    assertThat(Base64.getDecoder().decode(shown.path(0).path("payload").stringValue()))
        .containsExactly(0xff, 0);
    assertThat(ok(200, get("/api/v1/apps/" + app + "/rejections")).size()).isEqualTo(1);
  }

  @Test
  void an_asset_moves_from_place_to_place() throws Exception {
    String path = "/api/v1/apps/" + appWithMug();
    register(path.substring("/api/v1/apps/".length()), "m1");
    String place =
        "{\"name\": \"N\", \"kind\": \"store\", \"lat\": 1, \"lon\": 2, \"radiusMetres\": 9}";
    ok(200, send("PUT", path + "/places/north", builder, place));
    assertProblem(
        send("PUT", path + "/places/north", builder, place.replace("\"lat\": 1", "\"lat\": 91")),
        422,
        "place.position-invalid");
    ok(
        201,
        send(
            "POST", path + "/assets", builder, "{\"id\":\"a\",\"name\":\"A\",\"kind\":\"shelf\"}"));
    ok(200, send("POST", path + "/assets/a/devices", builder, "{\"device\":\"m1\"}"));
    JsonNode asset =
        ok(
            200,
            send(
                "POST",
                path + "/assets/a/places",
                builder,
                "{\"place\":\"north\",\"from\":\"2026-11-20T10:00:00Z\"}"));
    assertThat(asset.path("places").path(0).path("place").stringValue()).isEqualTo("north");
    assertThat(asset.path("places").path(0).path("to").isNull()).isTrue();
    assertThat(ok(200, get(path + "/devices/m1")).path("place").stringValue()).isEqualTo("north");
    assertProblem(get(path + "/assets/b"), 404, "asset.unknown");
  }

  @TestFactory
  Stream<DynamicTest> whatever_is_wrong_with_a_request_has_a_code_and_a_sentence()
      throws Exception {
    String app = "/api/v1/apps/" + appWithMug();
    register(app.substring("/api/v1/apps/".length()), "m1");
    String history = app + "/devices/m1/telemetry";
    String deep = "[".repeat(5_000);
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      fields.append(i == 0 ? "" : ",");
      fields
          .append("{\"@type\":\"Telemetry\",\"name\":\"f")
          .append(i)
          .append("\",\"schema\":\"double\"}");
    }
    String huge =
        MUG.replaceFirst("(?s)\\{\"@type\": \"Telemetry\".*(?=\\]\\})", fields.toString());
    return Stream.of(
        wrong("GET", "/api/v1/nothing", "", 404, "path.unknown"),
        wrong("GET", "/api/nothing", "", 404, "path.unknown"),
        wrong("PATCH", "/api/v1/apps", "{}", 405, "method.not-allowed"),
        wrong("GET", "/api/v1/apps/No%20App", "", 404, "app.unknown"),
        wrong("GET", "/api/v1/apps/x';drop%20table%20aisle.app;--", "", 400, "path.malformed"),
        wrong("GET", "/api/v1/apps/x'or'1'='1", "", 404, "app.unknown"),
        wrong("GET", "/api/v1/apps//devices", "", 400, "path.malformed"),
        wrong("GET", "/api/v1/apps/a%2Fb", "", 400, "path.malformed"),
        wrong("PUT", app + "/rules/a%2fb", "{}", 400, "path.malformed"),
        wrong("GET", "/api/v1/apps/a%00", "", 400, "path.malformed"),
        wrong("GET", "/api/v1/apps/a%5Cb", "", 400, "path.malformed"),
        wrong("DELETE", "/api/..%2f..%2fetc/passwd", "", 400, "path.malformed"),
        wrong("GET", app + "/devices/nobody", "", 404, "device.unknown"),
        wrong("GET", app + "/devices/nobody/latest", "", 404, "device.unknown"),
        wrong("GET", app + "/devices?template=Spoon", "", 400, "template.unknown"),
        wrong("GET", app + "/fleet/latest?template=%00", "", 400, "template.unknown"),
        wrong("GET", app + "/devices/m1/rejections?limit=0", "", 400, "parameter.limit-invalid"),
        wrong("GET", app + "/devices/m1/rejections?limit=many", "", 400, "parameter.invalid"),
        wrong("GET", history + "?from=yesterday", "", 400, "parameter.from-invalid"),
        wrong("GET", history + "?to=%2B999999999-01-01T00:00:00Z", "", 400, "parameter.to-invalid"),
        wrong("GET", history + "?from=2026-11-21&to=2026-11-20", "", 400, "range.empty"),
        wrong("GET", history + "?fields=temperature,weight", "", 400, "field.unknown"),
        wrong("GET", history + "?fields=lid&interval=PT5M", "", 400, "field.not-numeric"),
        wrong("GET", history + "?interval=5m", "", 400, "parameter.interval-invalid"),
        wrong(
            "GET",
            history + "?interval=PT1S&from=2000-01-01",
            "",
            400,
            "parameter.interval-invalid"),
        wrong(
            "GET",
            history + "?interval=PT5M&aggregate=median",
            "",
            400,
            "parameter.aggregate-invalid"),
        wrong("GET", history + "?aggregate=avg", "", 400, "parameter.interval-missing"),
        wrong("GET", history + "?limit=100001", "", 400, "parameter.limit-invalid"),
        wrong("POST", "/api/v1/apps", "", 400, "body.malformed"),
        wrong("POST", "/api/v1/apps", "{\"id\":", 400, "body.malformed"),
        wrong("POST", "/api/v1/apps", "[]", 400, "body.malformed"),
        wrong("POST", "/api/v1/apps", "{\"idd\":1}", 400, "body.unknown-key"),
        wrong("POST", "/api/v1/apps", "{}", 422, "app.id-invalid"),
        wrong("POST", "/api/v1/apps", "{\"id\":" + deep, 400, "body.malformed"),
        wrong("POST", "/api/v1/apps", " ".repeat(10 << 20), 413, "body.too-large"),
        wrong("PUT", app + "/retention", "{\"retention\":\"soon\"}", 400, "retention.invalid"),
        wrong("PUT", app + "/retention", "{\"retention\":\"PT1S\"}", 422, "retention.invalid"),
        wrong(
            "PATCH",
            app + "/devices/m1",
            "{\"properties\":{\"size\":\"1\"}}",
            422,
            "property.unknown"),
        wrong(
            "PATCH",
            app + "/devices/m1",
            "{\"properties\":{\"colour\":null}}",
            400,
            "property.invalid"),
        DynamicTest.dynamicTest(
            "a model that is no JSON",
            () ->
                assertThat(code(send("POST", app + "/device-templates", builder, "{"), 422))
                    .isNotBlank()),
        DynamicTest.dynamicTest(
            "a model nested too deeply",
            () ->
                assertThat(code(send("POST", app + "/device-templates", builder, deep), 422))
                    .isNotBlank()),
        DynamicTest.dynamicTest(
            "a model with ten thousand fields",
            () ->
                assertThat(code(send("POST", app + "/device-templates", builder, huge), 422))
                    .isNotBlank()),
        DynamicTest.dynamicTest(
            "a body of another type",
            () -> {
              for (String path : List.of("/api/v1/apps", app + "/device-templates")) {
                HttpRequest request =
                    request("POST", path, administrator, MUG)
                        .setHeader("Content-Type", "text/plain")
                        .build();
                assertProblem(
                    HTTP.send(request, BodyHandlers.ofString()), 415, "content-type.unsupported");
              }
            }),
        DynamicTest.dynamicTest(
            "a body too large that does not say so",
            () -> {
              HttpRequest request =
                  request("POST", "/api/v1/apps", administrator, "")
                      .POST(
                          BodyPublishers.ofInputStream(
                              () ->
                                  new java.io.ByteArrayInputStream(
                                      " ".repeat(1_500_000).getBytes())))
                      .build();
              assertProblem(HTTP.send(request, BodyHandlers.ofString()), 413, "body.too-large");
            }));
  }

  @Test
  void what_the_web_server_refuses_outside_of_rest_names_no_server() throws Exception {
    HttpResponse<String> refused = get("/a%2Fb");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).doesNotContain("Tomcat", "Exception");
  }

  @Test
  void a_destination_is_created_tried_and_removed_and_its_secret_shown_once() throws Exception {
    String app = "/api/v1/apps/" + freshApp();
    String hook = "{\"name\": \"Hook\", \"url\": \"http://169.254.169.254/\"}";
    JsonNode made = ok(200, send("PUT", app + "/destinations/hook", builder, hook));
    assertThat(made.path("secret").stringValue()).startsWith("whsec_");
    assertThat(
            ok(200, send("PUT", app + "/destinations/hook", builder, hook)).path("secret").isNull())
        .isTrue();
    assertThat(ok(200, get(app + "/destinations")).path(0).path("type").stringValue())
        .isEqualTo("webhook");
    assertThat(get(app + "/destinations").body()).doesNotContain("whsec_");
    assertProblem(
        send("POST", app + "/destinations/hook/test", builder, ""), 422, "webhook.address-refused");
    assertProblem(
        send("POST", app + "/destinations/none/test", builder, ""), 404, "destination.unknown");
    assertThat(ok(200, get(app + "/dispatches?status=dead")).size()).isZero();
    assertThat(send("DELETE", app + "/destinations/hook", builder, "").statusCode()).isEqualTo(204);
    assertProblem(
        send("DELETE", app + "/destinations/hook", builder, ""), 404, "destination.unknown");
    assertProblem(
        send("PUT", app + "/destinations/x", builder, "{\"name\": \"X\"}"),
        400,
        "destination.channel-invalid");
    assertProblem(
        send("PUT", app + "/destinations/x", builder, "{\"name\": \"X\", \"to\": [null]}"),
        422,
        "destination.address-invalid");
    assertProblem(get(app + "/dispatches?status=lost"), 400, "parameter.status-invalid");
    assertProblem(get(app + "/dispatches?limit=0"), 400, "parameter.limit-invalid");
    assertProblem(send("POST", app + "/dispatches/1/again", builder, ""), 422, "dispatch.unknown");
    assertProblem(send("POST", app + "/dispatches/x/again", builder, ""), 404, "dispatch.unknown");
  }

  private DynamicTest wrong(String method, String path, String body, int status, String code) {
    return DynamicTest.dynamicTest(
        method + " " + path + " " + body.substring(0, Math.min(20, body.length())) + " is " + code,
        () -> assertProblem(send(method, path, administrator, body), status, code));
  }

  private void write(String app, String device, Instant at, String extra) throws Exception {
    DeviceRef ref = DeviceRef.of(app, device);
    if (!history.rows.containsKey(ref)) {
      register(app, device);
    }
    TreeMap<String, Value> values =
        new TreeMap<>(
            Map.of(
                "temperature", new Value.Num(4.5),
                "position", new Value.Vec(1, 2, 3),
                "lid", new Value.Flag(true)));
    history.rows.merge(
        ref,
        List.of(
            new Row(at, at, null, null, values, new TreeMap<>(Map.of("a", new Value.Tree(extra))))),
        (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
  }

  private void register(String app, String id) throws Exception {
    ok(
        201,
        send(
            "POST",
            "/api/v1/apps/" + app + "/devices",
            builder,
            "{\"id\": \"%s\", \"template\": \"Mug\"}".formatted(id)));
  }

  private String appWithMug() throws Exception {
    String app = freshApp();
    ok(201, send("POST", "/api/v1/apps/" + app + "/device-templates", builder, MUG));
    return app;
  }

  private String freshApp() throws Exception {
    String id = freshId();
    ok(201, send("POST", "/api/v1/apps", builder, app(id, "null")));
    return id;
  }

  private static String freshId() {
    return "rest-" + NEXT.incrementAndGet();
  }

  private static String app(String id, String template) {
    return "{\"id\": \"%s\", \"name\": \"App\", \"template\": %s}".formatted(id, template);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, operator, "");
  }

  private HttpResponse<String> send(String method, String path, String token, String body)
      throws IOException, InterruptedException {
    return HTTP.send(request(method, path, token, body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private static JsonNode ok(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(code(response, status)).as(response.body()).isEqualTo(code);
  }

  private static String code(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.path("detail").stringValue()).endsWith(".");
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    return problem.path("code").stringValue();
  }
}
