package org.aisle.sim.fleet;

import static org.aisle.sim.fleet.TestFleets.START;
import static org.aisle.sim.fleet.TestFleets.cooler;
import static org.aisle.sim.fleet.TestFleets.fault;
import static org.aisle.sim.fleet.TestFleets.fleet;
import static org.aisle.sim.fleet.TestFleets.from;
import static org.aisle.sim.fleet.TestFleets.json;
import static org.aisle.sim.fleet.TestFleets.play;
import static org.aisle.sim.fleet.TestFleets.simulation;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.sim.sample.SampleKey;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.identity.AppId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NetworkFaultsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private static List<OutgoingMessage> played(Duration pass, AppTemplate.FaultSpec... faults) {
    return play(fleet(simulation(MINUTE, cooler("cooler-1", faults)), from(START)), pass);
  }

  private static List<Instant> times(List<OutgoingMessage> messages) {
    return messages.stream().flatMap(m -> m.samples().stream()).map(SampleKey::observedAt).toList();
  }

  @Test
  void a_sound_device_sends_one_object_a_minute_with_ascending_sequence() {
    List<OutgoingMessage> messages = played(HOUR);
    assertThat(messages).hasSize(60);
    assertThat(json(messages)).allSatisfy(m -> assertThat(m.isObject()).isTrue());
    assertThat(json(messages)).extracting(m -> m.path("seq").asLong()).isSorted().startsWith(0L);
    assertThat(json(messages).getFirst().path("connectedState").asString()).isEqualTo("online");
  }

  @Test
  void after_an_outage_everything_follows_in_arrays() {
    List<OutgoingMessage> messages =
        played(HOUR.multipliedBy(4), fault("outage", HOUR, HOUR.multipliedBy(2), Map.of()));
    List<JsonNode> arrays = json(messages).stream().filter(JsonNode::isArray).toList();
    assertThat(arrays).extracting(JsonNode::size).containsExactly(50, 50, 20);
    assertThat(arrays.getFirst().get(0).path("connectedState").asString()).isEqualTo("offline");
    assertThat(times(messages)).hasSize(240).isSorted();
    assertThat(json(messages).get(60 + 3).path("connectedState").asString())
        .isEqualTo("intermittent");
  }

  @Test
  void duplicates_repeat_messages_byte_for_byte() {
    List<OutgoingMessage> messages =
        played(HOUR, fault("duplicates", Duration.ZERO, HOUR, Map.of("probability", 0.5)));
    Set<Instant> distinct = new HashSet<>(times(messages));
    assertThat(distinct).hasSize(60);
    assertThat(messages.size()).isBetween(75, 105);
    Set<String> payloads = new HashSet<>();
    messages.forEach(m -> payloads.add(new String(m.payload())));
    assertThat(payloads).hasSize(60);
  }

  @Test
  void disorder_delays_but_loses_nothing() {
    List<OutgoingMessage> messages =
        played(
            HOUR.multipliedBy(2),
            fault("disorder", Duration.ZERO, HOUR, Map.of("probability", 0.3)));
    List<Instant> times = times(messages);
    assertThat(times).hasSize(120).doesNotHaveDuplicates();
    assertThat(times).isNotEqualTo(times.stream().sorted().toList());
  }

  @Test
  void a_clock_offset_moves_the_devices_time_only() {
    List<Instant> right = times(played(HOUR));
    List<Instant> wrong =
        times(played(HOUR, fault("clock-offset", Duration.ZERO, HOUR, Map.of("seconds", 600.0))));
    assertThat(wrong).isEqualTo(right.stream().map(t -> t.plusSeconds(600)).toList());
  }

  @Test
  void missing_fields_leave_gaps_in_samples_but_no_sample_out() {
    List<JsonNode> messages =
        json(played(HOUR, fault("missing-fields", Duration.ZERO, HOUR, Map.of())));
    assertThat(messages).hasSize(60);
    long present = messages.stream().filter(m -> m.has("internalTemperature")).count();
    assertThat(present).isBetween(30L, 58L);
  }

  @Test
  void a_reboot_is_a_gap_then_the_sequence_begins_again_with_the_firmware() {
    List<JsonNode> messages =
        json(
            played(
                HOUR, fault("reboot", MINUTE.multipliedBy(30), MINUTE.multipliedBy(3), Map.of())));
    assertThat(messages).hasSize(57);
    List<JsonNode> restarts = messages.stream().filter(m -> m.has("firmwareVersion")).toList();
    assertThat(restarts)
        .singleElement()
        .satisfies(m -> assertThat(m.path("seq").asLong()).isZero());
  }

  @Test
  void a_stuck_sensor_repeats_itself_while_the_others_go_on() {
    List<JsonNode> messages =
        json(played(HOUR.multipliedBy(2), fault("sensor-stuck", HOUR, HOUR, Map.of())));
    assertThat(messages.subList(61, 119))
        .extracting(m -> m.path("internalTemperature"))
        .containsOnly(messages.get(62).path("internalTemperature"));
    assertThat(
            new HashSet<>(
                messages.subList(61, 119).stream()
                    .map(m -> m.path("condenserTemperature"))
                    .toList()))
        .hasSizeGreaterThan(5);
  }

  @Test
  void a_drifting_sensor_leaves_the_truth() {
    Duration day = Duration.ofDays(1);
    double truth = mean(json(played(day)));
    double drifted =
        mean(json(played(day, fault("sensor-drift", Duration.ZERO, day, Map.of("perDay", 10.0)))));
    assertThat(drifted - truth).isBetween(4.5, 5.5);
  }

  private static double mean(List<JsonNode> messages) {
    return messages.stream()
        .mapToDouble(m -> m.path("internalTemperature").asDouble())
        .average()
        .orElseThrow();
  }

  @Test
  void a_moved_cooler_reports_a_position_five_kilometres_away() {
    List<JsonNode> messages =
        json(played(HOUR, fault("moved-away", Duration.ZERO, HOUR, Map.of())));
    assertThat(messages.getLast().path("location").path("lon").asDouble() - 13.4)
        .isBetween(0.072, 0.076);
    assertThat(messages.getLast().path("location").path("lat").asDouble())
        .isBetween(52.499, 52.501);
  }

  @Test
  void history_is_sent_in_arrays_of_a_hundred_and_then_single_objects_follow() {
    Timeline timeline =
        Timeline.historyFirst(START.plus(HOUR.multipliedBy(5)), HOUR.multipliedBy(5));
    List<OutgoingMessage> messages =
        play(fleet(simulation(MINUTE, cooler("cooler-1")), timeline), HOUR.multipliedBy(6));
    assertThat(messages.stream().map(m -> m.samples().size()).toList())
        .startsWith(100, 100, 100, 1)
        .hasSize(63);
    assertThat(times(messages)).isSorted().hasSize(360);
  }

  @Test
  void history_can_be_coarser_than_live_data() {
    Timeline timeline =
        Timeline.historyFirst(START.plus(HOUR), HOUR).withHistoryEvery(MINUTE.multipliedBy(10));
    List<OutgoingMessage> messages =
        play(fleet(simulation(MINUTE, cooler("cooler-1")), timeline), HOUR.multipliedBy(2));
    assertThat(messages.getFirst().samples().size()).isBetween(6, 16);
    assertThat(messages.size()).isBetween(60, 62);
  }

  @Test
  void a_resumed_simulation_sends_what_an_uninterrupted_one_would_have_sent() {
    List<OutgoingMessage> whole = played(HOUR.multipliedBy(2));
    Instant pause = START.plus(HOUR);
    Timeline resumed = Timeline.live(START).resumed(pause, pause);
    List<OutgoingMessage> rest =
        play(fleet(simulation(MINUTE, cooler("cooler-1")), resumed), HOUR.multipliedBy(2));
    assertThat(texts(rest)).isEqualTo(texts(whole.subList(60, 120)));
  }

  private static List<String> texts(List<OutgoingMessage> messages) {
    return messages.stream().map(m -> new String(m.payload())).toList();
  }

  @Test
  void everything_wrong_with_a_fleet_is_told_at_once() {
    AppTemplate.Member bad =
        new AppTemplate.Member(
            "x",
            "x",
            "Cooler",
            "nowhere",
            "fridge",
            Map.of(),
            Map.of(),
            List.of(
                new AppTemplate.FaultSpec(
                    "earthquake", Duration.ZERO, Optional.empty(), Optional.empty(), Map.of())),
            Optional.empty());
    assertThat(Fleet.assemble(simulation(MINUTE, bad), from(START), Behaviours.builtIn()))
        .isInstanceOfSatisfying(
            Fleet.Assembly.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .hasSize(3)
                    .anySatisfy(p -> assertThat(p).contains("nowhere"))
                    .anySatisfy(p -> assertThat(p).contains("fridge", "cooler"))
                    .anySatisfy(p -> assertThat(p).contains("earthquake", "door-left-open")));
  }

  @Test
  void the_connected_cooler_speaks_only_of_what_its_model_declares() {
    AppTemplate template = AppTemplates.builtIn().named("connected-cooler").orElseThrow();
    Fleet fleet = fleet(Simulation.of(new AppId("demo"), template), from(START));
    assertThat(fleet.devices()).hasSize(template.fleet().members().size());
    Set<String> declared = new HashSet<>(Set.of("ts", "seq"));
    template.deviceTemplates().getFirst().telemetry().forEach(f -> declared.add(f.path()));
    Set<String> telemetry = new HashSet<>(declared);
    template.deviceTemplates().getFirst().properties().forEach(p -> declared.add(p.field().path()));
    Set<String> said = new HashSet<>();
    List<JsonNode> samples = new ArrayList<>();
    json(play(fleet, MINUTE.multipliedBy(15)))
        .forEach(m -> (m.isArray() ? m : List.of(m)).forEach(samples::add));
    samples.forEach(s -> said.addAll(s.propertyNames()));
    assertThat(said).isSubsetOf(declared).containsAll(telemetry).contains("setPoint", "outlet");
  }
}
