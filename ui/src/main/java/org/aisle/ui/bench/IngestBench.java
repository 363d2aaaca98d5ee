package org.aisle.ui.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.aisle.sim.bench.Latencies;
import org.aisle.sim.bench.LoadResult;
import org.aisle.sim.bench.MachineTime;
import org.aisle.sim.bench.MqttLoad;
import org.aisle.sim.bench.Payloads;
import org.aisle.sim.bench.ProcessUse;
import org.aisle.sim.publish.Credentials;
import org.jspecify.annotations.Nullable;

/** Measures the way of messages from devices into the table, and what bounds it. */
final class IngestBench {

  /** Four of a cooler's fields. */
  private static final List<String> FIELDS =
      List.of("internalTemperature", "ambientTemperature", "ambientHumidity", "power");

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ROUNDS_OF_OVERLOAD = 6;
  private static final int THREADS = 12;

  /**
   * @param window messages of a device that may be unacknowledged at once
   * @param warmUp how long the server works before it is measured
   * @param stretch how long each measurement lasts
   * @param samples how many samples one message carries
   * @param comparison whether to measure the broker alone and a COPY, too
   * @param idleSessions how many silent sessions to connect at the end; 0 for none
   * @param overload how long to offer three times of what was reached; zero for not at all
   */
  record Settings(
      int devices,
      int window,
      Duration warmUp,
      Duration stretch,
      int samples,
      boolean comparison,
      int idleSessions,
      Duration overload) {}

  private final Settings settings;
  private final Path folder;
  private final InstantSource clock;
  private final Consumer<String> out;
  private long alertsSent;

  IngestBench(Settings settings, Path folder, InstantSource clock, Consumer<String> out) {
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
    this.out = out;
  }

