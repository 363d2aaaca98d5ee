package org.aisle.backend.alerts;

import static org.aisle.backend.alerts.TestAlerts.APP;
import static org.aisle.backend.alerts.TestAlerts.at;
import static org.aisle.backend.alerts.TestAlerts.judgement;
import static org.aisle.backend.alerts.TestAlerts.occurrence;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.backend.alerts.Judgement.Late;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.rule.Severity;
import org.junit.jupiter.api.Test;

class AlertTimelineTest {

  private static final Late LATE = new Late(41, at("08:10"), at("09:40"), at("13:02"));

  private final TestAlerts server = TestAlerts.shared();
  private final DeviceRef device = server.device();

  @Test
  void what_is_new_is_raised_with_everything_known_of_it() {
    server.jdbc.update(
        "insert into aisle.asset (app, id, name, kind) values ('shop', ?, 'Mug', 'mug')",
        device.device().value());
    server.jdbc.update(
        """
        insert into aisle.place (app, id, name, kind, lat, lon, radius_metres)
        values ('shop', 'north', 'North', 'store', 1, 2, 3), ('shop', 'south', 'South', 'store', 1, 2, 3)
        on conflict do nothing
        """);
    server.jdbc.update(
        """
        insert into aisle.device_binding (app, asset, device, bound_from)
        values ('shop', ?, ?, '2026-11-01T00:00:00Z')
        """,
        device.device().value(),
        device.device().value());
    server.jdbc.update(
        """
        insert into aisle.place_binding (app, asset, place, bound_from, bound_to)
        values ('shop', ?, 'north', '2026-11-01T00:00:00Z', '2026-11-20T09:30:00Z'),
          ('shop', ?, 'south', '2026-11-20T09:30:00Z', null)
        """,
        device.device().value(),
        device.device().value());

    Occurrence occurrence = occurrence(at("09:00"), null);
    server.timeline.judge(List.of(judgement(device, occurrence)));

    Alert alert = server.of(device).getFirst();
    assertThat(alert.occurrence()).isEqualTo(occurrence);
    assertThat(alert.state()).isEqualTo(State.ACTIVE);
    assertThat(alert.ruleName()).isEqualTo("Too warm");
    assertThat(alert.deviceName()).isEqualTo("Mug " + device.device().value());
    assertThat(alert.asset()).isEqualTo(device.device().value());
    assertThat(alert.place()).as("where it stood at 09:00").isEqualTo("north");
    assertThat(alert.told()).isEqualTo(TestAlerts.NOON);
    assertThat(server.told(alert))
        .containsExactly("Raised at 10:10: It was warmer than 8 °C for 10 min.");
    assertThat(server.announced).hasSize(1);
    assertThat(server.announced.getFirst().events())
        .isEqualTo(server.alerts.history(APP, alert.id()));
  }

  @Test
  void what_lasted_is_cleared_when_the_data_say_so() {
    server.timeline.judge(List.of(judgement(device, occurrence(at("09:00"), null))));
    server.timeline.judge(List.of(judgement(device, occurrence(at("09:00"), at("09:40")))));

    Alert alert = server.of(device).getFirst();
    assertThat(alert.state()).isEqualTo(State.CLEARED);
    assertThat(server.told(alert).getLast())
        .isEqualTo("Cleared at 10:40: what the rule looks for is over.");
    assertThat(server.kinds(alert)).containsExactly(Kind.RAISED, Kind.CLEARED);
  }

  @Test
  void late_readings_amend_when_it_began() {
    server.timeline.judge(List.of(judgement(device, occurrence(at("08:40"), null))));
    Alert before = server.of(device).getFirst();
    server.timeline.judge(
        List.of(judgement(device, null, List.of(occurrence(at("08:10"), null)), null, LATE)));

    List<Alert> after = server.of(device);
    assertThat(after).hasSize(1);
    assertThat(after.getFirst().id()).isEqualTo(before.id());
    assertThat(after.getFirst().occurrence().startedAt()).isEqualTo(at("08:10"));
    assertThat(after.getFirst().reason())
        .isEqualTo(
            "Amended: it began at 09:10 instead of 09:40, 41 readings for 09:10–10:40 arrived at"
                + " 14:02.");
    assertThat(server.told(before).getLast()).isEqualTo(after.getFirst().reason());
  }

