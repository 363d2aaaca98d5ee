package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who works on one app over HTTP; paths are below the app's. */
record TemplatesClient(int port, String token, String app) {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** On a new app with coolers. */
  static TemplatesClient ofNewApp(int port, String token) throws IOException, InterruptedException {
    TemplatesClient client =
        new TemplatesClient(port, token, "models-" + NEXT.incrementAndGet() + "-" + port);
    HttpResponse<String> made =
        client.send(
            "POST",
            "/api/v1/apps",
            "{\"id\":\"%s\",\"name\":\"A\",\"template\":\"connected-cooler\"}"
                .formatted(client.app),
            null);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return client;
  }

  TemplatesClient with(String otherToken) {
    return new TemplatesClient(port, otherToken, app);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", below(path), "", null);
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send("POST", below(path), body, null);
  }

  HttpResponse<String> post(String path, String body, String ifMatch)
      throws IOException, InterruptedException {
    return send("POST", below(path), body, ifMatch);
  }

  HttpResponse<String> put(String path, String body, @Nullable String ifMatch)
      throws IOException, InterruptedException {
    return send("PUT", below(path), body, ifMatch);
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send("DELETE", below(path), "", null);
  }

  private String below(String path) {
    return "/api/v1/apps/" + app + path;
  }

  private HttpResponse<String> send(
      String method, String path, String body, @Nullable String ifMatch)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  static void problem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains("\"" + code + "\"");
  }
}
