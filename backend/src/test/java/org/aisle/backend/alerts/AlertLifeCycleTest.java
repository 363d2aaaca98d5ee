package org.aisle.backend.alerts;

import static org.aisle.backend.alerts.TestAlerts.APP;
import static org.aisle.backend.alerts.TestAlerts.NOON;
import static org.aisle.backend.alerts.TestAlerts.at;
import static org.aisle.backend.alerts.TestAlerts.judgement;
import static org.aisle.backend.alerts.TestAlerts.occurrence;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Severity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AlertLifeCycleTest {

  private static final Occurrence LASTS = occurrence(at("09:00"), null);
  private static final Occurrence OVER = occurrence(at("09:00"), at("10:00"));

  private final TestAlerts server = TestAlerts.shared();

  /** How an alert comes into a state, by what happens to it in order. */
  private enum Before {
    ACTIVE("lasts"),
    ACKNOWLEDGED("lasts", "acknowledge"),
    CLEARED("lasts", "over"),
    CLEARED_AND_ACKNOWLEDGED("lasts", "acknowledge", "over"),
    CLOSED("lasts", "over", "close"),
    CLOSED_AND_ACKNOWLEDGED("lasts", "acknowledge", "over", "close"),
    WITHDRAWN("lasts", "never");

    final List<String> steps;

    Before(String... steps) {
      this.steps = List.of(steps);
    }
  }

  /** What the states of all the device's alerts are after one more thing; the first one's first. */
  private static final Map<Before, Map<String, List<State>>> TABLE =
      Map.of(
          Before.ACTIVE,
          row(
              List.of(State.ACTIVE),
              List.of(State.CLEARED),
              List.of(State.WITHDRAWN),
              List.of(State.ACKNOWLEDGED),
              List.of(State.ACTIVE)),
          Before.ACKNOWLEDGED,
          row(
              List.of(State.ACKNOWLEDGED),
              List.of(State.CLEARED),
              List.of(State.WITHDRAWN),
              List.of(State.ACKNOWLEDGED),
              List.of(State.ACKNOWLEDGED)),
          Before.CLEARED,
          row(
              List.of(State.ACTIVE),
              List.of(State.CLEARED),
              List.of(State.WITHDRAWN),
              List.of(State.CLEARED),
              List.of(State.CLOSED)),
          Before.CLEARED_AND_ACKNOWLEDGED,
          row(
              List.of(State.ACKNOWLEDGED),
              List.of(State.CLEARED),
              List.of(State.WITHDRAWN),
              List.of(State.CLEARED),
              List.of(State.CLOSED)),
          Before.CLOSED,
          row(
              List.of(State.ACTIVE),
              List.of(State.CLOSED),
              List.of(State.WITHDRAWN),
              List.of(State.CLOSED),
              List.of(State.CLOSED)),
          Before.CLOSED_AND_ACKNOWLEDGED,
          row(
              List.of(State.ACKNOWLEDGED),
              List.of(State.CLOSED),
              List.of(State.WITHDRAWN),
              List.of(State.CLOSED),
              List.of(State.CLOSED)),
          Before.WITHDRAWN,
          row(
              List.of(State.WITHDRAWN, State.ACTIVE),
              List.of(State.WITHDRAWN, State.CLEARED),
              List.of(State.WITHDRAWN),
              List.of(State.WITHDRAWN),
              List.of(State.WITHDRAWN)));

  private static Map<String, List<State>> row(
      List<State> lasts,
      List<State> over,
      List<State> never,
      List<State> acknowledge,
      List<State> close) {
    return Map.of(
        "lasts", lasts, "over", over, "never", never, "acknowledge", acknowledge, "close", close);
  }

  @TestFactory
  Stream<DynamicTest> every_state_and_everything_that_can_happen_lead_where_the_table_says() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Before before : Before.values()) {
      TABLE
          .getOrDefault(before, Map.of())
          .forEach(
              (step, states) ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          before + " then " + step + " is " + states,
                          () -> {
                            DeviceRef device = server.device();
                            before.steps.forEach(s -> happen(device, s));
                            happen(device, step);
                            assertThat(
                                    server.of(device).stream()
                                        .sorted(java.util.Comparator.comparing(Alert::id))
                                        .map(Alert::state))
                                .isEqualTo(states);
                          })));
    }
    assertThat(tests).hasSize(35);
    return tests.stream();
  }

  private void happen(DeviceRef device, String step) {
    switch (step) {
      case "lasts" -> server.timeline.judge(List.of(judgement(device, LASTS)));
      case "over" -> server.timeline.judge(List.of(judgement(device, OVER)));
      case "never" -> server.timeline.judge(List.of(judgement(device)));
      case "acknowledge" ->
          server.alerts.acknowledge(APP, Set.of(server.of(device).getFirst().id()), "ada", null);
      case "close" -> server.alerts.close(APP, server.of(device).getFirst().id(), null, "ada");
      default -> throw new AssertionError(step);
    }
  }

  @Test
  void a_shelved_alert_is_hidden_until_its_time_is_over_without_anybody_sweeping() {
    long id = raised(LASTS);
    long openBefore = open(Severity.WARNING);
    Instant until = NOON.plusSeconds(3_600);
    assertThat(done(server.alerts.shelve(APP, id, until, "ada")).shelvedUntil()).isEqualTo(until);
    assertThat(open(Severity.WARNING)).isEqualTo(openBefore - 1);
    assertThat(server.alerts.find(APP, AlertQuery.OPEN)).noneMatch(a -> a.id() == id);

    server.clock.set(until);
    assertThat(open(Severity.WARNING)).isEqualTo(openBefore);
    assertThat(server.alerts.find(APP, AlertQuery.OPEN)).anyMatch(a -> a.id() == id);
    assertThat(server.alerts.find(APP, id).orElseThrow().shelvedUntil()).isNull();
    assertThat(kinds(id)).containsExactly(Kind.RAISED, Kind.SHELVED);
  }

  @Test
  void until_when_it_is_shelved_is_told_in_the_apps_zone_with_another_days_date() {
    long id = raised(LASTS);
    done(server.alerts.shelve(APP, id, Instant.parse("2026-11-20T19:00:00Z"), "ada"));
    done(server.alerts.shelve(APP, id, Instant.parse("2026-11-21T20:00:00Z"), "ada"));
    assertThat(server.alerts.history(APP, id))
        .extracting(AlertEvent::sentence)
        .endsWith("Shelved until 20:00.", "Shelved until 21 Nov 21:00.");
  }

  @Test
  void what_was_done_already_is_not_done_again() {
    long id = raised(LASTS);
    done(server.alerts.acknowledge(APP, Set.of(id), "ada", null));
    Alert again = done(server.alerts.acknowledge(APP, Set.of(id), "bob", null)).getFirst();
    assertThat(again.acknowledgedBy()).isEqualTo("ada");
    done(server.alerts.assign(APP, id, "Bob", "ada"));
    done(server.alerts.assign(APP, id, " Bob ", "ada"));
    done(server.alerts.assign(APP, id, null, "ada"));
    done(server.alerts.shelve(APP, id, null, "ada"));

    assertThat(kinds(id))
        .containsExactly(Kind.RAISED, Kind.ACKNOWLEDGED, Kind.ASSIGNED, Kind.ASSIGNED);
    assertThat(server.alerts.find(APP, id).orElseThrow().assignee()).isNull();
  }

  @Test
  void nobody_can_do_anything_with_an_alert_of_another_app() {
    long id = raised(LASTS);
    AppId other = new AppId("other");
    assertThat(server.alerts.find(other, id)).isEmpty();
    assertThat(server.alerts.history(other, id)).isEmpty();
    assertThat(codes(server.alerts.acknowledge(other, Set.of(id), "ada", null)))
        .containsExactly("alert.unknown");
    assertThat(codes(server.alerts.close(other, id, null, "ada"))).containsExactly("alert.unknown");
  }

  @Test
  void an_alert_closes_by_itself_a_week_after_its_end_became_known() {
    long cleared = raised(OVER);
    long lasts = raised(LASTS);
    server.clock.set(NOON.plus(Closing.AFTER).minusSeconds(1));
    server.closing.run();
    assertThat(state(cleared)).isEqualTo(State.CLEARED);
    server.announced.clear();

    server.clock.set(NOON.plus(Closing.AFTER));
    server.closing.run();
    assertThat(state(cleared)).isEqualTo(State.CLOSED);
    assertThat(state(lasts)).isEqualTo(State.ACTIVE);
    assertThat(server.alerts.history(APP, cleared).getLast().sentence())
        .isEqualTo("Closed by itself a week after it was cleared.");
    assertThat(server.announced.stream().flatMap(a -> a.events().stream()))
        .anyMatch(e -> e.alert() == cleared && e.kind() == Kind.CLOSED);
  }

  @Test
  void more_than_one_batch_closes_at_once() {
    DeviceRef device = server.device();
    List<Occurrence> many = new ArrayList<>();
    for (int i = 0; i < Closing.BATCH + 10; i++) {
      Instant start = NOON.minus(Duration.ofDays(300)).plusSeconds(3_600L * i);
      many.add(occurrence(start, start.plusSeconds(1_800)));
    }
    server.timeline.judge(List.of(TestAlerts.judgement(device, null, many, null, null)));
    server.clock.set(NOON.plus(Closing.AFTER));
    server.closing.run();

    assertThat(server.of(device))
        .hasSize(Closing.BATCH + 10)
        .allMatch(a -> a.state() == State.CLOSED);
  }

  @Test
  void the_alerts_of_a_device_that_was_removed_do_not_last_for_ever() {
    DeviceRef device = server.device();
    server.timeline.judge(List.of(judgement(device, LASTS)));
    server.jdbc.update("delete from aisle.device where id = ?", device.device().value());
    server.closing.run();

    Alert alert = server.of(device).getFirst();
    assertThat(alert.state()).isEqualTo(State.CLOSED);
    assertThat(alert.deviceName()).isEqualTo("Mug " + device.device().value());
    assertThat(server.told(alert).getLast()).isEqualTo("Closed: its device was removed.");
  }

  @Test
  void a_listener_sees_what_was_committed_and_writes_in_a_transaction_of_its_own() {
    List<State> seen = new ArrayList<>();
    server.heard =
        changed ->
            changed
                .events()
                .forEach(
                    event -> {
                      seen.add(server.alerts.find(APP, event.alert()).orElseThrow().state());
                      if (event.kind() == Kind.RAISED) {
                        done(server.alerts.comment(APP, event.alert(), "Seen.", "listener"));
                      }
                    });
    long id = raised(LASTS);

    assertThat(seen).containsExactly(State.ACTIVE, State.ACTIVE);
    assertThat(kinds(id)).containsExactly(Kind.RAISED, Kind.COMMENTED);
  }

  @Test
  void its_history_says_who_was_told() {
    long id = raised(LASTS);
    server.log.notified(APP, List.of(id, 999_999L), "Told store-team by mail.");

    assertThat(server.alerts.history(APP, id).getLast())
        .isEqualTo(new AlertEvent(id, NOON, Kind.NOTIFIED, null, "Told store-team by mail."));
  }

  @Test
  void a_listener_that_fails_does_not_undo_an_alert() {
    server.heard =
        changed -> {
          throw new IllegalStateException("A listener's mistake, on purpose.");
        };
    assertThat(state(raised(LASTS))).isEqualTo(State.ACTIVE);
  }

  private long raised(Occurrence occurrence) {
    DeviceRef device = server.device();
    server.timeline.judge(List.of(judgement(device, occurrence)));
    return server.of(device).getFirst().id();
  }

  private State state(long id) {
    return server.alerts.find(APP, id).orElseThrow().state();
  }

  private List<Kind> kinds(long id) {
    return server.alerts.history(APP, id).stream().map(AlertEvent::kind).toList();
  }

  private long open(Severity severity) {
    return server.alerts.open(APP).getOrDefault(severity, -1L);
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var problems) -> throw new AssertionError(problems);
    };
  }

  private static List<String> codes(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> done -> throw new AssertionError(done);
      case Outcome.Refused<?>(var problems) ->
          problems.stream().map(Outcome.Problem::code).toList();
    };
  }
}
