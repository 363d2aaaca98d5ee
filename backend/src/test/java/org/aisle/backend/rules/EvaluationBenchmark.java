package org.aisle.backend.rules;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.RegistryChanged;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.Receipt;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How much evaluating costs the ingest: readings per second through the ingest route and the
 * embedded database (fsync on) without rules and with 50, on 10,000 devices, until they are
 * acknowledged and until all are evaluated; and how long a device takes after a late week of
 * readings every 10 s. Arguments: rounds, devices. Not a test.
 */
public final class EvaluationBenchmark {

  private static final AppId APP = new AppId("benchmark");
  private static final int RULES = 50;
  private static final int PER_DELIVERY = 50;
  private static final int IN_FLIGHT = 40;
  private static final String MODEL =
      """
      {"@context":"dtmi:dtdl:context;3","@id":"dtmi:org:aisle:test:Bench;1","@type":"Interface",
       "contents":[{"@type":"Telemetry","name":"temperature","schema":"double"},
                   {"@type":"Telemetry","name":"humidity","schema":"double"},
                   {"@type":"Telemetry","name":"doorOpen","schema":"boolean"},
                   {"@type":"Telemetry","name":"battery","schema":"double"}]}
      """;

  /** As the server, without the parts that other tests declare; not found by any scan itself. */
  @EnableAutoConfiguration
  @ComponentScan(
      basePackages = "org.aisle.backend",
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = {".*BackendApplication", ".*Server.*", ".*Test.*"}))
  static class Parts {}

  private final ConfigurableApplicationContext server;
  private final Path data;
  private final ProducerTemplate uplink;
  private final Random random = new Random(7);
  private Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private EvaluationBenchmark(ConfigurableApplicationContext server, Path data) {
    this.server = server;
    this.data = data;
    this.uplink = server.getBean(ProducerTemplate.class);
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    int devices = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    Path data = Files.createTempDirectory(Path.of("target"), "benchmark-");
    try (ConfigurableApplicationContext server =
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                "aisle.database.data=" + data.toAbsolutePath(),
                "spring.main.banner-mode=off",
                "server.port=0",
                "logging.level.root=WARN")
            .run()) {
      EvaluationBenchmark benchmark = new EvaluationBenchmark(server, data);
      benchmark.register(devices);
      benchmark.run("warm-up", rounds / 3 + 1, devices);
      double[][] rates = new double[4][];
      for (int turn = 0; turn < 4; turn++) {
        boolean ruled = turn % 2 == 1;
        benchmark.rules(ruled ? RULES : 0);
        benchmark.run("first readings", 2, devices);
        rates[turn] = benchmark.run(ruled ? RULES + " rules" : "no rules", rounds, devices);
      }
      System.out.printf(
          "ingest with %d rules / without: %.3f (acknowledged), %.3f (evaluated)%n",
          RULES,
          (rates[1][0] + rates[3][0]) / (rates[0][0] + rates[2][0]),
          (rates[1][1] + rates[3][1]) / (rates[0][0] + rates[2][0]));
      benchmark.lateWeek();
      System.out.println(
          "kept states: "
              + server
                  .getBean(JdbcTemplate.class)
                  .queryForMap(
                      "SELECT count(*) AS devices, avg(octet_length(state))::int AS bytes,"
                          + " avg(pg_column_size(state))::int AS stored FROM aisle.evaluation"));
    }
  }

  private void register(int devices) {
    done(server.getBean(Apps.class).create(APP.value(), "Benchmark", null));
    done(server.getBean(DeviceTemplates.class).publish(APP, MODEL));
    server
        .getBean(JdbcTemplate.class)
        .update(
            """
            INSERT INTO aisle.device
              (app, id, name, template, gateway, simulated, created_at, salt, hash)
            SELECT ?, 'cooler-' || n, 'Cooler ' || n, 'dtmi:org:aisle:test:Bench;1', false, false,
              now(), '\\x00', '\\x00'
            FROM generate_series(0, ?) n
            """,
            APP.value(),
            devices);
    server.publishEvent(new RegistryChanged(APP, null));
  }

  private void rules(int count) throws InterruptedException {
    CpuTime before = CpuTime.now(data);
    long began = System.nanoTime();
    Rules rules = server.getBean(Rules.class);
    rules.all(APP).forEach(r -> rules.remove(APP, r.active().rule().id(), "benchmark"));
    for (int i = 0; i < count; i++) {
      done(rules.put(APP, rule(i), "benchmark"));
    }
    evaluated();
    CpuTime spent = CpuTime.now(data).since(before);
    System.out.printf(
        "%d rules in force after %.1f s; %.1f s of processor time in the server, %.1f s in the"
            + " database%n",
        count, (System.nanoTime() - began) / 1e9, spent.server(), spent.database());
    next = next.isBefore(Instant.now()) ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : next;
  }

  private static Rule rule(int i) {
    Duration minutes = Duration.ofMinutes(1 + i % 30);
    Trigger trigger =
        switch (i % 10) {
          case 0, 1, 2, 3 ->
              new Trigger.Threshold("temperature > %d.0".formatted(6 + i % 12), minutes);
          case 4, 5 -> new Trigger.Threshold("humidity > 80.0 && doorOpen", minutes);
          case 6 ->
              new Trigger.Window(
                  Trigger.Window.Aggregate.AVG,
                  "temperature",
                  Duration.ofMinutes(15),
                  Trigger.Window.Kind.SLIDING,
                  Trigger.Window.Comparison.ABOVE,
                  "9.0",
                  3);
          case 7 ->
              new Trigger.Window(
                  Trigger.Window.Aggregate.MAX,
                  "temperature",
                  Duration.ofHours(1),
                  Trigger.Window.Kind.TUMBLING,
                  Trigger.Window.Comparison.ABOVE,
                  "30.0",
                  1);
          case 8 -> new Trigger.Absence(Duration.ofHours(1 + i % 5));
          default -> new Trigger.Repeated("doorOpen", 20, Duration.ofHours(1));
        };
    return new Rule(
        "rule-" + i,
        "Rule " + i,
        null,
        "Bench",
        new TreeMap<>(),
        trigger,
        null,
        null,
        null,
        Severity.WARNING,
        List.of(),
        Rule.USUAL_GAP,
        Rule.Notification.NOBODY,
        true);
  }

  /** Readings per second until acknowledged, and until evaluated. */
  private double[] run(String what, int rounds, int devices) throws InterruptedException {
    CpuTime before = CpuTime.now(data);
    long began = System.nanoTime();
    Semaphore free = new Semaphore(IN_FLIGHT);
    for (int round = 0; round < rounds; round++) {
      for (int first = 0; first < devices; first += PER_DELIVERY) {
        List<Reading> readings = new ArrayList<>();
        for (int d = first; d < Math.min(devices, first + PER_DELIVERY); d++) {
          readings.add(reading(DeviceRef.of(APP.value(), "cooler-" + d), next));
        }
        send(readings, free);
      }
      next = next.plusSeconds(1);
    }
    free.acquire(IN_FLIGHT);
    double stored = (System.nanoTime() - began) / 1e9;
    evaluated();
    double evaluated = (System.nanoTime() - began) / 1e9;
    double readings = (double) rounds * devices;
    System.out.printf(
        "%s: %,.0f readings/s acknowledged, %,.0f readings/s evaluated; %s; %s%n",
        what,
        readings / stored,
        readings / evaluated,
        CpuTime.now(data).since(before).per(readings),
        counters());
    return new double[] {readings / stored, readings / evaluated};
  }

  private Reading reading(DeviceRef device, Instant at) {
    return Reading.of(
        device,
        at,
        at,
        Map.of(
            "temperature", new Value.Num(random.nextInt(60) / 10.0),
            "humidity", new Value.Num(random.nextInt(70)),
            "doorOpen", new Value.Flag(random.nextInt(50) == 0),
            "battery", new Value.Num(99)));
  }

  private void send(List<Reading> readings, Semaphore free) throws InterruptedException {
    free.acquire();
    uplink.sendBody(
        "direct:ingest",
        new Delivery(
            readings,
            List.of(),
            List.of(),
            new Receipt() {
              @Override
              public void stored() {
                free.release();
              }

              @Override
              public void failed(Throwable reason) {
                throw new IllegalStateException(reason);
              }
            }));
  }

  /** Returns when everything is evaluated that was acknowledged. */
  private void evaluated() throws InterruptedException {
    Evaluation evaluation = server.getBean(Evaluation.class);
    int quiet = 0;
    while (quiet < 3) {
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      quiet = evaluation.dueSince() == null ? quiet + 1 : 0;
    }
  }

  private double reevaluated() {
    return server.getBean(MeterRegistry.class).counter("aisle.rules.reevaluated").count();
  }

  private String counters() {
    MeterRegistry meters = server.getBean(MeterRegistry.class);
    return "%,.0f evaluated, %,.0f re-evaluated, %,.0f failures, %s open alerts so far"
        .formatted(
            meters.counter("aisle.rules.evaluated").count(),
            meters.counter("aisle.rules.reevaluated").count(),
            meters.counter("aisle.rules.failures").count(),
            server.getBean(Alerts.class).open(APP));
  }

  private void lateWeek() throws InterruptedException {
    server
        .getBean(JdbcTemplate.class)
        .update(
            "UPDATE aisle.rule SET since = ? WHERE app = ?",
            next.minus(Duration.ofDays(60)).atOffset(ZoneOffset.UTC),
            APP.value());
    server.publishEvent(new RulesChanged(APP));
    DeviceRef device = DeviceRef.of(APP.value(), "cooler-0");
    Semaphore free = new Semaphore(IN_FLIGHT);
    send(List.of(reading(device, next)), free);
    free.acquire(IN_FLIGHT);
    free.release(IN_FLIGHT);
    evaluated();
    for (int turn = 0; turn < 3; turn++) {
      List<Reading> week = new ArrayList<>();
      Instant first = next.minus(Duration.ofDays(8L + 7L * turn));
      for (int i = 0; i < 7 * 24 * 360; i++) {
        week.add(reading(device, first.plusSeconds(10L * i)));
      }
      double before = reevaluated();
      send(week, free);
      free.acquire(IN_FLIGHT);
      free.release(IN_FLIGHT);
      long began = System.nanoTime();
      while (reevaluated() < before + week.size()) {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      }
      evaluated();
      System.out.printf(
          "a late week of %,d readings, %d rules: evaluated %.0f ms after it was acknowledged; %s%n",
          week.size(), RULES, (System.nanoTime() - began) / 1e6, counters());
    }
  }

  private static <T> T done(org.aisle.backend.registry.Outcome<T> outcome) {
    return DrivenEvaluation.done(outcome);
  }
}
