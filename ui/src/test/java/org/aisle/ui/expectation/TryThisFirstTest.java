package org.aisle.ui.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.sim.fault.FaultParser;
import org.aisle.sim.fault.ParsedFault;
import org.aisle.sim.fault.Schedule;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.app.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the templates' READMEs tell a reader to look at, happens when they say so. A demonstration
 * begins after two simulated days; minutes are those after its start, negative ones before.
 */
class TryThisFirstTest {

  private static final Duration HISTORY = Duration.ofDays(2);
  private static final long ALREADY = -HISTORY.toMinutes();

  /** A fault that begins within a minute after that many minutes. */
  static Stream<Arguments> faults() {
    return Stream.of(
        fault("connected-cooler", "cooler-003", "door-left-open", 2),
        fault("connected-cooler", "cooler-013", "gas-loss", 3),
        fault("connected-cooler", "cooler-023", "outage", 3),
        fault("connected-cooler", "cooler-024", "compressor-failure", 15),
        fault("connected-logistics", "shipment-005", "doors-opened", 4),
        fault("store-conditions", "tag-utrecht-entrance", "door-stuck-open", 3),
        fault("store-conditions", "unit-utrecht-entrance", "door-stuck-open", 3),
        fault("store-conditions", "tag-amsterdam-deli", "water-leak", 10),
        fault("store-conditions", "gateway-rotterdam", "outage", 5),
        fault("store-checkout", "occupancy-frederiksbjerg", "short-staffed", 1),
        fault("store-checkout", "thermostat-vesterbro-checkout", "door-stuck-open", 3),
        fault("store-checkout", "gateway-frederiksbjerg", "outage", 6),
        fault("smart-inventory", "graz-1", "antenna-failure", 2),
        fault("smart-inventory", "wien-2", "theft", 4),
        fault("smart-inventory", "linz-1", "sync-failure", 3),
        fault("smart-inventory", "wiener-neudorf-3", "power-failure", 10),
        fault("distribution-center", "hersfeld-sorter-1", "jam", 6),
        fault("distribution-center", "hersfeld-inbound-1", "label-printer", 3),
        fault("distribution-center", "hamm-outbound-1", "outage", 4),
        fault("micro-fulfillment", "zuerich-carrier-2", "stuck-on-rail", 5),
        fault("micro-fulfillment", "bern-carrier-3", "motor-friction", 2),
        fault("micro-fulfillment", "bern-structure", "planner-crash", 8));
  }

  private static Arguments fault(String template, String device, String kind, int minutes) {
    return Arguments.argumentSet(
        "%s: %s of %s after %d min".formatted(template, kind, device, minutes),
        template,
        device,
        kind,
        minutes);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_begins_when_the_readme_says(
      String template, String device, String kind, int minutes) {
    AppTemplate.Member member = member(template(template), device);
    List<Schedule> schedules =
        member.faults().stream()
            .filter(fault -> fault.kind().equals(kind))
            .map(fault -> FaultParser.parse(fault, member.behaviour()))
            .map(parsed -> ((ParsedFault.Accepted) parsed).fault().schedule())
            .toList();
    Duration then = HISTORY.plusMinutes(minutes);

    assertThat(schedules).anySatisfy(s -> assertThat(begins(s, then)).isTrue());
  }

  private static boolean begins(Schedule schedule, Duration then) {
    return schedule
        .at(then.plusSeconds(30))
        .filter(episode -> episode.elapsed().compareTo(Duration.ofMinutes(1)) <= 0)
        .isPresent();
  }

  /** An alert that is raised between those minutes, whatever the season and hour. */
  static Stream<Arguments> alerts() {
    return Stream.of(
        alert("connected-cooler", "cooler-003", "door-left-open", 11, 15),
        alert("connected-cooler", "cooler-005", "not-installed", ALREADY, 0),
        alert("connected-cooler", "cooler-008", "condenser-blocked", ALREADY, 0),
        alert("connected-cooler", "cooler-020", "wrong-outlet", ALREADY, 0),
        alert("connected-cooler", "cooler-021", "moved-away", ALREADY, 0),
        alert("connected-logistics", "shipment-005", "opened-on-the-way", 3, 8),
        alert("connected-logistics", "shipment-008", "hard-shock", -25, 0),
        alert("connected-logistics", "shipment-009", "off-route", -60, 0),
        alert("connected-logistics", "shipment-010", "lost-tracker-road", -60, 0),
        alert("display-tracking", "display-003", "never-left-back-room", ALREADY, 0),
        alert("display-tracking", "display-004", "wrong-store", ALREADY, 0),
        alert("display-tracking", "display-010", "taken-down-early", ALREADY, 0),
        alert("smart-inventory", "linz-1", "rfid-unknown-tags", 3, 40),
        alert("smart-inventory", "wiener-neudorf-3", "ble-on-battery", 13, 20),
        alert("distribution-center", "hamm-sorter-1", "bearing-worn", ALREADY, 0),
        alert("micro-fulfillment", "zuerich-carrier-2", "carrier-stuck", 5, 9),
        alert("micro-fulfillment", "bern-structure", "workload-failed", 8, 12));
  }

  private static Arguments alert(
      String template, String device, String rule, long from, long until) {
    return Arguments.argumentSet(
        "%s: %s tells of %s".formatted(template, rule, device),
        template,
        device,
        rule,
        from,
        until);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void an_alert_is_there_when_the_readme_says(
      String id, String device, String rule, long from, long until) {
    for (LocalDateTime demonstration :
        List.of(LocalDateTime.of(2026, 1, 14, 9, 30), LocalDateTime.of(2026, 7, 7, 15, 10))) {
      assertThat(raised(template(id), device, rule, demonstration))
          .as("minutes after %s at which %s is raised", demonstration, rule)
          .anySatisfy(minutes -> assertThat(minutes).isBetween(from, until));
    }
  }

  @Test
  void a_cooler_on_the_truck_is_plugged_in_after_twelve_minutes_and_nobody_is_called() {
    AppTemplate template = template("connected-cooler");
    assertThat(member(template, "cooler-010").parameters())
        .containsEntry("installedAfterHours", 48.2);
    for (String rule : List.of("too-warm", "product-too-warm", "unplugged", "moved-away")) {
      assertThat(raised(template, "cooler-010", rule, LocalDateTime.of(2026, 7, 7, 15, 10)))
          .as(rule)
          .isEmpty();
    }
  }

  private static List<Long> raised(
      AppTemplate template, String device, String rule, LocalDateTime demonstration) {
    Expectation story =
        new Expectation(
            "try-this-first",
            "Try this first",
            device,
            demonstration.minus(HISTORY),
            HISTORY.plusMinutes(90),
            Duration.ofMinutes(1),
            Map.of(),
            member(template, device).faults(),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of());
    Verdict verdict = new TemplateTest(template).play(story);
    var start = new Story(template, story).start().plus(HISTORY);
    return verdict.stands().stream()
        .filter(occurrence -> occurrence.rule().equals(rule))
        .map(Occurrence::raisedAt)
        .map(at -> Duration.between(start, at).toMinutes())
        .toList();
  }

  private static AppTemplate template(String id) {
    return AppTemplates.builtIn().named(id).orElseThrow();
  }

  private static AppTemplate.Member member(AppTemplate template, String device) {
    return template.fleet().members().stream()
        .filter(member -> member.device().equals(device))
        .findFirst()
        .orElseThrow();
  }
}
