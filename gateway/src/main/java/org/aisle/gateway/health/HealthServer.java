package org.aisle.gateway.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers on loopback, and nowhere else: {@code /health} as JSON, with status 503 while no device
 * can be let in, and {@code /metrics} as Prometheus reads it.
 */
public final class HealthServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int WAITING = 16;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HealthServer(HttpServer http) {
    this.http = http;
  }

  /**
   * Begins to answer.
   *
   * @param port 0 for any free one
   * @throws IOException when the port can't be used
   */
  public static HealthServer start(int port, Supplier<Health> health, Supplier<String> metrics)
      throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
    HealthServer server = new HealthServer(http);
    http.setExecutor(server.threads);
    http.createContext("/", exchange -> answer(exchange, 404, "text/plain", "/health, /metrics\n"));
    http.createContext("/health", exchange -> server.health(exchange, health.get()));
    http.createContext(
        "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.get()));
    http.start();
    return server;
  }

  public int port() {
    return http.getAddress().getPort();
  }

  private void health(HttpExchange exchange, Health health) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("status", health.serves() ? "up" : "waiting");
    root.put("version", health.version());
    root.putObject("server")
        .put("state", health.server())
        .put("since", health.since().toString())
        .put("sentence", health.sentence());
    root.putObject("uplink").put("connected", health.uplinkConnected());
    Backlog.Level backlog = health.backlog();
    ObjectNode queue = root.putObject("queue").put("messages", backlog.messages());
    Instant oldest = backlog.oldest();
    String notice = backlog.notice();
    if (oldest != null) {
      queue.put("oldest", oldest.toString());
    }
    queue.put("usedBytes", backlog.usedBytes()).put("freeBytes", backlog.freeBytes());
    if (notice != null) {
      queue.put("notice", notice);
    }
    ObjectNode devices = root.putObject("devices").put("connected", health.connected());
    Integer known = health.devices();
    if (known != null) {
      devices.put("known", known.intValue());
    }
    root.putObject("clock").put("offsetSeconds", health.clockOffset().toSeconds());
    answer(
        exchange,
        health.serves() ? 200 : 503,
        "application/json",
        JSON.writeValueAsString(root) + "\n");
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      boolean reads =
          exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
      byte[] body = (reads ? text : "Only GET.\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(reads ? status : 405, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
