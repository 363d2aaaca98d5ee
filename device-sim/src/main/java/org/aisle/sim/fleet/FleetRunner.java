package org.aisle.sim.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.aisle.sim.publish.ConnectionState;
import org.aisle.sim.publish.Connections;
import org.aisle.sim.publish.Credentials;
import org.aisle.sim.publish.DevicePublisher;
import org.aisle.sim.publish.MessageLedger;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.sim.publish.PahoDevicePublisher;
import org.aisle.sim.publish.PublishOutcome;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a fleet live and publish: first its history as fast as it is acknowledged, then at the pace
 * of its timeline. At least once per message. One thread of its own for all devices, besides those
 * of the MQTT client. Started at most once; thread-safe.
 */
public final class FleetRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FleetRunner.class);
  private static final int TURN = 200;
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Fleet fleet;
  private final Connections connections;
  private final MessageLedger ledger;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler;
  private final CompletableFuture<@Nullable Void> finished = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final List<String> setBack = new ArrayList<>();
  private volatile List<Lane> lanes = List.of();
  private volatile boolean stopping;
  private volatile @Nullable Instant began;
  private volatile Optional<String> lastRefusal = Optional.empty();

  /**
   * @param ledger is told of every message before it is sent; it is not closed
   * @param clock the real time
   */
  public FleetRunner(
      Fleet fleet, Connections connections, MessageLedger ledger, InstantSource clock) {
    this.fleet = fleet;
    this.connections = connections;
    this.ledger = ledger;
    this.clock = clock;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("fleet").unstarted(task));
  }

  /** Connects and begins; returns at once. */
  public synchronized void start() {
    if (began != null) {
      throw new IllegalStateException("A fleet is started once.");
    }
    began = clock.instant();
    List<Lane> open = open();
    lanes = open;
    execute(() -> open.forEach(this::pump));
    execute(this::checkFinished);
  }

  private List<Lane> open() {
    return switch (connections) {
      case Connections.PerDevice own -> {
        List<Lane> each = new ArrayList<>();
        for (SimulatedDevice device : fleet.devices()) {
          Optional<String> password = own.passwords().apply(device.device());
          if (password.isEmpty()) {
            setBack.add(device.device() + " has no password and is not simulated.");
            continue;
          }
          Credentials credentials = new Credentials(device.device(), password.get());
          each.add(
              new Lane(
                  new PahoDevicePublisher(own.broker(), credentials, own.window(), scheduler),
                  List.of(device)));
        }
        setBack.forEach(LOG::warn);
        yield each;
      }
      case Connections.ThroughGateway all ->
          shared(new PahoDevicePublisher(all.broker(), all.gateway(), all.window(), scheduler));
      case Connections.Given given -> shared(given.publisher().apply(scheduler));
    };
  }

  private List<Lane> shared(DevicePublisher publisher) {
    return List.of(new Lane(publisher, fleet.devices()));
  }

  /** Completed when the timeline has ended and every message has its outcome. */
  public CompletableFuture<@Nullable Void> finished() {
    return finished.copy();
  }

  /** A snapshot; the counters are read one after the other. */
  public FleetStatus status() {
    return status(device -> true);
  }

  /**
   * A snapshot that leaves out connections without a device that counts; messages are those of all.
   */
  public FleetStatus status(Predicate<DeviceRef> counts) {
    List<String> troubles = new ArrayList<>(setBack);
    Predicate<SimulatedDevice> counted = device -> counts.test(device.device());
    List<Lane> lanes =
        this.lanes.stream().filter(lane -> lane.devices().stream().anyMatch(counted)).toList();
    int connected = 0;
    for (Lane lane : lanes) {
      switch (lane.publisher().state()) {
        case ConnectionState.Connected c -> connected++;
        case ConnectionState.Disconnected d -> troubles.add(d.sentence());
        case ConnectionState.Connecting c -> {}
        case ConnectionState.Closed c -> {}
      }
    }
    lastRefusal.ifPresent(troubles::add);
    return new FleetStatus(
        (int) lanes.stream().flatMap(lane -> lane.devices().stream()).filter(counted).count(),
        lanes.size(),
        connected,
        sent.get(),
        acknowledged.get(),
        refused.get(),
        lanes.stream().flatMap(lane -> lane.next().stream()).min(Comparator.naturalOrder()),
        troubles.stream().distinct().toList(),
        finished.isDone());
  }

  /** Stops measuring, waits up to 3 s for outstanding acknowledgements, and disconnects. */
  @Override
  public void close() {
    stopping = true;
    execute(this::checkDrained);
    try {
      drained.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("The fleet stops with messages unacknowledged");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lanes.forEach(lane -> lane.publisher().close());
    scheduler.shutdown();
    try {
      if (!scheduler.awaitTermination(GRACE.toMillis() * 2, TimeUnit.MILLISECONDS)) {
        scheduler.shutdownNow();
      }
    } catch (InterruptedException e) {
      scheduler.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void execute(Runnable task) {
    try {
      scheduler.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("The fleet has stopped");
    }
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("The fleet stops because of a failure", e);
        stopping = true;
        finished.completeExceptionally(e);
      }
    };
  }

  private void pump(Lane lane) {
    Instant since = began;
    if (stopping || since == null) {
      return;
    }
    int turns = 0;
    while (lane.hasRoom()) {
      Optional<OutgoingMessage> message = lane.take();
      if (message.isPresent()) {
        send(lane, message.get());
        continue;
      }
      Instant simulated = fleet.timeline().simulated(since, clock.instant());
      Optional<Duration> wait = lane.untilNext(simulated);
      if (wait.isEmpty()) {
        checkFinished();
        return;
      }
      if (wait.get().isPositive()) {
        wake(lane, wait.get());
        return;
      }
      if (++turns > TURN) {
        execute(() -> pump(lane));
        return;
      }
      lane.advance();
    }
  }

  private void wake(Lane lane, Duration simulatedWait) {
    double millis = simulatedWait.toMillis() / fleet.timeline().speed();
    long delay = Math.clamp(Math.round(millis), 1, 60_000);
    if (lane.needsWaking()) {
      try {
        scheduler.schedule(
            guarded(
                () -> {
                  lane.woken();
                  pump(lane);
                }),
            delay,
            TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("The fleet has stopped");
      }
    }
  }

  private void send(Lane lane, OutgoingMessage message) {
    long number = ledger.sent(message);
    sent.incrementAndGet();
    lane.publisher()
        .publish(message)
        .thenAccept(outcome -> execute(() -> landed(lane, number, message, outcome)));
  }

  private void landed(Lane lane, long number, OutgoingMessage message, PublishOutcome outcome) {
    lane.landed();
    switch (outcome) {
      case PublishOutcome.Acknowledged yes -> {
        ledger.acknowledged(number);
        acknowledged.incrementAndGet();
      }
      case PublishOutcome.Refused no -> {
        refused.incrementAndGet();
        if (!stopping) {
          LOG.warn("A message of {} was refused: {}", message.device(), no.sentence());
          lastRefusal = Optional.of(no.sentence());
        }
      }
    }
    if (stopping) {
      checkDrained();
    } else {
      pump(lane);
    }
  }

  private void checkFinished() {
    if (lanes.stream().allMatch(Lane::finished)) {
      finished.complete(null);
    }
  }

  private void checkDrained() {
    if (lanes.stream().allMatch(Lane::idle)) {
      drained.complete(null);
    }
  }
}
