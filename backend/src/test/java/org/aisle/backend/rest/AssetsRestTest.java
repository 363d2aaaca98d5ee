package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
class AssetsRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\n(.*?)```");
  private static final String TYPE =
      """
      {"name": "Box", "properties": [
        {"name": "limit", "schema": "double", "semanticType": "Temperature", "unit": "degreeCelsius"},
        {"name": "since", "schema": "date"}]}
      """;

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
    token = access.createBearerToken("builder", Role.BUILDER);
    String id = "assets-" + NEXT.incrementAndGet();
    ok(
        201,
        send(
            "POST",
            "/api/v1/apps",
            "application/json",
            "{\"id\":\"%s\",\"name\":\"A\",\"template\":\"connected-cooler\"}".formatted(id)));
    app = "/api/v1/apps/" + id;
  }

  @Test
  void the_commands_of_the_page_about_assets_run(@TempDir Path folder) throws Exception {
    StringBuilder script = new StringBuilder("set -e\n");
    Matcher block = COMMANDS.matcher(Files.readString(Path.of("../docs/assets.md")));
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
        .contains("import.duplicate-id", "place.unknown", "\"value\":\"5.0\"", "Cooler 1; left");
  }

  @Test
  void an_asset_has_properties_over_time_and_devices_one_after_the_other() throws Exception {
    ok(200, send("PUT", app + "/asset-types/box", "application/json", TYPE));
    JsonNode asset =
        ok(
            201,
            send(
                "POST",
                app + "/assets",
                "application/json",
                "{\"id\":\"b\",\"name\":\"B\",\"type\":\"box\",\"properties\":{\"limit\":\"8\"}}"));
    assertThat(asset.path("kind").stringValue()).isEqualTo("Box");
    assertThat(asset.path("properties").path("limit").stringValue()).isEqualTo("8.0");
    ok(
        200,
        send(
            "PATCH",
            app + "/assets/b",
            "application/json",
            "{\"properties\":{\"limit\":\"5\"},\"at\":\"2026-01-01T00:00:00Z\"}"));
    assertThat(ok(200, get(app + "/assets/b/properties")).path("limit").size()).isEqualTo(2);
    assertThat(code(422, change("{\"properties\":{\"limit\":\"cold\"}}")))
        .isEqualTo("property.invalid");
    assertThat(code(422, change("{\"properties\":{\"colour\":\"red\"}}")))
        .isEqualTo("property.unknown");
    assertThat(code(422, change("{\"type\":\"crate\"}"))).isEqualTo("asset-type.unknown");
    assertThat(code(409, send("DELETE", app + "/asset-types/box", "application/json", "")))
        .isEqualTo("asset-type.in-use");

    String other = ok(200, get(app + "/assets?limit=1&offset=1")).path(0).path("id").stringValue();
    String bind = "{\"device\":\"tag\",\"from\":\"2026-0%d-01T00:00:00Z\"%s}";
    ok(
        201,
        send(
            "POST",
            app + "/devices",
            "application/json",
            "{\"id\":\"tag\",\"template\":\"Cooler\"}"));
    String until = ",\"to\":\"2026-04-01T00:00:00Z\"";
    ok(200, send("POST", app + "/assets/b/devices", "application/json", bind.formatted(2, until)));
    assertThat(
            code(
                422,
                send(
                    "POST",
                    app + "/assets/" + other + "/devices",
                    "application/json",
                    bind.formatted(3, ",\"to\":\"2026-05-01T00:00:00Z\""))))
        .isEqualTo("binding.overlaps");
    JsonNode moved =
        ok(
            200,
            send(
                "POST",
                app + "/assets/" + other + "/devices",
                "application/json",
                bind.formatted(4, "")));
    assertThat(moved.path("devices").toString()).contains("\"to\":null");
    assertThat(code(422, send("DELETE", app + "/assets/b/devices/tag", "application/json", "")))
        .isEqualTo("binding.unknown");
    assertThat(send("DELETE", app + "/assets/b", "application/json", "").statusCode())
        .isEqualTo(204);
  }

  @Test
  void a_device_stands_where_the_binding_of_this_moment_says_and_a_wrong_binding_can_be_removed()
      throws Exception {
    String asset = ok(200, get(app + "/assets?limit=1")).path(0).path("id").stringValue();
    String at = app + "/assets/" + asset + "/devices";
    for (String id : List.of("now", "later", "over")) {
      String device = "{\"id\":\"%s\",\"template\":\"Cooler\"}".formatted(id);
      ok(201, send("POST", app + "/devices", "application/json", device));
    }
    String bind = "{\"device\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}";
    String until = "2098-01-01T00:00:00Z";
    ok(
        200,
        send("POST", at, "application/json", bind.formatted("now", "2026-01-01T00:00:00Z", until)));
    ok(
        200,
        send(
            "POST",
            at,
            "application/json",
            bind.formatted("over", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")));
    String later = "{\"device\":\"later\",\"from\":\"2098-01-01T00:00:00Z\"}";
    ok(200, send("POST", at, "application/json", later));
    assertThat(ok(200, get(app + "/devices/now")).path("place").isString()).isTrue();
    assertThat(ok(200, get(app + "/devices/later")).path("place").isString()).isFalse();
    assertThat(ok(200, get(app + "/devices/over")).path("place").isString()).isFalse();

    String removed = at + "/now?from=2026-01-01T00:00:00Z";
    ok(200, send("DELETE", removed, "application/json", ""));
    assertThat(code(422, send("DELETE", removed, "application/json", "")))
        .isEqualTo("binding.unknown");
    assertThat(ok(200, get(app + "/devices/now")).path("place").isString()).isFalse();
    ok(
        200,
        send("POST", at, "application/json", bind.formatted("now", "2026-02-01T00:00:00Z", until)));
  }

  @Test
  void five_hundred_devices_come_from_one_file_and_each_row_says_what_became_of_it()
      throws Exception {
    StringBuilder file = new StringBuilder("\uFEFFid;name;template;property.setPoint\r\n");
    for (int i = 0; i < 500; i++) {
      file.append("imp-%03d;\"Tag; \"\"%d\"\"\";Cooler;%s\r\n".formatted(i, i, i == 7 ? "x" : "4"));
    }
    file.append("imp-001;Again;Cooler;4\r\n\r\nbad id;N;Cooler;\r\nimp-x;N;Kettle;;;more\r\n");
    JsonNode rehearsal = ok(200, upload("devices", "?rehearse=true", file.toString()));
    assertThat(rehearsal.path("done").intValue()).isEqualTo(499);
    assertThat(get(app + "/devices/imp-000").statusCode()).isEqualTo(404);

    JsonNode report = ok(200, upload("devices", "", file.toString()));
    assertThat(report.path("done").intValue()).isEqualTo(499);
    assertThat(report.path("refused").intValue()).isEqualTo(4);
    JsonNode first = report.path("rows").path(0);
    assertThat(first.path("line").intValue()).isEqualTo(2);
    assertThat(first.path("password").stringValue()).isNotBlank();
    assertThat(problem(report, 7)).isEqualTo("property.invalid");
    assertThat(problem(report, 500)).isEqualTo("import.duplicate-id");
    assertThat(problem(report, 501)).isEqualTo("device.id-invalid");
    assertThat(report.path("rows").path(501).path("line").intValue()).isEqualTo(504);
    assertThat(problem(report, 502)).isEqualTo("import.too-many-cells");
    assertThat(ok(200, get(app + "/devices/imp-003")).path("name").stringValue())
        .isEqualTo("Tag; \"3\"");
    assertThat(get(app + "/devices/imp-007").statusCode()).isEqualTo(404);
  }

  @Test
  void a_row_of_assets_that_can_not_attach_its_device_leaves_no_asset_behind() throws Exception {
    JsonNode report =
        ok(200, upload("assets", "", "id,name,kind,device\nx,X,box,nobody\ny,Y,box,\n"));
    assertThat(problem(report, 0)).isEqualTo("device.unknown");
    assertThat(get(app + "/assets/x").statusCode()).isEqualTo(404);
    assertThat(get(app + "/assets/y").statusCode()).isEqualTo(200);
  }

  @Test
  void a_row_says_all_that_is_wrong_with_it_at_once() throws Exception {
    JsonNode devices =
        ok(
            200,
            upload(
                "devices",
                "",
                "id,template,place,gateway,via,property.setPoint,property.colour\n"
                    + "w-1,Cooler,moon,perhaps,nobody,cold,red\nw-2,Cooler,,perhaps,,4,\n"));
    assertThat(devices.path("done").intValue()).isZero();
    assertThat(codes(devices, 0))
        .containsExactlyInAnyOrder(
            "import.gateway",
            "gateway.unknown",
            "place.unknown",
            "property.invalid",
            "property.unknown");
    assertThat(codes(devices, 1)).containsExactly("import.gateway");
    assertThat(get(app + "/devices/w-2").statusCode()).isEqualTo(404);
    String assets =
        "id,name,kind,type,place,device,from\nw-3,,k,crate,moon,nobody,soon\n"
            + "w-4,W,k,,hamburg-altona,cooler-001,soon\n";
    for (String query : List.of("?rehearse=true", "")) {
      JsonNode report = ok(200, upload("assets", query, assets));
      assertThat(codes(report, 0))
          .containsExactlyInAnyOrder(
              "import.from",
              "asset.name-invalid",
              "asset-type.unknown",
              "device.unknown",
              "place.unknown");
      assertThat(codes(report, 1)).containsExactly("import.from");
      assertThat(get(app + "/assets/w-4").statusCode()).isEqualTo(404);
    }
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

  @Test
  void a_file_that_can_not_be_read_as_a_whole_is_refused_with_nothing_done() throws Exception {
    StringBuilder long_ = new StringBuilder("id,template\n");
    for (int i = 0; i <= Imports.MOST_ROWS; i++) {
      long_.append("many-").append(i).append(",Cooler\n");
    }
    assertThat(code(422, upload("devices", "", long_.toString())))
        .isEqualTo("import.too-many-rows");
    assertThat(get(app + "/devices/many-0").statusCode()).isEqualTo(404);
    assertThat(code(422, upload("devices", "", "id,colour\na,b\n"))).isEqualTo("import.columns");
    assertThat(code(422, upload("devices", "", "id,id\na,b\n"))).isEqualTo("import.columns");
    assertThat(code(422, upload("devices", "", "id,template\n\"a,b\n"))).isEqualTo("import.no-csv");
    assertThat(upload("devices", "", "id,template\na,b\n\"c,d\n").body())
        .contains("a quote in line 3 is not closed")
        .doesNotContain("Exception");
    assertThat(code(422, upload("devices", "", "id,template\n"))).isEqualTo("import.empty");
    String hundredThousand = "id,template\n" + "some-device-id,Cooler\n".repeat(100_000);
    assertThat(code(413, upload("devices", "", hundredThousand))).isEqualTo("body.too-large");
    HttpResponse<String> latin =
        HTTP.send(
            request("POST", app + "/devices/import", "text/csv")
                .POST(BodyPublishers.ofByteArray(new byte[] {'i', 'd', ',', (byte) 0xE4}))
                .build(),
            BodyHandlers.ofString());
    assertThat(code(422, latin)).isEqualTo("import.encoding");
  }

  private static String problem(JsonNode report, int row) {
    return report
        .path("rows")
        .path(row)
        .path("problems")
        .path(0)
        .path("code")
        .stringValue("none of " + List.of(report.path("rows").path(row)));
  }

  private HttpResponse<String> change(String body) throws Exception {
    return send("PATCH", app + "/assets/b", "application/json", body);
  }

  private HttpResponse<String> upload(String what, String query, String file) throws Exception {
    return send("POST", app + "/" + what + "/import" + query, "text/csv", file);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "application/json", "");
  }

  private HttpResponse<String> send(String method, String path, String type, String body)
      throws Exception {
    return HTTP.send(
        request(method, path, type)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, String type) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", type)
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
