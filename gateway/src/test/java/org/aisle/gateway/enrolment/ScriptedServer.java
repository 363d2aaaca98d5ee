package org.aisle.gateway.enrolment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.directory.DirectoryFormat;
import org.aisle.templates.directory.DirectorySnapshot;
import org.aisle.templates.directory.DirectorySnapshot.Member;
import org.aisle.templates.directory.EdgeGateway;
import org.aisle.templates.directory.SaltedHash;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import tools.jackson.databind.json.JsonMapper;

/** A server as a gateway sees it, that does what a test says. */
public final class ScriptedServer implements AutoCloseable {

  public static final DeviceRef GATEWAY = DeviceRef.of("demo", "store-12");
  public static final DeviceRef COOLER = DeviceRef.of("demo", "cooler-1");
  public static final String TOKEN = "aisle_gw_good";
  public static final String UPLINK = "tcp://127.0.0.1:1883";

  private static final String MODEL = "dtmi:org:example:Cooler;1";
  private static final String DTDL =
      """
      {"@context": "dtmi:dtdl:context;3", "@id": "dtmi:org:example:Cooler;1", "@type": "Interface",
       "contents": [{"@type": "Telemetry", "name": "temperature", "schema": "double"}]}
      """;
  private static final byte[] SALT = new byte[16];
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** An answer in place of the usual one. */
  private record Instead(int status, String body, Map<String, String> headers) {}

  private final HttpServer http;
  private final String at;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Optional<Instead> instead = Optional.empty();
  private volatile String password = "gateway-secret-0";
  private volatile int joined;
  private byte[] directory = new byte[0];

  public ScriptedServer() throws IOException {
    this(0);
  }

  public ScriptedServer(int port) throws IOException {
    this(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16),
        "http://127.0.0.1:");
  }

  /** One that answers over HTTPS. */
  public static ScriptedServer encrypted(SSLContext keys) throws IOException {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    https.setHttpsConfigurator(new HttpsConfigurator(keys));
    return new ScriptedServer(https, "https://localhost:");
  }

  private ScriptedServer(HttpServer http, String at) {
    this.http = http;
    this.at = at;
    http.setExecutor(threads);
    http.createContext("/api/v1/gateway/enrolment", this::enrol);
    http.createContext("/api/v1/gateway/directory", this::directory);
    serve(COOLER.device().value());
    http.start();
  }

  public ServerAddress address() {
    return ServerAddress.parse(at + http.getAddress().getPort()).orElseThrow();
  }

  public int port() {
    return http.getAddress().getPort();
  }

  /** Serves these devices from now on; each password is {@code secret-<device>}. */
  public void serve(String... devices) {
    List<Member> members = new ArrayList<>();
    members.add(
        new Member(GATEWAY.device(), EdgeGateway.TEMPLATE, true, true, null, secret(password)));
    for (String device : devices) {
      members.add(
          new Member(
              new DeviceId(device),
              new Dtmi(MODEL),
              true,
              false,
              "store-12",
              secret("secret-" + device)));
    }
    publish(
        DirectoryFormat.write(
            new DirectorySnapshot(
                GATEWAY,
                UPLINK,
                false,
                new TreeMap<>(
                    Map.of(MODEL, DTDL, EdgeGateway.TEMPLATE.value(), EdgeGateway.dtdl())),
                members)));
  }

  /** Answers with these bytes as the directory. */
  public synchronized void publish(byte[] document) {
    directory = document;
    notifyAll();
  }

  /** Answers every question so, until {@link #answerAsUsual}. */
  public synchronized void answer(int status, String code, String sentence) {
    instead =
        Optional.of(
            new Instead(
                status,
                JSON.writeValueAsString(Map.of("code", code, "detail", sentence)),
                Map.of("Content-Type", "application/problem+json")));
    notifyAll();
  }

  public synchronized void redirect(String to) {
    instead = Optional.of(new Instead(302, "", Map.of("Location", to)));
    notifyAll();
  }

  public synchronized void answerAsUsual() {
    instead = Optional.empty();
    notifyAll();
  }

  /** Takes the gateway its credentials, as a new enrolment would. */
  public void renew() {
    password = "gateway-secret-other";
  }

  public int timesJoined() {
    return joined;
  }

  public List<String> asked() {
    return List.copyOf(asked);
  }

  private static SaltedHash secret(String password) {
    return SaltedHash.of(SALT, password.getBytes(StandardCharsets.UTF_8));
  }

  private void enrol(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (instead.isPresent()) {
      send(exchange, instead.get());
      return;
    }
    if (!JSON.readTree(body).path("token").asString("").startsWith(TOKEN)) {
      send(
          exchange,
          new Instead(
              403,
              "{\"code\":\"enrolment.token-unknown\",\"detail\":\"Make a new one.\"}",
              Map.of()));
      return;
    }
    joined++;
    password = "gateway-secret-" + joined;
    send(
        exchange,
        new Instead(
            200,
            JSON.writeValueAsString(
                Map.of(
                    "user",
                    GATEWAY.username(),
                    "password",
                    password,
                    "protocol",
                    DirectoryFormat.PROTOCOL)),
            Map.of()));
  }

  private void directory(HttpExchange exchange) throws IOException {
    asked.add(String.valueOf(exchange.getRequestURI()));
    String right =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (GATEWAY.username() + ":" + password).getBytes(StandardCharsets.UTF_8));
    if (instead.isEmpty()
        && !right.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(
          exchange,
          new Instead(
              401, "{\"code\":\"gateway.credentials-void\",\"detail\":\"Join anew.\"}", Map.of()));
      return;
    }
    String query = exchange.getRequestURI().getQuery();
    long wait = query == null ? 0 : Long.parseLong(query.replace("wait=", ""));
    byte[] document = changed(exchange.getRequestHeaders().getFirst("If-None-Match"), wait);
    if (instead.isPresent()) {
      send(exchange, instead.get());
    } else if (document.length == 0) {
      send(exchange, new Instead(304, "", Map.of()));
    } else {
      send(exchange, new Instead(200, new String(document, StandardCharsets.UTF_8), Map.of()));
    }
  }

  /** What is another than the one that is known; nothing when the time is over first. */
  private synchronized byte[] changed(String etag, long seconds) {
    long deadline = System.nanoTime() + seconds * 1_000_000_000L;
    try {
      while (instead.isEmpty() && ("\"" + DirectoryFormat.digest(directory) + "\"").equals(etag)) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return new byte[0];
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      return new byte[0];
    }
    return directory;
  }

  private static void send(HttpExchange exchange, Instead answer) throws IOException {
    try (exchange) {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
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
