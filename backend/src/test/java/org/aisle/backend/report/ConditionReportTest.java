package org.aisle.backend.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Places;
import org.aisle.backend.registry.ReportedProperties;
import org.aisle.backend.report.ConditionReport.Excursion;
import org.aisle.backend.report.ConditionReport.Finding;
import org.aisle.backend.report.ConditionReport.Gap;
import org.aisle.backend.report.ConditionReport.Leg;
import org.aisle.backend.report.ConditionReport.Limits;
import org.aisle.backend.report.ConditionReport.Result;
import org.aisle.backend.report.ConditionReport.Verdict;
import org.aisle.backend.report.ConditionReport.Visit;
import org.aisle.backend.rollup.Rollups;
import org.aisle.backend.rules.EvaluationProgress;
import org.aisle.backend.timeseries.DerivedValues;
import org.aisle.backend.timeseries.DerivedValues.Replacement;
import org.aisle.backend.timeseries.DerivedValues.Sample;
import org.aisle.backend.timeseries.TelemetryStore;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.PropertyReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

class ConditionReportTest {

  private static final String BOX =
      """
      {"@context": ["dtmi:dtdl:context;2", "dtmi:iotcentral:context;2", "dtmi:org:aisle:context;1"],
       "@id": "dtmi:test:Box;1", "@type": "Interface", "displayName": "Box", "contents": [
        {"@type": ["Telemetry", "Temperature", "Promised"], "name": "temperature", "schema": "double", "unit": "degreeCelsius",
         "promise": {"atLeast": 2, "atMost": "highest", "for": "PT30M", "during": {"stage": ["loaded", "onTheWay"]}}},
        {"@type": ["Telemetry", "Acceleration", "Promised"], "name": "shock", "schema": "double", "unit": "gForce", "promise": {"atMost": 6}},
        {"@type": ["Telemetry", "Illuminance", "Promised"], "name": "light", "schema": "double", "unit": "lux", "promise": {"atMost": "brightest"}},
        {"@type": "Telemetry", "name": "open", "schema": "boolean"},
        {"@type": ["Telemetry", "Location"], "name": "location", "schema": "geopoint"},
        {"@type": ["Telemetry", "State", "Derived"], "name": "stage", "displayName": "Stage", "schema": {"@type": "Enum", "valueSchema": "string",
          "enumValues": [{"name": "loaded", "displayName": "Loaded", "enumValue": "loaded"},
            {"name": "onTheWay", "displayName": "On the way", "enumValue": "onTheWay"}, {"name": "arrived", "enumValue": "arrived"}]},
         "derivation": {"kind": "stateMachine", "initial": "loaded", "transitions": [
           {"from": "loaded", "to": "onTheWay", "when": "!open"}, {"from": "onTheWay", "to": "arrived", "when": "open"}]}},
        {"@type": ["Property", "Temperature"], "name": "highest", "schema": "double", "unit": "degreeCelsius"},
        {"@type": ["Property", "Illuminance"], "name": "brightest", "schema": "double", "unit": "lux"},
        {"@type": "Property", "name": "origin", "displayName": "Origin", "schema": "string"}]}
      """;

  private static final Instant START = Instant.parse("2026-11-02T06:00:00Z");
  private static final AtomicInteger APPS = new AtomicInteger();

  /** Up to when derived fields are said to be worked out; null for all. */
  private static final AtomicReference<Instant> WHOLE_UNTIL = new AtomicReference<>();

  private static AnnotationConfigApplicationContext context;

  private AppId app;
  private DeviceTemplate box;

