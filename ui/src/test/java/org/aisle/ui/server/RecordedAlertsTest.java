package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rules judge recordings of real devices, which go by MQTT through the whole server. */
class RecordedAlertsTest {

  private static final String APP = "recorded-alerts";
  private static TestServer server;
  private static ScheduledExecutorService scheduler;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.empty(folder.resolve("data"));
    scheduler = Executors.newSingleThreadScheduledExecutor();
    server.post("/apps", "{\"id\": \"%s\", \"name\": \"Recorded alerts\"}".formatted(APP), 201);
    for (String model : List.of("fridge-monitor", "parcel-sensor")) {
      try (InputStream in =
          RecordedAlertsTest.class.getResourceAsStream("/models/" + model + ".json")) {
        server.post("/apps/" + APP + "/device-templates", new String(in.readAllBytes()), 201);
      }
    }
    server.put(
        "/apps/" + APP + "/rules/rough-handling?since=beginning",
        """
        {"name": "Rough handling", "template": "ParcelSensor",
         "when": {"condition": "acceleration.magnitude > 2.5"},
         "clear": {"condition": "acceleration.magnitude < 2.5", "for": "PT1S"},
         "severity": "warning", "gap": "PT5S"}
        """);
    server.put(
        "/apps/" + APP + "/rules/too-warm?since=beginning",
        """
        {"name": "Too warm", "template": "FridgeMonitor",
         "when": {"condition": "probe1Temperature > 11", "for": "PT30M"},
         "severity": "warning", "gap": "PT40M"}
        """);
  }

  @AfterAll
  static void stop() {
    scheduler.shutdownNow();
    server.close();
  }

  @Test
  void five_throws_give_five_alerts_and_nothing_before() throws Exception {
    String device = replayed(RecordingsTest.Source.ROUGH_HANDLING, "thrown", false);

    List<JsonNode> alerts = alerts(device, 5);

    assertThat(alerts)
        .extracting(alert -> alert.get("startedAt").asString().substring(11, 19))
        .containsExactly("17:39:01", "17:39:06", "17:39:11", "17:39:15", "17:39:19");
    assertThat(alerts).allSatisfy(a -> assertThat(a.get("sentence").asString()).contains("2.5 g"));
  }

  @Test
  void rides_by_car_give_none() throws Exception {
    String device = replayed(RecordingsTest.Source.BY_CAR, "driven", false);
    long rows = RecordingsTest.Source.BY_CAR.expected().size();
    awaitStored(device, rows);
    awaitEvaluated();

    assertThat(alerts(device, 0)).isEmpty();
  }

  @Test
  void a_week_of_a_refrigerator_gives_the_same_alerts_in_any_order() throws Exception {
    RecordingsTest.Source fridge = RecordingsTest.Source.FRIDGE;
    String forwards = replayed(fridge, "forwards", false);
    awaitStored(forwards, fridge.expected().size());
    awaitEvaluated();
    List<String> expected = timeline(forwards);
    assertThat(expected).isNotEmpty();

    String backwards = replayed(fridge, "backwards", true);
    awaitStored(backwards, fridge.expected().size());
    awaitEvaluated();
    assertThat(timeline(backwards)).isEqualTo(expected);

    List<String> rows = new ArrayList<>(fridge.rows());
    Collections.shuffle(rows, new Random(7));
    rows.addAll(rows.subList(0, 200));
    String shuffled = "shuffled-fridge";
    String password = server.register(APP, shuffled, fridge.template);
    Path file = fridge.part(rows, 0, rows.size(), folder);
    RecordingsTest.play(server, scheduler, APP, fridge, file, shuffled, password, false);
    awaitStored(shuffled, fridge.expected().size());
    awaitEvaluated();
    assertThat(timeline(shuffled)).isEqualTo(expected);
  }

  private static String replayed(RecordingsTest.Source source, String device, boolean reverse)
      throws Exception {
    String password = server.register(APP, device, source.template);
    RecordingsTest.play(server, scheduler, APP, source, source.path(), device, password, reverse);
    return device;
  }

  private static void awaitStored(String device, long rows) {
    TestServer.await(
        rows + " rows of " + device,
        () ->
            server
                .get(
                    "/apps/%s/devices/%s/telemetry?from=2019-01-01T00:00:00Z&to=2025-01-01T00:00:00Z&limit=100000"
                        .formatted(APP, device))
                .get("rows"),
        r -> r.size() == rows);
  }

  /** Nothing that was stored waits for its evaluation. */
  private static void awaitEvaluated() {
    TestServer.await(
        "the evaluation",
        () -> server.actuator("/metrics/aisle.rules.lag").at("/measurements/0/value").asDouble(),
        lag -> lag == 0);
  }

  private static List<JsonNode> alerts(String device, int wanted) {
    return TestServer.await(
        wanted + " alerts of " + device,
        () ->
            server
                .get("/apps/%s/alerts?device=%s&limit=1000".formatted(APP, device))
                .get("alerts")
                .valueStream()
                .sorted(java.util.Comparator.comparing(a -> a.get("startedAt").asString()))
                .toList(),
        alerts -> alerts.size() == wanted);
  }

  /** What stands; what was withdrawn on the way is history. */
  private static List<String> timeline(String device) {
    return server
        .get(
            "/apps/%s/alerts?device=%s&state=active,acknowledged,cleared,closed&limit=1000"
                .formatted(APP, device))
        .get("alerts")
        .valueStream()
        .map(
            a ->
                Instant.parse(a.get("startedAt").asString())
                    + " "
                    + a.get("raisedAt").asString()
                    + " "
                    + a.path("clearedAt").asString("")
                    + " "
                    + a.get("severity").asString())
        .sorted()
        .toList();
  }
}
