package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
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
class AppRoundTripRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String NAME = "Edited: 'all' # of it";
  private static final String COOLER = "/device-templates/dtmi:org:aisle:Cooler/draft";

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;

  private String token = "";
  private TemplatesClient app = new TemplatesClient(0, "", "");

  @BeforeEach
  void anAppEditedInEveryWay() throws Exception {
    token = access.createBearerToken("builder", Role.BUILDER);
    app = TemplatesClient.ofNewApp(port, token);
    places();
    organisations();
    assets();
    rules();
    dashboards();
    look();
  }

  @Test
  void an_app_that_was_edited_in_every_way_goes_out_and_in_again_and_is_the_same_file_by_file()
      throws Exception {
    HttpResponse<byte[]> out = export(app.app());
    assertThat(out.headers().firstValue("Aisle-Misfits")).isEmpty();

    String other = imported(out.body(), "");

    Map<String, String> files = files(out.body());
    same(files(export(other).body()), files);
    assertThat(files.get("app.yaml"))
        .contains("kind: Hof & Garten", "Yard.1", "Big cooler", "Renamed asset", "nowhere: true")
        .contains("enabled: false", "attached: false", "asset: big");
    assertThat(files)
        .containsKey("dashboards/shared-one.yaml")
        .containsKey("rules/in-the-yard.yaml");
    assertThat(files).doesNotContainKey("dashboards/mine.yaml");
    TemplatesClient made = new TemplatesClient(port, token, other);
    JsonNode disabled = TemplatesClient.json(made.get("/devices/cooler-002"), 200);
    assertThat(disabled.path("enabled").asBoolean(true)).isFalse();
    JsonNode detached = TemplatesClient.json(made.get("/devices/cooler-003"), 200);
    assertThat(detached.path("place").isString()).isFalse();
    JsonNode big = TemplatesClient.json(made.get("/assets/big"), 200);
    assertThat(big.path("properties").path("maximumTemperature").asString()).startsWith("6");
    assertThat(big.path("devices").path(0).path("device").asString()).isEqualTo("cooler-005");
    assertThat(big.path("places").size()).isZero();
    JsonNode spare = TemplatesClient.json(made.get("/assets/spare"), 200);
    assertThat(spare.path("places").path(0).path("place").asString()).isEqualTo("Yard.1");
  }

  @Test
  void a_copy_is_the_same_file_by_file() throws Exception {
    String other = id();

    TemplatesClient.json(
        app.post("/copy", "{\"id\": \"%s\", \"name\": \"%s\"}".formatted(other, NAME)), 201);

    Map<String, String> files = files(export(app.app()).body());
    same(files(export(other).body()), files);
  }

  @Test
  void what_a_breaking_version_broke_comes_in_as_it_is_when_that_is_meant() throws Exception {
    TemplatesClient.json(
        app.post("/device-templates/drafts", "{\"model\": \"dtmi:org:aisle:Cooler\"}"), 201);
    TemplatesClient.json(
        app.post(
            COOLER + "/edits",
            """
            {"edits": [{"edit": "remove-field", "name": "outlet"},
                       {"edit": "remove-derived", "name": "doorOpenMinutesToday"},
                       {"edit": "remove-field", "name": "doorOpen"}]}
            """),
        200);
    TemplatesClient.json(app.post(COOLER + "/publish?breaking=true", ""), 201);

    HttpResponse<byte[]> out = export(app.app());
    HttpResponse<byte[]> refused = send("/api/v1/apps/import?id=" + id(), out.body());
    String told = new String(refused.body(), StandardCharsets.UTF_8);

    Map<String, String> files = files(out.body());
    int misfits = Integer.parseInt(out.headers().firstValue("Aisle-Misfits").orElseThrow());
    assertThat(misfits).isGreaterThan(10);
    assertThat(files.get("README.md"))
        .contains("## What does not fit", "rules/door-left-open.yaml");
    assertThat(refused.statusCode()).as(told).isEqualTo(422);
    assertThat(told).contains("breaking=true", "app.misfits", "group.property-unknown");

    String other = imported(out.body(), "&breaking=true");

    same(files(export(other).body()), files);
    TemplatesClient made = new TemplatesClient(port, token, other);
    JsonNode rule = TemplatesClient.json(made.get("/rules/door-left-open"), 200);
    assertThat(rule.path("faults").toString()).contains("doorOpen");
    assertThat(TemplatesClient.json(made.get("/devices/cooler-001"), 200).toString())
        .contains("Northwind Market Altona");
  }

  @Test
  void breaking_takes_nothing_that_is_unsound_in_itself() throws Exception {
    HttpResponse<byte[]> refused =
        send("/api/v1/apps/import?breaking=true&id=" + id(), new byte[] {1, 2, 3});

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(new String(refused.body(), StandardCharsets.UTF_8))
        .contains("archive.unreadable")
        .doesNotContain("app.misfits");
  }

  private void places() throws Exception {
    put(
        "/places/Yard.1",
        """
        {"name": "Yard", "kind": "Hof & Garten", "outline": [[48.14, 11.56], [48.14, 11.561],
         [48.141, 11.561], [48.141, 11.56]]}
        """);
    put(
        "/places/dot",
        "{\"name\": \"A dot\", \"kind\": \"007\", \"lat\": 1, \"lon\": 2, \"radiusMetres\": 0.5}");
  }

  private void organisations() throws Exception {
    put("/organisations/abroad", "{\"name\": \"Abroad\"}");
    put("/organisations/poland", "{\"name\": \"Poland\", \"parent\": \"abroad\"}");
    put(
        "/groups/glacier",
        "{\"name\": \"Glaciers\", \"query\": \"property.model == \\\"Glacier 700\\\"\"}");
  }

  private void assets() throws Exception {
    put(
        "/asset-types/glass-door",
        """
        {"name": "Glass-door cooler", "properties": [{"name": "maximumTemperature",
         "schema": "double", "semanticType": "Temperature", "unit": "degreeCelsius"}]}
        """);
    post(
        "/assets",
        "{\"id\": \"big\", \"name\": \"Big cooler\", \"type\": \"glass-door\", \"properties\": {\"maximumTemperature\": \"6.5\"}}");
    post("/assets/big/devices", "{\"device\": \"cooler-005\"}");
    post("/assets", "{\"id\": \"spare\", \"name\": \"Spare\", \"kind\": \"Chest\"}");
    post("/assets/spare/places", "{\"place\": \"Yard.1\"}");
    patch("/assets/cooler-001", "{\"name\": \"Renamed asset\", \"kind\": \"Freezer\"}");
    patch(
        "/assets/cooler-004",
        "{\"type\": \"glass-door\", \"properties\": {\"maximumTemperature\": \"7\"}}");
    patch("/devices/cooler-002", "{\"enabled\": false, \"name\": \"Out of order\"}");
    ok(app.delete("/assets/cooler-003/devices/cooler-003"));
    post("/assets/cooler-006/places", "{\"place\": \"Yard.1\"}");
    ok(app.delete("/devices/cooler-025"));
    post("/devices", "{\"id\": \"real-1\", \"template\": \"Cooler\", \"place\": \"dot\"}");
  }

  private void rules() throws Exception {
    put(
        "/rules/in-the-yard",
        """
        {"name": "In the yard", "template": "Cooler", "severity": "warning",
         "when": {"condition": "internalTemperature > asset.maximumTemperature", "for": "PT5M"}}
        """);
  }

  private void dashboards() throws Exception {
    String dashboard =
        """
        {"title": "Mine", "template": "Cooler", "range": "P1D", "tiles": [{"kind": "line-chart",
         "title": "T", "at": {"column": 0, "row": 0, "width": 6, "height": 4},
         "fields": ["internalTemperature"], "group": "glacier", "place": "Yard.1"}]}
        """;
    put("/dashboards/mine?personal=true", dashboard);
    put("/dashboards/shared-one", dashboard.replace("Mine", "Shared"));
  }

  private void look() throws Exception {
    put(
        "/theme",
        """
        {"accent": "#0b6e99", "logo": "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA4IDgiPjxjaXJjbGUgY3g9IjQiIGN5PSI0IiByPSI0Ii8+PC9zdmc+"}
        """);
    put("/name", "{\"name\": \"%s\"}".formatted(NAME));
  }

  private void put(String path, String body) throws Exception {
    ok(app.put(path, body, null));
  }

  private void post(String path, String body) throws Exception {
    ok(app.post(path, body));
  }

  private void patch(String path, String body) throws Exception {
    ok(
        HTTP.send(
            request("/api/v1/apps/" + app.app() + path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString()));
  }

  private static void ok(HttpResponse<String> response) {
    assertThat(response.statusCode())
        .as(response.request().uri() + " " + response.body())
        .isBetween(200, 204);
  }

  private static void same(Map<String, String> there, Map<String, String> here) {
    assertThat(there.keySet()).isEqualTo(here.keySet());
    here.forEach((file, text) -> assertThat(there.get(file)).as(file).isEqualTo(text));
  }

  private static String id() {
    return "trip-" + NEXT.incrementAndGet();
  }

  private String imported(byte[] archive, String more) throws Exception {
    String id = id();
    HttpResponse<byte[]> made = send("/api/v1/apps/import?id=" + id + more, archive);
    String told = new String(made.body(), StandardCharsets.UTF_8);
    assertThat(made.statusCode()).as(told).isEqualTo(201);
    JsonNode body = new JsonMapper().readTree(made.body());
    assertThat(body.path("id").asString()).isEqualTo(id);
    assertThat(body.path("misfits").isEmpty()).isEqualTo(more.isEmpty());
    return id;
  }

  private HttpResponse<byte[]> export(String of) throws Exception {
    HttpResponse<byte[]> out =
        HTTP.send(
            request("/api/v1/apps/" + of + "/export").GET().build(), BodyHandlers.ofByteArray());
    assertThat(out.statusCode()).isEqualTo(200);
    return out;
  }

  private HttpResponse<byte[]> send(String path, byte[] archive) throws Exception {
    return HTTP.send(
        request(path)
            .header("Content-Type", "application/zip")
            .POST(BodyPublishers.ofByteArray(archive))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + token);
  }

  /** By path below the folder; pictures as well as they can be text. */
  private static Map<String, String> files(byte[] archive) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(
            entry.getName().substring(entry.getName().indexOf('/') + 1),
            new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }
}