  @BeforeAll
  static void start() {
    context = new AnnotationConfigApplicationContext(Parts.class);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @BeforeEach
  void an_app_with_a_depot() {
    WHOLE_UNTIL.set(null);
    app = new AppId("report-" + APPS.incrementAndGet());
    done(get(Apps.class).create(app.value(), "Reports", null));
    box = done(get(DeviceTemplates.class).publish(app, BOX)).getFirst();
    done(
        get(Places.class)
            .put(
                app,
                new Place("depot", "North depot", null, "depot", 52.5, 13.4, 500, null),
                null,
                "test"));
  }

  @Test
  void a_trip_within_its_limits_is_kept_and_says_so() {
    DeviceRef device = box("calm", Map.of("highest", "8"));
    write(device, hours(6, minute -> values(5, 1)));

    ConditionReport report = report(device, 6);

    assertThat(report.verdict()).isEqualTo(Verdict.KEPT);
    assertThat(report.reasons())
        .containsExactly(
            "Temperature stayed within its limits.",
            "Shock stayed within its limits.",
            "Light has no limit on this device.",
            "Readings cover all of the time, without a gap.");
    assertThat(finding(report, "temperature").figures().mean()).isEqualTo(5);
    assertThat(finding(report, "temperature").figures().meanKinetic()).isCloseTo(5, within(1e-6));
    assertThat(finding(report, "light").result()).isEqualTo(Result.NOT_PROMISED);
  }

  @Test
  void minutes_means_and_excursions_are_weighted_by_time_and_have_a_place() {
    DeviceRef device = box("warm", Map.of("highest", "8"));
    // Above its limit for 40 minutes from 2:00 on, for 20 from 4:00 on; one shock at 3:00.
    write(
        device,
        hours(
            6,
            minute ->
                values(
                    minute >= 120 && minute < 160 ? 12 : minute >= 240 && minute < 260 ? 9 : 5,
                    minute == 180 ? 14 : 1)));

    ConditionReport report = report(device, 6);

    Finding temperature = finding(report, "temperature");
    assertThat(temperature.result()).isEqualTo(Result.BROKEN);
    assertThat(temperature.outside()).isEqualTo(Duration.ofMinutes(60));
    assertThat(temperature.figures().mean())
        .isCloseTo((300 * 5 + 40 * 12 + 20 * 9) / 360.0, within(1e-9));
    assertThat(temperature.figures().maxAt()).isEqualTo(at(120));
    assertThat(temperature.excursions())
        .extracting(Excursion::from, Excursion::to, Excursion::extreme, Excursion::breaking)
        .containsExactly(tuple(at(120), at(160), 12.0, true), tuple(at(240), at(260), 9.0, false));
    assertThat(temperature.excursions().getFirst().where().name()).isEqualTo("North depot");
    assertThat(finding(report, "shock").excursions()).hasSize(1);
    assertThat(report.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(report.reasons().getFirst())
        .isEqualTo(
            "Temperature was outside its limits once for longer than is tolerated, 1 h in all;"
                + " longest 40 min, at worst 12 °C.");
  }

  @Test
  void late_and_doubled_readings_change_nothing() {
    Random random = new Random(7);
    List<Reading> readings = new ArrayList<>();
    DeviceRef inOrder = box("in-order", Map.of("highest", "8"));
    DeviceRef shuffled = box("shuffled", Map.of("highest", "8"));
    for (int minute = 0; minute < 1_440; minute += 5) {
      double temperature = 5 + 4 * Math.sin(minute / 90.0) + random.nextGaussian() / 5;
      readings.add(
          Reading.of(inOrder, at(minute), at(minute), values(temperature, random.nextInt(8))));
    }
    store(readings);
    List<Reading> twice = new ArrayList<>();
    for (Reading reading : readings) {
      Instant received = reading.receivedAt().plusSeconds(random.nextInt(40) * 600L);
      twice.add(Reading.of(shuffled, reading.observedAt(), received, reading.values()));
      if (random.nextInt(4) == 0) {
        twice.add(Reading.of(shuffled, reading.observedAt(), received, reading.values()));
      }
    }
    Collections.shuffle(twice, random);
    for (int i = 0; i < twice.size(); i += 50) {
      store(twice.subList(i, Math.min(twice.size(), i + 50)));
    }

    ConditionReport one = report(inOrder, 24);
    ConditionReport other = report(shuffled, 24);

    assertThat(other.coverage().late()).isPositive();
    assertThat(other.coverage().readings()).isEqualTo(one.coverage().readings()).isEqualTo(288);
    assertThat(other.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(other)
        .usingRecursiveComparison()
        .ignoringFields("device", "deviceName", "coverage.late")
        .isEqualTo(one);
  }

  @Test
  void silence_is_told_and_proves_nothing() {
    DeviceRef device = box("silent", Map.of("highest", "8"));
    List<Reading> readings = hours(10, minute -> values(5, 1)).of(device);
    readings.removeIf(r -> r.observedAt().isAfter(at(120)) && r.observedAt().isBefore(at(300)));
    store(readings);

    ConditionReport report = report(device, 10);

    assertThat(report.coverage().gaps()).containsExactly(new Gap(at(120), at(300)));
    assertThat(report.coverage().known()).isEqualTo(Duration.ofHours(7));
    assertThat(report.verdict()).isEqualTo(Verdict.UNPROVEN);
    assertThat(report.reasons())
        .contains("Readings cover 70 % of the time; there is one gap, of which nothing is known.");
    assertThat(report(box("never", Map.of("highest", "8")), 10).verdict())
        .isEqualTo(Verdict.UNPROVEN);
  }

  @Test
  void an_excursion_before_a_silence_ends_with_the_last_reading_before_it() {
    DeviceRef device = box("cut-off", Map.of("highest", "8"));
    List<Reading> readings =
        hours(10, minute -> values(minute >= 60 && minute <= 360 ? 12 : 5, 1)).of(device);
    readings.removeIf(r -> r.observedAt().isAfter(at(100)) && r.observedAt().isBefore(at(300)));
    store(readings);

    assertThat(finding(report(device, 10), "temperature").excursions())
        .extracting(Excursion::from, Excursion::to)
        .containsExactly(tuple(at(60), at(100)), tuple(at(300), at(365)));
  }

  @Test
  void a_limit_that_was_changed_on_the_way_holds_from_then_on() {
    DeviceRef device = box("strict", Map.of());
    get(ReportedProperties.class)
        .keep(
            List.of(
                new PropertyReport(device, "highest", START.minusSeconds(60), new Value.Num(8)),
                new PropertyReport(device, "highest", at(180), new Value.Num(4))));
    write(device, hours(6, minute -> values(5, 1)));

    Finding temperature = finding(report(device, 6), "temperature");

    assertThat(temperature.limits())
        .containsExactly(new Limits(START, 2.0, 8.0), new Limits(at(180), 2.0, 4.0));
    assertThat(temperature.outside()).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void legs_have_their_states_places_and_figures_and_a_promise_counts_on_some() {
    DeviceRef device = box("shipped", Map.of("highest", "8", "origin", "depot"));
    write(device, hours(6, minute -> values(minute < 300 ? 5 : 20, 1)));
    stages(device, new TreeMap<>(Map.of(at(0), "loaded", at(60), "onTheWay", at(300), "arrived")));

    ConditionReport report = report(device, 6);

    assertThat(report.legs())
        .extracting(leg -> leg.states().get("Stage"), Leg::from, Leg::to)
        .containsExactly(
            tuple("Loaded", at(0), at(60)),
            tuple("On the way", at(60), at(300)),
            tuple("Arrived", at(300), at(360)));
    assertThat(report.legs().getFirst().start().name()).isEqualTo("North depot");
    assertThat(report.legs().getLast().figures().getFirst().figures().max()).isEqualTo(20);
    Finding temperature = finding(report, "temperature");
    assertThat(temperature.result()).isEqualTo(Result.KEPT);
    assertThat(temperature.judged()).isEqualTo(Duration.ofHours(5));
    assertThat(temperature.excused()).extracting(Excursion::from).containsExactly(at(300));
    assertThat(report.facts())
        .anySatisfy(
            fact -> {
              assertThat(fact.label()).isEqualTo("Origin");
              assertThat(fact.value()).isEqualTo("North depot");
            });
    assertThat(report.visits())
        .extracting(Visit::place, Visit::from)
        .containsExactly(tuple("depot", START));
    assertThat(report.flags().getFirst().times()).isZero();
  }

  @Test
  void while_states_are_behind_that_a_promise_needs_nothing_is_said_of_it() {
    DeviceRef device = box("behind", Map.of("highest", "8"));
    write(device, hours(6, minute -> values(minute < 240 ? 5 : 20, 1)));
    assertThat(report(device, 6).verdict()).isEqualTo(Verdict.BROKEN);
    WHOLE_UNTIL.set(at(120));

    ConditionReport behind = report(device, 6);

    assertThat(behind.verdict()).isEqualTo(Verdict.NOT_YET_KNOWN);
    assertThat(behind.workedOutUntil()).isEqualTo(at(120));
    assertThat(finding(behind, "temperature").result()).isEqualTo(Result.NOT_YET_KNOWN);
    assertThat(finding(behind, "temperature").excursions()).isEmpty();
    assertThat(finding(behind, "temperature").unclear())
        .extracting(Excursion::from, Excursion::breaking)
        .containsExactly(tuple(at(240), false));
    assertThat(finding(behind, "shock").result()).isEqualTo(Result.KEPT);
    assertThat(behind.legs()).extracting(Leg::to).containsExactly(at(120));
    assertThat(behind.reasons())
        .startsWith(
            "Temperature: whether it stayed within its limits is not yet known, the readings are"
                + " still being evaluated.")
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .contains("worked out up to 2 Nov 2026 08:00:00 (UTC) only")
                    .contains("Ask again in a minute"));
    assertThat(ConditionReportCsv.write(behind).lines())
        .anyMatch(line -> line.startsWith("report,") && line.contains(",not_yet_known,"))
        .anyMatch(line -> line.startsWith("worked-out,,2026-11-02T06:00:00Z,2026-11-02T08:00:00Z"))
        .anyMatch(line -> line.startsWith("unclear,Temperature,2026-11-02T10:00:00Z,"));
    assertThat(report(device, 2).verdict()).isEqualTo(Verdict.KEPT);
  }

  @Test
  void what_needs_no_state_is_broken_however_far_the_states_are() {
    DeviceRef device = box("dropped", Map.of("highest", "8"));
    write(device, hours(6, minute -> values(5, minute == 180 ? 14 : 1)));
    WHOLE_UNTIL.set(START.minusSeconds(60));

    ConditionReport report = report(device, 6);

    assertThat(report.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(report.workedOutUntil()).isEqualTo(START);
    assertThat(report.legs()).isEmpty();
    assertThat(report.reasons()).anyMatch(reason -> reason.contains("not yet known"));
  }

  @Test
  void outside_while_nothing_tells_the_state_is_neither_broken_nor_kept() {
    DeviceRef device = box("unclear", Map.of("highest", "8"));
    List<Reading> readings =
        hours(6, minute -> values(minute < 40 ? 5 : minute < 80 ? 12 : 5, 1)).of(device);
    get(TelemetryStore.class).write(List.of(new TableBatch(app, box, readings)));
    stages(device, new TreeMap<>(Map.of(at(60), "onTheWay")));

    ConditionReport report = report(device, 6);

    // 20 minutes are known to count and are tolerated; with the 20 before they would not be.
    Finding temperature = finding(report, "temperature");
    assertThat(temperature.result()).isEqualTo(Result.UNKNOWN);
    assertThat(temperature.unclear())
        .extracting(Excursion::from, Excursion::to)
        .containsExactly(tuple(at(40), at(60)));
    assertThat(temperature.excursions())
        .extracting(Excursion::from, Excursion::to, Excursion::breaking)
        .containsExactly(tuple(at(60), at(80), false));
    assertThat(report.verdict()).isEqualTo(Verdict.UNPROVEN);
    assertThat(report.reasons())
        .startsWith(
            "Temperature was outside its limits for 20 min while nothing tells whether they"
                + " counted.");
  }

  @Test
  void inside_while_nothing_tells_the_state_is_kept() {
    DeviceRef device = box("stateless", Map.of("highest", "8"));
    List<Reading> readings = hours(6, minute -> values(5, 1)).of(device);
    get(TelemetryStore.class).write(List.of(new TableBatch(app, box, readings)));

    assertThat(report(device, 6).verdict()).isEqualTo(Verdict.KEPT);
  }

  @Test
  void a_state_lasts_through_a_silence() {
    DeviceRef device = box("paused", Map.of("highest", "8"));
    List<Reading> readings = hours(6, minute -> values(minute < 240 ? 5 : 20, 1)).of(device);
    readings.removeIf(r -> r.observedAt().isAfter(at(120)) && r.observedAt().isBefore(at(200)));
    store(readings);
    stages(device, new TreeMap<>(Map.of(at(100), "arrived")));

    ConditionReport report = report(device, 6);

    assertThat(report.legs())
        .extracting(leg -> leg.states().get("Stage"), Leg::from, Leg::to)
        .containsExactly(
            tuple("On the way", at(0), at(100)),
            tuple("Arrived", at(100), at(120)),
            tuple("Arrived", at(200), at(360)));
    assertThat(finding(report, "temperature").excused())
        .extracting(Excursion::from)
        .containsExactly(at(240));
    assertThat(finding(report, "temperature").result()).isEqualTo(Result.KEPT);
  }

  @Test
  void a_table_of_it_has_a_line_for_everything_and_runs_no_formula() {
    DeviceRef device = box("=HYPERLINK(1)", Map.of("highest", "8", "origin", "@depot, \"x\""));
    write(device, hours(6, minute -> values(minute == 60 ? -3.5 : 5, minute == 180 ? 14 : 1)));

    String csv = ConditionReportCsv.write(report(device, 6));

    assertThat(csv.lines())
        .anyMatch(line -> line.startsWith("report,'=HYPERLINK(1),2026-11-02T06:00:00Z,"))
        .anyMatch(
            line -> line.startsWith("property,Origin,") && line.contains("\"'@depot, \"\"x\"\"\""))
        .anyMatch(line -> line.startsWith("excursion,Shock,2026-11-02T09:00:00Z,"))
        .anyMatch(line -> line.startsWith("excursion,Temperature,") && line.contains(",-3.5,"))
        .anyMatch(line -> line.startsWith("visit,North depot,"));
    assertThat(csv.lines().map(line -> line.split(",", 2)[0]).distinct())
        .contains("reason", "promise", "true");
  }

  @Test
  void a_range_that_ends_before_it_starts_or_is_too_long_is_refused() {
    DeviceRef device = box("refused", Map.of());
    ConditionReports reports = get(ConditionReports.class);

    assertThat(reports.of(device, at(10), at(10)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.problems().toString()).contains("report.range"));
    assertThat(reports.of(device, START.minus(Duration.ofDays(93)), START))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(reports.of(DeviceRef.of(app.value(), "nobody"), null, null))
        .isInstanceOf(Outcome.Refused.class);
  }

  private interface Course {
    Map<String, Value> at(int minute);
  }

  private interface Trip {
    List<Reading> of(DeviceRef device);
  }

  /** A reading every 5 minutes. */
  private static Trip hours(int hours, Course course) {
    return device -> {
      List<Reading> readings = new ArrayList<>();
      for (int minute = 0; minute < hours * 60; minute += 5) {
        readings.add(Reading.of(device, at(minute), at(minute), course.at(minute)));
      }
      return readings;
    };
  }

  private static Map<String, Value> values(double temperature, double shock) {
    Map<String, Value> values = new HashMap<>();
    values.put("temperature", new Value.Num(temperature));
    values.put("shock", new Value.Num(shock));
    values.put("light", new Value.Num(1));
    values.put("open", new Value.Flag(false));
    values.put("location", new Value.Geo(52.5, 13.4, null));
    return values;
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  private DeviceRef box(String name, Map<String, String> properties) {
    String id = "box-" + APPS.incrementAndGet();
    return done(get(Devices.class)
            .register(app, new NewDevice(id, name, "Box", false, null, "depot", properties, false)))
        .device()
        .ref();
  }

  private void write(DeviceRef device, Trip course) {
    store(course.of(device));
  }

  private void store(List<Reading> readings) {
    get(TelemetryStore.class).write(List.of(new TableBatch(app, box, readings)));
    Reading first = Collections.min(readings, Comparator.comparing(Reading::observedAt));
    stages(first.device(), new TreeMap<>(Map.of(first.observedAt(), "onTheWay")));
  }

  private void stages(DeviceRef device, SortedMap<Instant, String> stages) {
    List<Sample> samples = new ArrayList<>();
    stages.forEach(
        (at, stage) ->
            samples.add(new Sample(at, new TreeMap<>(Map.of("stage", new Value.Text(stage))))));
    get(DerivedValues.class).write(List.of(new Replacement(device, box, null, true, samples)));
  }

  private static ConditionReport report(DeviceRef device, int hours) {
    return done(get(ConditionReports.class).of(device, START, START.plus(Duration.ofHours(hours))));
  }

  private static Finding finding(ConditionReport report, String field) {
    return report.findings().stream()
        .filter(finding -> finding.field().path().equals(field))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var problems) -> throw new AssertionError(problems.toString());
    };
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
  static class Parts {

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource() {
      return TestDatabase.migrated();
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource source) {
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
    EvaluationProgress progress() {
      return new EvaluationProgress() {
        @Override
        public <T> T ask(DeviceRef device, String table, Question<T> question) {
          return question.answer(WHOLE_UNTIL.get());
        }
      };
    }

    @Bean
    InstantSource time() {
      return InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
    }
  }
}
