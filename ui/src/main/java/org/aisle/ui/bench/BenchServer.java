package org.aisle.ui.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aisle.sim.bench.ProcessUse;
import org.aisle.sim.publish.Credentials;
import org.aisle.templates.identity.DeviceRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server process of its own with a durable database, and an app with its rules on it. */
final class BenchServer implements AutoCloseable {

  static final String APP = "bench";
  private static final String TEMPLATE = "connected-cooler";
  private static final String MODEL = "Cooler";

  /** Broken by a single reading, so that the way to an alert can be timed. */
  private static final String RULE =
      """
      {"name": "Bench", "template": "%s", "severity": "warning",
       "when": {"condition": "internalTemperature > 60"}}
      """
          .formatted(MODEL);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ChildProcess process;
  private final Path data;
  private final int httpPort;
  private final int mqttPort;
  private final HttpClient http = HttpClient.newHttpClient();

  private BenchServer(ChildProcess process, Path data, int httpPort, int mqttPort) {
    this.process = process;
    this.data = data;
    this.httpPort = httpPort;
    this.mqttPort = mqttPort;
  }

  static BenchServer start(Path data) throws IOException, InterruptedException {
    int httpPort = ChildProcess.freePort();
    int mqttPort = ChildProcess.freePort();
    ChildProcess process =
        ChildProcess.start(
            data.resolve("out.log"),
            List.of(
                "server",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(httpPort),
                "--mqtt-port",
                Integer.toString(mqttPort)));
    BenchServer server = new BenchServer(process, data, httpPort, mqttPort);
    try {
      process.awaitPort(httpPort);
      process.awaitPort(mqttPort);
      server.call(
          "POST",
          "/apps",
          "{\"id\":\"%s\",\"name\":\"Bench\",\"template\":\"%s\",\"simulate\":{\"devices\":[]}}"
              .formatted(APP, TEMPLATE));
      server.call("PUT", "/apps/" + APP + "/rules/bench", RULE);
      return server;
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  /** Registers so many devices. */
  List<Credentials> register(int devices) throws IOException, InterruptedException {
    List<Credentials> result = new ArrayList<>();
    for (int i = 1; i <= devices; i++) {
      String id = "bench-%05d".formatted(i);
      JsonNode answer =
          call(
              "POST",
              "/apps/" + APP + "/devices",
              "{\"id\":\"%s\",\"template\":\"%s\"}".formatted(id, MODEL));
      result.add(
          new Credentials(
              DeviceRef.of(APP, id), answer.path("credentials").path("password").stringValue("")));
    }
    return result;
  }

  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/api/v1" + path))
            .header(
                "Authorization", "Bearer " + Files.readString(data.resolve("admin-token")).strip())
            .header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(1))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s was answered with %d: %s"
              .formatted(method, path, answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }

  InetSocketAddress broker() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), mqttPort);
  }

  /** A connection to its database. */
  Connection database() throws IOException, SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postmaster(3) + "/aisle",
        "aisle",
        Files.readString(data.resolve("postgres-password")).strip());
  }

  long pid() {
    return process.pid();
  }

  /** What PostgreSQL and all its processes have used. */
  Duration databaseTime() throws IOException {
    return ProcessUse.processorTimeOfAll(Long.parseLong(postmaster(0)));
  }

  private String postmaster(int line) throws IOException {
    return Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid")).get(line).strip();
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
