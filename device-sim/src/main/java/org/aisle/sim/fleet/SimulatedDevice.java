package org.aisle.sim.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.fault.Fault;
import org.aisle.sim.fault.Schedule;
import org.aisle.sim.fault.ScheduledFault;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.sim.sample.Sample;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RandomStream;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;

/**
 * One device: its asset, what goes wrong, and its way to the broker. Its messages depend only on
 * its settings, never on when or from which thread it is asked. Not thread-safe.
 */
public final class SimulatedDevice {

  static final int HISTORY_ARRAY = 100;
  private static final Duration RECOVERING = Duration.ofMinutes(15);

  /**
   * Everything that decides what a device says.
   *
   * @param properties reported once, before the first sample
   * @param known paths of what its template has, or empty when it has no template
   */
  record Settings(
      DeviceRef device,
      long seed,
      Duration interval,
      Timeline timeline,
      Asset asset,
      List<ScheduledFault> faults,
      SortedMap<String, Value> properties,
      Set<String> known) {}

  private final Settings settings;
  private final Duration step;
  private final int stepsPerSample;
  private final RandomStream random;
  private final Uplink uplink;
  private final Map<ScheduledFault, Stuck> stuck = new HashMap<>();
  private final List<Sample> history = new ArrayList<>();
  private Instant time;
  private Instant next;
  private long seq;
  private boolean rebooting;
  private boolean introduced;
  private int reboots;
  private Instant outUntil = Instant.EPOCH;

  private record Stuck(long episode, Value value) {}

  SimulatedDevice(Settings settings) {
    this.settings = settings;
    long nanos = settings.interval().toNanos();
    long longest = settings.asset().longestStep().toNanos();
    stepsPerSample = (int) ((nanos + longest - 1) / longest);
    step = Duration.ofNanos(nanos / stepsPerSample);
    String id = settings.device().device().value();
    random = RandomStream.of(settings.seed(), id, "device");
    uplink = new Uplink(RandomStream.of(settings.seed(), id, "uplink"));
    time = settings.timeline().start();
    int phase = (int) (RandomStream.of(settings.seed(), id, "phase").uniform() * stepsPerSample);
    next = time.plus(step.multipliedBy(phase + 1));
  }

  public DeviceRef device() {
    return settings.device();
  }

  /** When it measures next; empty when the timeline has ended. */
  public Optional<Instant> next() {
    return settings.timeline().end().filter(end -> !next.isBefore(end)).isPresent()
        ? Optional.empty()
        : Optional.of(next);
  }

  /** Lets time pass until {@link #next} and returns the messages sent then, in order. */
  public List<OutgoingMessage> advance() {
    Instant now = next;
    next = following(now);
    while (time.isBefore(now)) {
      time = time.plus(step);
      settings.asset().advance(time, step, conditions(sinceStart(time)));
    }
    List<Fault.Network> network = network(sinceStart(now));
    Optional<Sample> sample = sample(now, network);
    List<List<Sample>> messages = new ArrayList<>();
    if (!introduced && !now.isBefore(settings.timeline().publishFrom())) {
      introduced = true;
      if (!settings.properties().isEmpty()) {
        messages.add(List.of(report(now, settings.properties())));
      }
    }
    for (List<Sample> message : uplink.send(now, sample, network)) {
      List<Sample> due =
          message.stream()
              .filter(s -> !s.observedAt().isBefore(settings.timeline().publishFrom()))
              .toList();
      if (!due.isEmpty()) {
        messages.add(due);
      }
    }
    return grouped(now, messages).stream()
        .map(samples -> OutgoingMessage.of(settings.device(), samples))
        .toList();
  }

  private Instant following(Instant now) {
    Instant soon = now.plus(settings.interval());
    Instant sparse = soon;
    while (Duration.between(now, sparse).compareTo(settings.timeline().historyEvery()) < 0) {
      sparse = sparse.plus(settings.interval());
    }
    return sparse.isBefore(settings.timeline().liveFrom()) ? sparse : soon;
  }

  private List<List<Sample>> grouped(Instant now, List<List<Sample>> messages) {
    if (!now.isBefore(settings.timeline().liveFrom()) && history.isEmpty()) {
      return messages;
    }
    List<List<Sample>> arrays = new ArrayList<>();
    messages.forEach(history::addAll);
    boolean last = !next.isBefore(settings.timeline().liveFrom()) || next().isEmpty();
    while (history.size() >= HISTORY_ARRAY || last && !history.isEmpty()) {
      List<Sample> head = history.subList(0, Math.min(HISTORY_ARRAY, history.size()));
      arrays.add(List.copyOf(head));
      head.clear();
    }
    return arrays;
  }

