package org.aisle.backend.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Aggregate;
import org.aisle.backend.query.Telemetry.Latest;
import org.aisle.backend.query.Telemetry.Stretch;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.RegistryChanged;
import org.aisle.backend.rollup.RollupWorker;
import org.aisle.backend.timeseries.TelemetryStore;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Fills a history, sums it up, asks the five questions of a fleet, and prints how long they took.
 */
@Component
public class QueryBench {

  private static final int ROUNDS = 30;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String MODEL =
      """
      {"@context":"dtmi:dtdl:context;3","@id":"dtmi:org:aisle:bench:Cooler;1","@type":"Interface",
       "contents":[{"@type":"Telemetry","name":"temperature","schema":"double"},
                   {"@type":"Telemetry","name":"humidity","schema":"double"},
                   {"@type":"Telemetry","name":"doorOpen","schema":"boolean"},
                   {"@type":"Telemetry","name":"battery","schema":"double"},
                   {"@type":"Telemetry","name":"location","schema":"geopoint"}]}
      """;

  private final DataSource database;
  private final JdbcTemplate jdbc;
  private final Apps apps;
  private final DeviceTemplates templates;
  private final Assets assets;
  private final TelemetryStore store;
  private final RollupWorker worker;
  private final Telemetry telemetry;
  private final FleetHistory history;
  private final ApplicationEventPublisher events;

  QueryBench(
      DataSource database,
      Registry registry,
      TelemetryStore store,
      RollupWorker worker,
      Telemetry telemetry,
      FleetHistory history,
      ApplicationEventPublisher events) {
    this.database = database;
    this.jdbc = new JdbcTemplate(database);
    this.apps = registry.apps();
    this.templates = registry.templates();
    this.assets = registry.assets();
    this.store = store;
    this.worker = worker;
    this.telemetry = telemetry;
    this.history = history;
    this.events = events;
  }

  /** What the benchmark registers with. */
  @Component
  record Registry(Apps apps, DeviceTemplates templates, Assets assets) {}

  /** A question, its goal in milliseconds at 100 million readings, and how to ask it. */
  private record Question(String name, int goal, IntSupplier ask) {}

  /** Milliseconds of one question: the first time, the median, and of 100 times the slowest. */
  private record Taken(double first, double p50, double p99, int times) {}

  /**
   * @throws IllegalStateException when the app of that size is there and is not ours
   */
  public void run(List<BenchSize> sizes, PrintWriter out)
      throws InterruptedException, ExecutionException {
    Map<BenchSize, Map<Question, Taken>> all = new LinkedHashMap<>();
    for (BenchSize size : sizes) {
      all.put(size, run(size, out));
    }
    if (sizes.size() > 1) {
      out.printf("%nHow p50 grows (ms)%n");
      List<Map<Question, Taken>> each = List.copyOf(all.values());
      List<Question> questions = List.copyOf(each.getFirst().keySet());
      for (int q = 0; q < questions.size(); q++) {
        out.printf("  %-42s", questions.get(q).name());
        for (Map<Question, Taken> taken : each) {
          out.printf(" %9.1f", List.copyOf(taken.values()).get(q).p50());
        }
        out.println();
      }
    }
    out.flush();
  }