  @Test
  void late_readings_withdraw_what_never_was_and_say_why() {
    server.timeline.judge(List.of(judgement(device, occurrence(at("08:20"), at("09:30")))));
    server.timeline.judge(List.of(judgement(device, null, List.of(), null, LATE)));

    Alert alert = server.of(device).getFirst();
    assertThat(alert.state()).isEqualTo(State.WITHDRAWN);
    assertThat(alert.reason())
        .isEqualTo("Withdrawn: 41 readings for 09:10–10:40 arrived at 14:02.");
  }

  @Test
  void a_silence_filled_by_late_readings_was_the_uplinks() {
    server.timeline.judge(
        List.of(
            judgement(device, null, List.of(occurrence(at("08:20"), null)), Silence.UPLINK, null)));
    assertThat(server.of(device).getFirst().silence()).isEqualTo(Silence.UPLINK);
    server.timeline.judge(List.of(judgement(device, null, List.of(), null, LATE)));

    assertThat(server.of(device).getFirst().reason())
        .isEqualTo(
            "Withdrawn: 41 readings for 09:10–10:40 arrived at 14:02: the device was not silent,"
                + " its uplink was.");
  }

  @Test
  void whose_silence_it_is_may_become_clearer() {
    Occurrence silent = occurrence(at("08:20"), null);
    server.timeline.judge(List.of(judgement(device, null, List.of(silent), Silence.UPLINK, null)));
    server.timeline.judge(List.of(judgement(device, null, List.of(silent), Silence.DEVICE, null)));

    Alert alert = server.of(device).getFirst();
    assertThat(alert.silence()).isEqualTo(Silence.DEVICE);
    assertThat(server.told(alert).getLast())
        .isEqualTo(
            "Amended: others at its gateway or place are heard, so it is the device that is"
                + " silent.");
  }

  @Test
  void readings_in_order_are_named_only_where_they_disprove_an_alert() {
    Late news = LATE.inOrder();
    server.timeline.judge(
        List.of(judgement(device, null, List.of(occurrence(at("08:20"), null)), null, news)));
    assertThat(server.told(server.of(device).getFirst()))
        .containsExactly("Raised at 09:30: It was warmer than 8 °C for 10 min.");
    server.timeline.judge(
        List.of(judgement(device, null, List.of(occurrence(at("08:10"), null)), null, news)));
    assertThat(server.of(device).getFirst().reason())
        .isEqualTo("Amended: it began at 09:10 instead of 09:20.");
    server.timeline.judge(List.of(judgement(device, null, List.of(), null, news)));
    assertThat(server.of(device).getFirst().reason())
        .isEqualTo("Withdrawn: 41 readings for 09:10–10:40 arrived at 14:02.");
  }

  @Test
  void a_changed_property_is_blamed_and_no_readings() {
    Late change = Late.changed(at("08:00"), at("13:02"));
    server.timeline.judge(List.of(judgement(device, occurrence(at("08:20"), null))));
    server.timeline.judge(
        List.of(judgement(device, null, List.of(occurrence(at("08:10"), null)), null, change)));
    assertThat(server.of(device).getFirst().reason())
        .isEqualTo(
            "Amended: it began at 09:10 instead of 09:20, a property or a binding of the device or"
                + " its asset was changed for the time from 09:00 on.");
    Late ever = Late.changed(Instant.parse("0001-01-01T00:00:00Z"), at("13:02"));
    server.timeline.judge(List.of(judgement(device, null, List.of(), null, ever)));
    assertThat(server.of(device).getFirst().reason())
        .isEqualTo("Withdrawn: a property or a binding of the device or its asset was changed.");
  }

  @Test
  void readings_of_several_days_carry_both_dates_even_where_one_is_todays() {
    Late days = new Late(168, Instant.parse("2026-11-18T23:59:00Z"), at("00:04"), at("13:02"));
    server.timeline.judge(List.of(judgement(device, occurrence(at("08:20"), null))));
    server.timeline.judge(List.of(judgement(device, null, List.of(), null, days)));
    assertThat(server.of(device).getFirst().reason())
        .isEqualTo("Withdrawn: 168 readings for 19 Nov 00:59–20 Nov 01:04 arrived at 14:02.");
  }

