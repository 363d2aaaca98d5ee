package org.aisle.ui.server;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aisle.backend.query.ReadingsStored;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.RegistryChanged;
import org.aisle.backend.rollup.RollupWorker;
import org.aisle.backend.timeseries.TelemetryStore;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long a dashboard of 30 tiles over many devices takes from navigation until every tile shows
 * something, in Chromium, and what it costs: bytes, questions to the database, seconds of the
 * processor. Then what half a minute of live data changes on the page. Arguments: devices, hours of
 * history, seconds between readings, opens, seconds of live data. Prints; not a test.
 *
 * <p>The history is put past the store into the table of readings, before the newest reading of
 * each device goes through it, and what can be summed up is summed up before the first open: as on
 * a server that has run for long, not as on one to which history is just arriving. Hours are only
 * summed up for devices that said enough on the last whole day (UTC), so with 24 hours of history
 * it depends on the time of day whether there are sums of hours; with 48 there are. Before each
 * open every device says something. The server's seconds include its compiler and this program.
 */
public final class DashboardBenchmark {

  private static final AppId APP = new AppId("benchmark");

  /** Tiles that neither say what is missing nor wait for a chart to be drawn. */
  private static final String FILLED =
      """
      () => {
        const tiles = [...document.querySelectorAll('.aisle-board .aisle-tile')];
        if (tiles.length < 30 || document.querySelector('.aisle-tile[aria-busy]')) return false;
        const done = (t) => {
          const words = t.querySelector('.aisle-tile-body');
          if (!words || !words.childElementCount) return false;
          const c = t.querySelector('aisle-line-chart');
          if (c) return !!c.querySelector('canvas');
          const l = t.querySelector('aisle-timeline');
          if (l) return !!l.querySelector('li');
          const m = t.querySelector('aisle-map');
          if (m) return !!m.querySelector('.aisle-marker-icon');
          return !!t.querySelector('.aisle-words') || [words, t.querySelector('.aisle-empty')]
            .some((part) => part && part.textContent.trim());
        };
        window.waits = tiles.filter((t) => !done(t)).map((t) => t.querySelector('h2').textContent);
        return window.waits.length === 0;
      }""";

  private static final String POINTS =
      """
      () => [...document.querySelectorAll('aisle-line-chart')].map((c) => {
        const most = Math.max(...c.model.lines.map((l) => l.points.length));
        return c.model.lines.length + ' lines, at most ' + most + ' points each, '
          + Math.round(c.getBoundingClientRect().width) + ' px wide';
      }).join('; ')""";

  private static final String WATCH =
      """
      () => {
        window.seen = {removed: 0, added: 0, tiles: {}, text: 0};
        new MutationObserver((all) => all.forEach((m) => {
          if (m.type !== 'childList') { window.seen.text++; return; }
          const removed = [...m.removedNodes].filter((n) => n.nodeType === 1).length;
          window.seen.removed += removed;
          window.seen.added += [...m.addedNodes].filter((n) => n.nodeType === 1).length;
          const tile = m.target.closest && m.target.closest('.aisle-tile');
          if (removed && tile) {
            const name = tile.querySelector('h2').innerText;
            window.seen.tiles[name] = (window.seen.tiles[name] || 0) + removed;
          }
        })).observe(document.querySelector('.aisle-board'),
          {childList: true, subtree: true, characterData: true});
        window.shifts = 0;
        new PerformanceObserver((l) => l.getEntries().forEach((e) => { window.shifts += e.value; }))
          .observe({type: 'layout-shift'});
      }""";

  private final TestServer server;
  private final int devices;
  private final int every;
  private DeviceTemplate template;

  private DashboardBenchmark(TestServer server, int devices, int every) {
    this.server = server;
    this.devices = devices;
    this.every = every;
  }

  public static void main(String[] args) throws Exception {
    int devices = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    int hours = args.length > 1 ? Integer.parseInt(args[1]) : 48;
    int every = args.length > 2 ? Integer.parseInt(args[2]) : 60;
    int opens = args.length > 3 ? Integer.parseInt(args[3]) : 15;
    int live = args.length > 4 ? Integer.parseInt(args[4]) : 30;
    Path data = Files.createTempDirectory(Path.of("target"), "benchmark-").toAbsolutePath();
    try (TestServer server = TestServer.empty(data)) {
      DashboardBenchmark benchmark = new DashboardBenchmark(server, devices, every);
      benchmark.fill(hours);
      benchmark.look(opens, live);
    } catch (Throwable t) {
      t.printStackTrace(System.out);
    }
  }

