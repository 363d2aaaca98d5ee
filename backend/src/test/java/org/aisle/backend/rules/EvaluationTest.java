package org.aisle.backend.rules;

import static org.aisle.backend.evaluation.RandomHistories.START;
import static org.aisle.backend.evaluation.RandomHistories.TEMPLATE;
import static org.aisle.backend.rules.DrivenEvaluation.CLOCK;
import static org.aisle.backend.rules.DrivenEvaluation.done;
import static org.aisle.backend.rules.DrivenEvaluation.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.RuleDraft;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Organisations;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Places;
import org.aisle.backend.rules.Rules.Preview;
import org.aisle.backend.rules.Rules.Progress;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.backend.timeseries.StoredReadings;
import org.aisle.backend.timeseries.TelemetryTables;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.place.GeoPosition;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

class EvaluationTest {

  private static final AtomicInteger APPS = new AtomicInteger();
  private static final ActiveRule WARM =
      RuleDraft.threshold("temperature > 8.0", Duration.ofMinutes(30)).active();
  private static final ActiveRule SILENT =
      RuleDraft.rule("silent", new Trigger.Absence(Duration.ofHours(1))).active();

  private static final ActiveRule HOURLY =
      RuleDraft.rule(
              "hourly",
              new Trigger.Window(
                  Trigger.Window.Aggregate.AVG,
                  "temperature",
                  Duration.ofHours(1),
                  Trigger.Window.Kind.TUMBLING,
                  Trigger.Window.Comparison.ABOVE,
                  "7.0",
                  3))
          .active();

  private AppId app;

  @BeforeEach
  void create() {
    CLOCK.set(START);
    app = new AppId("evaluation-" + APPS.incrementAndGet());
    done(get(Apps.class).create(app.value(), "Evaluation", null));
    done(get(DeviceTemplates.class).publish(app, "[]"));
    done(
        get(Places.class)
            .put(
                app,
                new Place("store", "Store", null, "store", 52.5, 13.4, 100, null),
                null,
                "test"));
  }

  @AfterEach
  void drop() {
    get(Apps.class).drop(app);
  }

