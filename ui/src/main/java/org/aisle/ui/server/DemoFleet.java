package org.aisle.ui.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Simulator;
import org.aisle.sim.fleet.Behaviours;
import org.aisle.sim.fleet.Fleet;
import org.aisle.sim.fleet.FleetRunner;
import org.aisle.sim.fleet.FleetStatus;
import org.aisle.sim.fleet.Simulation;
import org.aisle.sim.fleet.Timeline;
import org.aisle.sim.publish.Connections;
import org.aisle.sim.publish.MessageLedger;
import org.aisle.templates.identity.DeviceRef;

/** The simulated fleet of one app, from where an earlier run stopped. */
final class DemoFleet implements AutoCloseable {

  /** How long an app may rest, beyond its history, and its devices still be the same. */
  private static final Duration LONGEST_RESUMED = Duration.ofDays(3);

  /** What was simulated but not yet acknowledged when we stopped is sent again. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final FleetRunner runner;
  private final SecretFile progress;
  private final Timeline timeline;
  private final InstantSource clock;
  private final HistoryStored historyStored = new HistoryStored();

  private DemoFleet(
      FleetRunner runner, SecretFile progress, Timeline timeline, InstantSource clock) {
    this.runner = runner;
    this.progress = progress;
    this.timeline = timeline;
    this.clock = clock;
  }

  /**
   * Connects the fleet and begins; returns at once.
   *
   * @param history how much of the past is made up at the first start
   * @param historyEvery how often a device has measured in it
   * @throws IllegalStateException when the template's fleet can't be simulated
   */
  static DemoFleet start(
      Simulation simulation,
      Duration history,
      Duration historyEvery,
      Connections connections,
      SecretFile progress,
      InstantSource clock) {
    Instant now = clock.instant();
    Map<String, String> kept = progress.read();
    Instant before = kept.containsKey("start") ? Instant.parse(kept.get("start")) : Instant.MIN;
    boolean resumed = before.isAfter(now.minus(LONGEST_RESUMED).minus(history));
    Instant began = resumed ? before : anew(kept, now, history);
    Timeline timeline =
        Timeline.historyFirst(now, Duration.between(began, now)).withHistoryEvery(historyEvery);
    if (resumed) {
      Instant reached = Instant.parse(kept.getOrDefault("reached", began.toString())).minus(MARGIN);
      timeline = timeline.resumed(reached.isAfter(began) ? reached : began, now);
    } else {
      progress.write(Map.of("start", began.toString()));
    }
    FleetRunner runner =
        switch (Fleet.assemble(simulation, timeline, Behaviours.builtIn())) {
          case Fleet.Assembly.Ready ready ->
              new FleetRunner(ready.fleet(), connections, MessageLedger.NONE, clock);
          case Fleet.Assembly.Invalid invalid ->
              throw new IllegalStateException(String.join(" ", invalid.problems()));
        };
    runner.start();
    return new DemoFleet(runner, progress, timeline, clock);
  }

  /** The past again, but nothing before what an earlier run has said. */
  private static Instant anew(Map<String, String> kept, Instant now, Duration history) {
    Instant began = now.minus(history);
    Instant reached =
        kept.containsKey("reached") ? Instant.parse(kept.get("reached")) : Instant.MIN;
    return reached.isAfter(began) && reached.isBefore(now) ? reached : began;
  }

  /**
   * From where the history is made to where the slowest device is in it.
   *
   * @param devices those of the app that are simulated; the disabled ones hold nobody up
   * @param queued messages that wait in the broker's queue, as of about a second ago
   */
  Simulator.Progress progress(Collection<Device> devices, long queued) {
    Set<DeviceRef> enabled =
        devices.stream().filter(Device::enabled).map(Device::ref).collect(Collectors.toSet());
    FleetStatus status = runner.status(enabled::contains);
    Instant from = timeline.publishFrom();
    Instant live = timeline.liveFrom();
    Instant reached = status.simulatedTime().orElse(status.devices() == 0 ? live : from);
    boolean sent = !reached.isBefore(live);
    return new Simulator.Progress(
        status.devices(),
        from,
        live,
        reached.isBefore(from) ? from : reached.isAfter(live) ? live : reached,
        status.sent(),
        status.connections() - status.connected(),
        devices.size() - enabled.size(),
        sent ? historyStored.left(queued, clock.instant()) : 0);
  }

  FleetStatus status() {
    return runner.status();
  }

  /** Stops, and remembers how far it came. */
  @Override
  public void close() {
    Map<String, String> kept = new TreeMap<>(Map.of("start", timeline.start().toString()));
    Instant now = clock.instant();
    Instant least = timeline.publishFrom();
    runner
        .status()
        .simulatedTime()
        .map(at -> at.isAfter(now) ? now : at.isBefore(least) ? least : at)
        .ifPresent(at -> kept.put("reached", at.toString()));
    runner.close();
    progress.write(kept);
  }

  /** Stops where it is, so that the next start begins with the present. */
  void cut() {
    runner.close();
    progress.write(Map.of("start", clock.instant().toString()));
  }

  /** Stops for ever: an app of that name that is made later begins anew. */
  void forget() {
    runner.close();
    progress.write(Map.of());
  }
}
