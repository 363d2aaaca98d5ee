package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.aisle.backend.imports.Imports;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class PlacesRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\n(.*?)```");
  private static final String CIRCLE =
      "{\"name\":\"Depot\",\"kind\":\"depot\",\"lat\":48.1,\"lon\":11.5,\"radiusMetres\":%s}";

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;

  private String token = "";
  private String app = "";

  @BeforeEach
  void create() throws Exception {
    app = app("connected-cooler");
  }

  private String app(String template) throws Exception {
    token = access.createBearerToken("builder", Role.BUILDER);
    String id = "places-" + NEXT.incrementAndGet();
    ok(
        201,
        send(
            "POST",
            "/api/v1/apps",
            "{\"id\":\"%s\",\"name\":\"A\",\"template\":\"%s\"}".formatted(id, template)));
    return "/api/v1/apps/" + id;
  }

  @Test
  void the_commands_of_the_page_about_places_run(@TempDir Path folder) throws Exception {
    StringBuilder script = new StringBuilder("set -e\n");
    Matcher block = COMMANDS.matcher(Files.readString(Path.of("../docs/places.md")));
    while (block.find()) {
      script.append(block.group(1));
    }
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", script.toString());
    shell.environment().put("TOKEN", token);
    shell.environment().put("API", "http://127.0.0.1:" + port + app);
    shell.directory(folder.toFile()).redirectErrorStream(true);
    shell.redirectOutput(folder.resolve("out.txt").toFile());
    Process process = shell.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(folder.resolve("out.txt"));
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("\"revision\":2", "place.stood-at", "place.axes-doubtful")
        .endsWith("8\n");
  }

  @Test
  void a_place_is_changed_only_by_who_read_its_last_revision() throws Exception {
    HttpResponse<String> made = put("depot", CIRCLE.formatted(100), "If-None-Match", "*");
    assertThat(made.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(code(409, put("depot", CIRCLE.formatted(200), "If-None-Match", "*")))
        .isEqualTo("place.exists");
    ok(200, put("depot", CIRCLE.formatted(100), "If-Match", "\"1\""));
    assertThat(ok(200, get("/places/depot")).path("revision").intValue()).isEqualTo(1);
    ok(200, put("depot", CIRCLE.formatted(200), "If-Match", "\"1\""));
    assertThat(code(409, put("depot", CIRCLE.formatted(300), "If-Match", "\"1\"")))
        .isEqualTo("place.revision-conflict");
    JsonNode stored = ok(200, get("/places/depot"));
    assertThat(stored.path("radiusMetres").doubleValue()).isEqualTo(200);
    assertThat(stored.path("changedBy").stringValue()).isEqualTo("builder");
    assertThat(code(409, put("other", CIRCLE.formatted(1), "If-Match", "\"4\"")))
        .isEqualTo("place.removed-conflict");
    assertThat(code(404, get("/places/other"))).isEqualTo("place.unknown");
  }

  @Test
  void everything_that_is_wrong_with_a_place_is_told_at_once() throws Exception {
    JsonNode refusal =
        ok(
            422,
            send(
                "PUT",
                app + "/places/a%20b",
                "{\"name\":\" \",\"organisation\":\"nobody\",\"lat\":91,\"lon\":0}"));
    assertThat(refusal.toString())
        .contains(
            "place.id-invalid",
            "place.name-invalid",
            "place.kind-invalid",
            "place.position-invalid",
            "place.radius-invalid",
            "organisation.unknown");
  }

  @Test
  void a_place_that_something_refers_to_is_not_removed_and_the_refusal_says_what_does()
      throws Exception {
    String logistics = app("connected-logistics");
    String rule =
        """
        {"name": "Left the border", "template": "%s", "severity": "warning",
         "when": {"geofence": {"event": "leave", "places": ["brenner"]}}}
        """;
    String template =
        ok(200, send("GET", logistics + "/devices?limit=1", ""))
            .path(0)
            .path("template")
            .stringValue("");
    String segment = template.substring(template.lastIndexOf(':') + 1).replaceAll(";.*", "");
    ok(200, send("PUT", logistics + "/rules/left", rule.formatted(segment)));
    JsonNode refusal = ok(409, send("DELETE", logistics + "/places/brenner", ""));
    assertThat(refusal.toString())
        .contains(
            "place.in-route", "München – Brenner – Bologna", "place.in-rule", "Left the border");
    assertThat(ok(200, send("GET", logistics + "/places/brenner/uses", "")).toString())
        .contains("\"rule\"", "\"route\"");

    ok(200, put("depot", CIRCLE.formatted(100), "If-None-Match", "*"));
    ok(200, put("next", CIRCLE.formatted(50), "If-None-Match", "*"));
    ok(201, send("POST", app + "/assets", "{\"id\":\"b\",\"name\":\"Box 9\",\"kind\":\"box\"}"));
    String stand = "{\"place\":\"%s\",\"from\":\"2026-0%d-01T00:00:00Z\"}";
    ok(200, send("POST", app + "/assets/b/places", stand.formatted("depot", 1)));
    JsonNode stood = ok(409, send("DELETE", app + "/places/depot", ""));
    assertThat(stood.path("code").stringValue()).isEqualTo("place.stood-at");
    assertThat(stood.toString()).contains("Box 9");
    ok(200, send("POST", app + "/assets/b/places", stand.formatted("next", 2)));
    assertThat(code(409, send("DELETE", app + "/places/depot", ""))).isEqualTo("place.in-history");
    assertThat(code(400, send("DELETE", app + "/places/depot?history=some", "")))
        .isEqualTo("parameter.history-invalid");
    assertThat(send("DELETE", app + "/places/depot?history=forget", "").statusCode())
        .isEqualTo(204);
    assertThat(code(404, get("/places/depot"))).isEqualTo("place.unknown");
    assertThat(send("DELETE", app + "/places/depot", "").statusCode()).isEqualTo(404);
  }

  @Test
  void every_row_of_a_hostile_csv_says_what_is_wrong_and_the_others_are_saved() throws Exception {
    String file =
        "\uFEFFid;name;kind;lat;lon;radiusMetres;outline\r\n"
            + "one;\"Shop; \"\"One\"\"\";outlet;48,1;11.5;100;\r\n"
            + "one;Again;outlet;48,1;11.5;100;\r\n"
            + "two;Two;outlet;north;11.5;1,000;\r\n"
            + "three;Three;outlet;;;;\"POLYGON ((11 48, 11.1 48, 11.1 48.1, 11 48))\"\r\n"
            + "four;Four;outlet;;;;\"POLYGON ((11 48, 11.1 48.1, 11.1 48, 11 48.1, 11 48))\"\r\n"
            + "five;Five;outlet;;;;POINT (11 48)\r\n"
            + "six;Six;outlet;48;11;;\r\n"
            + "seven;;outlet;11;148;100;;more\r\n";
    JsonNode rehearsal = ok(200, bring("?rehearse=true", file));
    assertThat(rehearsal.path("created").intValue()).isEqualTo(2);
    assertThat(code(404, get("/places/one"))).isEqualTo("place.unknown");

    JsonNode report = ok(200, bring("", file));
    assertThat(report.path("refused").intValue()).isEqualTo(6);
    assertThat(codes(report, 1)).containsExactly("import.duplicate-id");
    assertThat(codes(report, 2)).containsExactly("import.number", "import.number");
    assertThat(codes(report, 4)).containsExactly("place.crosses-itself");
    assertThat(codes(report, 5)).containsExactly("import.outline");
    assertThat(codes(report, 6)).containsExactly("place.radius-missing");
    assertThat(codes(report, 7)).contains("import.too-many-cells", "place.name-invalid");
    JsonNode one = ok(200, get("/places/one"));
    assertThat(one.path("name").stringValue()).isEqualTo("Shop; \"One\"");
    assertThat(one.path("lat").doubleValue()).isEqualTo(48.1);
    assertThat(ok(200, get("/places/three")).path("outline").size()).isEqualTo(3);

    JsonNode again = ok(200, bring("", file));
    assertThat(again.path("unchanged").intValue()).isEqualTo(2);
    assertThat(ok(200, get("/places/one")).path("revision").intValue()).isEqualTo(1);
  }

  @Test
  void swapped_axes_are_told_and_taken_as_somebody_says_they_are_meant() throws Exception {
    String certain = point("c", "100.5, 13.75");
    String doubtful = point("d", "48.14, 11.58");
    String right = point("r", "11.58, 48.14");
    JsonNode report = ok(200, bring("?rehearse=true", collection(doubtful, right)));
    assertThat(codes(report, 0)).containsExactly("place.axes-doubtful");
    assertThat(codes(report, 1)).isEmpty();
    JsonNode swapped = ok(200, bring("?rehearse=true", collection(point("s", "13.75, 100.5"))));
    assertThat(codes(swapped, 0)).containsExactly("place.axes-swapped");
    assertThat(swapped.toString()).contains("No latitude is 100.5 degrees");
    assertThat(codes(ok(200, bring("?rehearse=true", collection(certain))), 0)).isEmpty();
    assertThat(
            codes(ok(200, bring("?rehearse=true", collection(point("m", "1289000, 6130000")))), 0))
        .containsExactly("place.position");

    ok(200, bring("?axes=given", collection(doubtful)));
    assertThat(ok(200, get("/places/d")).path("lat").doubleValue()).isEqualTo(11.58);
    ok(200, bring("?axes=swapped", collection(doubtful)));
    assertThat(ok(200, get("/places/d")).path("lat").doubleValue()).isEqualTo(48.14);
    assertThat(code(400, bring("?axes=perhaps", collection(doubtful))))
        .isEqualTo("parameter.axes-invalid");
  }

  @Test
  void shapes_that_no_place_can_have_are_refused_and_a_line_becomes_its_corridor()
      throws Exception {
    String ring = "[[11,48],[11.1,48],[11.1,48.1],[11,48]]";
    String file =
        collection(
            feature("polygon", "Polygon", "[" + ring + "]"),
            feature("holes", "Polygon", "[" + ring + "," + ring + "]"),
            feature("multi", "MultiPolygon", "[[" + ring + "]]"),
            feature("islands", "MultiPolygon", "[[" + ring + "],[" + ring + "]]"),
            feature("line", "LineString", "[[11,48],[11.5,48.2]]"),
            feature("curve", "Curve", "[]"),
            feature("words", "Point", "[\"11\",\"48\"]"),
            "{\"type\":\"Feature\",\"properties\":{\"id\":[1]},\"geometry\":null}");
    JsonNode report = ok(200, bring("", file));
    assertThat(report.path("created").intValue()).as(report.toString()).isEqualTo(3);
    assertThat(codes(report, 1)).containsExactly("place.holes");
    assertThat(codes(report, 3)).containsExactly("place.several-outlines");
    assertThat(codes(report, 5)).containsExactly("place.geometry");
    assertThat(codes(report, 6)).containsExactly("place.geometry");
    assertThat(codes(report, 7)).contains("import.text", "place.geometry", "place.id-invalid");
    assertThat(ok(200, get("/places/line")).path("outline").size()).isGreaterThan(4);
  }

  @Test
  void a_file_that_can_not_be_read_as_a_whole_is_refused_with_nothing_done() throws Exception {
    StringBuilder many = new StringBuilder("id,name,kind,lat,lon,radiusMetres\n");
    for (int i = 0; i < 100_000; i++) {
      many.append("m-").append(i).append(",M,m,48,11,5\n");
    }
    assertThat(code(422, bring("", many.toString()))).isEqualTo("import.too-many-rows");
    assertThat(code(404, get("/places/m-0"))).isEqualTo("place.unknown");
    String features = (point("x", "11, 48") + ",").repeat(Imports.MOST_ROWS) + point("x", "11, 48");
    assertThat(code(422, bring("", collection(features)))).isEqualTo("import.too-many-rows");
    assertThat(code(413, bring("", "x".repeat(Imports.MOST_BYTES + 1))))
        .isEqualTo("body.too-large");
    assertThat(code(422, bring("", "{\"type\": \"FeatureCollection\"")))
        .isEqualTo("import.no-geojson");
    assertThat(code(422, bring("", "{\"a\":".repeat(5_000)))).isEqualTo("import.no-geojson");
    assertThat(code(422, bring("", "{\"type\":\"Point\",\"coordinates\":[1,2]}")))
        .isEqualTo("import.no-geojson");
    assertThat(code(422, bring("", collection()))).isEqualTo("import.empty");
    String mercator =
        "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:3857\"}},\"features\":[]}";
    assertThat(code(422, bring("", mercator))).isEqualTo("import.crs");
    assertThat(code(422, bring("", "id,name,kind,lat\na,b,c,1\n"))).isEqualTo("import.columns");
    assertThat(code(422, bring("", "id,name,kind,outline,colour\na,b,c,1,2\n")))
        .isEqualTo("import.columns");
  }

  @Test
  void what_goes_out_as_geojson_comes_in_again_without_loss() throws Exception {
    ok(200, put("depot", CIRCLE.formatted(100.5), "If-None-Match", "*"));
    String drawn =
        """
        {"name": "Höf \\"1\\"", "kind": "yard", "organisation": "region-south", "address": "Hofgasse 1",
         "lat": 48.2, "lon": 11.2, "radiusMetres": 77, "outline": [[48, 11], [48.1, 11], [48.1, 11.3]]}
        """;
    ok(200, put("yard", drawn, "If-None-Match", "*"));
    HttpResponse<String> out =
        HTTP.send(
            request("GET", app + "/places").header("Accept", "application/geo+json").build(),
            BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertThat(out.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/geo+json");
    assertThat(send("GET", app + "/places?format=geojson", "").body()).isEqualTo(out.body());
    JsonNode here = ok(200, bring("", out.body()));
    assertThat(here.path("unchanged").intValue()).isEqualTo(here.path("rows").size());
    String before = ok(200, get("/places/yard")).path("outline").toString();
    app = app("connected-cooler");
    assertThat(ok(200, bring("", out.body())).path("created").intValue()).isEqualTo(2);
    JsonNode there = ok(200, get("/places/yard"));
    assertThat(there.path("outline").toString()).isEqualTo(before);
    assertThat(there.path("radiusMetres").doubleValue()).isEqualTo(77);
    assertThat(there.path("address").stringValue()).isEqualTo("Hofgasse 1");
  }

  private static String point(String id, String coordinates) {
    return feature(id, "Point", "[" + coordinates + "]");
  }

  private static String feature(String id, String type, String coordinates) {
    return """
    {"type": "Feature", "geometry": {"type": "%s", "coordinates": %s},
     "properties": {"id": "%s", "name": "N", "kind": "outlet", "radiusMetres": 100}}
    """
        .formatted(type, coordinates, id);
  }

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
  }

  private static List<String> codes(JsonNode report, int row) {
    return report
        .path("rows")
        .path(row)
        .path("problems")
        .valueStream()
        .map(problem -> problem.path("code").stringValue(""))
        .toList();
  }

  private HttpResponse<String> bring(String query, String file) throws Exception {
    return send("POST", app + "/places/import" + query, file);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", app + path, "");
  }

  private HttpResponse<String> put(String place, String body, String header, String value)
      throws Exception {
    return HTTP.send(
        request("PUT", app + "/places/" + place)
            .header(header, value)
            .method("PUT", BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return HTTP.send(
        request(method, path)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  private static JsonNode ok(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  private static String code(int status, HttpResponse<String> response) {
    return ok(status, response).path("code").stringValue();
  }
}
