package org.aisle.ui.expectation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.sim.fleet.Behaviours;
import org.aisle.sim.fleet.Fleet;
import org.aisle.sim.fleet.Simulation;
import org.aisle.sim.fleet.Timeline;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.Expectation;
import org.aisle.templates.decode.DecodeLimits;
import org.aisle.templates.decode.Decoders;
import org.aisle.templates.decode.PayloadDecoder.Decoded;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.normalise.NormaliseLimits;
import org.aisle.templates.normalise.Normaliser;
import org.aisle.templates.reading.Reading;

/**
 * One expectation as the gateway would see it: its device's messages, decoded and normalised with
 * the instant at which each arrived.
 */
final class Story {

  private static final AppId APP = new AppId("story");

  private final Decoders decoders = Decoders.standard(DecodeLimits.DEFAULT);
  private final Normaliser normaliser = new Normaliser(NormaliseLimits.DEFAULT);
  private final AppTemplate template;
  private final Member member;
  private final DeviceTemplate deviceTemplate;
  private final Instant start;
  private final Expectation expectation;

  /**
   * @throws IllegalArgumentException when the template was not checked: it has no such device
   */
  Story(AppTemplate template, Expectation expectation) {
    this.template = template;
    this.expectation = expectation;
    this.start = expectation.start().atZone(template.zone()).toInstant();
    this.member =
        template.fleet().members().stream()
            .filter(m -> m.device().equals(expectation.device()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("No device " + expectation.device() + "."));
    this.deviceTemplate =
        template.deviceTemplates().stream()
            .filter(t -> t.id().lastSegment().equals(member.template()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("No template " + member.template() + "."));
  }

  Instant start() {
    return start;
  }

  Instant end() {
    return start.plus(expectation.lasts());
  }

  Member member() {
    return member;
  }

  DeviceTemplate deviceTemplate() {
    return deviceTemplate;
  }

  DeviceRef device() {
    return DeviceRef.of(APP.value(), member.device());
  }

  /**
   * Plays it; the same every time.
   *
   * @throws IllegalArgumentException when it can't be simulated; the sentences say why
   */
  List<Arrival> arrivals() {
    Map<String, Double> parameters = new HashMap<>(member.parameters());
    parameters.putAll(expectation.parameters());
    Member played =
        new Member(
            member.device(),
            member.name(),
            member.template(),
            member.place(),
            member.behaviour(),
            member.properties(),
            parameters,
            expectation.faults(),
            Optional.empty());
    Simulation simulation =
        new Simulation(
            APP,
            new AppTemplate.Fleet(template.fleet().seed(), expectation.interval(), List.of(played)),
            template.places(),
            template.zone(),
            template.deviceTemplates(),
            template.routes());
    Timeline timeline = Timeline.accelerated(start, 1).until(end());
    Fleet fleet =
        switch (Fleet.assemble(simulation, timeline, Behaviours.builtIn())) {
          case Fleet.Assembly.Ready ready -> ready.fleet();
          case Fleet.Assembly.Invalid invalid ->
              throw new IllegalArgumentException(String.join(" ", invalid.problems()));
        };
    TreeMap<Instant, List<Reading>> arrived = new TreeMap<>();
    fleet.playTimed(
        end(),
        (at, message) ->
            arrived.computeIfAbsent(at, t -> new ArrayList<>()).addAll(read(at, message)));
    return arrived.entrySet().stream().map(e -> new Arrival(e.getKey(), e.getValue())).toList();
  }

  private List<Reading> read(Instant at, OutgoingMessage message) {
    return switch (decoders.decode(null, message.payload())) {
      case Decoded.Samples samples ->
          normaliser
              .normalise(
                  new KnownDevice(device(), true, deviceTemplate), samples.samples(), at, null)
              .readings();
      case Decoded.Unreadable unreadable ->
          throw new IllegalArgumentException(
              "The simulator sent what no gateway reads: " + unreadable.sentence());
    };
  }
}
