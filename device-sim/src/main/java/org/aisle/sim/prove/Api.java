package org.aisle.sim.prove;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's REST API, as its administrator. */
final class Api implements AutoCloseable {

  private final int port;
  private final Path token;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  Api(int port, Path data) {
    this.port = port;
    this.token = data.resolve("admin-token");
  }

  /** Whether it answers at all, which it does once it has started. */
  boolean answers() throws InterruptedException {
    return status() != 0;
  }

  boolean healthy() throws InterruptedException {
    return status() == 200;
  }

  private int status() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  JsonNode post(String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + Files.readString(token).strip())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "The server answered %s with %d: %s"
              .formatted(path, response.statusCode(), response.body()));
    }
    return JsonMapper.shared().readTree(response.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
