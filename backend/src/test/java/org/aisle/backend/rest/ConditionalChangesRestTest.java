package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Nobody overwrites what somebody else changed meanwhile, also where there are no revisions. */
@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ConditionalChangesRestTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;

  private TemplatesClient anna = new TemplatesClient(0, "", "");

  @BeforeEach
  void an_app_with_coolers() throws Exception {
    anna = TemplatesClient.ofNewApp(port, access.createBearerToken("Anna", Role.BUILDER));
  }

  @Test
  void what_was_changed_meanwhile_is_not_overwritten() throws Exception {
    made(send("POST", "/assets", "{\"id\":\"box\",\"name\":\"B\",\"kind\":\"box\"}", null));
    made(send("PUT", "/asset-types/crate", type("Crate"), null));
    made(send("PUT", "/organisations/south", "{\"name\":\"South\"}", null));

    twoChange("PATCH", "/devices/cooler-001", "{\"name\":\"%s\"}");
    twoChange("PATCH", "/assets/box", "{\"name\":\"%s\"}");
    twoChange("PUT", "/organisations/south", "{\"name\":\"%s\"}");
    twoChange("PUT", "/asset-types/crate", type("%s"));
    HttpResponse<String> theme = send("GET", "/theme", "", null);
    String dark = "{\"accent\":\"#0b2e99\"}";
    made(send("PUT", "/theme", dark, tag(theme)));
    TemplatesClient.problem(send("PUT", "/theme", dark, tag(theme)), 412, "if-match.changed");
    TemplatesClient.problem(
        send("PUT", "/organisations/gone", "{\"name\":\"G\"}", "*"), 412, "if-match.changed");
  }

  private void twoChange(String method, String path, String body) throws Exception {
    HttpResponse<String> read = send("GET", path, "", null);
    assertThat(tag(read)).as(path).matches("\"[0-9a-f]{32}\"");
    HttpResponse<String> first = send(method, path, body.formatted("First"), tag(read));
    made(first);
    assertThat(tag(first))
        .as(path)
        .isNotEqualTo(tag(read))
        .isEqualTo(tag(send("GET", path, "", null)));
    TemplatesClient.problem(
        send(method, path, body.formatted("Second"), tag(read)), 412, "if-match.changed");
    TemplatesClient.problem(
        send(method, path, body.formatted("Second"), "\"99\""), 412, "if-match.changed");
    assertThat(send("GET", path, "", null).body()).contains("First");
    made(send(method, path, body.formatted("Third"), "\"99\", " + tag(first)));
    made(send(method, path, body.formatted("Fourth"), "*"));
    made(send(method, path, body.formatted("Fifth"), null));
  }

  @Test
  void of_several_at_once_one_is_first() throws Exception {
    for (String path : List.of("/devices/cooler-002", "/organisations/region-north")) {
      String method = path.startsWith("/devices") ? "PATCH" : "PUT";
      String read = tag(send("GET", path, "", null));
      List<Callable<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String body = "{\"name\":\"W%d\"}".formatted(i);
        writers.add(() -> send(method, path, body, read).statusCode());
      }
      List<Integer> answers = new ArrayList<>();
      try (var threads = Executors.newFixedThreadPool(6)) {
        for (var answer : threads.invokeAll(writers)) {
          answers.add(answer.get());
        }
      }
      assertThat(answers).containsOnly(200, 412).containsOnlyOnce(200);
    }
  }

  @Test
  void a_condition_that_is_not_heeded_is_refused() throws Exception {
    TemplatesClient.problem(
        send("PUT", "/name", "{\"name\":\"Mine\"}", "\"1\""), 400, "condition.unsupported");
    TemplatesClient.problem(
        send("DELETE", "/devices/cooler-003", "", "\"1\""), 400, "condition.unsupported");
    made(send("GET", "/devices/cooler-003", "", "\"1\""));
  }

  @Test
  void a_device_keeps_its_model() throws Exception {
    String model =
        """
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Other;1", "@type": "Interface", "contents": [
          {"@type": "Telemetry", "name": "weight", "schema": "double"}]}
        """;
    made(send("POST", "/device-templates", model, null));
    TemplatesClient.problem(
        send("PATCH", "/devices/cooler-004", "{\"template\":\"Other\"}", null),
        422,
        "template.other-model");
  }

  private static String type(String name) {
    return "{\"name\":\"%s\",\"properties\":[{\"name\":\"weight\",\"schema\":\"double\"}]}"
        .formatted(name);
  }

  private static void made(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
  }

  private static String tag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElse("none");
  }

  private HttpResponse<String> send(
      String method, String path, String body, @Nullable String ifMatch) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/v1/apps/%s%s".formatted(port, anna.app(), path)))
            .header("Authorization", "Bearer " + anna.token())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
