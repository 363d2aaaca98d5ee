package org.aisle.ui.server;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.aisle.backend.registry.RegistryChanged;
import org.aisle.sim.publish.BrokerAddress;
import org.aisle.sim.publish.ConnectionState;
import org.aisle.sim.publish.Credentials;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.sim.publish.PahoDevicePublisher;
import org.aisle.sim.publish.PublishOutcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much evaluating costs from MQTT on: messages per second, one reading each, that the whole
 * server acknowledges without rules and with 50, in turns. The devices' messages come over the
 * connections of gateways from this same process, at QoS 1, as fast as they are acknowledged.
 * Arguments: rounds, devices, gateways, pairs of turns. Prints; not a test.
 */
public final class IngestBenchmark {

  private static final String APP = "benchmark";
  private static final int RULES = 50;
  private static final int WINDOW = 32;
  private static final int CLIENT_THREADS = 4;
  private static final String MODEL =
      """
      {"@context":"dtmi:dtdl:context;3","@id":"dtmi:org:aisle:test:Bench;1","@type":"Interface",
       "contents":[{"@type":"Telemetry","name":"temperature","schema":"double"},
                   {"@type":"Telemetry","name":"humidity","schema":"double"},
                   {"@type":"Telemetry","name":"doorOpen","schema":"boolean"},
                   {"@type":"Telemetry","name":"battery","schema":"double"}]}
      """;

  /** A connection, and how many messages it may still take. */
  private record Client(PahoDevicePublisher publisher, Semaphore room) {}

  /** What one turn came to: messages, and the seconds and the processor's seconds for them. */
  private record Turn(double messages, double acknowledged, double evaluated, double processor) {
    Turn and(Turn other) {
      return new Turn(
          messages + other.messages,
          acknowledged + other.acknowledged,
          evaluated + other.evaluated,
          processor + other.processor);
    }

    @Override
    public String toString() {
      return "%,.0f messages/s acknowledged, %,.0f evaluated; %.1f µs of processor time each"
          .formatted(messages / acknowledged, messages / evaluated, processor / messages * 1e6);
    }
  }

