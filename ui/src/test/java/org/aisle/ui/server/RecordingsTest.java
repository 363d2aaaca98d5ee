package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.aisle.sim.publish.BrokerAddress;
import org.aisle.sim.publish.Credentials;
import org.aisle.sim.publish.InMemoryLedger;
import org.aisle.sim.publish.PahoDevicePublisher;
import org.aisle.sim.replay.MapReader;
import org.aisle.sim.replay.MapReading;
import org.aisle.sim.replay.Recording;
import org.aisle.sim.replay.Replay;
import org.aisle.sim.replay.ReplaySettings;
import org.aisle.sim.replay.ReplaySummary;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Recordings of real devices go by MQTT through the whole server. What is expected is read from the
 * files by this test's own few lines, not by the replay tool.
 */
class RecordingsTest {

  private static final String APP = "recordings";
  private static TestServer server;
  private static ScheduledExecutorService scheduler;
  @TempDir private static Path folder;

  /** A recording, its map, its template, and how this test reads it. */
  enum Source {
    FRIDGE("fridge-week.csv", "fridge-week", "FridgeMonitor"),
    ROUGH_HANDLING("xdk-rough-handling.jsonl", "xdk", "ParcelSensor"),
    BY_CAR("xdk-transport-by-car.json.gz", "xdk", "ParcelSensor");

    final String file;
    final String map;
    final String template;

    Source(String file, String map, String template) {
      this.file = file;
      this.map = map;
      this.template = template;
    }

    Path path() {
      String recordings = System.getenv("AISLE_RECORDINGS");
      if (this == FRIDGE && recordings == null) {
        return Path.of("../device-sim/src/main/resources/samples/fridge-week.csv");
      }
      boolean present = recordings != null && Files.exists(Path.of(recordings, file));
      if (!present && "true".equals(System.getenv("CI"))) {
        throw new AssertionError("Set AISLE_RECORDINGS to the folder that holds " + file);
      }
      assumeTrue(present, "AISLE_RECORDINGS names no folder that holds " + file);
      return Path.of(recordings, file);
    }

    /** Every row as the file has it, one JSON object or one CSV line each. */
    List<String> rows() throws IOException {
      if (this == FRIDGE) {
        return Files.readAllLines(path()).stream().skip(1).toList();
      }
      List<String> rows = new ArrayList<>();
      try (InputStream raw = Files.newInputStream(path());
          InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
          JsonParser parser = TestServer.JSON.createParser(in)) {
        while (parser.nextToken() != null) {
          JsonNode array = parser.readValueAsTree();
          array.forEach(row -> rows.add(row.toString()));
        }
      }
      return rows;
    }

    /** The samples of the file by time, each with its values after conversion. */
    SortedMap<Instant, Map<String, Double>> expected() throws IOException {
      SortedMap<Instant, Map<String, Double>> expected = new TreeMap<>();
      for (String row : rows()) {
        Map<String, Double> values = new LinkedHashMap<>();
        String time;
        if (this == FRIDGE) {
          String[] cells = row.split(",", -1);
          time = cells[0];
          put(values, "probe1Temperature", cells[2], 1);
          put(values, "probe2Temperature", cells[3], 1);
          put(values, "probe3Temperature", cells[4], 1);
          put(values, "humidity", cells[5], 1);
        } else {
          JsonNode json = TestServer.JSON.readTree(row);
          time = json.get("timestamp").asString();
          put(values, "temperature", json.path("temperature").asString(""), 1);
          put(values, "humidity", json.path("humidity").asString(""), 1);
          put(values, "light", json.path("light").asString(""), 1000);
          put(values, "acceleration/x", json.path("acceleratorX").asString(""), 1000);
          put(values, "acceleration/y", json.path("acceleratorY").asString(""), 1000);
          put(values, "acceleration/z", json.path("acceleratorZ").asString(""), 1000);
        }
        expected.put(Instant.parse(time).truncatedTo(ChronoUnit.MICROS), values);
      }
      return expected;
    }

    private static void put(Map<String, Double> values, String field, String text, double divisor) {
      if (!text.isEmpty()) {
        values.put(field, Double.parseDouble(text) / divisor);
      }
    }

    List<String> head() throws IOException {
      return Files.readAllLines(path()).subList(0, 2);
    }

    /** The rows from one index to another as a file of the same kind. */
    Path part(List<String> rows, int from, int to, Path folder) throws IOException {
      Path part = folder.resolve(name() + "-" + from + (this == FRIDGE ? ".csv" : ".jsonl"));
      List<String> lines = new ArrayList<>();
      if (this == FRIDGE) {
        lines.add(Files.readAllLines(path()).getFirst());
      }
      lines.addAll(rows.subList(from, to));
      return Files.write(part, lines);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.empty(folder.resolve("data"));
    scheduler = Executors.newSingleThreadScheduledExecutor();
    server.post("/apps", "{\"id\": \"%s\", \"name\": \"Recordings\"}".formatted(APP), 201);
    for (String model : List.of("fridge-monitor", "parcel-sensor")) {
      try (InputStream in =
          RecordingsTest.class.getResourceAsStream("/models/" + model + ".json")) {
        server.post("/apps/" + APP + "/device-templates", new String(in.readAllBytes()), 201);
      }
    }
  }

