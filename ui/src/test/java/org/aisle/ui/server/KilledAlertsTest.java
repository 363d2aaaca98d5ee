package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server process is killed while devices send and rules judge, again and again. Devices send what
 * was not acknowledged once more; the alerts are those of readings that nothing happened to.
 */
class KilledAlertsTest {

  private static final int KILLS = 2;
  private static final List<String> DEVICES = List.of("m1", "m2", "m3", "m4");
  private static final int EPISODES = 12;
  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
  private static final String MODEL =
      """
      {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Mug;1", "@type": "Interface",
       "displayName": "Mug", "contents": [
        {"@type": "Telemetry", "name": "temperature", "schema": "double"},
        {"@type": "Telemetry", "name": "doorOpen", "schema": "boolean"}]}
      """;
  private static final Map<String, String> RULES =
      Map.of(
          "too-warm",
          """
          {"name": "Too warm", "template": "Mug", "severity": "warning",
           "when": {"condition": "temperature > 8", "for": "PT10M"},
           "escalate": [{"to": "critical", "after": "PT3M"}]}
          """,
          "on-average",
          """
          {"name": "Warm on average", "template": "Mug", "severity": "information",
           "when": {"window": {"aggregate": "avg", "of": "temperature", "width": "PT1H",
             "is": "above", "limit": "6"}}}
          """,
          "restless",
          """
          {"name": "Restless", "template": "Mug", "severity": "warning",
           "when": {"repeated": {"condition": "doorOpen", "times": 3, "within": "PT20M"}}}
          """,
          "silent",
          """
          {"name": "Silent", "template": "Mug", "severity": "warning", "when": {"silent": "PT1H"}}
          """);

  /** What the devices send, and the alerts of the first rule that follow from it. */
  private record Script(Map<String, List<byte[]>> messages, TreeSet<String> tooWarm) {
    int size() {
      return messages.values().stream().mapToInt(List::size).sum();
    }
  }

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;
  private int httpPort;
  private int mqttPort;

  @AfterEach
  void end() throws Exception {
    http.close();
    if (process != null && process.isAlive()) {
      process.getOutputStream().close();
      process.waitFor(30, TimeUnit.SECONDS);
      process.destroyForcibly().waitFor();
    }
    Path left = folder.resolve("data/postgres/postmaster.pid");
    if (Files.exists(left)) {
      ProcessHandle.of(Long.parseLong(Files.readAllLines(left).getFirst()))
          .ifPresent(
              database -> {
                database.destroy();
                database.onExit().orTimeout(30, TimeUnit.SECONDS).join();
              });
    }
  }

  @Test
  void a_server_that_is_killed_again_and_again_ends_in_the_same_alerts() throws Exception {
    long seed = Long.getLong("aisle.test.seed", System.nanoTime());
    System.out.println(
        "Killed at the moments of seed " + seed + " (-Daisle.test.seed=" + seed + ")");
    Random random = new Random(seed);
    Script script = script(random);
    TreeSet<Integer> kills = new TreeSet<>();
    while (kills.size() < KILLS) {
      kills.add(script.size() / 20 + random.nextInt(script.size() * 9 / 10));
    }

    boot();
    Map<String, String> killed = app("killed");
    Map<String, AtomicInteger> acknowledged = fresh();
    AtomicInteger all = new AtomicInteger();
    for (int kill : kills) {
      feed("killed", killed, script, acknowledged, all, kill);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("by SIGKILL").isEqualTo(128 + 9);
      boot();
    }
    feed("killed", killed, script, acknowledged, all, Integer.MAX_VALUE);
    assertThat(all).hasValue(script.size());
    Map<String, String> whole = app("whole");
    feed("whole", whole, script, fresh(), new AtomicInteger(), Integer.MAX_VALUE);

    for (String app : List.of("whole", "killed")) {
      TestServer.await(
          "what is too warm in " + app,
          () -> new TreeSet<>(timeline(app).stream().filter(a -> a.startsWith("too-")).toList()),
          alerts -> alerts.equals(script.tooWarm()));
    }
    TestServer.await(
        "silences, and the same of all",
        () -> {
          List<String> expected = timeline("whole");
          return expected.stream().anyMatch(alert -> alert.startsWith("silent"))
              && expected.equals(timeline("killed"));
        },
        Boolean::booleanValue);
    assertThat(timeline("killed"))
        .as("with seed %d, killed after %s of %d messages", seed, kills, script.size())
        .isEqualTo(timeline("whole"));
    assertThat(timeline("whole").stream().map(alert -> alert.substring(0, alert.indexOf(' '))))
        .as("rules that spoke")
        .containsAll(RULES.keySet());
  }

  private static Map<String, AtomicInteger> fresh() {
    Map<String, AtomicInteger> fresh = new HashMap<>();
    DEVICES.forEach(device -> fresh.put(device, new AtomicInteger()));
    return fresh;
  }