  @Test
  void an_alert_that_late_readings_disprove_is_withdrawn_and_says_which_did() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(WARM));
    DeviceRef device = register("a", null, false);
    send(server, device, 0, 9);
    send(server, device, 20, 9);
    send(server, device, 40, 9);
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.ACTIVE);

    CLOCK.set(at(300));
    send(server, device, 10, 4);
    send(server, device, 30, 4);
    assertThat(alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.state()).isEqualTo(State.WITHDRAWN);
              assertThat(get(Alerts.class).history(app, alert.id()).getLast().sentence())
                  .contains("1 reading");
            });
  }

  @Test
  void a_place_is_where_it_is_now_for_stored_readings_and_for_new_ones() {
    Trigger outside =
        new Trigger.Geofence(
            Trigger.Geofence.Event.OUTSIDE, new Trigger.Geofence.Where.Home(), Duration.ZERO);
    DrivenEvaluation server =
        DrivenEvaluation.with(List.of(RuleDraft.rule("outside", outside).active()));
    DeviceRef device = register("a", null, false);
    stand(server, device, 0);
    stand(server, device, 10);
    assertThat(alerts()).isEmpty();

    Place moved = new Place("store", "Store", null, "store", 52.6, 13.4, 100, null);
    done(get(Places.class).put(app, moved, 1, "test"));
    server.sweep();
    server.work();
    assertThat(alerts())
        .extracting(Alert::state, alert -> alert.occurrence().startedAt())
        .containsExactly(tuple(State.ACTIVE, at(0)));

    List<GeoPosition> corners =
        List.of(
            new GeoPosition(52.4, 13.3), new GeoPosition(52.4, 13.5), new GeoPosition(52.55, 13.4));
    Place drawn = new Place("store", "Store", null, "store", 52.45, 13.4, 10_000, null, corners);
    done(get(Places.class).put(app, drawn, 2, "test"));
    server.sweep();
    server.work();
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.WITHDRAWN);
    stand(server, device, 20);
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.WITHDRAWN);
  }

  private static void stand(DrivenEvaluation server, DeviceRef device, int minute) {
    if (CLOCK.get().isBefore(at(minute))) {
      CLOCK.set(at(minute));
    }
    Value here = new Value.Geo(52.5, 13.4, null);
    Reading reading = Reading.of(device, at(minute), CLOCK.get(), Map.of("location", here));
    server.tell(server.write(TEMPLATE, List.of(reading)));
    server.work();
  }

  @Test
  void a_limit_of_the_asset_counts_from_its_time_on_and_not_while_there_is_no_asset() {
    ActiveRule warmer =
        RuleDraft.threshold("temperature > asset.limit", Duration.ofMinutes(20)).active();
    DrivenEvaluation server = DrivenEvaluation.with(List.of(warmer));
    DeviceRef device = DeviceRef.of(app.value(), "probe");
    done(
        get(Devices.class)
            .register(
                app, new NewDevice("probe", "P", "Chest", false, null, null, Map.of(), false)));
    var limit = new PropertyDraft("limit", null, null, "double", null, null, List.of());
    done(get(AssetTypeCatalogue.class).put(app, "box", "Box", List.of(limit)));
    AssetBook book = get(AssetBook.class);
    for (String asset : List.of("box-1", "box-2")) {
      var box = new AssetBook.NewAsset(asset, "Box", null, "box", Map.of("limit", "8"));
      done(book.create(app, box));
    }
    for (int minute = 0; minute <= 200; minute += 10) {
      send(server, device, minute, 9);
    }
    assertThat(alerts()).isEmpty();

    done(book.attach(app, "box-1", device.device(), at(20), at(100)));
    server.work();
    assertThat(alerts()).extracting(a -> a.occurrence().startedAt()).containsExactly(at(20));

    limit(book, "box-1", "12", at(10));
    server.work();
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.WITHDRAWN);
    assertThat(alerts().getFirst().reason())
        .isEqualTo(
            "Withdrawn: a property or a binding of the device or its asset was changed for the"
                + " time from %s on.".formatted(clock(20)));

    limit(book, "box-1", "8.5", at(60));
    done(book.attach(app, "box-2", device.device(), at(150), null));
    server.work();
    assertThat(alerts())
        .filteredOn(a -> a.state() != State.WITHDRAWN)
        .extracting(a -> a.occurrence().startedAt())
        .containsExactly(at(60));
    limit(book, "box-2", "12", at(100));
    server.work();
    assertThat(alerts())
        .filteredOn(a -> a.state() != State.WITHDRAWN)
        .extracting(a -> a.occurrence().clearedAt())
        .containsExactly(at(150));
    assertThat(book.attach(app, "box-1", device.device(), at(90), at(110)))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void a_rule_for_a_group_follows_the_devices_place_and_the_group_back_in_time() {
    DeviceGroups groups = get(DeviceGroups.class);
    done(groups.put(app, new DeviceGroup("at-store", "S", "place == \"store\""), 0, "ada"));
    ActiveRule inStore =
        RuleDraft.threshold("temperature > 8.0", Duration.ofMinutes(30)).group("at-store").active();
    DrivenEvaluation server = DrivenEvaluation.with(List.of(inStore));
    DeviceRef inside = register("a", null, false);
    DeviceRef outside = register("b", null, true);
    for (int minute = 0; minute <= 60; minute += 20) {
      send(server, inside, minute, 9);
      send(server, outside, minute, 9);
    }
    assertThat(alerts()).extracting(Alert::device).containsExactly(inside);

    done(get(Assets.class).create(app, "shelf", "Shelf", "shelf"));
    done(get(Assets.class).bindPlace(app, "shelf", "store", at(20)));
    done(get(Assets.class).bindDevice(app, "shelf", outside.device(), at(20)));
    server.work();
    assertThat(alerts())
        .filteredOn(a -> a.device().equals(outside))
        .extracting(a -> a.occurrence().startedAt())
        .containsExactly(at(20));

    done(groups.put(app, new DeviceGroup("at-store", "S", "gateway"), 1, "ada"));
    server.sweep();
    server.work();
    assertThat(alerts())
        .filteredOn(a -> a.state() != State.WITHDRAWN)
        .extracting(a -> a.device().device().value() + " " + a.occurrence().startedAt())
        .containsExactly("b " + at(0));
  }

  @Test
  void a_rule_for_an_organisation_judges_again_when_the_tree_changes() {
    Organisations organisations = get(Organisations.class);
    done(organisations.put(app, new Organisation("north", "North", null)));
    done(organisations.put(app, new Organisation("south", "South", null)));
    done(organisations.put(app, new Organisation("berlin", "Berlin", "north")));
    done(
        get(Places.class)
            .put(
                app,
                new Place("store", "Store", "berlin", "store", 52.5, 13.4, 100, null),
                null,
                "ada"));
    DeviceGroups groups = get(DeviceGroups.class);
    done(groups.put(app, new DeviceGroup("mine", "N", "organisation == \"north\""), 0, "ada"));
    ActiveRule north =
        RuleDraft.threshold("temperature > 8.0", Duration.ofMinutes(30)).group("mine").active();
    DrivenEvaluation server = DrivenEvaluation.with(List.of(north));
    DeviceRef device = register("a", null, false);
    for (int minute = 0; minute <= 60; minute += 20) {
      send(server, device, minute, 9);
    }
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.ACTIVE);
    done(organisations.put(app, new Organisation("berlin", "Berlin", "south")));
    server.sweep();
    server.work();
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.WITHDRAWN);
  }

  private void limit(AssetBook book, String asset, String value, Instant at) {
    done(
        book.change(
            app, asset, new AssetBook.Change(null, null, null, Map.of("limit", value), at)));
  }

  @Test
  void a_silence_that_a_reading_in_order_disproves_names_it_and_blames_no_uplink() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef device = register("a", null, false);
    send(server, device, 0, 4);
    CLOCK.set(at(61));
    server.work();
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.ACTIVE);
    CLOCK.set(at(62));
    send(server, device, 58, 4);
    assertThat(alerts())
        .extracting(Alert::reason)
        .containsExactly(
            "Withdrawn: 1 reading for %s arrived at %s.".formatted(clock(58), clock(62)));
  }

  @Test
  void what_time_alone_made_of_a_window_is_withdrawn_by_name_of_the_reading_that_tells_otherwise() {
    Trigger.Window mean =
        new Trigger.Window(
            Trigger.Window.Aggregate.AVG,
            "temperature",
            Duration.ofHours(1),
            Trigger.Window.Kind.TUMBLING,
            Trigger.Window.Comparison.ABOVE,
            "8.0",
            2);
    DrivenEvaluation server = DrivenEvaluation.with(List.of(RuleDraft.rule("mean", mean).active()));
    DeviceRef device = register("a", null, false);
    send(server, device, 0, 9);
    send(server, device, 50, 9);
    CLOCK.set(at(62));
    server.work();
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.ACTIVE);
    send(server, device, 59, -40);
    assertThat(alerts())
        .extracting(Alert::reason)
        .containsExactly(
            "Withdrawn: 1 reading for %s arrived at %s.".formatted(clock(59), clock(62)));
  }

  @Test
  void time_alone_raises_an_absence_also_of_a_device_that_is_in_nobodys_memory() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef device = register("a", null, false);
    send(server, device, 0, 4);
    server.keep();
    server.restart();
    CLOCK.set(at(59));
    server.sweep();
    server.work();
    assertThat(alerts()).isEmpty();
    CLOCK.set(at(61));
    server.sweep();
    server.work();
    assertThat(alerts()).extracting(Alert::silence).containsExactly(Silence.UNKNOWN);
    send(server, device, 70, 4);
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.CLEARED);
  }

  @Test
  void a_device_that_sends_old_readings_is_catching_up_and_not_silent() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef device = register("a", null, false);
    CLOCK.set(at(600));
    send(server, device, 0, 4);
    send(server, device, 10, 4);
    CLOCK.set(at(604));
    server.work();
    assertThat(alerts()).isEmpty();
    CLOCK.set(at(606));
    server.work();
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.ACTIVE);
    for (int minute = 30; minute < 600; minute += 30) {
      send(server, device, minute, 4);
    }
    assertThat(alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.state()).isEqualTo(State.WITHDRAWN);
              assertThat(alert.reason())
                  .contains("1 reading for ", "the device was not silent, its uplink was");
            });
  }

  @Test
  void a_device_that_is_catching_up_is_not_silent_whoever_evaluates_it_first() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef swept = register("swept", null, false);
    DeviceRef forgotten = register("forgotten", null, false);
    CLOCK.set(at(600));
    send(server, forgotten, 0, 4);
    server.write(TEMPLATE, List.of(reading(swept, at(0), 4)));
    server.sweep();
    server.work();
    assertThat(alerts()).isEmpty();
    server.restart();
    server.work();
    assertThat(alerts()).isEmpty();

    for (int minute = 30; minute <= 600; minute += 30) {
      send(server, swept, minute, 4);
      send(server, forgotten, minute, 4);
    }
    assertThat(alerts()).isEmpty();
  }

  @Test
  void a_rule_that_is_new_while_old_readings_arrive_waits_before_it_tells_a_silence() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of());
    DeviceRef silent = register("silent", null, false);
    DeviceRef loading = register("loading", null, false);
    send(server, silent, 0, 4);
    CLOCK.set(at(600));
    send(server, loading, 0, 4);
    server.change(app, List.of(SILENT));
    server.work();
    assertThat(alerts()).extracting(Alert::device).containsExactly(silent);
    CLOCK.set(at(604));
    server.work();
    assertThat(alerts()).extracting(Alert::device).containsExactly(silent);
    CLOCK.set(at(606));
    server.work();
    assertThat(alerts()).extracting(Alert::device).containsExactlyInAnyOrder(silent, loading);
  }

  @Test
  void a_silent_device_and_a_silent_uplink_are_told_apart_by_what_arrived() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef gateway = register("gateway", null, true);
    DeviceRef lone = register("lone", gateway, false);
    DeviceRef other = register("other", gateway, false);
    DeviceRef shop = register("shop-1", null, false);
    DeviceRef neighbour = register("shop-2", null, false);
    for (DeviceRef each : List.of(lone, other, shop, neighbour)) {
      send(server, each, 0, 4);
    }
    CLOCK.set(at(50));
    send(server, other, 50, 4);
    CLOCK.set(at(62));
    server.work();
    assertThat(alerts())
        .extracting(a -> a.device().device().value() + " " + a.silence())
        .containsExactlyInAnyOrder("lone DEVICE", "shop-1 UPLINK", "shop-2 UPLINK");

    CLOCK.set(at(70));
    send(server, neighbour, 70, 4);
    CLOCK.set(at(80));
    server.keep();
    server.work();
    assertThat(alerts())
        .filteredOn(a -> a.device().equals(shop))
        .extracting(Alert::silence)
        .containsExactly(Silence.DEVICE);
  }

  @Test
  void companions_that_fall_silent_one_after_the_other_share_a_silent_uplink() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef gateway = register("gateway", null, true);
    for (int i = 0; i < 4; i++) {
      send(server, register("tag-" + i, gateway, false), 5 * i, 4);
    }
    CLOCK.set(at(80));
    server.work();
    assertThat(alerts()).hasSize(4).extracting(Alert::silence).containsOnly(Silence.UPLINK);
  }

  @Test
  void what_follows_behind_a_live_reading_is_waited_for_before_a_silence_is_told() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef device = register("a", null, false);
    send(server, device, 0, 4);
    CLOCK.set(at(300));
    send(server, device, 300, 4);
    assertThat(alerts()).isEmpty();
    for (int minute = 30; minute < 300; minute += 30) {
      send(server, device, minute, 4);
    }
    CLOCK.set(at(320));
    server.work();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void a_silence_that_nothing_follows_is_told_after_a_while_also_when_the_server_died_meanwhile() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef device = register("a", null, false);
    send(server, device, 0, 4);
    CLOCK.set(at(300));
    send(server, device, 300, 4);
    server.keep();
    send(server, device, 301, 4);
    server.keep();
    server.restart();
    server.work();
    CLOCK.set(at(304));
    server.work();
    assertThat(alerts()).isEmpty();
    CLOCK.set(at(312));
    server.work();
    assertThat(alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.state()).isEqualTo(State.CLEARED);
              assertThat(alert.occurrence().startedAt()).isEqualTo(at(0));
            });
    server.keep();
    server.restart();
    send(server, device, 313, 4);
    assertThat(alerts()).hasSize(1);
  }

  @Test
  void a_silence_that_was_told_ends_as_soon_as_the_device_is_heard_again() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef device = register("a", null, false);
    send(server, device, 0, 4);
    CLOCK.set(at(70));
    server.work();
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.ACTIVE);
    send(server, device, 80, 4);
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.CLEARED);
  }

  @Test
  void a_window_of_which_readings_are_still_arriving_is_not_judged_before_they_have_come_past_it() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(HOURLY));
    DeviceRef device = register("a", null, false);
    CLOCK.set(at(600));
    for (int minute = 0; minute < 15; minute++) {
      send(server, device, minute, 9);
    }
    assertThat(alerts()).isEmpty();
    for (int minute = 15; minute < 130; minute += 5) {
      send(server, device, minute, 2);
    }
    CLOCK.set(at(620));
    server.work();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void a_new_rule_judges_what_is_stored_since_then_and_what_led_up_to_it() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(SILENT));
    DeviceRef device = register("a", null, false);
    for (int minute = 0; minute <= 50; minute += 10) {
      send(server, device, minute, 9);
    }
    CLOCK.set(at(55));
    ActiveRule fresh =
        RuleDraft.threshold("temperature > 8.0", Duration.ofMinutes(30)).since(at(45)).active();
    server.change(app, List.of(SILENT, fresh));
    server.work();
    assertThat(alerts()).extracting(a -> a.occurrence().raisedAt()).containsExactly(at(30));
    server.restart();
    server.work();
    assertThat(alerts()).hasSize(1);
  }

  @Test
  void one_device_that_cannot_be_evaluated_stops_nobody_and_is_tried_again() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(WARM));
    DeviceRef bad = register("bad", null, false);
    DeviceRef good = register("good", null, false);
    send(server, good, 0, 9);
    get(JdbcTemplate.class)
        .update("UPDATE aisle.app SET zone = 'Nowhere/At_All' WHERE id = ?", app.value());
    send(server, bad, 0, 9);
    assertThat(server.meters.counter("aisle.rules.failures").count()).isEqualTo(1);
    send(server, good, 10, 9);
    assertThat(server.meters.counter("aisle.rules.evaluated").count()).isEqualTo(1);
    assertThat(server.evaluation().dueSince()).isNotNull();
    get(JdbcTemplate.class).update("UPDATE aisle.app SET zone = 'UTC' WHERE id = ?", app.value());
    send(server, good, 30, 9);
    assertThat(alerts()).extracting(a -> a.device().device().value()).containsExactly("good");
    send(server, bad, 30, 9);
    CLOCK.set(CLOCK.get().plusSeconds(2));
    server.work();
    assertThat(alerts()).hasSize(2);
    assertThat(server.evaluation().dueSince()).isNull();
  }

  @Test
  void an_alert_whose_readings_are_not_kept_any_more_stands() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(WARM));
    DeviceRef device = register("a", null, false);
    for (int minute : new int[] {0, 30, 40}) {
      send(server, device, minute, minute < 40 ? 9 : 4);
    }
    CLOCK.set(at(300));
    done(get(Apps.class).retain(app, Duration.ofHours(2)));
    get(TelemetryTables.class).dropBefore(app, at(180));
    send(server, device, 300, 4);
    get(EvaluationMarks.class).markDue(app, null, null, EvaluationMarks.BEGINNING);
    server.sweep();
    server.work();
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.CLEARED);
  }

  @Test
  void a_long_history_is_taken_in_slices_while_more_arrives() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of(WARM));
    DeviceRef device = register("a", null, false);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < Replay.SLICE + 500; i++) {
      readings.add(reading(device, START.plusSeconds(10L * i), i % 1_000 < 300 ? 9 : 4));
    }
    server.write(TEMPLATE, readings);
    server.sweep();
    server.evaluation().workers().forEach(worker -> worker.round(CLOCK.get()));
    assertThat(alerts()).isEmpty();
    server.tell(
        server.write(
            TEMPLATE, List.of(reading(device, START.plusSeconds(10L * readings.size()), 4))));
    server.work();
    assertThat(alerts()).hasSize(21);
    assertThat(server.meters.counter("aisle.rules.reevaluated").count())
        .isEqualTo(readings.size() + 1);
  }

  @Test
  void a_preview_finds_what_a_rule_would_have_raised_and_writes_nothing() {
    DrivenEvaluation server = DrivenEvaluation.with(List.of());
    DeviceRef device = register("a", null, false);
    register("idle", null, false);
    for (int minute = 0; minute <= 300; minute += 10) {
      send(server, device, minute, minute % 100 < 50 ? 9 : 4);
    }
    CLOCK.set(at(320));
    List<String> progress = new ArrayList<>();
    Rule shorter = RuleDraft.threshold("temperature > 8.0", Duration.ofMinutes(20)).rule();
    Outcome<Preview> outcome =
        previews()
            .preview(
                app, shorter, null, Duration.ofDays(30), (n, of) -> progress.add(n + "/" + of));
    Preview preview = done(outcome);
    assertThat(preview.devices()).isEqualTo(2);
    assertThat(preview.alerts())
        .extracting(f -> f.occurrence().startedAt())
        .containsExactly(at(0), at(100), at(200));
    assertThat(preview.replaced()).isNull();
    assertThat(progress).containsExactly("0/2", "1/2", "2/2");

    Rule longer = RuleDraft.threshold("temperature > 8.0", Duration.ofHours(2)).rule();
    Preview compared =
        done(previews().preview(app, shorter, longer, Duration.ofMinutes(200), Progress.NONE));
    assertThat(compared.alerts()).hasSize(2);
    assertThat(compared.replaced()).isEmpty();
    assertThat(alerts()).isEmpty();

    Thread.currentThread().interrupt();
    assertThat(previews().preview(app, shorter, null, Duration.ofDays(1), Progress.NONE))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static StoredPreviews previews() {
    return new StoredPreviews(
        get(Devices.class),
        get(DeviceTemplates.class),
        get(AssetTypeCatalogue.class),
        new Contexts(
            get(org.aisle.backend.registry.Surroundings.class),
            get(Assets.class),
            get(org.aisle.backend.registry.Apps.class)),
        new Positions(
            get(JdbcTemplate.class), get(TransactionOperations.class), get(EvaluationMarks.class)),
        get(StoredReadings.class),
        new RuleGroups(get(org.aisle.backend.registry.Apps.class)),
        CLOCK::get);
  }

  private DeviceRef register(String id, @Nullable DeviceRef via, boolean gateway) {
    done(
        get(Devices.class)
            .register(
                app,
                new NewDevice(
                    id,
                    id,
                    "Chest",
                    gateway,
                    via == null ? null : via.device().value(),
                    via == null && !gateway ? "store" : null,
                    Map.of(),
                    false)));
    return DeviceRef.of(app.value(), id);
  }

  private static Reading reading(DeviceRef device, Instant at, double temperature) {
    return Reading.of(device, at, CLOCK.get(), Map.of("temperature", new Value.Num(temperature)));
  }

  /** Arrives and is evaluated. */
  private static void send(
      DrivenEvaluation server, DeviceRef device, int minute, double temperature) {
    if (CLOCK.get().isBefore(at(minute))) {
      CLOCK.set(at(minute));
    }
    server.tell(server.write(TEMPLATE, List.of(reading(device, at(minute), temperature))));
    server.work();
  }

  private List<Alert> alerts() {
    return get(Alerts.class)
        .find(
            app,
            new AlertQuery(
                Set.of(), null, null, null, null, null, null, null, true, true, 0, 1_000));
  }

  private static String clock(int minute) {
    return DateTimeFormatter.ofPattern("HH:mm").format(at(minute).atZone(ZoneOffset.UTC));
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