  @Test
  void a_withdrawal_of_unknown_cause_blames_nothing() {
    server.timeline.judge(List.of(judgement(device, occurrence(at("08:20"), null))));
    server.timeline.judge(List.of(judgement(device)));

    assertThat(server.of(device).getFirst().reason())
        .isEqualTo(
            "Withdrawn: it never was, by all that is known now of the device, its asset and its"
                + " readings.");
  }

  @Test
  void times_of_other_days_carry_the_date() {
    server.timeline.judge(
        List.of(judgement(device, occurrence(Instant.parse("2026-11-19T09:00:00Z"), null))));
    server.timeline.judge(
        List.of(
            judgement(
                device,
                null,
                List.of(occurrence(Instant.parse("2025-11-18T09:00:00Z"), null)),
                null,
                new Late(
                    1,
                    Instant.parse("2025-11-18T09:00:00Z"),
                    Instant.parse("2025-11-18T09:00:00Z"),
                    at("13:02")))));

    assertThat(server.of(device).getFirst().reason())
        .isEqualTo(
            "Amended: it began at 18 Nov 2025 10:00 instead of 19 Nov 10:00, 1 reading for 18 Nov"
                + " 2025 10:00 arrived at 14:02.");
  }

  @Test
  void a_higher_severity_is_told_as_such() {
    Occurrence warning = occurrence(at("08:00"), null);
    server.timeline.judge(List.of(judgement(device, warning)));
    server.timeline.judge(
        List.of(judgement(device, critical(warning, new Step(at("09:00"), Severity.CRITICAL)))));

    Alert alert = server.of(device).getFirst();
    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(server.kinds(alert)).containsExactly(Kind.RAISED, Kind.SEVERITY);
    assertThat(server.told(alert).getLast())
        .isEqualTo("Critical since 10:00, it was warning before.");
  }

  @Test
  void other_evidence_alone_is_kept_without_a_word() {
    Occurrence before = occurrence(at("08:00"), null);
    server.timeline.judge(List.of(judgement(device, before)));
    server.announced.clear();
    Occurrence now =
        new Occurrence(
            before.rule(),
            before.revision(),
            before.startedAt(),
            before.raisedAt(),
            null,
            null,
            before.severities(),
            new Evidence("More.", at("08:00"), at("11:00"), 99, List.of(), List.of()));
    server.timeline.judge(List.of(judgement(device, now)));

    Alert alert = server.of(device).getFirst();
    assertThat(alert.occurrence()).isEqualTo(now);
    assertThat(server.kinds(alert)).containsExactly(Kind.RAISED);
    assertThat(server.announced).isEmpty();
  }

  @Test
  void what_is_momentary_is_cleared_from_the_start() {
    server.timeline.judge(
        List.of(
            judgement(
                device,
                occurrence(
                    at("09:00"),
                    at("09:00"),
                    at("09:00"),
                    Clearing.MOMENTARY,
                    Severity.CRITICAL))));

    Alert alert = server.of(device).getFirst();
    assertThat(alert.state()).isEqualTo(State.CLEARED);
    assertThat(server.kinds(alert)).containsExactly(Kind.RAISED);
  }

  @Test
  void what_is_settled_stands_although_a_judgement_does_not_repeat_it() {
    Occurrence old = occurrence(at("06:00"), at("07:00"));
    Occurrence lasts = occurrence(at("09:00"), null);
    server.timeline.judge(List.of(judgement(device, old, lasts)));
    server.announced.clear();
    server.timeline.judge(List.of(judgement(device, at("07:00"), List.of(lasts), null, null)));

    assertThat(server.of(device)).extracting(Alert::occurrence).containsExactly(old, lasts);
    assertThat(server.announced).isEmpty();
  }

  @Test
  void one_that_turns_out_to_be_two_keeps_the_first_and_raises_the_second() {
    server.timeline.judge(List.of(judgement(device, occurrence(at("06:00"), at("10:00")))));
    long id = server.of(device).getFirst().id();
    Occurrence first = occurrence(at("06:00"), at("07:00"));
    Occurrence second = occurrence(at("08:00"), at("10:00"));
    server.timeline.judge(List.of(judgement(device, null, List.of(first, second), null, LATE)));

    List<Alert> alerts = server.of(device);
    assertThat(alerts).extracting(Alert::occurrence).containsExactly(first, second);
    assertThat(alerts.getFirst().id()).isEqualTo(id);
    assertThat(server.told(alerts.getFirst()).getLast())
        .startsWith("Amended: it ended at 08:00 instead of 11:00, 41 readings");
    assertThat(server.told(alerts.getLast()).getFirst())
        .isEqualTo(
            "Raised at 09:10: It was warmer than 8 °C for 10 min. Known since 41 readings for"
                + " 09:10–10:40 arrived at 14:02.");
  }