  private Duration sinceStart(Instant instant) {
    return Duration.between(settings.timeline().start(), instant);
  }

  private Conditions conditions(Duration sinceStart) {
    Conditions conditions = Conditions.SOUND;
    for (ScheduledFault scheduled : settings.faults()) {
      if (scheduled.fault() instanceof Fault.Physical physical) {
        Optional<Schedule.Episode> episode = scheduled.schedule().at(sinceStart);
        if (episode.isPresent()) {
          conditions = physical.apply(conditions, episode.get().elapsed());
        }
      }
    }
    return conditions;
  }

  private List<Fault.Network> network(Duration sinceStart) {
    List<Fault.Network> present = new ArrayList<>();
    for (ScheduledFault scheduled : settings.faults()) {
      if (scheduled.fault() instanceof Fault.Network network
          && scheduled.schedule().at(sinceStart).isPresent()) {
        present.add(network);
      }
    }
    if (!settings.asset().reachable()) {
      present.add(new Fault.Outage());
    }
    return present;
  }

  private Optional<Sample> sample(Instant now, List<Fault.Network> network) {
    SortedMap<String, Value> values = settings.asset().observe(now);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (network.stream().anyMatch(Fault.Reboot.class::isInstance)) {
      rebooting = true;
      return Optional.empty();
    }
    if (rebooting) {
      rebooting = false;
      reboots++;
      seq = 0;
      putKnown(values, "firmwareVersion", new Value.Text("1.4." + reboots));
    }
    spoil(values, sinceStart(now));
    putKnown(values, "connectedState", new Value.Text(connectedState(now, network)));
    Duration offset = Duration.ZERO;
    for (Fault.Network fault : network) {
      if (fault instanceof Fault.ClockOffset clock) {
        offset = offset.plus(clock.offset());
      } else if (fault instanceof Fault.MissingFields missing) {
        values.keySet().removeIf(name -> random.chance(missing.probability()));
      }
    }
    return Optional.of(
        new Sample(now.plus(offset), OptionalLong.of(seq++), values, new TreeMap<>()));
  }

  private void putKnown(SortedMap<String, Value> values, String path, Value value) {
    if (settings.known().isEmpty() || settings.known().contains(path)) {
      values.put(path, value);
    }
  }

  private String connectedState(Instant now, List<Fault.Network> network) {
    if (network.stream().anyMatch(Fault.Outage.class::isInstance)) {
      outUntil = now;
      return "offline";
    }
    return now.isBefore(outUntil.plus(RECOVERING)) ? "intermittent" : "online";
  }

  private void spoil(SortedMap<String, Value> values, Duration sinceStart) {
    for (ScheduledFault scheduled : settings.faults()) {
      if (!(scheduled.fault() instanceof Fault.Sensor sensor)) {
        continue;
      }
      Value value = values.get(sensor.field());
      Optional<Schedule.Episode> episode = scheduled.schedule().at(sinceStart);
      if (value == null || episode.isEmpty()) {
        continue;
      }
      values.put(
          sensor.field(),
          switch (sensor) {
            case Fault.SensorStuck s -> stuckAt(scheduled, episode.get(), value);
            case Fault.SensorDrift drift -> drifted(drift, episode.get(), value);
          });
    }
  }

  private Value stuckAt(ScheduledFault fault, Schedule.Episode episode, Value value) {
    Stuck at = stuck.get(fault);
    if (at == null || at.episode != episode.number()) {
      at = new Stuck(episode.number(), value);
      stuck.put(fault, at);
    }
    return at.value;
  }

  private static Value drifted(Fault.SensorDrift drift, Schedule.Episode episode, Value value) {
    if (!(value instanceof Value.Num num)) {
      return value;
    }
    double away = drift.perDay() * episode.elapsed().toMillis() / 86_400_000.0;
    return new Value.Num(Math.round((num.value() + away) * 10) / 10.0);
  }

  private static Sample report(Instant now, SortedMap<String, Value> properties) {
    return new Sample(now, OptionalLong.empty(), properties, new TreeMap<>());
  }
}