  /** Prints what it finds; false when something acknowledged is not in the table. */
  boolean run() throws IOException, InterruptedException, SQLException {
    say(
        "%d devices, window %d, QoS 1, %d values in a message; %d processors, JVM %s",
        settings.devices(),
        settings.window(),
        settings.samples() * FIELDS.size(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    @Nullable BrokerAlone broker = null;
    if (settings.comparison()) {
      broker = broker();
      say("%-44s %,10.0f messages/s", "Broker alone, to a subscriber", broker.delivering());
      say("%-44s %,10.0f messages/s", "Broker alone, before its queue", broker.throwingAway());
    }
    try (BenchServer server = BenchServer.start(folder.resolve("server"))) {
      List<Credentials> credentials = server.register(settings.devices() + 1);
      try (Connection connection = server.database()) {
        return server(server, new BenchStore(connection), credentials, broker);
      }
    }
  }

  /**
   * What the broker does by itself.
   *
   * @param delivering messages a second to a subscriber that throws them away
   * @param throwingAway messages a second that are thrown away before any queue
   */
  private record BrokerAlone(double delivering, double throwingAway) {}

  private BrokerAlone broker() throws IOException, InterruptedException {
    BrokerBench bench =
        new BrokerBench(
            settings.devices(), settings.window(), settings.stretch(), payloads(), clock);
    return new BrokerAlone(
        bench.delivering(folder.resolve("broker-delivering")),
        bench.throwingAway(folder.resolve("broker-throwing-away")));
  }

  private boolean server(
      BenchServer server,
      BenchStore store,
      List<Credentials> credentials,
      @Nullable BrokerAlone broker)
      throws IOException, SQLException {
    List<Credentials> publishing = credentials.subList(0, settings.devices());
    boolean whole;
    double reached;
    long values;
    try (MqttLoad load =
        MqttLoad.connect(server.broker(), publishing, settings.window(), payloads(), clock)) {
      load.flatOut(settings.warmUp());
      Usage before = Usage.now(server);
      ThreadTimes threadsBefore = ThreadTimes.now(server.pid());
      Optional<MachineTime> machineBefore = MachineTime.now();
      LoadResult full = load.flatOut(settings.stretch());
      Optional<MachineTime> machine = since(machineBefore);
      Usage used = Usage.now(server).minus(before);
      ThreadTimes threads = ThreadTimes.now(server.pid()).minus(threadsBefore);
      reached = full.perSecond();
      table(full, used, threads, broker);
      machine(machine, "flat out");
      load.settle(PATIENCE);
      say("%-44s %10d devices", "Waiting for evaluation at the end of it", store.due());
      halfLoad(server, load, credentials.getLast(), reached / 2);
      if (!settings.overload().isZero()) {
        overload(server, load, 3 * reached);
      }
      long open = load.settle(PATIENCE);
      long acknowledged = load.acknowledged() * settings.samples() + alertsSent;
      long rows = store.rows();
      whole = rows >= acknowledged && rows <= acknowledged + open * settings.samples();
      say(
          "%-44s %,10d acknowledged, %,d rows, %s",
          "Samples in the table", acknowledged, rows, whole ? "nothing lost" : "WRONG");
      values = rows * FIELDS.size();
    }
    say("%-44s %10.1f bytes with indexes", "A value on disk", store.bytes() / (double) values);
    ProcessUse.peakMemory(server.pid())
        .ifPresent(peak -> say("%-44s %10d MB", "Peak memory of the server", peak >> 20));
    if (settings.comparison()) {
      double copy = store.copyPerSecond();
      say("%-44s %,10.0f rows/s", "COPY of these rows, same unique index", copy);
      say("%-44s %10.2f", "Share of it", reached * settings.samples() / copy);
    }
    if (settings.idleSessions() > 0) {
      idle(server, publishing);
    }
    return whole;
  }

  private void table(
      LoadResult full, Usage used, ThreadTimes threads, @Nullable BrokerAlone broker) {
    long messages = Math.max(1, full.acknowledged());
    say("%-44s %,10.0f messages/s", "Whole way, durable when acknowledged", full.perSecond());
    say("%-44s %,10.0f values/s", "", full.perSecond() * settings.samples() * FIELDS.size());
    if (broker != null) {
      say(
          "%-44s %10.2f",
          "Share of the broker with a subscriber", full.perSecond() / broker.delivering());
      say(
          "%-44s %10.2f",
          "Share of the broker before its queue", full.perSecond() / broker.throwingAway());
    }
    say("%-44s %10.1f µs/message", "Processor time of the server", used.server(messages));
    say(
        "%-44s %10.1f µs/message",
        "of it the just-in-time compiler", ThreadTimes.micros(threads.compiler(), messages));
    threads
        .largest(THREADS)
        .forEach(
            (name, time) ->
                say(
                    "%-44s %10.1f µs/message",
                    "of it threads " + name, ThreadTimes.micros(time, messages)));
    say("%-44s %10.1f µs/message", "Processor time of PostgreSQL", used.database(messages));
    say("%-44s %10.1f µs/message", "Processor time of the generator", used.generator(messages));
    latencies("Publish to committed row, flat out", full.latencies());
  }

  /** Rows and alerts at half of what was reached. */
  private void halfLoad(BenchServer server, MqttLoad load, Credentials probe, double perSecond)
      throws IOException, SQLException {
    try (AlertProbe alerts = AlertProbe.start(server, probe, clock)) {
      Optional<MachineTime> machineBefore = MachineTime.now();
      LoadResult half = load.steady(perSecond, settings.stretch());
      Optional<MachineTime> machine = since(machineBefore);
      say("%-44s %,10.0f messages/s", "Half load", half.perSecond());
      latencies("Publish to committed row, half load", half.latencies());
      machine(machine, "half load");
      Latencies toAlert = alerts.stop();
      alertsSent = alerts.sent();
      latencies("Publish to alert, half load (%d)".formatted(toAlert.count()), toAlert);
    }
  }

  private void overload(BenchServer server, MqttLoad load, double perSecond) throws IOException {
    Duration round = settings.overload().dividedBy(ROUNDS_OF_OVERLOAD);
    for (int i = 1; i <= ROUNDS_OF_OVERLOAD; i++) {
      LoadResult result = load.overloaded(perSecond, round);
      say(
          "%-44s %,10.0f messages/s, %d MB",
          "Overload, offered %,.0f/s, part %d".formatted(perSecond, i),
          result.perSecond(),
          ProcessUse.memory(server.pid()).orElse(0) >> 20);
    }
    long begin = System.nanoTime();
    load.settle(PATIENCE);
    say(
        "%-44s %10.1f s",
        "Until the last is acknowledged after it", (System.nanoTime() - begin) / 1e9);
  }

  private void idle(BenchServer server, List<Credentials> publishing) throws IOException {
    List<Credentials> sessions = new ArrayList<>();
    for (int i = 0; i < settings.idleSessions(); i++) {
      sessions.add(publishing.get(i % publishing.size()));
    }
    try (MqttLoad idle = MqttLoad.connect(server.broker(), sessions, 1, payloads(), clock)) {
      idle.settle(Duration.ofSeconds(1));
      say(
          "%-44s %10d MB",
          "Memory with %,d idle sessions".formatted(sessions.size()),
          ProcessUse.memory(server.pid()).orElse(0) >> 20);
    }
  }

  private static Optional<MachineTime> since(Optional<MachineTime> before) throws IOException {
    Optional<MachineTime> now = MachineTime.now();
    return before.flatMap(earlier -> now.map(later -> later.minus(earlier)));
  }

  /** What the host takes away is missing in all that is measured. */
  private void machine(Optional<MachineTime> stretch, String when) {
    stretch.ifPresent(
        time ->
            say(
                "%-44s %9.0f %% taken by the host, %.0f %% idle",
                "Processors, " + when, 100 * time.stolenShare(), 100 * time.idleShare()));
  }

  private void latencies(String what, Latencies latencies) {
    say(
        "%-44s %10.1f ms p50, %.1f ms p99, %.1f ms p99.9",
        what,
        millis(latencies.percentile(50)),
        millis(latencies.percentile(99)),
        millis(latencies.percentile(99.9)));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private Payloads payloads() {
    return new Payloads(FIELDS, settings.samples());
  }

  private void say(String format, Object... arguments) {
    out.accept(String.format(Locale.ROOT, format, arguments));
  }

  /** Processor time of all who take part. */
  private record Usage(Duration server, Duration database, Duration generator) {

    static Usage now(BenchServer server) throws IOException {
      return new Usage(
          ProcessUse.processorTime(server.pid()),
          server.databaseTime(),
          ProcessUse.processorTime(ProcessHandle.current().pid()));
    }

    Usage minus(Usage before) {
      return new Usage(
          server.minus(before.server),
          database.minus(before.database),
          generator.minus(before.generator));
    }

    double server(long messages) {
      return ThreadTimes.micros(server, messages);
    }

    double database(long messages) {
      return ThreadTimes.micros(database, messages);
    }

    double generator(long messages) {
      return ThreadTimes.micros(generator, messages);
    }
  }
}
