package org.aisle.ui.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server on free ports, spoken to as other programs do: REST and MQTT. */
final class TestServer implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;

  private TestServer(ConfigurableApplicationContext context, Path data) {
    this.context = context;
    this.data = data;
  }

  /** Without a demonstration. */
  static TestServer empty(Path data) {
    return of(data, null);
  }

  static TestServer demo(Path data) {
    return of(data, DemoChoice.usual());
  }

  static TestServer of(Path data, @Nullable DemoChoice demo) {
    return new TestServer(AisleServer.start(new ServerOptions(data, 0, 0, null, demo)), data);
  }

  Path data() {
    return data;
  }

  int mqttPort() {
    return context.getBean(FrontDoor.class).mqttPort();
  }

  int httpPort() {
    return context.getBean(FrontDoor.class).httpPort();
  }

  Welcome welcome() {
    return context.getBean(FrontDoor.class).welcome(Duration.ZERO, data);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  void publish(Object event) {
    context.publishEvent(event);
  }

  JsonNode get(String path) {
    return send(HttpRequest.newBuilder(uri(path)), 200);
  }

  JsonNode actuator(String path) {
    return send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + httpPort() + "/actuator" + path)),
        200);
  }

  JsonNode post(String path, String body, int status) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        status);
  }

  JsonNode put(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)),
        200);
  }

  JsonNode putYaml(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/yaml")
            .PUT(HttpRequest.BodyPublishers.ofString(body)),
        200);
  }

  /** Without a body in either direction. */
  void send(String method, String path, int status) {
    send(
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody()),
        status);
  }

  void delete(String path) {
    send(HttpRequest.newBuilder(uri(path)).DELETE(), 204);
  }

  /** Registers a device and answers its password. */
  String register(String app, String device, String template) {
    return post(
            "/apps/" + app + "/devices",
            "{\"id\": \"%s\", \"name\": \"%s\", \"template\": \"%s\"}"
                .formatted(device, device, template),
            201)
        .at("/credentials/password")
        .asString();
  }

  /** Asks again until the answer is as wanted; an answer that never comes fails with the last. */
  static <T> T await(String what, Supplier<T> question, Predicate<T> wanted) {
    Instant deadline = Instant.now().plus(PATIENCE);
    T answer = question.get();
    while (!wanted.test(answer)) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Waited in vain for " + what + "; the last answer: " + answer);
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      answer = question.get();
    }
    return answer;
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + httpPort() + "/api/v1" + path);
  }

  private JsonNode send(HttpRequest.Builder request, int status) {
    try {
      String token = Files.readString(data.resolve("admin-token")).strip();
      HttpResponse<String> response =
          http.send(
              request.header("Authorization", "Bearer " + token).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != status) {
        throw new AssertionError(
            response.request().uri() + ": " + response.statusCode() + " " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }
}
