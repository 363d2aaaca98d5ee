package org.aisle.backend.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.report.ConditionReport;
import org.aisle.backend.report.ConditionReport.Excursion;
import org.aisle.backend.report.ConditionReport.Verdict;
import org.aisle.backend.report.ConditionReports;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.backend.timeseries.RowsStored;
import org.aisle.backend.timeseries.TelemetryStore;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** A condition report, asked for before, while and after the readings are evaluated. */
class ReportDuringEvaluationTest {

  /** Light counts until the parcel arrives, where it is opened. */
  private static final String PARCEL =
      """
      {"@context": ["dtmi:dtdl:context;2", "dtmi:iotcentral:context;2", "dtmi:org:aisle:context;1"],
       "@id": "dtmi:test:Parcel;1", "@type": "Interface", "displayName": "Parcel", "contents": [
        {"@type": ["Telemetry", "Illuminance", "Promised"], "name": "light", "schema": "double", "unit": "lux",
         "promise": {"atMost": 50, "during": {"stage": ["loaded", "onTheWay"]}}},
        {"@type": "Telemetry", "name": "open", "schema": "boolean"},
        {"@type": ["Telemetry", "State", "Derived"], "name": "stage", "schema": {"@type": "Enum", "valueSchema": "string",
          "enumValues": [{"name": "loaded", "enumValue": "loaded"}, {"name": "onTheWay", "enumValue": "onTheWay"},
            {"name": "arrived", "enumValue": "arrived"}]},
         "derivation": {"kind": "stateMachine", "initial": "loaded", "transitions": [
           {"from": "loaded", "to": "onTheWay", "when": "!open"}, {"from": "onTheWay", "to": "arrived", "when": "open"}]}}]}
      """;