  @Test
  void two_that_turn_out_to_be_one_keep_one_and_withdraw_the_other() {
    server.timeline.judge(
        List.of(
            judgement(
                device,
                occurrence(at("06:00"), at("07:00")),
                occurrence(at("08:00"), at("10:00")))));
    Occurrence one = occurrence(at("05:30"), at("10:00"));
    server.timeline.judge(List.of(judgement(device, null, List.of(one), null, LATE)));

    List<Alert> alerts = server.of(device);
    assertThat(alerts).extracting(Alert::state).containsExactly(State.CLEARED, State.WITHDRAWN);
    assertThat(alerts.getFirst().occurrence()).isEqualTo(one);
  }

  @Test
  void what_people_did_survives_an_amendment() {
    server.timeline.judge(List.of(judgement(device, occurrence(at("08:40"), null))));
    long id = server.of(device).getFirst().id();
    server.alerts.acknowledge(APP, Set.of(id), "ada", "On my way");
    server.alerts.assign(APP, id, "Bob", "ada");
    server.alerts.comment(APP, id, "Door was open", "bob");
    server.timeline.judge(
        List.of(judgement(device, null, List.of(occurrence(at("08:10"), null)), null, LATE)));

    Alert alert = server.of(device).getFirst();
    assertThat(alert.state()).isEqualTo(State.ACKNOWLEDGED);
    assertThat(alert.acknowledgedBy()).isEqualTo("ada");
    assertThat(alert.assignee()).isEqualTo("Bob");
    assertThat(server.kinds(alert))
        .containsExactly(
            Kind.RAISED, Kind.ACKNOWLEDGED, Kind.ASSIGNED, Kind.COMMENTED, Kind.AMENDED);
  }

  @Test
  void what_an_ended_rule_raised_stands_and_what_lasted_is_cleared() {
    Occurrence old = occurrence(at("06:00"), at("07:00"));
    server.timeline.judge(List.of(judgement(device, old, occurrence(at("09:00"), null))));
    String rule = "ended-" + device.device().value();
    DeviceRef other = server.device();
    Occurrence lasts = occurrence(at("09:00"), null);
    server.timeline.judge(
        List.of(new Judgement(other, rule, "Ends", null, List.of(old, lasts), null, null)));
    server.ended.end(APP, rule, 1, at("11:00"));
    server.timeline.judge(
        List.of(new Judgement(other, rule, "Ends", null, List.of(lasts), null, null)));
    server.timeline.judge(List.of(new Judgement(other, rule, "Ends", null, List.of(), null, LATE)));

    List<Alert> alerts = server.of(other);
    assertThat(alerts).extracting(Alert::state).containsExactly(State.CLEARED, State.CLEARED);
    assertThat(alerts.getLast().occurrence().clearing()).isEqualTo(Clearing.RULE_CHANGED);
    assertThat(server.told(alerts.getLast()).getLast())
        .isEqualTo("Cleared at 12:00: the rule was changed or removed.");
    assertThat(server.of(device).getLast().state()).as("of another rule").isEqualTo(State.ACTIVE);
  }

  @Test
  void judgements_of_the_same_device_in_one_call_follow_one_another() {
    server.timeline.judge(
        List.of(
            judgement(device, occurrence(at("09:00"), null)),
            judgement(device, occurrence(at("09:00"), at("10:00")))));

    assertThat(server.of(device)).extracting(Alert::state).containsExactly(State.CLEARED);
  }

  @Test
  void judgements_of_an_app_that_was_dropped_are_passed_over() {
    server.timeline.judge(
        List.of(
            judgement(DeviceRef.of("gone", "d1"), occurrence(at("09:00"), null)),
            judgement(device, occurrence(at("09:00"), null))));

    assertThat(server.of(device)).hasSize(1);
  }

  private static Occurrence critical(Occurrence o, Step step) {
    return new Occurrence(
        o.rule(),
        o.revision(),
        o.startedAt(),
        o.raisedAt(),
        o.clearedAt(),
        o.clearing(),
        List.of(o.severities().getFirst(), step),
        o.evidence());
  }
}
