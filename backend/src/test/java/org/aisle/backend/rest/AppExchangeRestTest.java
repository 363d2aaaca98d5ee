package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Places;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateArchive;
import org.aisle.templates.app.AppTemplateOutcome;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class AppExchangeRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\n(.*?)```");

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;
  @Autowired private Apps apps;
  @Autowired private Places places;
  @Autowired private Devices devices;
  @Autowired private JdbcClient jdbc;

  private String token = "";

  @BeforeEach
  void signIn() {
    token = access.createBearerToken("builder", Role.BUILDER);
  }

  static Stream<AppTemplate> every_template() {
    return AppTemplates.builtIn().all().stream();
  }

  @ParameterizedTest
  @MethodSource("every_template")
  void an_app_of_every_template_goes_out_and_in_again_and_loses_nothing(AppTemplate template)
      throws Exception {
    String first = create(template.id());
    byte[] out = export(first);
    String second = id();

    assertThat(post("/api/v1/apps/import?id=" + second, out).statusCode()).isEqualTo(201);

    assertThat(files(export(second))).isEqualTo(files(out));
    AppTemplate exported = read(out);
    assertThat(exported)
        .usingRecursiveComparison()
        .ignoringFields("id", "name", "places", "organisations", "fleet.members")
        .isEqualTo(template);
    assertThat(exported.places()).containsExactlyInAnyOrderElementsOf(template.places());
    assertThat(exported.organisations())
        .containsExactlyInAnyOrderElementsOf(template.organisations());
    assertThat(exported.fleet().members())
        .usingRecursiveComparison()
        .ignoringFields("properties")
        .isEqualTo(template.fleet().members());
    assertThat(exported.fleet().members())
        .extracting(member -> member.properties().keySet())
        .isEqualTo(template.fleet().members().stream().map(m -> m.properties().keySet()).toList());
  }

  @Test
  void an_app_without_device_templates_goes_out_and_in_again() throws Exception {
    String blank = id();
    sent(
        201,
        "POST",
        "/api/v1/apps",
        "{\"id\":\"%s\",\"name\":\"Blank\",\"zone\":\"Europe/Rome\",\"template\":null}"
            .formatted(blank));
    places.put(
        new AppId(blank), new Place("yard", "Yard", null, "yard", 48, 11, 90, null), null, "Ada");

    byte[] archive = export(blank);
    String again = id();
    HttpResponse<byte[]> imported =
        send("POST", "/api/v1/apps/import?id=" + again, "application/zip", archive);

    assertThat(imported.statusCode()).as(text(imported)).isEqualTo(201);
    assertThat(places.find(new AppId(again), "yard")).isPresent();
    assertThat(files(export(again)).get("app.yaml").replace(again, blank))
        .isEqualTo(files(archive).get("app.yaml"));
  }

  @Test
  void of_an_app_with_a_gateway_all_but_the_gateway_goes_out_and_in_again() throws Exception {
    String app = "/api/v1/apps/" + create("connected-cooler");
    sent(201, "POST", app + "/gateways", "{\"id\": \"store-12\", \"name\": \"Store 12\"}");
    sent(
        200,
        "PUT",
        app + "/rules/gateway-behind",
        "{\"name\": \"Gateway behind\", \"template\": \"EdgeGateway\", \"severity\": \"warning\","
            + " \"when\": {\"condition\": \"lag > 600 || freeDisk < 500\"}}");
    byte[] out = export(app.substring("/api/v1/apps/".length()));
    String again = id();

    assertThat(post("/api/v1/apps/import?id=" + again, out).statusCode()).isEqualTo(201);

    assertThat(files(export(again))).isEqualTo(files(out));
    assertThat(files(out)).containsKey("rules/gateway-behind.yaml");
    String imported = "/api/v1/apps/" + again;
    assertThat(text(get(imported + "/gateways"))).doesNotContain("store-12");
    assertThat(text(sent(201, "POST", imported + "/gateways", "{\"id\": \"store-12\"}")))
        .contains("aisle_gw_");
  }

  @Test
  void what_was_changed_since_is_exported_and_what_was_removed_is_not() throws Exception {
    String app = create("connected-cooler");
    AppId id = new AppId(app);
    assertThat(
            send(
                    "PUT",
                    "/api/v1/apps/" + app + "/rules/too-warm",
                    "application/json",
                    """
                    {"name": "Warm: \\"no\\" drinks", "template": "Cooler", "severity": "critical",
                     "when": {"condition": "internalTemperature > 9", "for": "PT5M"}}
                    """
                        .getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(200);
    send("DELETE", "/api/v1/apps/" + app + "/rules/unplugged", "application/json", new byte[0]);
    jdbc.sql(
            "update aisle.dashboard set definition = replace(definition, 'Doors open now', 'Doors')"
                + " where app = :app")
        .param("app", app)
        .update();
    places.put(id, new Place("yard", "007", null, "depot", 53.5, 10, 50, null), null, "test");
    places.put(
        id, new Place("Store_12", "Bakery", null, "bakery", 53.6, 10, 50, null), null, "test");
    devices.remove(new DeviceRef(id, new DeviceId("cooler-001")));
    devices.setProperties(
        new DeviceRef(id, new DeviceId("cooler-002")), Map.of("model", "yes: # no"));

    AppTemplate exported = read(export(app));

    assertThat(exported.rules())
        .extracting("name")
        .contains("Warm: \"no\" drinks")
        .doesNotContain("Unplugged");
    assertThat(exported.dashboards().getFirst().tiles()).extracting("title").contains("Doors");
    assertThat(exported.places()).extracting("name").contains("007", "Bakery");
    assertThat(exported.places()).extracting("kind").contains("bakery");
    assertThat(exported.fleet().members())
        .hasSize(24)
        .anyMatch(member -> member.properties().containsValue("yes: # no"));
    assertThat(exported.expectations())
        .isNotEmpty()
        .noneMatch(e -> e.expect().stream().anyMatch(x -> x.rule().equals("unplugged")));
    String other = id();
    assertThat(post("/api/v1/apps/import?name=N&id=" + other, export(app)).statusCode())
        .isEqualTo(201);
    assertThat(read(export(other)))
        .usingRecursiveComparison()
        .ignoringFields("id", "name")
        .isEqualTo(exported);
  }

  @Test
  void a_copy_has_the_same_contents_and_retention_and_its_simulated_devices_if_wanted()
      throws Exception {
    String app = create("store-checkout");
    apps.retain(new AppId(app), Duration.ofDays(30));
    String all = id();
    String none = id();

    assertThat(copy(app, "{\"id\":\"%s\",\"name\":\"All\"}".formatted(all)).statusCode())
        .isEqualTo(201);
    assertThat(
            copy(app, "{\"id\":\"%s\",\"name\":\"None\",\"simulated\":false}".formatted(none))
                .statusCode())
        .isEqualTo(201);

    assertThat(read(export(all)))
        .usingRecursiveComparison()
        .ignoringFields("id", "name")
        .isEqualTo(read(export(app)));
    assertThat(apps.find(new AppId(all)).orElseThrow().retention()).isEqualTo(Duration.ofDays(30));
    assertThat(apps.find(new AppId(all)).orElseThrow().template()).isEqualTo("store-checkout");
    assertThat(devices.find(new AppId(none), null, null)).isEmpty();
    assertThat(apps.dashboards(new AppId(none))).isEqualTo(apps.dashboards(new AppId(app)));
    assertThat(copy(app, "{\"id\":\"%s\",\"name\":\"Again\"}".formatted(all)).statusCode())
        .isEqualTo(409);
  }

  @Test
  void what_can_not_be_imported_is_refused_with_all_faults_and_nothing_done() throws Exception {
    String app = create("connected-cooler");
    byte[] archive = export(app);
    String id = id();
    AppTemplate cooler = read(archive);

    HttpResponse<byte[]> taken = post("/api/v1/apps/import?id=" + app, archive);
    HttpResponse<byte[]> noArchive = post("/api/v1/apps/import?id=" + id, new byte[] {1, 2, 3});
    HttpResponse<byte[]> tooLarge =
        post("/api/v1/apps/import?id=" + id, new byte[AppTemplateArchive.MAX_BYTES + 1]);
    ByteArrayOutputStream faulty = new ByteArrayOutputStream();
    AppTemplateArchive.write(
        new AppTemplate(
            cooler.id(),
            "one",
            cooler.name(),
            cooler.persona(),
            cooler.story(),
            cooler.zone(),
            cooler.deviceTemplates(),
            cooler.organisations(),
            List.of(),
            cooler.groups(),
            cooler.fleet(),
            cooler.dashboards(),
            cooler.rules(),
            cooler.expectations(),
            cooler.theme(),
            cooler.pictures(),
            cooler.routes()),
        faulty);
    HttpResponse<byte[]> wrong = post("/api/v1/apps/import?id=" + id, faulty.toByteArray());

    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(noArchive.statusCode()).isEqualTo(422);
    assertThat(text(noArchive)).contains("archive.unreadable");
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(text(tooLarge)).contains("at most 8 MiB");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(text(wrong)).contains("app.version", "app.place-unknown", "app.yaml, line 2: ");
    assertThat(apps.find(new AppId(id))).isEmpty();
  }

  @Test
  void operators_export_and_builders_import_and_copy() throws Exception {
    String app = create("connected-cooler");
    byte[] archive = export(app);
    token = access.createBearerToken("operator", Role.OPERATOR);

    assertThat(files(export(app))).isEqualTo(files(archive));
    assertThat(post("/api/v1/apps/import?id=" + id(), archive).statusCode()).isEqualTo(403);
    assertThat(copy(app, "{\"id\":\"%s\",\"name\":\"A\"}".formatted(id())).statusCode())
        .isEqualTo(403);
    assertThat(get("/api/v1/apps/no-such-app/export").statusCode()).isEqualTo(404);
  }

  @Test
  void the_commands_of_the_page_about_templates_run(@TempDir Path folder) throws Exception {
    String app = create("connected-cooler");
    StringBuilder script = new StringBuilder("set -e\n");
    Matcher block = COMMANDS.matcher(Files.readString(Path.of("../docs/templates.md")));
    while (block.find()) {
      script.append(block.group(1));
    }
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", script.toString().replace("my-coolers", app));
    shell.environment().put("TOKEN", token);
    shell.environment().put("API", "http://127.0.0.1:" + port + "/api/v1");
    shell.directory(folder.toFile()).redirectErrorStream(true);
    shell.redirectOutput(folder.resolve("out.txt").toFile());
    Process process = shell.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(folder.resolve("out.txt"));
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).contains("\"id\":\"coolers-south\"", "\"id\":\"coolers-trial\"");
    assertThat(files(Files.readAllBytes(folder.resolve(app + ".zip")))).containsKey("app.yaml");
  }

  private static String id() {
    return "exchange-" + NEXT.incrementAndGet();
  }

  private String create(String template) {
    String id = id();
    assertThat(apps.create(id, "App: \"" + id + "\" – no. 1", template))
        .isInstanceOf(org.aisle.backend.registry.Outcome.Done.class);
    return id;
  }

  private byte[] export(String app) throws Exception {
    HttpResponse<byte[]> response = get("/api/v1/apps/" + app + "/export");
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/zip");
    return response.body();
  }

  private static AppTemplate read(byte[] archive) {
    AppTemplateOutcome outcome = AppTemplateArchive.read(archive, "none");
    assertThat(outcome).isInstanceOf(AppTemplateOutcome.Read.class);
    return ((AppTemplateOutcome.Read) outcome).template();
  }

  /** By path below the folder. */
  private static Map<String, String> files(byte[] archive) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(
            entry.getName().substring(entry.getName().indexOf('/') + 1),
            new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private HttpResponse<byte[]> copy(String app, String body) throws Exception {
    return send(
        "POST",
        "/api/v1/apps/" + app + "/copy",
        "application/json",
        body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
    return send("POST", path, "application/zip", body);
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return HTTP.send(request(path).GET().build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> send(String method, String path, String type, byte[] body)
      throws Exception {
    return HTTP.send(
        request(path)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> sent(int status, String method, String path, String json)
      throws Exception {
    HttpResponse<byte[]> response =
        send(method, path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
    return response;
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
