package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.aisle.backend.alerts.AlertTimeline;
import org.aisle.backend.alerts.Judgement;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.rules.WrittenPreviews;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class AlertsRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");
  private static final String MUG =
      """
      {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Mug;1", "@type": "Interface",
       "displayName": "Mug", "contents": [
        {"@type": "Telemetry", "name": "temperature", "schema": "double"}]}
      """;
  private static final String RULE =
      """
      {"name": "Too warm", "template": "Mug", "severity": "warning",
       "when": {"condition": "temperature > 8", "for": "PT30M"}}
      """;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;
  @Autowired private AlertTimeline timeline;

  private String builder = "";
  private String operator = "";
  private String app = "";
  private String path = "";

  @BeforeEach
  void an_app_with_a_mug() throws Exception {
    builder = access.createBearerToken("builder", Role.BUILDER);
    operator = access.createBearerToken("operator", Role.OPERATOR);
    app = "alerts-rest-" + NEXT.incrementAndGet();
    path = "/api/v1/apps/" + app;
    ok(201, send("POST", "/api/v1/apps", builder, "{\"id\":\"%s\",\"name\":\"A\"}".formatted(app)));
    ok(201, send("POST", path + "/device-templates", builder, MUG));
  }

  @Test
  void a_rule_is_saved_read_changed_and_removed() throws Exception {
    JsonNode saved = ok(200, send("PUT", path + "/rules/too-warm", builder, RULE));
    assertThat(saved.path("revision").intValue()).isEqualTo(1);
    assertThat(saved.path("changedBy").stringValue()).isEqualTo("builder");
    assertThat(saved.path("faults").isEmpty()).isTrue();
    assertThat(ok(200, get("/rules/too-warm"))).isEqualTo(saved);
    assertThat(ok(200, get("/rules")).path(0)).isEqualTo(saved);

    String again = saved.path("rule").toString();
    assertThat(ok(200, send("PUT", path + "/rules/too-warm", builder, again)))
        .as("what is read may be put back")
        .isEqualTo(saved);
    JsonNode changed =
        ok(200, send("PUT", path + "/rules/too-warm", builder, again.replace("> 8", "> 9")));
    assertThat(changed.path("revision").intValue()).isEqualTo(2);

    assertThat(send("DELETE", path + "/rules/too-warm", builder, "").statusCode()).isEqualTo(204);
    assertProblem(get("/rules/too-warm"), 404, "rule.unknown");
    assertProblem(send("DELETE", path + "/rules/too-warm", builder, ""), 404, "rule.unknown");
  }

  @Test
  void a_rule_that_somebody_changed_meanwhile_is_not_overwritten() throws Exception {
    String rule = path + "/rules/too-warm";
    ok(200, send("PUT", rule, builder, RULE, "If-None-Match", "*"));
    assertProblem(send("PUT", rule, builder, nine(), "If-None-Match", "*"), 412, "rule.exists");
    ok(200, send("PUT", rule, builder, nine(), "If-Match", "\"1\""));
    HttpResponse<String> late =
        send("PUT", rule, builder, RULE.replace("> 8", "> 7"), "If-Match", "\"1\"");
    assertProblem(late, 412, "rule.revision-conflict");
    assertThat(JSON.readTree(late.body()).path("detail").stringValue())
        .startsWith("builder saved revision 2 of this rule");
    assertThat(ok(200, get("/rules/too-warm")).path("revision").intValue()).isEqualTo(2);
    assertProblem(
        send("DELETE", rule, builder, "", "If-Match", "\"1\""), 412, "rule.revision-conflict");
    assertProblem(send("DELETE", rule, builder, "", "If-Match", "newest"), 400, "if-match.invalid");
    assertThat(ok(200, get("/rules/too-warm")).path("revision").intValue()).isEqualTo(2);
    assertThat(send("DELETE", rule, builder, "", "If-Match", "\"2\"").statusCode()).isEqualTo(204);
    assertProblem(send("PUT", rule, builder, RULE, "If-Match", "2"), 412, "rule.removed-conflict");
    for (String wrong : List.of("*", "W/\"1\"", "\"one\"", "0", "")) {
      assertProblem(send("PUT", rule, builder, RULE, "If-Match", wrong), 400, "if-match.invalid");
    }
    assertProblem(
        send("PUT", rule, builder, RULE, "If-None-Match", "\"1\""), 400, "if-none-match.invalid");
  }

  private static String nine() {
    return RULE.replace("> 8", "> 9");
  }

  @Test
  void checking_a_rule_lists_all_its_faults_and_saves_nothing() throws Exception {
    JsonNode none = ok(200, send("POST", path + "/rules/check", builder, withId(RULE)));
    assertThat(none.path("faults").isEmpty()).isTrue();
    JsonNode faults =
        ok(
                200,
                send(
                    "POST",
                    path + "/rules/check",
                    builder,
                    withId(RULE.replace("temperature", "humidity").replace("Too warm", " "))))
            .path("faults");
    assertThat(faults.size()).isEqualTo(2);
    assertThat(faults.path(1).path("key").stringValue()).isEqualTo("when.condition");
    assertThat(ok(200, get("/rules")).isEmpty()).isTrue();
  }

  @Test
  void a_rule_may_tell_a_destination_as_soon_as_there_is_one() throws Exception {
    String telling = RULE.replace("\"when\"", "\"notify\": {\"to\": [\"team\"]}, \"when\"");
    assertProblem(
        send("PUT", path + "/rules/too-warm", builder, telling), 422, "rule.destination-unknown");
    JsonNode faults =
        ok(200, send("POST", path + "/rules/check", builder, withId(telling))).path("faults");
    assertThat(faults.path(0).path("key").stringValue()).isEqualTo("notify.to[0]");
    ok(
        200,
        send(
            "PUT",
            path + "/destinations/team",
            builder,
            "{\"name\": \"Team\", \"topic\": \"alerts\"}"));
    JsonNode saved = ok(200, send("PUT", path + "/rules/too-warm", builder, telling));
    assertThat(saved.path("faults").isEmpty()).isTrue();
    send("DELETE", path + "/destinations/team", builder, "");
    assertThat(ok(200, get("/rules/too-warm")).path("faults").path(0).path("code").stringValue())
        .isEqualTo("rule.destination-unknown");
  }

  @Test
  void a_preview_counts_and_lists_what_a_rule_would_have_done() throws Exception {
    String body = "{\"rule\": %s, \"back\": \"P7D\"}".formatted(withId(RULE));
    JsonNode preview = ok(200, send("POST", path + "/rules/preview", builder, body));
    assertThat(preview.path("from").stringValue()).isEqualTo("2026-11-13T12:00:00Z");
    assertThat(preview.path("devices").intValue()).isEqualTo(3);
    assertThat(preview.path("found").path("count").intValue()).isEqualTo(1);
    assertThat(preview.path("found").path("alerts").path(0).path("device").stringValue())
        .isEqualTo("m1");
    assertThat(preview.path("replaced").isNull()).isTrue();

    ok(200, send("PUT", path + "/rules/too-warm", builder, RULE));
    JsonNode second = ok(200, send("POST", path + "/rules/preview", builder, body));
    assertThat(second.path("replaced").path("count").intValue()).isEqualTo(2);
    assertThat(second.path("replaced").path("devices").intValue()).isEqualTo(1);
  }

  @Test
  void a_preview_that_nobody_waits_for_stops_and_is_no_mistake_of_the_server(CapturedOutput log)
      throws Exception {
    String body =
        "{\"rule\": %s}".formatted(withId(RULE.replace("Too warm", WrittenPreviews.ENDLESS)));
    String request =
        """
        POST %s/rules/preview HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(path, builder, body.length())
            .replace("\n", "\r\n");
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write((request + body).getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 200");
    }
    assertThat(WrittenPreviews.ENDED.poll(20, TimeUnit.SECONDS))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(send("GET", path + "/rules", builder, "").statusCode()).isEqualTo(200);
    assertThat(log).doesNotContain("A request failed").doesNotContain("Servlet.service()");
  }

  @Test
  void an_alert_shows_what_made_it_and_what_people_did() throws Exception {
    long id = raise("m1", NINE, null, Severity.WARNING);
    JsonNode alert = ok(200, get("/alerts/" + id));
    assertThat(alert.path("alert").path("state").stringValue()).isEqualTo("active");
    assertThat(alert.path("alert").path("startedAt").stringValue()).isEqualTo(NINE.toString());
    assertThat(alert.path("evidence").path("lines").path(0).path("limit").doubleValue())
        .isEqualTo(8.0);
    assertThat(
            alert
                .path("evidence")
                .path("samples")
                .path(0)
                .path("values")
                .path("temperature")
                .doubleValue())
        .isEqualTo(9.5);

    String one = path + "/alerts/" + id;
    JsonNode acknowledged =
        ok(200, send("POST", one + "/acknowledge", operator, "{\"comment\":\"On my way\"}"));
    assertThat(acknowledged.path("state").stringValue()).isEqualTo("acknowledged");
    assertThat(acknowledged.path("acknowledgedBy").stringValue()).isEqualTo("operator");
    ok(200, send("POST", one + "/assign", operator, "{\"assignee\":\"Bob\"}"));
    ok(200, send("POST", one + "/comment", operator, "{\"comment\":\"Door open\"}"));
    JsonNode shelved =
        ok(200, send("POST", one + "/shelve", operator, "{\"until\":\"%s\"}".formatted(soon())));
    assertThat(shelved.path("shelvedUntil").isNull()).isFalse();
    assertThat(ok(200, get("/alerts?shelved=false")).path("total").intValue()).isZero();
    ok(200, send("POST", one + "/shelve", operator, "{\"until\":null}"));
    assertProblem(send("POST", one + "/close", operator, ""), 422, "alert.lasting");
    raise("m1", NINE, NINE.plusSeconds(3_600), Severity.WARNING);
    JsonNode closed = ok(200, send("POST", one + "/close", operator, "{\"comment\":\"Fixed\"}"));
    assertThat(closed.path("state").stringValue()).isEqualTo("closed");
    assertThat(closed.path("reason").stringValue()).isEqualTo("Fixed");

    List<String> kinds = new ArrayList<>();
    ok(200, get("/alerts/" + id))
        .path("history")
        .forEach(e -> kinds.add(e.path("kind").stringValue()));
    assertThat(kinds)
        .containsExactly(
            "raised",
            "acknowledged",
            "assigned",
            "commented",
            "shelved",
            "unshelved",
            "cleared",
            "closed");
  }

  @Test
  void alerts_are_found_by_everything_that_is_known_of_them() throws Exception {
    raise("m1", NINE, null, Severity.WARNING);
    raise("m2", NINE.plusSeconds(60), NINE.plusSeconds(3_600), Severity.CRITICAL);

    assertThat(devices("")).containsExactly("m2", "m1");
    assertThat(devices("?order=newest&limit=1")).containsExactly("m2");
    assertThat(devices("?offset=1")).containsExactly("m1");
    assertThat(devices("?state=active,acknowledged")).containsExactly("m1");
    assertThat(devices("?device=m2")).containsExactly("m2");
    assertThat(devices("?rule=too-warm&severity=critical")).containsExactly("m2");
    assertThat(devices("?rule=other")).isEmpty();
    assertThat(devices("?from=2026-11-20T11:00:00Z")).containsExactly("m1");
    assertThat(devices("?to=2026-11-20T09:00:30Z")).containsExactly("m1");
    assertThat(devices("?assignee=Bob")).isEmpty();
    assertThat(devices("?place=north")).isEmpty();
  }

  @Test
  void several_alerts_are_acknowledged_at_once_or_none() throws Exception {
    long one = raise("m1", NINE, null, Severity.WARNING);
    long two = raise("m2", NINE, null, Severity.WARNING);
    String all = path + "/alerts/acknowledge";
    assertProblem(
        send("POST", all, operator, "{\"ids\":[%d,%d,999999]}".formatted(one, two)),
        422,
        "alert.unknown");
    assertThat(devices("?state=active")).hasSize(2);
    JsonNode done = ok(200, send("POST", all, operator, "{\"ids\":[%d,%d]}".formatted(one, two)));
    assertThat(done.size()).isEqualTo(2);
    assertThat(devices("?state=acknowledged")).hasSize(2);
    assertProblem(send("POST", all, operator, "{}"), 422, "alert.too-many");
  }

  @Test
  void an_alert_of_another_app_is_unknown_here() throws Exception {
    long id = raise("m1", NINE, null, Severity.WARNING);
    String first = path;
    an_app_with_a_mug();
    assertProblem(get("/alerts/" + id), 404, "alert.unknown");
    assertProblem(
        send("POST", path + "/alerts/" + id + "/acknowledge", operator, ""), 404, "alert.unknown");
    assertThat(send("GET", first + "/alerts/" + id, operator, "").statusCode()).isEqualTo(200);
  }

  @Test
  void a_place_may_have_an_outline_instead_of_a_circle() throws Exception {
    String place =
        """
        {"name": "North", "kind": "store", "lat": 1, "lon": 2, "radiusMetres": 9,
         "outline": %s}
        """;
    String corners = "[[1.0,2.0],[1.0,2.1],[1.1,2.1]]";
    JsonNode put = ok(200, send("PUT", path + "/places/north", builder, place.formatted(corners)));
    assertThat(put.path("outline")).isEqualTo(JSON.readTree(corners));
    assertThat(ok(200, get("/places")).path(0)).isEqualTo(put);
    assertProblem(
        send("PUT", path + "/places/north", builder, place.formatted("[[0,0],[1,1],[0,1],[1,0]]")),
        422,
        "place.crosses-itself");
    assertProblem(
        send("PUT", path + "/places/north", builder, place.formatted("[[0,0],[1]]")),
        400,
        "place.outline-invalid");
    assertProblem(
        send("PUT", path + "/places/north", builder, place.formatted("[[0,0],[91,0],[1,1]]")),
        400,
        "place.position");
    JsonNode circle =
        ok(200, send("PUT", path + "/places/north", builder, place.formatted("null")));
    assertThat(circle.path("outline").isEmpty()).isTrue();
  }

  @Test
  void the_commands_of_the_documentation_work(@TempDir Path folder) throws Exception {
    String coolers = app + "-doc";
    ok(
        201,
        send(
            "POST",
            "/api/v1/apps",
            builder,
            "{\"id\":\"%s\",\"name\":\"C\",\"template\":\"connected-cooler\"}".formatted(coolers)));
    app = coolers;
    path = "/api/v1/apps/" + coolers;
    raise("cooler-1", NINE, null, Severity.WARNING);
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data/admin-token"), builder);
    Matcher scripts =
        Pattern.compile("<!-- tested -->\\s*```sh\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", "docs", "alerts.md")));
    int ran = 0;
    while (scripts.find()) {
      String script =
          scripts
              .group(1)
              .replace("localhost:8080", "127.0.0.1:" + port)
              .replace("/apps/coolers", "/apps/" + coolers);
      Process process =
          new ProcessBuilder("sh", "-eu", "-c", script)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(script + output).isZero();
      assertThat(output).startsWith("{");
      ran++;
    }
    assertThat(ran).isEqualTo(4);
    assertThat(devices("?state=acknowledged&assignee=Ada")).containsExactly("cooler-1");
  }

  @TestFactory
  Stream<DynamicTest> whatever_is_wrong_with_a_request_has_a_code_and_a_sentence() {
    return Stream.of(
        wrong("GET", "/rules/none", "", 404, "rule.unknown"),
        wrong("GET", "/rules/a;b", "", 400, "path.malformed"),
        wrong("PUT", "/rules/x", "{", 400, "rule.not-json"),
        wrong("PUT", "/rules/x", "{\"nam\":1}", 400, "rule.key-missing"),
        wrong("PUT", "/rules/x", "[".repeat(5_000), 400, "rule.too-deep"),
        wrong("PUT", "/rules/X", RULE, 422, "rule.id"),
        wrong(
            "PUT",
            "/rules/x",
            RULE.replace("temperature", "t"),
            422,
            "rule.condition-name-unknown"),
        wrong("PUT", "/rules/x", "", 400, "body.malformed"),
        wrong("POST", "/rules/preview", "{}", 400, "preview.rule-missing"),
        wrong("POST", "/rules/preview", "{\"rul\":1}", 400, "body.unknown-key"),
        wrong(
            "POST",
            "/rules/preview",
            "{\"back\":\"P9999D\",\"rule\":" + withId(RULE) + "}",
            422,
            "preview.back-invalid"),
        wrong(
            "POST",
            "/rules/preview",
            "{\"back\":\"a month\",\"rule\":" + withId(RULE) + "}",
            400,
            "preview.back-invalid"),
        wrong("GET", "/alerts/none", "", 400, "parameter.invalid"),
        wrong("GET", "/alerts/1000000", "", 404, "alert.unknown"),
        wrong("GET", "/alerts?state=gone", "", 400, "parameter.state-invalid"),
        wrong("GET", "/alerts?severity=bad", "", 400, "parameter.severity-invalid"),
        wrong("GET", "/alerts?device=%20", "", 400, "parameter.device-invalid"),
        wrong("GET", "/alerts?limit=0", "", 400, "parameter.limit-invalid"),
        wrong("GET", "/alerts?limit=many", "", 400, "parameter.invalid"),
        wrong("GET", "/alerts?offset=-1", "", 400, "parameter.offset-invalid"),
        wrong("GET", "/alerts?order=oldest", "", 400, "parameter.order-invalid"),
        wrong("GET", "/alerts?from=yesterday", "", 400, "parameter.from-invalid"),
        wrong("GET", "/alerts?stat=active", "", 400, "parameter.unknown"),
        wrong("GET", "/alerts?limit=5&State=active", "", 400, "parameter.unknown"),
        wrong("POST", "/alerts/1000000/close", "", 404, "alert.unknown"),
        wrong("POST", "/alerts/acknowledge", "{\"idz\":[]}", 400, "body.unknown-key"));
  }

  @TestFactory
  Stream<DynamicTest> whatever_cannot_be_done_with_an_alert_is_refused() throws Exception {
    String one = "/alerts/" + raise("m1", NINE, null, Severity.WARNING);
    String cleared = "/alerts/" + raise("m2", NINE, NINE.plusSeconds(3_600), Severity.WARNING);
    return Stream.of(
        wrong("POST", one + "/comment", "{\"comment\":\" \"}", 422, "alert.comment-invalid"),
        wrong(
            "POST",
            one + "/comment",
            "{\"comment\":\"" + "x".repeat(2_001) + "\"}",
            422,
            "alert.comment-invalid"),
        wrong("POST", one + "/comment", "{\"comment\":\"\\u0000\"}", 422, "alert.comment-invalid"),
        wrong("POST", one + "/comment", "{\"comment\":\"\\ud800\"}", 422, "alert.comment-invalid"),
        wrong("POST", one + "/assign", "{\"assignee\":\"a\\nb\"}", 422, "alert.assignee-invalid"),
        wrong("POST", one + "/shelve", "{}", 400, "alert.until-missing"),
        wrong("POST", one + "/shelve", "{\"till\":null}", 400, "body.unknown-key"),
        wrong("POST", one + "/shelve", "{\"until\":7}", 400, "parameter.until-invalid"),
        wrong("POST", one + "/shelve", "{\"until\":{}}", 400, "parameter.until-invalid"),
        wrong("POST", one + "/shelve", "{\"until\":\"soon\"}", 400, "parameter.until-invalid"),
        wrong("POST", one + "/shelve", "{\"until\":\"2020-01-01\"}", 422, "alert.until-invalid"),
        wrong("POST", one + "/shelve", "{\"until\":\"2999-01-01\"}", 422, "alert.until-invalid"),
        wrong(
            "POST",
            cleared + "/shelve",
            "{\"until\":\"%s\"}".formatted(soon()),
            422,
            "alert.not-lasting"));
  }

  private DynamicTest wrong(String method, String below, String body, int status, String code) {
    return DynamicTest.dynamicTest(
        "%s %s %.30s is %s".formatted(method, below, body, code),
        () -> assertProblem(send(method, path + below, builder, body), status, code));
  }

  private List<String> devices(String query) throws Exception {
    List<String> devices = new ArrayList<>();
    ok(200, get("/alerts" + query))
        .path("alerts")
        .forEach(a -> devices.add(a.path("device").stringValue()));
    return devices;
  }

  private long raise(String device, Instant start, @Nullable Instant end, Severity severity)
      throws Exception {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("temperature", new Value.Num(9.5));
    Occurrence occurrence =
        new Occurrence(
            "too-warm",
            1,
            start,
            start,
            end,
            end == null ? null : Clearing.CONDITION,
            List.of(new Step(start, severity)),
            new Evidence(
                "It was warm.",
                start,
                start,
                1,
                List.of(new Line("temperature", 8.0)),
                List.of(new Sample(start, values))));
    timeline.judge(
        List.of(
            new Judgement(
                DeviceRef.of(app, device),
                "too-warm",
                "Too warm",
                null,
                List.of(occurrence),
                null,
                null)));
    return ok(200, get("/alerts?device=" + device)).path("alerts").path(0).path("id").longValue();
  }

  /** The server of this test runs by the real clock. */
  private static String soon() {
    return Instant.now().plusSeconds(3_600).toString();
  }

  private static String withId(String rule) {
    return rule.replaceFirst("\\{", "{\"id\": \"too-warm\", ");
  }

  private HttpResponse<String> get(String below) throws Exception {
    return send("GET", path + below, operator, "");
  }

  private HttpResponse<String> send(
      String method, String path, String token, String body, String... header) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (header.length == 2) {
      request.header(header[0], header[1]);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode ok(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.path("code").stringValue()).as(response.body()).isEqualTo(code);
    assertThat(problem.path("detail").stringValue()).endsWith(".");
  }
}