  private void fill(int hours) throws IOException {
    server.post("/apps", "{\"id\": \"%s\", \"name\": \"Benchmark\"}".formatted(APP.value()), 201);
    server.post("/apps/" + APP.value() + "/device-templates", model(), 201);
    template = server.bean(DeviceTemplates.class).resolve(APP, "Cooler").orElseThrow();
    JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
    jdbc.update(
        """
        INSERT INTO aisle.device
          (app, id, name, template, gateway, simulated, created_at, salt, hash)
        SELECT ?, 'cooler-' || n, 'Cooler ' || n, ?, false, false, now(), '\\x00', '\\x00'
        FROM generate_series(1, ?) n
        """,
        APP.value(),
        template.id().toString(),
        devices);
    jdbc.update(
        """
        INSERT INTO aisle.device_property (app, device, path, value, observed_at)
        SELECT ?, 'cooler-' || n, p.path, p.word || n %% p.of, now()
        FROM generate_series(1, ?) n, (VALUES ('outlet', 'Outlet ', 40), ('model', 'Model ', 4))
          AS p(path, word, of)
        """
            .replace("%%", "%"),
        APP.value(),
        devices);
    server.publish(new RegistryChanged(APP, null));
    Instant now = Instant.now();
    write(all(), now.minus(Duration.ofHours(hours)));
    String table =
        "app_benchmark." + template.id().lastSegment().toLowerCase(java.util.Locale.ROOT);
    int rows =
        jdbc.update(
            """
            INSERT INTO %s (device, observed_at, received_at, internal_temperature,
              condenser_temperature, ambient_temperature, ambient_humidity, door_open,
              door_openings, compressor_running, defrosting, power, location_lat, location_lon,
              connected_state, battery_voltage, signal_strength)
            SELECT 'cooler-' || n, t + n * interval '37 milliseconds', t, 4 + 3 * sin(n + k / 60.0),
              35 + 5 * sin(n), 21, 50 + n %% 20, (n + k) %% 37 = 0, 1, k %% 3 = 0, false,
              100 + n %% 50, 53 + n / 1000.0, 10 + n %% 31 / 10.0,
              CASE WHEN (n + k / 500) %% 9 = 0 THEN 'offline' ELSE 'online' END, 3.0, -70
            FROM generate_series(1, ?) k,
              LATERAL (SELECT now() - k * ? * interval '1 second' AS t) x,
              generate_series(1, ?) n
            ON CONFLICT DO NOTHING
            """
                .formatted(table),
            hours * 3600 / every,
            every,
            devices);
    write(all(), now);
    jdbc.execute("ANALYZE");
    server.bean(RollupWorker.class).catchUp();
    System.out.printf("%,d devices, %,d readings of %d h%n", devices, rows, hours);
    try (InputStream yaml =
        Objects.requireNonNull(getClass().getResourceAsStream("/thirty-tiles.yaml"))) {
      server.putYaml(
          "/apps/" + APP.value() + "/dashboards/thirty",
          new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Without derived fields, which would have to be computed first. */
  private static String model() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            DeviceTemplate.class.getResourceAsStream(
                "/apps/connected-cooler/models/cooler.json"))) {
      ObjectNode model = (ObjectNode) TestServer.JSON.readTree(file).get(0);
      ArrayNode contents = TestServer.JSON.createArrayNode();
      for (JsonNode content : model.path("contents")) {
        if (!content.has("derivation")) {
          contents.add(content);
        }
      }
      model.set("contents", contents);
      return model.toString();
    }
  }

  private List<Integer> all() {
    return Stream.iterate(1, n -> n + 1).limit(devices).toList();
  }

  private void write(List<Integer> numbers, Instant at) {
    List<Reading> readings = new ArrayList<>();
    Map<DeviceId, Instant> changed = new HashMap<>();
    for (int n : numbers) {
      DeviceRef device = DeviceRef.of(APP.value(), "cooler-" + n);
      Map<String, Value> values = new TreeMap<>();
      values.put("internalTemperature", new Value.Num(4 + at.toEpochMilli() % 1000 / 200.0));
      values.put("condenserTemperature", new Value.Num(35 + n % 20));
      values.put("ambientHumidity", new Value.Num(50 + n % 20));
      values.put("power", new Value.Num(100 + n % 50));
      values.put("doorOpen", new Value.Flag((at.getEpochSecond() + n) % 37 == 0));
      values.put("connectedState", new Value.Text(n % 9 == 0 ? "offline" : "online"));
      values.put("location", new Value.Geo(53 + n / 1000.0, 10 + n % 31 / 10.0, null));
      readings.add(Reading.of(device, at, at, values));
      changed.put(device.device(), at);
    }
    server
        .bean(TelemetryStore.class)
        .write(List.of(new TelemetryStore.TableBatch(APP, template, readings)));
    server.publish(new ReadingsStored(APP, changed));
  }