  private static final Instant START = Instant.parse("2026-11-02T06:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static AnnotationConfigApplicationContext context;

  @BeforeAll
  static void start() {
    context = new AnnotationConfigApplicationContext(Parts.class);
    context.getBean(Evaluation.class).stop();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Test
  void a_verdict_is_definite_only_over_states_that_are_worked_out() {
    AppId app = new AppId("parcels");
    get(Apps.class).create(app.value(), "Parcels", null);
    DeviceTemplate parcel =
        DrivenEvaluation.done(get(DeviceTemplates.class).publish(app, PARCEL)).getFirst();
    DeviceRef device =
        DrivenEvaluation.done(
                get(Devices.class)
                    .register(
                        app,
                        new NewDevice("p1", "P1", "Parcel", false, null, null, Map.of(), false)))
            .device()
            .ref();
    work();

    RowsStored stored = write(app, parcel, device, 0, 360);
    ConditionReport unread = report(device, 6);
    assertThat(unread.verdict()).isEqualTo(Verdict.NOT_YET_KNOWN);
    assertThat(unread.workedOutUntil()).isEqualTo(START);
    assertThat(unread.legs()).isEmpty();
    assertThat(unread.reasons()).anyMatch(reason -> reason.contains("not yet known"));

    get(Evaluation.class).on(stored);
    work();
    assertThat(get(EvaluationMarks.class).of(device, parcel.table()).orElseThrow().dueFrom())
        .as("not settled yet, but told")
        .isNotNull();
    ConditionReport read = report(device, 6);
    assertThat(read.verdict()).isEqualTo(Verdict.KEPT);
    assertThat(read.workedOutUntil()).isNull();
    assertThat(read.findings().getFirst().excused())
        .extracting(Excursion::from)
        .containsExactly(at(300));

    get(EvaluationMarks.class).markDue(app, null, null, EvaluationMarks.BEGINNING);
    assertThat(report(device, 6).verdict()).isEqualTo(Verdict.NOT_YET_KNOWN);
    sweep();
    work();
    assertThat(report(device, 6).verdict()).isEqualTo(Verdict.KEPT);

    get(Evaluation.class).workers().forEach(worker -> worker.keep(NOW));
    RowsStored later = write(app, parcel, device, 360, 420);
    assertThat(report(device, 7).verdict()).isEqualTo(Verdict.NOT_YET_KNOWN);
    assertThat(report(device, 6).verdict()).as("of the time before").isEqualTo(Verdict.KEPT);
    get(Evaluation.class).on(later);
    work();
    assertThat(report(device, 7).verdict()).isEqualTo(Verdict.KEPT);

    assertThat(afterRestart(device, parcel)).isEqualTo(at(360));
    get(Evaluation.class).workers().forEach(worker -> worker.keep(NOW));
    assertThat(afterRestart(device, parcel)).isNull();
  }

  /** Until when everything is worked out, for a process that knows the database only. */
  private static Instant afterRestart(DeviceRef device, DeviceTemplate template) {
    List<Instant> heard = new ArrayList<>();
    new EvaluatedDevices(get(EvaluationMarks.class), get(PlatformTransactionManager.class))
        .ask(device, template.table(), until -> heard.add(until));
    return heard.getFirst();
  }

  /** A reading every 5 minutes; it is dark until the parcel is opened in the fifth hour. */
  private static RowsStored write(
      AppId app, DeviceTemplate parcel, DeviceRef device, int from, int to) {
    List<Reading> readings = new ArrayList<>();
    for (int minute = from; minute < to; minute += 5) {
      boolean open = minute >= 300;
      readings.add(
          Reading.of(
              device,
              at(minute),
              at(minute),
              Map.of("light", new Value.Num(open ? 800 : 1), "open", new Value.Flag(open))));
    }
    return new RowsStored(
        get(TelemetryStore.class).write(List.of(new TableBatch(app, parcel, readings))).changed());
  }

  private static void sweep() {
    for (int i = 0; i < get(Evaluation.class).workers().size(); i++) {
      get(Evaluation.class).sweep(i, true);
    }
  }

  private static void work() {
    boolean more = true;
    while (more) {
      more = false;
      for (EvaluationWorker worker : get(Evaluation.class).workers()) {
        more |= worker.round(NOW);
      }
    }
  }

  private static ConditionReport report(DeviceRef device, int hours) {
    return Objects.requireNonNull(
        DrivenEvaluation.done(
            get(ConditionReports.class).of(device, START, START.plus(Duration.ofHours(hours)))));
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  private static <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** Not annotated as a configuration, so that no scan of a whole server finds it. */
  @EnableTransactionManagement
  @ComponentScan(
      basePackageClasses = {
        Apps.class,
        Rollups.class,
        TelemetryStore.class,
        Telemetry.class,
        Alerts.class,
        ConditionReports.class
      })
  @org.springframework.context.annotation.Import({
    Evaluation.class,
    EvaluationWorkers.class,
    EvaluationMetrics.class,
    EvaluatedDevices.class,
    EvaluatedRules.class,
    Plans.class,
    Contexts.class,
    Positions.class,
    Replay.class,
    Verdicts.class,
    Silences.class,
    JdbcRules.class,
    RuleRows.class,
    RuleChecks.class,
    RuleGroups.class,
    RuleGroupUses.class,
    RuleAnnouncements.class,
    WrittenPreviews.class
  })
  static class Parts {

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource() {
      return TestDatabase.migrated();
    }

    @Bean
    JdbcTemplate template(DataSource source) {
      return new JdbcTemplate(source);
    }

    @Bean
    JdbcClient jdbc(DataSource source) {
      return JdbcClient.create(source);
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource source) {
      return new JdbcTransactionManager(source);
    }

    @Bean
    TransactionOperations transactions(JdbcTransactionManager manager) {
      return new TransactionTemplate(manager);
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    KnownDestinations destinations() {
      return app -> Set.of();
    }

    @Bean
    InstantSource time() {
      return InstantSource.fixed(NOW);
    }
  }
}
