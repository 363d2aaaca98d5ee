package org.aisle.backend.alerts;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Judgement.Late;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.backend.evaluation.Occurrence.Evidence;
import org.aisle.backend.evaluation.Occurrence.Line;
import org.aisle.backend.evaluation.Occurrence.Step;
import org.aisle.backend.evaluation.Sample;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The alerts of one app on an embedded PostgreSQL, with a clock that a test sets. */
final class TestAlerts {

  static final AppId APP = new AppId("shop");
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final AtomicInteger DEVICES = new AtomicInteger();

  final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
  final List<AlertsChanged> announced = Collections.synchronizedList(new ArrayList<>());
  volatile Consumer<AlertsChanged> heard = changed -> {};
  final JdbcTemplate jdbc;
  final AlertTimeline timeline;
  final Alerts alerts;
  final EndedRules ended;
  final Closing closing;
  final AlertLog log;

  private TestAlerts(HikariDataSource database) {
    jdbc = new JdbcTemplate(database);
    JdbcTransactionManager manager = new JdbcTransactionManager(database);
    TransactionTemplate transactions = new TransactionTemplate(manager);
    InstantSource time = clock::get;
    Announcements announcements = new Announcements(e -> hear((AlertsChanged) e), manager);
    AlertRows rows = new AlertRows(jdbc);
    timeline = new JdbcAlertTimeline(jdbc, transactions, rows, announcements, time);
    alerts = new JdbcAlerts(JdbcClient.create(database), transactions, rows, announcements, time);
    ended = new JdbcEndedRules(jdbc, transactions, rows, announcements, time);
    closing = new Closing(jdbc, transactions, rows, announcements, time);
    log = new JdbcAlertLog(JdbcClient.create(database), transactions, rows, announcements, time);
    jdbc.update(
        "insert into aisle.app (id, name, zone, created_at) values ('shop', 'Shop', 'Europe/Berlin', now())");
  }

  /** As a listener that writes would: in a transaction of its own, after the commit. */
  private void hear(AlertsChanged changed) {
    announced.add(changed);
    heard.accept(changed);
  }

  private static final class Holder {
    private static final HikariDataSource DATABASE = TestDatabase.migrated();
    private static final TestAlerts SHARED = new TestAlerts(DATABASE);

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(DATABASE::close));
    }
  }

  /** One database for all tests of a JVM; each test takes devices of its own. */
  static TestAlerts shared() {
    Holder.SHARED.clock.set(NOON);
    Holder.SHARED.announced.clear();
    Holder.SHARED.heard = changed -> {};
    return Holder.SHARED;
  }

  /** A device that no other test knows; registered, so that its alerts are not closed. */
  DeviceRef device() {
    String id = "d" + DEVICES.incrementAndGet();
    jdbc.update(
        """
        insert into aisle.device_template (app, id, dtdl, published_at)
        values ('shop', 'dtmi:test:Mug;1', '{}', now()) on conflict do nothing
        """);
    jdbc.update(
        """
        insert into aisle.device
          (app, id, name, template, gateway, simulated, created_at, salt, hash)
        values ('shop', ?, ?, 'dtmi:test:Mug;1', false, false, now(), '', '')
        """,
        id,
        "Mug " + id);
    return DeviceRef.of("shop", id);
  }

  List<Alert> of(DeviceRef device) {
    return alerts
        .find(
            APP,
            new AlertQuery(
                java.util.Set.of(),
                device.device(),
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                true,
                0,
                1_000))
        .reversed();
  }

  List<String> told(Alert alert) {
    return alerts.history(APP, alert.id()).stream().map(AlertEvent::sentence).toList();
  }

  List<AlertEvent.Kind> kinds(Alert alert) {
    return alerts.history(APP, alert.id()).stream().map(AlertEvent::kind).toList();
  }

  static Judgement judgement(DeviceRef device, Occurrence... occurrences) {
    return judgement(device, null, List.of(occurrences), null, null);
  }

  static Judgement judgement(
      DeviceRef device,
      @Nullable Instant settled,
      List<Occurrence> occurrences,
      @Nullable Silence silence,
      @Nullable Late late) {
    return new Judgement(device, "warm", "Too warm", settled, occurrences, silence, late);
  }

  /** Raised ten minutes after it began, or at once if it ended before that. */
  static Occurrence occurrence(Instant start, @Nullable Instant end) {
    Instant raised = start.plusSeconds(600);
    return occurrence(
        start,
        end != null && end.isBefore(raised) ? end : raised,
        end,
        end == null ? null : Clearing.CONDITION,
        Severity.WARNING);
  }

  static Occurrence occurrence(
      Instant start,
      Instant raised,
      @Nullable Instant end,
      @Nullable Clearing clearing,
      Severity severity) {
    TreeMap<String, Value> values = new TreeMap<>();
    values.put("temperature", new Value.Num(9.5));
    return new Occurrence(
        "warm",
        1,
        start,
        raised,
        end,
        clearing,
        List.of(new Step(raised, severity)),
        new Evidence(
            "It was warmer than 8 °C for 10 min.",
            start,
            end == null ? raised : end,
            11,
            List.of(new Line("temperature", 8.0)),
            List.of(new Sample(start, values))));
  }

  /** A moment of the tests' day, in UTC; the app's zone is an hour ahead. */
  static Instant at(String time) {
    return Instant.parse("2026-11-20T" + time + ":00Z");
  }
}