  private void look(int opens, int seconds) {
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(chromium())) {
      BrowserContext context =
          browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900));
      Page page = context.newPage();
      page.setDefaultTimeout(180_000);
      page.navigate(server.welcome().signInLink());
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < opens; i++) {
        write(all(), Instant.now());
        open(page, i, times);
      }
      List<Double> warm = times.subList(Math.min(2, times.size() - 1), times.size());
      List<Double> sorted = warm.stream().sorted().toList();
      System.out.printf(
          "%d warm opens: p50 %.2f s, p99 %.2f s; load of the machine %.1f%n",
          sorted.size(),
          sorted.get(sorted.size() / 2),
          sorted.getLast(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      System.out.println(page.evaluate(POINTS));
      live(page, seconds);
      context.close();
    }
  }

  private void open(Page page, int number, List<Double> times) {
    page.navigate("about:blank");
    page.waitForTimeout(1_500);
    double questions = questions();
    Used before = used();
    Wire wire = new Wire(page);
    long began = System.nanoTime();
    page.navigate(
        "http://localhost:" + server.httpPort() + "/app/" + APP.value() + "/dashboard/thirty");
    try {
      page.waitForFunction(
          FILLED,
          null,
          new Page.WaitForFunctionOptions().setPollingInterval(50).setTimeout(120_000));
    } catch (com.microsoft.playwright.TimeoutError e) {
      System.out.println("Never filled: " + page.evaluate("() => window.waits"));
    }
    double took = (System.nanoTime() - began) / 1e9;
    times.add(took);
    System.out.printf(
        "open %d: %.2f s, %,.0f connections taken, %s, %,d kB sent%n",
        number + 1, took, questions() - questions, used().since(before), wire.bytes() / 1024);
    wire.close();
  }

  /** Counts what the network gave the page, pushed messages too. */
  private static final class Wire implements AutoCloseable {
    private final com.microsoft.playwright.CDPSession session;
    private long bytes;

    Wire(Page page) {
      session = page.context().newCDPSession(page);
      session.on(
          "Network.dataReceived", event -> bytes += event.get("encodedDataLength").getAsLong());
      session.on(
          "Network.webSocketFrameReceived",
          event ->
              bytes += event.getAsJsonObject("response").get("payloadData").getAsString().length());
      session.send("Network.enable");
    }

    long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      session.detach();
    }
  }

  private void live(Page page, int seconds) {
    page.waitForTimeout(2_000);
    page.evaluate(WATCH);
    Wire wire = new Wire(page);
    double questions = questions();
    Used before = used();
    int each = Math.max(1, devices / every);
    for (int second = 0; second < seconds; second++) {
      int first = second * each;
      write(
          Stream.iterate(first, n -> n + 1).limit(each).map(n -> n % devices + 1).toList(),
          Instant.now());
      page.waitForTimeout(1_000);
    }
    System.out.printf(
        "%d s of live data, %d readings/s: %,.0f connections taken, %s, %,d kB;"
            + " elements removed, added, texts changed, by tile: %s; layout shift %s%n",
        seconds,
        each,
        questions() - questions,
        used().since(before),
        wire.bytes() / 1024,
        page.evaluate("() => JSON.stringify(window.seen)"),
        page.evaluate("() => window.shifts.toFixed(4)"));
    wire.close();
  }

  private static BrowserType.LaunchOptions chromium() {
    Path system = Path.of("/usr/bin/chromium");
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setArgs(List.of("--no-sandbox"));
    return Files.isExecutable(system) ? options.setExecutablePath(system) : options;
  }

  /** How often a connection was taken from the pool: about once per statement. */
  private double questions() {
    return server.bean(MeterRegistry.class).find("hikaricp.connections.usage").timers().stream()
        .mapToDouble(Timer::count)
        .sum();
  }

  /** What the parts of it have used, in seconds of the processor. */
  private record Used(double server, double database, double browser) {
    Used since(Used before) {
      return new Used(server - before.server, database - before.database, browser - before.browser);
    }

    @Override
    public String toString() {
      return "%.2f s of the processor (server %.2f, database %.2f) and %.2f of the browser's"
          .formatted(server + database, server, database, browser);
    }
  }

  private Used used() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ProcessHandle database = database();
    Set<ProcessHandle> ofDatabase =
        Stream.concat(Stream.of(database), database.descendants()).collect(Collectors.toSet());
    double browsers =
        seconds(
            ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().filter(c -> c.contains("chrom")).isPresent()));
    return new Used(system.getProcessCpuTime() / 1e9, seconds(ofDatabase.stream()), browsers);
  }

  private static double seconds(Stream<ProcessHandle> processes) {
    return processes
        .mapToDouble(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3)
        .sum();
  }

  private ProcessHandle database() {
    try (Stream<Path> files = Files.walk(server.data(), 3)) {
      Path pid = files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).getFirst().strip()))
          .orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
