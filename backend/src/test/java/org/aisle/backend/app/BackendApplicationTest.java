package org.aisle.backend.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.aisle.templates.wire.Receipt;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole headless server with its own PostgreSQL: what is delivered is what REST answers. */
@SpringBootTest(classes = BackendApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class BackendApplicationTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final DeviceRef MUG = DeviceRef.of("kitchen", "m1");
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir static Path data;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", data::toString);
    registry.add("aisle.database.data", () -> data.resolve("postgres").toString());
  }

  @LocalServerPort private int port;
  @Autowired private ProducerTemplate uplink;

  @Test
  void a_delivery_is_acknowledged_and_then_served() throws Exception {
    post("/apps", "{\"id\": \"kitchen\", \"name\": \"Kitchen\", \"template\": null}");
    post(
        "/apps/kitchen/device-templates",
        """
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Mug;1", "@type": "Interface",
         "contents": [
          {"@type": "Telemetry", "name": "temperature", "schema": "double"},
          {"@type": "Telemetry", "name": "spill", "schema": "vector"},
          {"@type": "Property", "name": "colour", "schema": "string"}]}
        """);
    post("/apps/kitchen/devices", "{\"id\": \"m1\", \"template\": \"Mug\"}");

    deliver();
    deliver();

    JsonNode latest = get("/apps/kitchen/devices/m1/latest");
    assertThat(latest.path("observedAt").stringValue()).isEqualTo("2026-11-20T10:30:00Z");
    assertThat(latest.path("values").path("temperature").doubleValue()).isEqualTo(3);
    assertThat(latest.path("values").path("spill").path("z").doubleValue()).isEqualTo(9.5);
    assertThat(latest.path("extra").path("sugar").intValue()).isEqualTo(2);

    String history = "/apps/kitchen/devices/m1/telemetry?from=2026-11-20&to=2026-11-21";
    JsonNode rows = get(history + "&fields=temperature").path("rows");
    List<Double> temperatures = new ArrayList<>();
    rows.forEach(row -> temperatures.add(row.path("temperature").doubleValue()));
    assertThat(temperatures).containsExactly(1.0, 2.0, 3.0);
    assertThat(get(history + "&limit=1").path("next").stringValue())
        .isEqualTo("2026-11-20T10:01:00Z");

    JsonNode buckets = get(history + "&interval=PT5M&aggregate=avg").path("rows");
    assertThat(buckets.size()).isEqualTo(2);
    assertThat(buckets.path(0).path("observedAt").stringValue()).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(buckets.path(0).path("temperature").doubleValue()).isEqualTo(1.5);
    assertThat(buckets.path(1).path("observedAt").stringValue()).isEqualTo("2026-11-20T10:30:00Z");

    JsonNode fleet = get("/apps/kitchen/fleet/latest?template=Mug").path("rows");
    assertThat(fleet.path(0).path("values").path("temperature").doubleValue()).isEqualTo(3);
    assertThat(get("/apps/kitchen/devices/m1").path("properties").path("colour").stringValue())
        .isEqualTo("red");
    assertThat(get("/apps/kitchen/devices/m1/rejections").path(0).path("code").stringValue())
        .isEqualTo("payload.malformed");
  }

  private void deliver() throws Exception {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    Receipt receipt =
        new Receipt() {
          @Override
          public void stored() {
            stored.complete(null);
          }

          @Override
          public void failed(Throwable reason) {
            stored.completeExceptionally(reason);
          }
        };
    Map<String, Value> last =
        Map.of("temperature", new Value.Num(3), "spill", new Value.Vec(1, 2, 9.5));
    Delivery delivery =
        new Delivery(
            List.of(
                Reading.of(MUG, TEN.plusSeconds(60), TEN, Map.of("temperature", new Value.Num(2))),
                Reading.of(MUG, TEN, TEN, Map.of("temperature", new Value.Num(1))),
                new Reading(
                    MUG,
                    TEN.plusSeconds(1800),
                    TEN.plusSeconds(1800),
                    7L,
                    null,
                    new TreeMap<>(last),
                    new TreeMap<>(Map.of("sugar", new Value.Tree("2"))))),
            List.of(new PropertyReport(MUG, "colour", TEN, new Value.Text("red"))),
            List.of(
                new Rejection(
                    MUG.app(),
                    MUG.device(),
                    TEN,
                    RejectionCode.PAYLOAD_MALFORMED,
                    null,
                    "Send JSON.",
                    "telemetry",
                    MUG.username(),
                    new byte[] {1},
                    1)),
            receipt);
    uplink.sendBody("direct:ingest", delivery);
    stored.get(60, TimeUnit.SECONDS);
  }

  private JsonNode get(String path) throws Exception {
    return send(request(path).build(), 200);
  }

  private void post(String path, String body) throws Exception {
    send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        201);
  }

  private HttpRequest.Builder request(String path) throws Exception {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
        .header("Authorization", "Bearer " + Files.readString(data.resolve("admin-token")).strip());
  }

  private static JsonNode send(HttpRequest request, int status) throws Exception {
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }
}