  private Map<Question, Taken> run(BenchSize size, PrintWriter out)
      throws InterruptedException, ExecutionException {
    App app = app(size);
    DeviceTemplate template = templates.resolve(app.id(), "Cooler").orElseThrow();
    register(app.id(), template, size);
    out.printf("%n%,d readings of %,d devices in a year%n", size.readings(), size.devices());
    out.flush();
    long began = System.nanoTime();
    BenchFill fill = new BenchFill(database, store, app.id(), template, app.createdAt(), size, out);
    long rows = fill.run();
    out.printf("  %,d rows were missing, %,.0f s%n", rows, seconds(began));
    out.flush();
    sumUp(app.id(), out);
    Map<Question, Taken> taken = new LinkedHashMap<>();
    out.printf("  %-42s %9s %9s %9s %9s%n", "ms", "first", "p50", "p99", "goal");
    for (Question question : questions(app.id(), template, size, fill.end())) {
      Taken result = ask(question);
      taken.put(question, result);
      out.printf(
          "  %-42s %9.1f %9.1f %9.1f %9d%s%n",
          question.name(),
          result.first(),
          result.p50(),
          result.p99(),
          question.goal(),
          result.p99() <= question.goal() ? "" : "  missed");
      out.flush();
    }
    return taken;
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private App app(BenchSize size) {
    AppId id = new AppId(size.app());
    if (apps.find(id).isEmpty()) {
      if (!(apps.create(size.app(), "Benchmark", null) instanceof Outcome.Done<App>)) {
        throw new IllegalStateException("The app " + size.app() + " could not be made.");
      }
      templates.publish(id, MODEL);
    }
    return apps.find(id).orElseThrow();
  }

  private void register(AppId app, DeviceTemplate template, BenchSize size) {
    jdbc.update(
        """
        INSERT INTO aisle.device
          (app, id, name, template, gateway, simulated, created_at, salt, hash)
        SELECT ?, 'bench-' || lpad(n::text, 5, '0'), 'Cooler ' || n, ?, false, false, now(),
          '\\x00', '\\x00'
        FROM generate_series(0, ?) n ON CONFLICT DO NOTHING
        """,
        app.value(),
        template.id().toString(),
        size.devices() - 1);
    jdbc.update(
        """
        INSERT INTO aisle.asset (app, id, name, kind)
        SELECT ?, 'asset-' || n, 'Cooler ' || n, 'cooler' FROM generate_series(0, ?) n
        ON CONFLICT DO NOTHING
        """,
        app.value(),
        size.devices() - 1);
    jdbc.update(
        """
        INSERT INTO aisle.device_binding (app, asset, device, bound_from)
        SELECT ?, 'asset-' || n, 'bench-' || lpad(n::text, 5, '0'), timestamptz '2020-01-01Z'
        FROM generate_series(0, ?) n ON CONFLICT DO NOTHING
        """,
        app.value(),
        size.devices() - 1);
    events.publishEvent(new RegistryChanged(app, null));
  }

  private void sumUp(AppId app, PrintWriter out) throws InterruptedException {
    long began = System.nanoTime();
    Thread summing = Thread.ofPlatform().name("bench-rollups").start(worker::catchUp);
    while (!summing.join(Duration.ofSeconds(15))) {
      out.printf("  summing up, %,d stretches left%n", due(app));
      out.flush();
    }
    jdbc.execute("ANALYZE");
    out.printf("  summed up in %,.0f s%n", seconds(began));
  }

  private long due(AppId app) {
    Long due =
        jdbc.queryForObject(
            "SELECT count(*) FROM aisle.rollup_due WHERE app = ?", Long.class, app.value());
    return due == null ? 0 : due;
  }

  private List<Question> questions(
      AppId app, DeviceTemplate template, BenchSize size, Instant end) {
    Random random = new Random(20261121);
    List<DeviceRef> all =
        IntStream.range(0, size.devices())
            .mapToObj(n -> DeviceRef.of(app.value(), BenchFill.device(n)))
            .toList();
    TimeRange year = new TimeRange(end.minus(Duration.ofDays(365)), end);
    TimeRange month = new TimeRange(end.minus(Duration.ofDays(30)), end);
    TimeRange week = new TimeRange(end.minus(Duration.ofDays(7)), end);
    return List.of(
        new Question("fleet latest", 1_000, () -> telemetry.fleetLatest(app, null).size()),
        new Question("map of all assets", 1_000, () -> map(app, template)),
        new Question(
            "one device, one year, 500 points",
            300,
            () ->
                telemetry
                    .series(all.get(random.nextInt(all.size())), year, List.of("temperature"), 500)
                    .size()),
        new Question(
            "50 devices, one month, 360 buckets",
            500,
            () -> {
              Map<String, List<DeviceRef>> groups = new LinkedHashMap<>();
              while (groups.size() < 50) {
                DeviceRef device = all.get(random.nextInt(all.size()));
                groups.put(device.device().value(), List.of(device));
              }
              return telemetry
                  .groupSeries(app, groups, month, "temperature", Aggregate.AVG, 500)
                  .size();
            }),
        new Question("worst 20 by minutes outside this week", 500, () -> worst(app, all, week)));
  }

  /** Every asset with where its device was last. */
  private int map(AppId app, DeviceTemplate template) {
    Map<DeviceRef, Latest> latest = new HashMap<>();
    telemetry.fleetLatest(app, template.id()).forEach(each -> latest.put(each.device(), each));
    int shown = 0;
    for (Asset asset : assets.all(app)) {
      for (Asset.DeviceBinding binding : asset.devices()) {
        Latest of = latest.get(new DeviceRef(app, binding.device()));
        if (of != null && of.values().get("location") instanceof Value.Geo) {
          shown++;
        }
      }
    }
    return shown;
  }

  private int worst(AppId app, List<DeviceRef> all, TimeRange week) {
    record Minutes(DeviceRef device, long minutes) {}
    List<Minutes> minutes = new ArrayList<>();
    history
        .outside(app, all, week, "temperature", 0.0, 8.0)
        .forEach(
            (device, stretches) -> {
              Duration outside = Duration.ZERO;
              for (Stretch stretch : stretches) {
                outside = outside.plus(Duration.between(stretch.from(), stretch.to()));
              }
              minutes.add(new Minutes(device, outside.toMinutes()));
            });
    return minutes.stream()
        .sorted(Comparator.comparingLong(Minutes::minutes).reversed())
        .limit(20)
        .toList()
        .size();
  }

  private static Taken ask(Question question) {
    List<Double> times = new ArrayList<>();
    long began = System.nanoTime();
    while (times.size() < 2
        || (times.size() <= ROUNDS && System.nanoTime() - began < LONGEST.toNanos())) {
      long start = System.nanoTime();
      if (question.ask().getAsInt() == 0) {
        throw new IllegalStateException("Nothing was found for: " + question.name());
      }
      times.add((System.nanoTime() - start) / 1e6);
    }
    double[] later = times.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(later);
    return new Taken(
        times.getFirst(),
        later[later.length / 2],
        later[(int) Math.min(later.length - 1, Math.floor(later.length * 0.99))],
        later.length);
  }
}
