package org.aisle.sim.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hand-made fleets of coolers. */
public final class TestFleets {

  public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TestFleets() {}

  public static AppTemplate.FaultSpec fault(
      String kind, Duration start, Duration duration, Map<String, Double> parameters) {
    return new AppTemplate.FaultSpec(
        kind, start, Optional.of(duration), Optional.empty(), parameters);
  }

  public static AppTemplate.Member cooler(String device, AppTemplate.FaultSpec... faults) {
    return new AppTemplate.Member(
        device,
        device,
        "Cooler",
        "outlet",
        "cooler",
        Map.of(),
        Map.of(),
        List.of(faults),
        java.util.Optional.empty());
  }

  public static Simulation simulation(Duration interval, AppTemplate.Member... members) {
    return new Simulation(
        new AppId("shop"),
        new AppTemplate.Fleet(42, interval, List.of(members)),
        List.of(new AppTemplate.Place("outlet", "Outlet", "org", "outlet", 52.5, 13.4, 100, null)),
        ZoneId.of("Europe/Berlin"),
        List.of(),
        List.of());
  }

  public static Timeline from(Instant start) {
    return new Timeline(start, start, start, Optional.empty(), 1, Duration.ZERO);
  }

  public static Fleet fleet(Simulation simulation, Timeline timeline) {
    return switch (Fleet.assemble(simulation, timeline, Behaviours.builtIn())) {
      case Fleet.Assembly.Ready ready -> ready.fleet();
      case Fleet.Assembly.Invalid invalid ->
          throw new AssertionError(String.join("\n", invalid.problems()));
    };
  }

  public static List<OutgoingMessage> play(Fleet fleet, Duration pass) {
    List<OutgoingMessage> messages = new ArrayList<>();
    fleet.play(fleet.timeline().start().plus(pass), messages::add);
    return messages;
  }

  public static List<JsonNode> json(List<OutgoingMessage> messages) {
    return messages.stream().map(m -> JSON.readTree(m.payload())).toList();
  }
}
