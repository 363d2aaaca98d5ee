package org.aisle.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Role;
import org.aisle.backend.registry.AppPictures;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = RestServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class PicturesRestTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SQUARE = svg("<rect width=\"8\" height=\"8\"/>");
  private static final String CIRCLE = svg("<circle cx=\"4\" cy=\"4\" r=\"4\"/>");

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("aisle.data-dir", RestServer.DATA::toString);
  }

  @LocalServerPort private int port;
  @Autowired private Access access;
  @Autowired private AppPictures pictures;

  private String token = "";
  private String app = "";

  @BeforeEach
  void anApp() throws Exception {
    token = access.createBearerToken("builder", Role.BUILDER);
    app = "pictures-" + NEXT.incrementAndGet();
    HttpResponse<String> made =
        send(
            "POST",
            "/api/v1/apps",
            "{\"id\":\"%s\",\"name\":\"P\",\"zone\":\"UTC\",\"template\":\"connected-cooler\"}"
                .formatted(app));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  @Test
  void a_picture_comes_back_as_it_was_sent_with_a_policy_that_lets_nothing_run() throws Exception {
    HttpResponse<String> stored = put("plan.svg", SQUARE);
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
    JsonNode body = JSON.readTree(stored.body());
    assertThat(body.path("mediaType").stringValue()).isEqualTo("image/svg+xml");
    assertThat(body.path("bytes").intValue()).isEqualTo(SQUARE.length());

    HttpResponse<String> read = send("GET", path("plan.svg"), null);
    assertThat(read.body()).isEqualTo(SQUARE);
    assertThat(read.headers().firstValue("Content-Type")).contains("image/svg+xml");
    assertThat(read.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
    assertThat(read.headers().firstValue("ETag")).contains(body.path("etag").stringValue());
    assertThat(JSON.readTree(send("GET", path(""), null).body()).valueStream())
        .anyMatch(p -> p.path("name").stringValue("").equals("plan.svg"));
  }

  @Test
  void a_picture_that_a_dashboard_shows_is_replaced_but_not_removed() throws Exception {
    put("plan.svg", SQUARE);
    String board =
        """
        {"title": "Floor", "template": "Cooler", "range": "PT24H", "tiles": [
          {"kind": "image", "title": "Plan", "image": "plan.svg", "alt": "A",
           "at": {"column": 0, "row": 0, "width": 4, "height": 3}}]}
        """;
    HttpResponse<String> saved = send("PUT", "/api/v1/apps/" + app + "/dashboards/floor", board);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);

    HttpResponse<String> refused = send("DELETE", path("plan.svg"), null);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("picture.in-use").contains("the dashboard 'Floor'");
    JsonNode replaced = JSON.readTree(put("plan.svg", CIRCLE).body());
    assertThat(replaced.path("usedBy").path(0).path("dashboard").stringValue()).isEqualTo("floor");

    send("DELETE", "/api/v1/apps/" + app + "/dashboards/floor", null);
    assertThat(send("DELETE", path("plan.svg"), null).statusCode()).isEqualTo(204);
    assertThat(send("GET", path("plan.svg"), null).statusCode()).isEqualTo(404);
    assertThat(send("DELETE", path("plan.svg"), null).statusCode()).isEqualTo(404);
  }

  @Test
  void another_that_was_faster_is_not_overwritten() throws Exception {
    String first = etag(put("plan.svg", SQUARE));
    HttpResponse<String> mine = conditional("PUT", "If-Match", first, CIRCLE);
    assertThat(mine.statusCode()).as(mine.body()).isEqualTo(200);
    assertThat(conditional("PUT", "If-Match", first, SQUARE).statusCode()).isEqualTo(412);
    assertThat(conditional("DELETE", "If-Match", first, "").statusCode()).isEqualTo(412);
    HttpResponse<String> taken = conditional("PUT", "If-None-Match", "*", SQUARE);
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(taken.body()).contains("picture.exists");
    assertThat(send("GET", path("plan.svg"), null).body()).isEqualTo(CIRCLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plan.svg     | <svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg> | picture.",
        "plan.png     | <svg xmlns='http://www.w3.org/2000/svg'/>                        | picture.kind",
        "plan.exe     | MZ                                                               | picture.name",
        "app-logo.svg | <svg xmlns='http://www.w3.org/2000/svg'/>                        | picture.",
        "plan.png     | ''                                                               | picture.kind",
      })
  void what_is_no_picture_is_refused(String name, String content, String code) throws Exception {
    int before = pictures.all(new AppId(app)).size();
    HttpResponse<String> refused = put(name, content.replace("''", "").replace('\'', '"'));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).contains("\"code\":\"" + code);
    assertThat(pictures.all(new AppId(app))).hasSize(before);
  }

  @Test
  void one_that_is_too_large_is_refused_with_how_large_it_may_be() throws Exception {
    HttpResponse<String> refused = put("plan.svg", "x".repeat(600 * 1024));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("picture.too-big");
    assertThat(put("plan.svg", "x".repeat(2 << 20)).statusCode()).isEqualTo(413);
  }

  @Test
  void what_was_sent_goes_along_with_a_copy() throws Exception {
    put("plan.svg", SQUARE);
    HttpResponse<String> copied =
        send(
            "POST",
            "/api/v1/apps/" + app + "/copy",
            "{\"id\":\"%s-copy\",\"name\":\"C\"}".formatted(app));
    assertThat(copied.statusCode()).as(copied.body()).isEqualTo(201);
    assertThat(pictures.find(new AppId(app + "-copy"), "plan.svg").orElseThrow().content())
        .isEqualTo(SQUARE.getBytes(StandardCharsets.UTF_8));
  }

  private static String svg(String inside) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">" + inside + "</svg>";
  }

  private static String etag(HttpResponse<String> of) {
    return of.headers().firstValue("ETag").orElseThrow();
  }

  private String path(String name) {
    return "/api/v1/apps/" + app + "/pictures" + (name.isEmpty() ? "" : "/" + name);
  }

  private HttpResponse<String> put(String name, String content) throws Exception {
    return HTTP.send(
        request(path(name))
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofString(content))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> conditional(String method, String header, String tag, String content)
      throws Exception {
    return HTTP.send(
        request(path("plan.svg"))
            .header("Content-Type", "image/svg+xml")
            .header(header, tag)
            .method(method, BodyPublishers.ofString(content))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, @Nullable String body)
      throws Exception {
    HttpRequest.Builder request = request(path);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body));
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + token);
  }
}
