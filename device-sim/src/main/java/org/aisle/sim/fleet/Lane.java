package org.aisle.sim.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.aisle.sim.publish.DevicePublisher;
import org.aisle.sim.publish.OutgoingMessage;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the devices whose messages take it, in the order of their time. A device is
 * advanced only when the connection has room: what waits during an outage of the broker is not yet
 * simulated, so memory stays bounded and no sample is lost. Not thread-safe.
 */
final class Lane {

  private record Due(Instant at, SimulatedDevice device) {}

  private final DevicePublisher publisher;
  private final List<SimulatedDevice> devices;
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(
          Comparator.comparing(Due::at).thenComparing(due -> due.device().device()));
  private final Deque<OutgoingMessage> ready = new ArrayDeque<>();

  /** When what is ready or in flight was measured, the oldest first. */
  private final Deque<Instant> outstanding = new ArrayDeque<>();

  private int inFlight;
  private boolean waking;
  private volatile @Nullable Instant next;

  Lane(DevicePublisher publisher, Collection<SimulatedDevice> devices) {
    this.publisher = publisher;
    this.devices = List.copyOf(devices);
    devices.forEach(this::enqueue);
    next = oldest();
  }

  private void enqueue(SimulatedDevice device) {
    device.next().ifPresent(at -> queue.add(new Due(at, device)));
  }

  DevicePublisher publisher() {
    return publisher;
  }

  /** All that take it, also those that have ended. */
  List<SimulatedDevice> devices() {
    return devices;
  }

  boolean hasRoom() {
    return inFlight < publisher.window();
  }

  /** The next message that is ready to be sent, if any; it is in flight from now on. */
  Optional<OutgoingMessage> take() {
    Optional<OutgoingMessage> message = Optional.ofNullable(ready.poll());
    message.ifPresent(m -> inFlight++);
    return message;
  }

  void landed() {
    inFlight--;
    outstanding.poll();
    next = oldest();
  }

  /** Whether a wake-up has to be scheduled; there is at most one at a time. */
  boolean needsWaking() {
    boolean needed = !waking;
    waking = true;
    return needed;
  }

  void woken() {
    waking = false;
  }

  /** How long until a device measures, in simulated time; empty when all have ended. */
  Optional<Duration> untilNext(Instant simulated) {
    return Optional.ofNullable(queue.peek()).map(due -> Duration.between(simulated, due.at()));
  }

  /** Advances the device that measures next. */
  void advance() {
    Due due = queue.remove();
    for (OutgoingMessage message : due.device().advance()) {
      ready.add(message);
      outstanding.add(due.at());
    }
    enqueue(due.device());
    next = oldest();
  }

  private @Nullable Instant oldest() {
    Instant waiting = outstanding.peek();
    Due due = queue.peek();
    return waiting != null || due == null ? waiting : due.at();
  }

  /** Everything before was simulated and acknowledged; from any thread. */
  Optional<Instant> next() {
    return Optional.ofNullable(next);
  }

  boolean finished() {
    return queue.isEmpty() && ready.isEmpty() && inFlight == 0;
  }

  boolean idle() {
    return inFlight == 0;
  }
}
