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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.DirectoryFormat;
import org.aisle.templates.directory.SnapshotDirectory;
import org.aisle.templates.directory.SnapshotOutcome;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A store's gateway, from the page that adds it to the directory that it asks for. */
@SpringBootTest(
    classes = {RestServer.class, GatewaysRestTest.MovableTime.class},
    webEnvironment = WebEnvironment.RANDOM_PORT)
class GatewaysRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String STORE = "{\"id\":\"store-12\",\"name\":\"Store 12\"}";

  static class MovableTime {
    @Bean
    @Primary
    InstantSource movableTime() {
      return () -> Instant.now().plus(AHEAD.get());
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;
  @Autowired private DeviceDirectory registry;

  private String builder = "";
  private String id = "";
  private String app = "";

  @BeforeEach
  void create() throws Exception {
    // also ends what earlier tests were throttled for
    AHEAD.updateAndGet(ahead -> ahead.plus(Duration.ofMinutes(16)));
    builder = access.createBearerToken("builder", Role.BUILDER);
    id = "stores-" + NEXT.incrementAndGet();
    ok(
        201,
        send(
            "POST",
            "/api/v1/apps",
            "{\"id\":\"%s\",\"name\":\"A\",\"template\":\"connected-cooler\"}".formatted(id)));
    app = "/api/v1/apps/" + id;
  }

  @Test
  void a_gateway_joins_once_and_gets_the_devices_that_are_assigned_to_it() throws Exception {
    JsonNode added = ok(201, send("POST", app + "/gateways", STORE));
    assertThat(added.at("/gateway/state").stringValue()).isEqualTo("new");
    assertThat(added.at("/gateway/serves").stringValue()).isEqualTo("assigned");
    assertThat(Instant.parse(added.path("expiresAt").stringValue()))
        .isAfter(Instant.now().plus(AHEAD.get()).plus(Duration.ofHours(23)));
    JsonNode joined = ok(200, enrol(added.path("token").stringValue(), 1, "0.1.0"));
    assertThat(joined.path("user").stringValue()).isEqualTo("store-12@" + id);
    assertThat(joined.path("protocol").intValue()).isEqualTo(DirectoryFormat.PROTOCOL);
    String password = joined.path("password").stringValue();

    HttpResponse<String> first = directory("store-12", password, 0, "", "first-process");
    SnapshotDirectory directory = read(first);
    assertThat(directory.snapshot().uplink()).isEqualTo("tcp://localhost:1883");
    assertThat(directory.devices()).isZero();
    assertThat(directory.device(DeviceRef.of(id, "store-12"))).isPresent();

    String cooler = ok(200, send("GET", app + "/devices", "")).path(0).path("id").stringValue();
    assertThat(send("PUT", app + "/gateways/store-12/devices/" + cooler, "").statusCode())
        .isEqualTo(204);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    SnapshotDirectory second = read(directory("store-12", password, 0, tag, "first-process"));
    assertThat(second.devices()).isEqualTo(1);
    assertThat(second.mayActFor(DeviceRef.of(id, "store-12"), DeviceRef.of(id, cooler))).isTrue();
    assertThat(registry.mayActFor(DeviceRef.of(id, "store-12"), DeviceRef.of(id, cooler))).isTrue();

    JsonNode listed = ok(200, send("GET", app + "/gateways", "")).path(0);
    assertThat(listed.path("state").stringValue()).isEqualTo("online");
    assertThat(listed.path("version").stringValue()).isEqualTo("0.1.0");
    assertThat(listed.has("tokenExpiresAt") && !listed.path("tokenExpiresAt").isNull()).isFalse();

    assertThat(send("DELETE", app + "/gateways/store-12/devices/" + cooler, "").statusCode())
        .isEqualTo(204);
    assertThat(code(404, send("DELETE", app + "/gateways/store-12/devices/" + cooler, "")))
        .isEqualTo("device.unknown");
    assertThat(send("DELETE", app + "/gateways/store-12", "").statusCode()).isEqualTo(204);
    assertThat(code(401, directory("store-12", password, 0, "", "first-process")))
        .isEqualTo("gateway.credentials-void");
    assertThat(code(404, send("GET", app + "/gateways/store-12", ""))).isEqualTo("gateway.unknown");
  }

  @Test
  void one_that_serves_the_app_gets_all_its_devices_and_may_act_for_each() throws Exception {
    String password = join("{\"id\":\"all\",\"serves\":\"app\"}");
    SnapshotDirectory directory = read(directory("all", password, 0, "", "first-process"));
    assertThat(directory.devices()).isEqualTo(25);
    assertThat(directory.faults()).isEmpty();
    DeviceRef cooler =
        DeviceRef.of(
            id, ok(200, send("GET", app + "/devices", "")).path(3).path("id").stringValue());
    assertThat(directory.mayActFor(DeviceRef.of(id, "all"), cooler)).isTrue();
    assertThat(registry.mayActFor(DeviceRef.of(id, "all"), cooler)).isTrue();
    ok(200, send("PATCH", app + "/gateways/all", "{\"serves\":\"assigned\"}"));
    assertThat(registry.mayActFor(DeviceRef.of(id, "all"), cooler)).isFalse();
    assertThat(read(directory("all", password, 0, "", "first-process")).devices()).isZero();
    assertThat(code(400, send("PATCH", app + "/gateways/all", "{\"serves\":\"everything\"}")))
        .isEqualTo("parameter.serves-invalid");
  }

  @Test
  void a_gateway_behind_a_gateway_is_served_with_its_devices_and_never_in_a_circle()
      throws Exception {
    String password = join(STORE);
    join("{\"id\":\"box\"}");
    String tag = ok(200, send("GET", app + "/devices", "")).path(1).path("id").stringValue();
    send("PUT", app + "/gateways/store-12/devices/box", "");
    send("PUT", app + "/gateways/box/devices/" + tag, "");
    assertThat(read(directory("store-12", password, 0, "", "first-process")).devices())
        .isEqualTo(2);
    assertThat(registry.mayActFor(DeviceRef.of(id, "store-12"), DeviceRef.of(id, tag))).isTrue();
    assertThat(registry.mayActFor(DeviceRef.of(id, tag), DeviceRef.of(id, "box"))).isFalse();
    assertThat(code(422, send("PUT", app + "/gateways/box/devices/store-12", "")))
        .isEqualTo("gateway.circle");
    assertThat(code(422, send("PUT", app + "/gateways/box/devices/box", "")))
        .isEqualTo("gateway.circle");
  }

  @Test
  void each_token_that_does_not_work_is_told_by_its_own_code() throws Exception {
    JsonNode added = ok(201, send("POST", app + "/gateways", STORE));
    String replaced = added.path("token").stringValue();
    String used =
        ok(200, send("POST", app + "/gateways/store-12/enrolment", "")).path("token").stringValue();
    assertThat(code(403, enrol("aisle_gw_never", 1, "0.1.0"))).isEqualTo("enrolment.token-unknown");
    assertThat(code(403, enrol("", 1, "0.1.0"))).isEqualTo("enrolment.token-unknown");
    assertThat(code(403, enrol(replaced, 1, "0.1.0"))).isEqualTo("enrolment.token-replaced");
    String old = ok(200, enrol(used, 1, "0.1.0")).path("password").stringValue();
    assertThat(code(403, enrol(used, 1, "0.1.0"))).isEqualTo("enrolment.token-used");
    String late =
        ok(200, send("POST", app + "/gateways/store-12/enrolment", "")).path("token").stringValue();
    assertThat(directory("store-12", old, 0, "", "first-process").statusCode())
        .as("what it has holds until the new token is used")
        .isEqualTo(200);
    AHEAD.updateAndGet(ahead -> ahead.plus(Duration.ofHours(24)));
    assertThat(code(403, enrol(late, 1, "0.1.0"))).isEqualTo("enrolment.token-expired");
    assertThat(directory("store-12", old, 0, "", "first-process").statusCode()).isEqualTo(200);
    String fresh =
        ok(200, send("POST", app + "/gateways/store-12/enrolment", "")).path("token").stringValue();
    String next = ok(200, enrol(fresh, 1, "0.1.0")).path("password").stringValue();
    assertThat(directory("store-12", next, 0, "", "first-process").statusCode()).isEqualTo(200);
    assertThat(code(401, directory("store-12", old, 0, "", "first-process")))
        .isEqualTo("gateway.credentials-void");
  }

  @Test
  void a_gateway_of_another_release_is_told_which_side_to_update_and_keeps_its_token()
      throws Exception {
    String token = ok(201, send("POST", app + "/gateways", STORE)).path("token").stringValue();
    assertThat(code(409, enrol(token, 0, "0.1.0"))).isEqualTo("gateway.protocol-old");
    assertThat(code(409, enrol(token, 2, "9.0.0"))).isEqualTo("gateway.protocol-new");
    assertThat(code(409, enrol(token, 1, "0.1.0\n"))).isEqualTo("gateway.version-invalid");
    HttpResponse<String> more =
        enrolBody(
            "{\"token\":\"%s\",\"protocol\":2,\"version\":\"9\",\"news\":true}".formatted(token));
    assertThat(code(409, more)).isEqualTo("gateway.protocol-new");
    String password = ok(200, enrol(token, 1, "0.1.0")).path("password").stringValue();
    HttpResponse<String> unfit =
        HTTP.send(
            ask("store-12", password, 0, "").setHeader("Aisle-Protocol", "2").build(),
            BodyHandlers.ofString());
    assertThat(code(409, unfit)).isEqualTo("gateway.protocol-new");
    assertThat(code(400, directory("store-12", password, 51, "", "first-process")))
        .isEqualTo("parameter.wait-invalid");
  }

  @Test
  void who_tries_tokens_is_slowed_down() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(code(403, enrol("guess-" + i, 1, "0.1.0"))).isEqualTo("enrolment.token-unknown");
    }
    String token = ok(201, send("POST", app + "/gateways", STORE)).path("token").stringValue();
    assertThat(code(429, enrol(token, 1, "0.1.0"))).isEqualTo("enrolment.throttled");
    AHEAD.updateAndGet(ahead -> ahead.plus(Duration.ofMinutes(16)));
    ok(200, enrol(token, 1, "0.1.0"));
  }

  @Test
  void a_change_of_the_registry_reaches_a_waiting_gateway_in_seconds() throws Exception {
    String password = join("{\"id\":\"all\",\"serves\":\"app\"}");
    HttpResponse<String> first = directory("all", password, 0, "", "first-process");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(directory("all", password, 1, tag, "first-process").statusCode()).isEqualTo(304);
    CompletableFuture<HttpResponse<String>> waiting =
        HTTP.sendAsync(
            ask("all", password, 40, tag).header("Aisle-Instance", "first-process").build(),
            BodyHandlers.ofString());
    long begun = System.nanoTime();
    ok(201, send("POST", app + "/devices", "{\"id\":\"new-one\",\"template\":\"Cooler\"}"));
    SnapshotDirectory directory = read(waiting.get(40, TimeUnit.SECONDS));
    assertThat(directory.device(DeviceRef.of(id, "new-one"))).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void of_two_processes_with_one_identity_the_newer_goes_on_and_both_sides_are_told()
      throws Exception {
    String password = join(STORE);
    assertThat(directory("store-12", password, 0, "", "first-process").statusCode()).isEqualTo(200);
    String tag =
        directory("store-12", password, 0, "", "first-process")
            .headers()
            .firstValue("ETag")
            .orElseThrow();
    CompletableFuture<HttpResponse<String>> waiting =
        HTTP.sendAsync(
            ask("store-12", password, 40, tag).header("Aisle-Instance", "first-process").build(),
            BodyHandlers.ofString());
    assertThat(directory("store-12", password, 2, tag, "first-process").statusCode())
        .isEqualTo(304);
    assertThat(directory("store-12", password, 0, "", "second-process").statusCode())
        .isEqualTo(200);
    assertThat(code(409, waiting.get(30, TimeUnit.SECONDS)))
        .as("one that waits is told at once")
        .isEqualTo("gateway.taken-over");
    assertThat(code(409, directory("store-12", password, 0, "", "first-process")))
        .isEqualTo("gateway.taken-over");
    assertThat(directory("store-12", password, 0, "", "second-process").statusCode())
        .isEqualTo(200);
    assertThat(
            ok(200, send("GET", app + "/gateways/store-12", "")).path("duplicateAt").stringValue())
        .isNotBlank();
  }

  @Test
  void a_disabled_gateway_is_turned_away_until_it_is_enabled() throws Exception {
    String password = join(STORE);
    assertThat(
            ok(200, send("PATCH", app + "/gateways/store-12", "{\"enabled\":false}"))
                .path("state")
                .stringValue())
        .isEqualTo("disabled");
    assertThat(code(401, directory("store-12", password, 0, "", "first-process")))
        .isEqualTo("gateway.credentials-void");
    ok(200, send("PATCH", app + "/gateways/store-12", "{\"enabled\":true}"));
    assertThat(directory("store-12", password, 0, "", "first-process").statusCode()).isEqualTo(200);
    assertThat(code(401, directory("store-12", "wrong", 0, "", "first-process")))
        .isEqualTo("gateway.credentials-void");
    String device =
        ok(201, send("POST", app + "/devices", "{\"id\":\"plain\",\"template\":\"Cooler\"}"))
            .at("/credentials/password")
            .stringValue();
    assertThat(code(403, directory("plain", device, 0, "", "first-process")))
        .as("a device gets no directory")
        .isEqualTo("gateway.unknown");
    assertThat(code(409, send("POST", app + "/gateways", STORE))).isEqualTo("device.exists");
    assertThat(code(422, send("POST", app + "/gateways", "{\"id\":\"../x\"}")))
        .isEqualTo("device.id-invalid");
  }

  private String join(String body) throws Exception {
    String token = ok(201, send("POST", app + "/gateways", body)).path("token").stringValue();
    return ok(200, enrol(token, 1, "0.1.0")).path("password").stringValue();
  }

  private static SnapshotDirectory read(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
    assertThat(response.headers().firstValue("ETag"))
        .contains("\"" + DirectoryFormat.digest(bytes) + "\"");
    return SnapshotDirectory.of(((SnapshotOutcome.Read) DirectoryFormat.read(bytes)).snapshot());
  }

  private HttpResponse<String> enrol(String token, int protocol, String version) throws Exception {
    return enrolBody(
        JSON.writeValueAsString(
            java.util.Map.of("token", token, "protocol", protocol, "version", version)));
  }

  private HttpResponse<String> enrolBody(String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(uri("/api/v1/gateway/enrolment"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder ask(String gateway, String password, int wait, String etag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/api/v1/gateway/directory?wait=" + wait))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (gateway + "@" + id + ":" + password).getBytes(StandardCharsets.UTF_8)))
            .header("Aisle-Protocol", "1")
            .header("Aisle-Version", "0.1.0");
    return etag.isEmpty() ? request : request.header("If-None-Match", etag);
  }

  private HttpResponse<String> directory(
      String gateway, String password, int wait, String etag, String instance) throws Exception {
    return HTTP.send(
        ask(gateway, password, wait, etag).header("Aisle-Instance", instance).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + builder)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode ok(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private static String code(int status, HttpResponse<String> response) {
    return ok(status, response).path("code").stringValue();
  }
}