  @AfterAll
  static void stop() {
    scheduler.shutdownNow();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_recording_is_stored_once_with_equal_values_also_when_replayed_twice(Source source)
      throws Exception {
    String device = device("twice", source);
    String password = server.register(APP, device, source.template);
    play(source, source.path(), device, password, false);
    assertStored(source, device);
    play(source, source.path(), device, password, false);
    awaitEverythingBefore(device + "-fence");
    assertStored(source, device);
  }

  /** The broker's queue is taken in order: when this message is stored, those before it are. */
  private static void awaitEverythingBefore(String fence) throws Exception {
    String password = server.register(APP, fence, "FridgeMonitor");
    Path one = Files.write(folder.resolve(fence), Source.FRIDGE.head());
    play(Source.FRIDGE, one, fence, password, false);
    TestServer.await("the fence", () -> rows(fence), rows -> rows.size() == 1);
  }

  @ParameterizedTest
  @EnumSource
  void a_recording_replayed_backwards_gives_the_same_table(Source source) throws Exception {
    String device = device("backwards", source);
    String password = server.register(APP, device, source.template);
    play(source, source.path(), device, password, true);
    assertStored(source, device);
  }

  @ParameterizedTest
  @EnumSource
  void two_halves_in_the_wrong_order_give_the_same_table(Source source) throws Exception {
    String device = device("halves", source);
    String password = server.register(APP, device, source.template);
    List<String> rows = source.rows();
    int middle = rows.size() / 2;
    play(source, source.part(rows, middle, rows.size(), folder), device, password, false);
    play(source, source.part(rows, 0, middle, folder), device, password, false);
    assertStored(source, device);
  }

  private static String device(String way, Source source) {
    return way + "-" + source.name().toLowerCase().replace('_', '-');
  }

  private static void play(
      Source source, Path file, String device, String password, boolean reverse) throws Exception {
    play(server, scheduler, APP, source, file, device, password, reverse);
  }

  /** Replays a file as fast as it is acknowledged. */
  static void play(
      TestServer server,
      ScheduledExecutorService scheduler,
      String app,
      Source source,
      Path file,
      String device,
      String password,
      boolean reverse)
      throws Exception {
    MapReading reading = MapReader.find(source.map);
    assertThat(reading).isInstanceOf(MapReading.Ready.class);
    DeviceRef ref = DeviceRef.of(app, device);
    try (PahoDevicePublisher publisher =
        new PahoDevicePublisher(
            new BrokerAddress("127.0.0.1", server.mqttPort()),
            new Credentials(ref, password),
            20,
            scheduler)) {
      ReplaySummary summary =
          new Replay(
                  Recording.open(file, ((MapReading.Ready) reading).map()),
                  new ReplaySettings(
                      ref, OptionalDouble.empty(), false, OptionalInt.empty(), reverse, 1),
                  publisher,
                  new InMemoryLedger(),
                  InstantSource.system(),
                  progress -> {})
              .run();
      assertThat(summary.complete()).as("%s", summary).isTrue();
    }
  }

  private static void assertStored(Source source, String device) throws IOException {
    SortedMap<Instant, Map<String, Double>> expected = source.expected();
    JsonNode rows =
        TestServer.await(
            expected.size() + " rows of " + device,
            () -> rows(device),
            r -> r.size() == expected.size());
    assertThat(rejections(device)).isEmpty();
    Stream<JsonNode> stored = rows.valueStream();
    var each = expected.entrySet().iterator();
    stored.forEach(
        row -> {
          var wanted = each.next();
          assertThat(Instant.parse(row.get("observedAt").asString())).isEqualTo(wanted.getKey());
          assertThat(row.at("/acceleration/x").isNumber())
              .isEqualTo(wanted.getValue().containsKey("acceleration/x"));
          wanted
              .getValue()
              .forEach(
                  (field, value) ->
                      assertThat(row.at("/" + field).doubleValue())
                          .as("%s at %s", field, wanted.getKey())
                          .isCloseTo(value, within(Math.abs(value) * 1e-12)));
        });
  }

  private static JsonNode rows(String device) {
    return server
        .get(
            "/apps/%s/devices/%s/telemetry?from=2019-01-01T00:00:00Z&to=2025-01-01T00:00:00Z&limit=100000"
                .formatted(APP, device))
        .get("rows");
  }

  private static List<String> rejections(String device) {
    JsonNode answer = server.get("/apps/%s/devices/%s/rejections".formatted(APP, device));
    JsonNode list = answer.isArray() ? answer : answer.get("rejections");
    return list.valueStream().map(JsonNode::toString).toList();
  }
}