  private final TestServer server;
  private final int devices;
  private final List<Client> clients = new ArrayList<>();
  private final List<ScheduledExecutorService> threads = new ArrayList<>();
  private final AtomicReference<@Nullable String> refused = new AtomicReference<>();
  private final Random random = new Random(7);
  private Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));

  private IngestBenchmark(TestServer server, int devices) {
    this.server = server;
    this.devices = devices;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 6;
    int devices = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    int gateways = args.length > 2 ? Integer.parseInt(args[2]) : 200;
    int pairs = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    Path data = Files.createTempDirectory(Path.of("target"), "benchmark-").toAbsolutePath();
    try (TestServer server = TestServer.empty(data)) {
      IngestBenchmark benchmark = new IngestBenchmark(server, devices);
      benchmark.register(gateways);
      benchmark.pair(rounds, "warm-up, ");
      Turn without = new Turn(0, 0, 0, 0);
      Turn with = new Turn(0, 0, 0, 0);
      for (int pair = 0; pair < pairs; pair++) {
        List<Turn> turns = benchmark.pair(rounds, "");
        without = without.and(turns.getFirst());
        with = with.and(turns.getLast());
      }
      System.out.printf("no rules, all turns: %s%n", without);
      System.out.printf("%d rules, all turns: %s%n", RULES, with);
      System.out.printf("messages/s with %d rules / without: %.3f%n", RULES, ratio(with, without));
      benchmark.threads.forEach(ScheduledExecutorService::shutdownNow);
    }
  }

  /** A turn without rules and one with. */
  private List<Turn> pair(int rounds, String what) throws InterruptedException {
    Turn without = turn(rounds);
    System.out.printf("%sno rules: %s%n", what, without);
    rules(RULES);
    turn(2);
    Turn with = turn(rounds);
    System.out.printf("%s%d rules: %s; ratio %.3f%n", what, RULES, with, ratio(with, without));
    rules(0);
    turn(2);
    return List.of(without, with);
  }

  private static double ratio(Turn with, Turn without) {
    return with.messages() / with.acknowledged() * without.acknowledged() / without.messages();
  }

  private void register(int gateways) {
    server.post("/apps", "{\"id\": \"%s\", \"name\": \"Benchmark\"}".formatted(APP), 201);
    server.post("/apps/" + APP + "/device-templates", MODEL, 201);
    for (int i = 0; i < CLIENT_THREADS; i++) {
      threads.add(Executors.newSingleThreadScheduledExecutor());
    }
    List<Credentials> credentials = new ArrayList<>();
    for (int g = 0; g < gateways; g++) {
      credentials.add(
          new Credentials(
              DeviceRef.of(APP, "gateway-" + g), server.register(APP, "gateway-" + g, "Bench")));
    }
    JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
    jdbc.update("UPDATE aisle.device SET gateway = true WHERE app = ?", APP);
    jdbc.update(
        """
        INSERT INTO aisle.device
          (app, id, name, template, gateway, via, simulated, created_at, salt, hash)
        SELECT ?, 'cooler-' || n, 'Cooler ' || n, 'dtmi:org:aisle:test:Bench;1', false,
          'gateway-' || n % ?, false, now(), '\\x00', '\\x00'
        FROM generate_series(0, ? - 1) n
        """,
        APP, gateways, devices);
    server.publish(new RegistryChanged(new AppId(APP), null));
    BrokerAddress broker = new BrokerAddress("127.0.0.1", server.mqttPort());
    for (Credentials each : credentials) {
      clients.add(
          new Client(
              new PahoDevicePublisher(
                  broker, each, WINDOW, threads.get(clients.size() % CLIENT_THREADS)),
              new Semaphore(WINDOW)));
    }
    TestServer.await(
        "the gateways",
        () ->
            clients.stream()
                .filter(c -> c.publisher().state() instanceof ConnectionState.Connected)
                .count(),
        connected -> connected == gateways);
  }

  private void rules(int count) throws InterruptedException {
    for (int i = 0; i < RULES && count == 0; i++) {
      server.delete("/apps/%s/rules/rule-%d".formatted(APP, i));
    }
    for (int i = 0; i < count; i++) {
      ObjectNode rule = TestServer.JSON.createObjectNode();
      rule.put("name", "Rule " + i).put("template", "Bench").put("severity", "warning");
      rule.set("when", TestServer.JSON.readTree(when(i)));
      server.put("/apps/%s/rules/rule-%d".formatted(APP, i), rule.toString());
    }
    evaluated();
  }

  private static String when(int i) {
    return switch (i % 10) {
      case 0, 1, 2, 3 ->
          "{\"condition\": \"temperature > %d\", \"for\": \"PT%dM\"}"
              .formatted(6 + i % 12, 1 + i % 30);
      case 4, 5 ->
          "{\"condition\": \"humidity > 80 && doorOpen\", \"for\": \"PT%dM\"}"
              .formatted(1 + i % 30);
      case 6 ->
          """
          {"window": {"aggregate": "avg", "of": "temperature", "width": "PT15M",
            "kind": "sliding", "is": "above", "limit": "9", "atLeast": 3}}
          """;
      case 7 ->
          """
          {"window": {"aggregate": "max", "of": "temperature", "width": "PT1H",
            "kind": "tumbling", "is": "above", "limit": "30", "atLeast": 1}}
          """;
      case 8 -> "{\"silent\": \"PT%dH\"}".formatted(2 + i % 5);
      default ->
          "{\"repeated\": {\"condition\": \"doorOpen\", \"times\": 20, \"within\": \"PT1H\"}}";
    };
  }

  /** Each device sends so many messages. */
  private Turn turn(int rounds) throws InterruptedException {
    double processor = processor();
    long began = System.nanoTime();
    for (int round = 0; round < rounds; round++) {
      for (int d = 0; d < devices; d++) {
        Client client = clients.get(d % clients.size());
        client.room().acquire();
        client
            .publisher()
            .publish(new OutgoingMessage(DeviceRef.of(APP, "cooler-" + d), payload(), List.of()))
            .thenAccept(
                outcome -> {
                  if (outcome instanceof PublishOutcome.Refused no) {
                    refused.set(no.sentence());
                  }
                  client.room().release();
                });
      }
      next = next.plusSeconds(1);
    }
    for (Client client : clients) {
      client.room().acquire(WINDOW);
      client.room().release(WINDOW);
    }
    double acknowledged = (System.nanoTime() - began) / 1e9;
    evaluated();
    double evaluated = (System.nanoTime() - began) / 1e9;
    String no = refused.get();
    if (no != null) {
      throw new IllegalStateException(no);
    }
    return new Turn((double) rounds * devices, acknowledged, evaluated, processor() - processor);
  }

  private byte[] payload() {
    return "{\"ts\":\"%s\",\"temperature\":%s,\"humidity\":%d,\"doorOpen\":%s,\"battery\":99}"
        .formatted(next, random.nextInt(60) / 10.0, random.nextInt(70), random.nextInt(50) == 0)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Returns when everything is evaluated that was acknowledged. */
  private void evaluated() throws InterruptedException {
    MeterRegistry meters = server.bean(MeterRegistry.class);
    int quiet = 0;
    while (quiet < 5) {
      LockSupport.parkNanos(5_000_000);
      quiet = meters.get("aisle.rules.lag").timeGauge().value() <= 0 ? quiet + 1 : 0;
    }
  }

  /** What this process and the database have used, in seconds. */
  private double processor() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (Stream<Path> files = Files.walk(server.data(), 3)) {
      Path pid = files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
      ProcessHandle database =
          ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().strip()))
              .orElseThrow();
      return system.getProcessCpuTime() / 1e9
          + Stream.concat(Stream.of(database), database.descendants())
              .mapToDouble(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3)
              .sum();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
