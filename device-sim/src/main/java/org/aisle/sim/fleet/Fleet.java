package org.aisle.sim.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.aisle.sim.fault.FaultParser;
import org.aisle.sim.fault.ParsedFault;
import org.aisle.sim.fault.ScheduledFault;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Behaviour;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.place.Route;

/** The simulated devices of an app. Not thread-safe. */
public final class Fleet {

  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  private final List<SimulatedDevice> devices;
  private final Timeline timeline;

  private Fleet(List<SimulatedDevice> devices, Timeline timeline) {
    this.devices = List.copyOf(devices);
    this.timeline = timeline;
  }

  /** What became of a description of a fleet. */
  public sealed interface Assembly {

    record Ready(Fleet fleet) implements Assembly {}

    /** It can't be simulated; all problems at once, each says what to do. */
    record Invalid(List<String> problems) implements Assembly {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Makes the devices of a simulation; nothing runs yet. */
  public static Assembly assemble(Simulation simulation, Timeline timeline, Behaviours behaviours) {
    List<String> problems = new ArrayList<>();
    Duration interval = simulation.fleet().interval();
    if (outside(interval)) {
      problems.add(
          "The fleet reports every %s; use an interval from %s to %s."
              .formatted(interval, SHORTEST_INTERVAL, LONGEST_INTERVAL));
      return new Assembly.Invalid(problems);
    }
    Map<String, AppTemplate.Place> places = new HashMap<>();
    simulation.places().forEach(place -> places.put(place.id(), place));
    List<SimulatedDevice> devices = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (AppTemplate.Member member : simulation.fleet().members()) {
      List<String> own = new ArrayList<>();
      if (!seen.add(member.device())) {
        own.add("There are two devices of this id; give each its own.");
      }
      device(
              simulation,
              timeline,
              behaviours,
              Optional.ofNullable(places.get(member.place())),
              member,
              own)
          .ifPresent(devices::add);
      own.forEach(problem -> problems.add(member.device() + ": " + problem));
    }
    return problems.isEmpty()
        ? new Assembly.Ready(new Fleet(devices, timeline))
        : new Assembly.Invalid(problems);
  }

  private static boolean outside(Duration interval) {
    return interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0;
  }

  private static Optional<SimulatedDevice> device(
      Simulation simulation,
      Timeline timeline,
      Behaviours behaviours,
      Optional<AppTemplate.Place> place,
      AppTemplate.Member member,
      List<String> problems) {
    if (!DeviceId.isValid(member.device())) {
      problems.add("This is not a device id; use letters, digits and . _ : - only.");
    }
    if (place.isEmpty()) {
      problems.add("There is no place \"%s\"; add it or name another.".formatted(member.place()));
    }
    Optional<Behaviour> behaviour = behaviours.named(member.behaviour());
    if (behaviour.isEmpty()) {
      problems.add(
          "There is no behaviour \"%s\"; use one of %s."
              .formatted(member.behaviour(), String.join(", ", behaviours.names())));
    }
    problems.addAll(Behaviours.problems(member.behaviour(), member.parameters()));
    Duration interval = member.interval().orElse(simulation.fleet().interval());
    if (outside(interval)) {
      problems.add(
          "It reports every %s; use an interval from %s to %s."
              .formatted(interval, SHORTEST_INTERVAL, LONGEST_INTERVAL));
    }
    List<ScheduledFault> faults = new ArrayList<>();
    for (AppTemplate.FaultSpec spec : member.faults()) {
      switch (FaultParser.parse(spec, member.behaviour())) {
        case ParsedFault.Accepted accepted -> faults.add(accepted.fault());
        case ParsedFault.Refused refused -> problems.addAll(refused.sentences());
      }
    }
    Optional<DeviceTemplate> template =
        simulation.templates().stream()
            .filter(t -> t.id().lastSegment().equals(member.template()))
            .findFirst();
    ReportedProperties properties = new ReportedProperties(template, member.properties(), problems);
    if (!problems.isEmpty() || place.isEmpty() || behaviour.isEmpty()) {
      return Optional.empty();
    }
    AssetSettings settings =
        new AssetSettings(
            simulation.fleet().seed(),
            member.device(),
            place.get().lat(),
            place.get().lon(),
            simulation.zone(),
            timeline.start(),
            Behaviours.complete(member.behaviour(), member.parameters()),
            route(simulation, member));
    Asset asset = behaviour.get().create(settings);
    return Optional.of(
        new SimulatedDevice(
            new SimulatedDevice.Settings(
                new DeviceRef(simulation.app(), new DeviceId(member.device())),
                simulation.fleet().seed(),
                interval,
                timeline,
                asset,
                faults,
                properties.values(),
                template.map(Fleet::known).orElse(Set.of()))));
  }

  private static Optional<Route> route(Simulation simulation, AppTemplate.Member member) {
    return simulation.routes().stream()
        .filter(route -> route.id().equals(member.properties().get("route")))
        .findFirst();
  }

  /** The paths of what a device of that template may report. */
  private static Set<String> known(DeviceTemplate template) {
    Set<String> paths = new HashSet<>();
    template.telemetry().forEach(field -> paths.add(field.path()));
    template.properties().forEach(property -> paths.add(property.field().path()));
    return paths;
  }

  /** The devices, in the order of the description. */
  public List<SimulatedDevice> devices() {
    return devices;
  }

  public Timeline timeline() {
    return timeline;
  }

  /**
   * Plays in virtual time: hands over the messages of all devices that are sent before {@code
   * until}, in the order of their time and, for the same time, of the device's id.
   */
  public void play(Instant until, Consumer<OutgoingMessage> sink) {
    playTimed(until, (at, message) -> sink.accept(message));
  }

  /** The same, with the instant at which each message is sent. */
  public void playTimed(Instant until, BiConsumer<Instant, OutgoingMessage> sink) {
    record Due(Instant at, SimulatedDevice device) {}
    PriorityQueue<Due> queue =
        new PriorityQueue<>(
            Comparator.comparing(Due::at).thenComparing(due -> due.device().device()));
    devices.forEach(device -> device.next().ifPresent(at -> queue.add(new Due(at, device))));
    while (!queue.isEmpty() && queue.peek().at().isBefore(until)) {
      Due due = queue.remove();
      SimulatedDevice device = due.device();
      device.advance().forEach(message -> sink.accept(due.at(), message));
      device.next().ifPresent(at -> queue.add(new Due(at, device)));
    }
  }
}