  /** A reading a minute, one to four in a message: cool, warm for 15 minutes, cool, silent, … */
  private static Script script(Random random) {
    Map<String, List<byte[]>> messages = new HashMap<>();
    TreeSet<String> tooWarm = new TreeSet<>();
    for (String device : DEVICES) {
      List<String> readings = new ArrayList<>();
      Instant at = START.plusSeconds(random.nextInt(60));
      for (int episode = 0; episode < EPISODES; episode++) {
        for (int cool = 5 + random.nextInt(20); cool > 0; cool--) {
          readings.add(reading(at, 3 + random.nextInt(20) / 10.0, random.nextInt(4) == 0));
          at = at.plusSeconds(60);
        }
        if (random.nextInt(4) == 0) {
          at = at.plus(Duration.ofMinutes(100));
          readings.add(reading(at, 4, false));
          at = at.plusSeconds(60);
        }
        Instant began = at;
        for (int warm = 0; warm < 15; warm++) {
          readings.add(reading(at, 9 + random.nextInt(30) / 10.0, false));
          at = at.plusSeconds(60);
        }
        boolean lasts = episode == EPISODES - 1;
        tooWarm.add(
            alert("too-warm", device, began, began.plusSeconds(600), lasts ? null : at)
                + (lasts ? " active" : " cleared")
                + " critical");
      }
      List<byte[]> sent = new ArrayList<>();
      for (int from = 0; from < readings.size(); ) {
        int until = Math.min(readings.size(), from + 1 + random.nextInt(4));
        String body = "[" + String.join(",", readings.subList(from, until)) + "]";
        sent.add(body.getBytes(StandardCharsets.UTF_8));
        from = until;
      }
      messages.put(device, sent);
    }
    return new Script(messages, tooWarm);
  }

  private static String reading(Instant at, double temperature, boolean open) {
    return "{\"ts\": \"%s\", \"temperature\": %s, \"doorOpen\": %s}"
        .formatted(at, temperature, open);
  }

  private static String alert(
      String rule, String device, Instant start, Instant raised, Instant end) {
    return "%s %s %s %s %s".formatted(rule, device, start, raised, end == null ? "-" : end);
  }

  /** All devices at once, each from its first message that was not acknowledged. */
  private void feed(
      String app,
      Map<String, String> passwords,
      Script script,
      Map<String, AtomicInteger> acknowledged,
      AtomicInteger all,
      int killAfter)
      throws Exception {
    try (ExecutorService devices = Executors.newFixedThreadPool(DEVICES.size())) {
      List<Future<?>> sending = new ArrayList<>();
      for (String device : DEVICES) {
        sending.add(
            devices.submit(
                () -> {
                  send(
                      device + "@" + app,
                      passwords.get(device),
                      script.messages().get(device),
                      acknowledged.get(device),
                      all,
                      killAfter);
                  return null;
                }));
      }
      for (Future<?> each : sending) {
        each.get();
      }
    }
  }

  private void send(
      String user,
      String password,
      List<byte[]> messages,
      AtomicInteger acknowledged,
      AtomicInteger all,
      int killAfter)
      throws MqttException {
    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + mqttPort, user, new MemoryPersistence());
    client.setTimeToWait(20_000);
    try {
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName(user);
      options.setPassword(password.getBytes(StandardCharsets.UTF_8));
      client.connect(options);
      MqttProperties json = new MqttProperties();
      json.setContentType("application/json");
      while (acknowledged.get() < messages.size()) {
        client.publish(
            "telemetry", new MqttMessage(messages.get(acknowledged.get()), 1, false, json));
        acknowledged.incrementAndGet();
        if (all.incrementAndGet() >= killAfter) {
          process.destroyForcibly();
        }
      }
      client.disconnect();
    } catch (MqttException e) {
      if (all.get() < killAfter) {
        throw e;
      }
    } finally {
      client.close(true);
    }
  }

  private void boot() throws IOException, InterruptedException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path ready = data.resolve(KilledServer.READY);
    Files.deleteIfExists(ready);
    Path output = folder.resolve("output");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Daisle.rules.catch-up=PT2S",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledServer.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    TestServer.await(
        "the server", () -> Files.exists(ready) || !process.isAlive(), Boolean::booleanValue);
    assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
    String[] ports = Files.readString(ready).split(" ");
    httpPort = Integer.parseInt(ports[0]);
    mqttPort = Integer.parseInt(ports[1]);
  }

  /** An app with rules and devices; their passwords. */
  private Map<String, String> app(String id) throws Exception {
    ask("POST", "", "{\"id\": \"%s\", \"name\": \"%s\"}".formatted(id, id));
    ask("POST", "/" + id + "/device-templates", MODEL);
    for (Map.Entry<String, String> rule : RULES.entrySet()) {
      ask("PUT", "/" + id + "/rules/" + rule.getKey() + "?since=beginning", rule.getValue());
    }
    Map<String, String> passwords = new HashMap<>();
    for (String device : DEVICES) {
      String body = "{\"id\": \"%s\", \"name\": \"%s\", \"template\": \"Mug\"}";
      passwords.put(
          device,
          ask("POST", "/" + id + "/devices", body.formatted(device, device))
              .at("/credentials/password")
              .asString());
    }
    return passwords;
  }

  /**
   * What stands; what was withdrawn on the way is history. Whether the silence after the last
   * reading was told already is a matter of when one looks.
   */
  private List<String> timeline(String app) {
    List<String> timeline = new ArrayList<>();
    for (JsonNode alert :
        ask("GET", "/" + app + "/alerts?state=active,acknowledged,cleared,closed&limit=1000", "")
            .get("alerts")) {
      String state = alert.get("state").asString();
      String rule = alert.get("rule").asString();
      if (!rule.equals("silent") || !state.equals("active")) {
        String end = alert.path("clearedAt").asString("");
        timeline.add(
            alert(
                    rule,
                    alert.get("device").asString(),
                    Instant.parse(alert.get("startedAt").asString()),
                    Instant.parse(alert.get("raisedAt").asString()),
                    end.isEmpty() ? null : Instant.parse(end))
                + " "
                + state
                + " "
                + alert.get("severity").asString());
      }
    }
    timeline.sort(null);
    return timeline;
  }

  private JsonNode ask(String method, String path, String body) {
    try {
      String token = Files.readString(folder.resolve("data/admin-token")).strip();
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://localhost:" + httpPort + "/api/v1/apps" + path))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).as(path + response.body()).isBetween(200, 299);
      return TestServer.JSON.readTree(response.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
