package org.aisle.ui.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.sim.fleet.Behaviours;
import org.aisle.sim.fleet.Fleet;
import org.aisle.sim.fleet.FleetRunner;
import org.aisle.sim.fleet.FleetStatus;
import org.aisle.sim.fleet.Simulation;
import org.aisle.sim.fleet.Timeline;
import org.aisle.sim.publish.Connections;
import org.aisle.sim.publish.MessageLedger;

/** The simulated fleet of one app, from where an earlier run stopped. */
final class DemoFleet implements AutoCloseable {

  private static final Duration LONGEST_RESUMED = Duration.ofDays(3);

  /** What was simulated but not yet acknowledged when we stopped is sent again. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final FleetRunner runner;
  private final SecretFile progress;
  private final Instant began;

  private DemoFleet(FleetRunner runner, SecretFile progress, Instant began) {
    this.runner = runner;
    this.progress = progress;
    this.began = began;
  }

  /**
   * Connects the fleet and begins; returns at once.
   *
   * @throws IllegalStateException when the template's fleet can't be simulated
   */
  static DemoFleet start(
      Simulation simulation,
      DemoSettings settings,
      Connections connections,
      SecretFile progress,
      java.time.InstantSource clock) {
    Instant now = clock.instant();
    Map<String, String> kept = progress.read();
    Instant before = kept.containsKey("start") ? Instant.parse(kept.get("start")) : Instant.MIN;
    boolean resumed = before.isAfter(now.minus(LONGEST_RESUMED));
    Instant began = resumed ? before : now.minus(settings.history());
    Timeline timeline =
        Timeline.historyFirst(now, Duration.between(began, now))
            .withHistoryEvery(settings.historyEvery());
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
    return new DemoFleet(runner, progress, began);
  }

  FleetStatus status() {
    return runner.status();
  }

  /** Stops, and remembers how far it came. */
  @Override
  public void close() {
    Map<String, String> kept = new TreeMap<>(Map.of("start", began.toString()));
    runner.status().simulatedTime().ifPresent(at -> kept.put("reached", at.toString()));
    runner.close();
    progress.write(kept);
  }

  /** Stops for ever: an app of that name that is made later begins anew. */
  void forget() {
    runner.close();
    progress.write(Map.of());
  }
}
