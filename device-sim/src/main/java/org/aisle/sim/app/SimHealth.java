package org.aisle.sim.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.aisle.sim.fleet.FleetStatus;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers on loopback how the fleet is doing: {@code /health} as JSON, with status 503 while no
 * connection stands, and {@code /metrics} as Prometheus reads it.
 */
final class SimHealth implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int WAITING = 16;
  private static final int SHOWN_TROUBLES = 20;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SimHealth(HttpServer http) {
    this.http = http;
  }

  /**
   * Begins to answer.
   *
   * @param port 0 for any free one
   * @throws IOException when the port can't be used
   */
  static SimHealth start(int port, Supplier<FleetStatus> fleet) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
    SimHealth server = new SimHealth(http);
    http.setExecutor(server.threads);
    http.createContext("/", exchange -> answer(exchange, 404, "text/plain", "/health, /metrics\n"));
    http.createContext("/health", exchange -> health(exchange, fleet.get()));
    http.createContext(
        "/metrics",
        exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics(fleet.get())));
    http.start();
    return server;
  }

  int port() {
    return http.getAddress().getPort();
  }

  private static void health(HttpExchange exchange, FleetStatus fleet) throws IOException {
    boolean up = fleet.connected() > 0;
    ObjectNode root = JSON.createObjectNode();
    root.put("status", up ? "up" : "waiting").put("devices", fleet.devices());
    root.putObject("connections").put("all", fleet.connections()).put("up", fleet.connected());
    root.putObject("messages")
        .put("sent", fleet.sent())
        .put("acknowledged", fleet.acknowledged())
        .put("refused", fleet.refused());
    fleet.simulatedTime().ifPresent(time -> root.put("simulated", time.toString()));
    fleet.troubles().stream().limit(SHOWN_TROUBLES).forEach(root.putArray("troubles")::add);
    answer(exchange, up ? 200 : 503, "application/json", JSON.writeValueAsString(root) + "\n");
  }

  private static String metrics(FleetStatus fleet) {
    return metric("gauge", "devices", "Simulated devices", fleet.devices())
        + metric("gauge", "connections", "Connections that stand", fleet.connected())
        + metric("counter", "messages_sent_total", "Messages sent", fleet.sent())
        + metric("counter", "messages_acknowledged_total", "Acknowledged", fleet.acknowledged())
        + metric("counter", "messages_refused_total", "Refused for good", fleet.refused());
  }

  private static String metric(String type, String name, String help, long value) {
    return "# HELP aisle_sim_%2$s %3$s\n# TYPE aisle_sim_%2$s %1$s\naisle_sim_%2$s %4$d\n"
        .formatted(type, name, help, value);
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      boolean reads = exchange.getRequestMethod().equals("GET");
      byte[] body = (reads ? text : "Only GET.\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(reads ? status : 405, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
