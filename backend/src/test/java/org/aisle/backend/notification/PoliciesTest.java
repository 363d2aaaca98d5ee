package org.aisle.backend.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.AlertEvent;
import org.aisle.backend.alerts.Judgement.Late;
import org.aisle.backend.notification.Destinations.Dispatch;
import org.aisle.backend.notification.Destinations.Status;
import org.aisle.templates.rule.Rule.Notification;
import org.aisle.templates.rule.Rule.Notification.Past;
import org.aisle.templates.rule.Rule.Schedule;
import org.aisle.templates.rule.Severity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoliciesTest {

  private static final Schedule NIGHTS =
      new Schedule(EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(6, 0));

  private static Stage stage;

  @BeforeAll
  static void open() throws Exception {
    stage = new Stage();
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @BeforeEach
  void begin() {
    stage.reset();
    stage.webhook("a");
  }

  @Test
  void at_once_every_step_of_an_alert_is_told_and_noted_in_its_history() throws Exception {
    stage.policy(Stage.atOnce("a"));
    Instant start = Stage.NOON.minusSeconds(300);
    stage.raise("m1");
    stage.settle();
    assertThat(stage.heard()).containsExactly("raised m1");
    stage.judge(
        "m1", null, null, Stage.occurrence(start, null, Severity.WARNING, Severity.CRITICAL));
    stage.settle();
    assertThat(stage.heard()).containsExactly("severity m1");
    stage.judge(
        "m1",
        null,
        null,
        Stage.occurrence(start, Stage.NOON.plusSeconds(10), Severity.WARNING, Severity.CRITICAL));
    stage.settle();
    assertThat(stage.heard()).containsExactly("cleared m1");
    stage.settle();
    assertThat(stage.heard()).isEmpty();
    assertThat(stage.alerts().history(Stage.APP, stage.alert("m1").id()))
        .filteredOn(e -> e.kind() == AlertEvent.Kind.NOTIFIED)
        .extracting(AlertEvent::sentence)
        .hasSize(3)
        .allMatch("Told To a by webhook to 127.0.0.1."::equals);
    assertThat(stage.destinations().dispatches(Stage.APP, Status.SENT, 10))
        .hasSize(3)
        .first()
        .satisfies(
            d -> {
              assertThat(d.alerts()).containsExactly(stage.alert("m1").id());
              assertThat(d.subject()).isEqualTo("cleared: Too warm, Mug m1");
            });
  }

  @Test
  void a_rule_that_names_nobody_is_for_the_inbox() throws Exception {
    stage.raise("m1");
    stage.settle();
    assertThat(stage.heard()).isEmpty();
    assertThat(stage.destinations().dispatches(Stage.APP, null, 10)).isEmpty();
  }

  @Test
  void a_digest_collects_for_its_time_and_lists_each_alert_once() throws Exception {
    stage.policy(digest());
    stage.raise("m1");
    stage.settle();
    stage.pass(Duration.ofMinutes(10));
    stage.raise("m2");
    Instant start = stage.alert("m1").occurrence().startedAt();
    stage.judge("m1", null, null, Stage.occurrence(start, stage.clock.get(), Severity.WARNING));
    stage.pass(Duration.ofMinutes(19));
    assertThat(stage.heard()).isEmpty();
    assertThat(stage.destinations().dispatches(Stage.APP, Status.WAITING, 10))
        .singleElement()
        .extracting(Dispatch::subject)
        .isEqualTo("2 alerts: warning: Too warm, Mug m1, …");
    stage.pass(Duration.ofMinutes(1));
    assertThat(stage.received)
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.json().path("alerts").path(0).path("alert").path("state").stringValue())
                  .isEqualTo("cleared");
              assertThat(r.json().path("more").intValue()).isZero();
            });
    assertThat(stage.heard()).containsExactly("raised m1, raised m2");
  }

  @Test
  void what_is_withdrawn_before_it_was_told_is_dropped_and_after_it_was_told_is_told()
      throws Exception {
    stage.policy(digest());
    stage.raise("m1");
    stage.raise("m2");
    stage.settle();
    stage.judge("m1", null, late());
    stage.pass(Duration.ofMinutes(31));
    assertThat(stage.heard()).containsExactly("raised m2");
    stage.judge("m2", null, late());
    assertThat(stage.alert("m2").state()).isEqualTo(Alert.State.WITHDRAWN);
    stage.pass(Duration.ofMinutes(1));
    stage.pass(Duration.ofMinutes(30));
    assertThat(stage.received.getFirst().json().path("alert").path("sentence").stringValue())
        .startsWith("Withdrawn");
    assertThat(stage.heard()).containsExactly("withdrawn m2");
  }

  @Test
  void withdrawn_between_hearing_and_sending_is_not_told_either() throws Exception {
    stage.policy(digest());
    stage.raise("m1");
    stage.get(Herald.class).listen();
    stage.clock.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    stage.judge("m1", null, late());
    stage.send();
    stage.settle();
    stage.pass(Duration.ofHours(1));
    assertThat(stage.heard()).isEmpty();
    assertThat(stage.destinations().dispatches(Stage.APP, null, 10)).isEmpty();
  }

  @Test
  void in_quiet_hours_only_critical_alerts_are_told_and_the_rest_when_they_end() throws Exception {
    stage.policy(
        new Notification(List.of("a"), Duration.ZERO, NIGHTS, null, Past.TELL, Duration.ofDays(9)));
    stage.until("2026-11-20T22:00:00Z");
    stage.raise("m1");
    stage.raise("m2");
    stage.raise("m3", Severity.CRITICAL, null, null, stage.clock.get(), null);
    stage.settle();
    assertThat(stage.heard()).containsExactly("raised m3");
    Instant start = stage.alert("m2").occurrence().startedAt();
    stage.judge(
        "m2", null, null, Stage.occurrence(start, null, Severity.WARNING, Severity.CRITICAL));
    stage.settle();
    assertThat(stage.heard()).containsExactly("raised m2");
    stage.until("2026-11-21T04:59:59Z");
    assertThat(stage.heard()).isEmpty();
    stage.until("2026-11-21T05:00:00Z");
    assertThat(stage.heard()).containsExactly("raised m1");
  }

  @Test
  void it_is_repeated_until_somebody_acknowledges() throws Exception {
    stage.policy(repeating());
    Alert alert = stage.raise("m1");
    stage.settle();
    assertThat(stage.heard()).containsExactly("raised m1");
    stage.pass(Duration.ofMinutes(14));
    assertThat(stage.heard()).isEmpty();
    stage.pass(Duration.ofMinutes(1));
    assertThat(stage.heard()).containsExactly("repeated m1");
    stage.pass(Duration.ofMinutes(15));
    assertThat(stage.heard()).containsExactly("repeated m1");
    Stage.done(stage.alerts().acknowledge(Stage.APP, Set.of(alert.id()), "ann", null));
    stage.pass(Duration.ofHours(3));
    assertThat(stage.heard()).isEmpty();
  }

  @Test
  void repetitions_stop_when_it_is_cleared_and_pause_while_it_is_shelved() throws Exception {
    stage.policy(repeating());
    Alert alert = stage.raise("m1");
    stage.settle();
    stage.heard();
    Stage.done(
        stage.alerts().shelve(Stage.APP, alert.id(), Stage.NOON.plus(Duration.ofHours(2)), "ann"));
    stage.pass(Duration.ofMinutes(119));
    assertThat(stage.heard()).isEmpty();
    stage.pass(Duration.ofMinutes(1));
    assertThat(stage.heard()).containsExactly("repeated m1");
    stage.judge(
        "m1",
        null,
        null,
        Stage.occurrence(alert.occurrence().startedAt(), stage.clock.get(), Severity.WARNING));
    stage.pass(Duration.ofHours(3));
    assertThat(stage.heard()).containsExactly("cleared m1");
  }

  @Test
  void repetitions_do_not_pile_up_while_nobody_takes_them() throws Exception {
    stage.policy(repeating());
    stage.raise("m1");
    stage.settle();
    stage.heard();
    stage.answers.put("/a", 500);
    for (int i = 0; i < 10; i++) {
      stage.pass(Duration.ofMinutes(15));
    }
    stage.answers.clear();
    stage.pass(Duration.ofHours(2));
    assertThat(stage.heard()).filteredOn("repeated m1"::equals).hasSizeBetween(1, 2);
  }

  @Test
  void what_is_shelved_is_told_when_that_ends() throws Exception {
    stage.policy(digest());
    Alert one = stage.raise("m1");
    Alert two = stage.raise("m2");
    stage.settle();
    for (Alert alert : List.of(one, two)) {
      Stage.done(
          stage
              .alerts()
              .shelve(Stage.APP, alert.id(), Stage.NOON.plus(Duration.ofHours(4)), "ann"));
    }
    stage.pass(Duration.ofHours(1));
    assertThat(stage.heard()).isEmpty();
    Stage.done(stage.alerts().shelve(Stage.APP, one.id(), null, "ann"));
    stage.pass(Duration.ofMinutes(31));
    stage.pass(Duration.ofMinutes(31));
    assertThat(stage.heard()).containsExactly("raised m1");
    stage.pass(Duration.ofHours(2));
    assertThat(stage.heard()).containsExactly("raised m2");
  }

  @Test
  void the_past_is_marked_collected_or_left_to_the_inbox() throws Exception {
    Instant yesterday = Stage.NOON.minus(Duration.ofDays(1));
    stage.policy(past(Past.TELL));
    stage.raise("m1", Severity.WARNING, null, null, yesterday, yesterday.plusSeconds(900));
    stage.settle();
    assertThat(stage.received.getFirst().json().path("alert").path("late").booleanValue()).isTrue();
    assertThat(stage.heard()).startsWith("raised m1");
    stage.policy(past(Past.INBOX));
    stage.raise("m2", Severity.WARNING, null, null, yesterday, yesterday.plusSeconds(900));
    stage.settle();
    assertThat(stage.heard()).isEmpty();
    stage.policy(past(Past.DIGEST));
    stage.raise("m3", Severity.WARNING, null, null, yesterday, yesterday.plusSeconds(900));
    stage.raise("m4", Severity.WARNING, null, null, yesterday, yesterday.plusSeconds(900));
    stage.raise("m5");
    stage.settle();
    assertThat(stage.heard()).containsExactly("raised m5");
    stage.until("2026-11-21T06:59:59Z");
    assertThat(stage.heard()).isEmpty();
    stage.until("2026-11-21T07:00:00Z");
    assertThat(stage.heard()).containsExactly("raised m3, raised m4");
  }

  @Test
  void a_silent_uplink_is_nobodys_alarm_until_it_is_the_device() throws Exception {
    stage.policy(Stage.atOnce("a"));
    Instant start = Stage.NOON.minusSeconds(300);
    stage.raise("m1", Severity.WARNING, Silence.UPLINK, null, start, null);
    stage.raise("m2", Severity.WARNING, Silence.UPLINK, null, start, null);
    stage.settle();
    assertThat(stage.heard()).isEmpty();
    stage.judge("m1", Silence.DEVICE, null, Stage.occurrence(start, null, Severity.WARNING));
    stage.judge("m2", null, null, Stage.occurrence(start, stage.clock.get(), Severity.WARNING));
    stage.settle();
    assertThat(stage.heard()).containsExactly("raised m1");
  }

  @Test
  void an_amendment_is_told_to_whom_the_alert_was_told_also_after_the_rule_forgot_them()
      throws Exception {
    stage.policy(Stage.atOnce("a"));
    Instant start = Stage.NOON.minusSeconds(300);
    stage.raise("m1");
    stage.settle();
    assertThat(stage.heard()).containsExactly("raised m1");
    stage.policy(Notification.NOBODY);
    stage.judge("m1", Silence.DEVICE, null, Stage.occurrence(start, null, Severity.WARNING));
    stage.settle();
    assertThat(stage.heard()).containsExactly("amended m1");
    stage.judge("m1", null, late());
    stage.settle();
    assertThat(stage.heard()).containsExactly("withdrawn m1");
  }

  private static Notification digest() {
    return new Notification(
        List.of("a"), Duration.ofMinutes(30), null, null, Past.TELL, Duration.ofHours(6));
  }

  private static Notification repeating() {
    return new Notification(
        List.of("a"), Duration.ZERO, null, Duration.ofMinutes(15), Past.TELL, Duration.ofHours(6));
  }

  private static Notification past(Past past) {
    return new Notification(List.of("a"), Duration.ZERO, null, null, past, Duration.ofHours(6));
  }

  private Late late() {
    Instant now = stage.clock.get();
    return new Late(41, now.minusSeconds(3_600), now.minusSeconds(60), now);
  }
}
