package org.aisle.backend.rules;

import static org.aisle.backend.evaluation.RandomHistories.ASSETS;
import static org.aisle.backend.evaluation.RandomHistories.START;
import static org.aisle.backend.evaluation.RandomHistories.TEMPLATE;
import static org.aisle.backend.rules.DrivenEvaluation.CLOCK;
import static org.aisle.backend.rules.DrivenEvaluation.done;
import static org.aisle.backend.rules.DrivenEvaluation.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.alerts.AlertQuery;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.evaluation.ActiveRule;
import org.aisle.backend.evaluation.DerivedSample;
import org.aisle.backend.evaluation.DeviceContext;
import org.aisle.backend.evaluation.DeviceContext.Attachment;
import org.aisle.backend.evaluation.DeviceContext.Home;
import org.aisle.backend.evaluation.Evaluator.Timeline;
import org.aisle.backend.evaluation.Evaluators;
import org.aisle.backend.evaluation.Occurrence;
import org.aisle.backend.evaluation.RandomHistories;
import org.aisle.backend.evaluation.RandomRules;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.query.Telemetry.Row;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Place;
import org.aisle.backend.registry.Places;
import org.aisle.backend.registry.ReportedProperties;
import org.aisle.backend.timeseries.RowsStored;
import org.aisle.backend.timeseries.StoredReadings;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.PropertyReport;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * For any fixed set of readings, property reports, properties of assets, bindings and rules:
 * whatever the order, the repetition, the batching and the delay in which they arrive, and however
 * often the evaluation is killed in between, the final rows, buckets, derived values and alerts are
 * those of a fold over the sorted readings.
 */
class ArrivalOrderPropertiesTest {

  private static final AtomicInteger APPS = new AtomicInteger();
  private static final TimeRange EVER =
      new TimeRange(START.minus(Duration.ofDays(1)), START.plus(Duration.ofDays(400)));

  /** What happens on the way; whatever was not delivered at the end is delivered then. */
  sealed interface Step {
    /** Some readings arrive in one batch; of each the fields that {@code part} takes. */
    record Deliver(List<Integer> readings, Part part, boolean told) implements Step {}

    /** A property report arrives. */
    record Report(int number) implements Step {}

    /** Somebody enters what is known of an asset, or to which one the device was attached. */
    record Enter(int number) implements Step {}

    /** Time passes, and time alone is looked at. */
    record Wait(int minutes) implements Step {}

    /** What waits is evaluated. */
    record Work() implements Step {}

    /** Where the devices stand is kept. */
    record Keep() implements Step {}

    /** The process is killed and started again. */
    record Kill() implements Step {}
  }

  /** A message may hold only some of an instant's fields. */
  enum Part {
    WHOLE,
    FIRST,
    REST
  }

  @Property(tries = 20)
  void the_order_of_arrival_cannot_be_seen(
      @ForAll("samples") List<Sample> samples,
      @ForAll("rules") List<ActiveRule> rules,
      @ForAll("contexts") DeviceContext context,
      @ForAll("steps") List<Step> steps) {
    CLOCK.set(START);
    AppId app = create(context);
    DrivenEvaluation server = DrivenEvaluation.with(rules);
    DeviceRef device = register(app, "chest-1", context);
    DeviceRef twin = register(app, "chest-2", context);
    try {
      steps.forEach(step -> follow(server, device, samples, context, step));
      Instant last = samples.getLast().observedAt();
      Instant end = last.plus(Duration.ofMinutes(90));
      CLOCK.set(CLOCK.get().isBefore(end) ? end : CLOCK.get());
      reports(device, context).forEach(ArrivalOrderPropertiesTest::report);
      reports(twin, context).forEach(ArrivalOrderPropertiesTest::report);
      entries(device, context).forEach(Runnable::run);
      entries(twin, context).forEach(Runnable::run);
      server.tell(server.write(TEMPLATE, readings(device, samples, Part.WHOLE)));
      server.tell(server.write(TEMPLATE, readings(twin, samples, Part.WHOLE)));
      finish(server);
      CLOCK.set(CLOCK.get().plus(Duration.ofMinutes(6))); // nobody is catching up any more
      finish(server);

      Timeline expected =
          Evaluators.compile(TEMPLATE, ASSETS.fields(), rules)
              .evaluator()
              .timeline(context, samples, CLOCK.get());
      for (DeviceRef each : List.of(twin, device)) {
        assertThat(stored(each)).as("readings of %s", each).isEqualTo(samples);
        assertThat(derived(each)).as("derived of %s", each).isEqualTo(derived(expected));
        assertThat(alerts(each))
            .as("alerts of %s", each)
            .containsExactlyInAnyOrderElementsOf(expected.occurrences());
      }
      assertThat(buckets(device)).isEqualTo(buckets(twin));
      finish(server);
      assertThat(
              get(JdbcTemplate.class)
                  .queryForList(
                      "SELECT device FROM aisle.latest WHERE app = ? AND due_from IS NOT NULL",
                      String.class,
                      app.value()))
          .as("left unevaluated")
          .isEmpty();
    } finally {
      get(Apps.class).drop(app);
    }
  }

  private static void finish(DrivenEvaluation server) {
    server.work();
    server.keep();
    server.work();
    server.keep();
  }

  private static void follow(
      DrivenEvaluation server,
      DeviceRef device,
      List<Sample> samples,
      DeviceContext context,
      Step step) {
    switch (step) {
      case Step.Deliver deliver -> {
        List<Sample> some =
            deliver.readings().stream().map(i -> samples.get(i % samples.size())).toList();
        RowsStored stored = server.write(TEMPLATE, readings(device, some, deliver.part()));
        if (deliver.told()) {
          server.tell(stored);
        }
      }
      case Step.Report report -> {
        List<PropertyReport> all = reports(device, context);
        if (!all.isEmpty()) {
          report(all.get(report.number() % all.size()));
        }
      }
      case Step.Enter enter -> {
        List<Runnable> all = entries(device, context);
        all.get(enter.number() % all.size()).run();
      }
      case Step.Wait wait -> {
        CLOCK.set(CLOCK.get().plus(Duration.ofMinutes(wait.minutes())));
        server.work();
      }
      case Step.Work work -> server.work();
      case Step.Keep keep -> server.keep();
      case Step.Kill kill -> server.restart();
    }
  }

  private static List<Reading> readings(DeviceRef device, List<Sample> samples, Part part) {
    List<Reading> readings = new ArrayList<>();
    for (Sample sample : samples) {
      SortedMap<String, Value> values = new TreeMap<>(sample.values());
      values
          .keySet()
          .removeIf(
              path ->
                  switch (part) {
                    case WHOLE -> false;
                    case FIRST -> path.compareTo("location") >= 0;
                    case REST -> path.compareTo("location") < 0;
                  });
      readings.add(Reading.of(device, sample.observedAt(), CLOCK.get(), values));
    }
    return readings;
  }

  private static List<PropertyReport> reports(DeviceRef device, DeviceContext context) {
    List<PropertyReport> reports = new ArrayList<>();
    new TreeMap<>(context.properties())
        .forEach(
            (path, history) ->
                history.forEach(
                    (at, text) ->
                        reports.add(new PropertyReport(device, path, at, new Value.Text(text)))));
    return reports;
  }

  /** Whatever was entered already stays as it is when it is entered again. */
  private static List<Runnable> entries(DeviceRef device, DeviceContext context) {
    AssetBook book = get(AssetBook.class);
    List<Runnable> entries = new ArrayList<>();
    for (int i = 0; i < context.assets().size(); i++) {
      Attachment attached = context.assets().get(i);
      String asset = asset(device, i);
      entries.add(
          () -> book.attach(device.app(), asset, device.device(), attached.from(), attached.to()));
      new TreeMap<>(attached.properties())
          .forEach(
              (path, history) ->
                  history.forEach(
                      (at, value) ->
                          entries.add(
                              () ->
                                  done(
                                      book.change(
                                          device.app(),
                                          asset,
                                          new AssetBook.Change(
                                              null, null, null, Map.of(path, value), at))))));
    }
    return entries;
  }

  private static String asset(DeviceRef device, int number) {
    return device.device() + "-" + number;
  }

  private static void report(PropertyReport report) {
    get(TransactionOperations.class)
        .executeWithoutResult(status -> get(ReportedProperties.class).keep(List.of(report)));
  }

  private static AppId create(DeviceContext context) {
    AppId app = new AppId("arrival-" + APPS.incrementAndGet());
    done(get(Apps.class).create(app.value(), "Arrival", null));
    get(JdbcTemplate.class)
        .update("UPDATE aisle.app SET zone = ? WHERE id = ?", context.zone().getId(), app.value());
    done(get(DeviceTemplates.class).publish(app, "[]"));
    done(
        get(AssetTypeCatalogue.class)
            .put(
                app,
                ASSETS.id(),
                ASSETS.name(),
                List.of(
                    new PropertyDraft("limit", null, null, "double", null, null, List.of()),
                    new PropertyDraft("owner", null, null, "string", null, null, List.of()))));
    done(
        get(Places.class)
            .put(
                app,
                new Place("store", "Store", null, "store", 52.52, 13.405, 100, null),
                null,
                "test"));
    done(
        get(Places.class)
            .put(
                app,
                new Place("depot", "Depot", null, "depot", 52.60, 13.405, 200, null),
                null,
                "test"));
    RandomHistories.GROUPS.forEach(
        (id, query) ->
            done(get(DeviceGroups.class).put(app, new DeviceGroup(id, id, query), 0, "ada")));
    return app;
  }

  private static DeviceRef register(AppId app, String id, DeviceContext context) {
    DeviceRef device = DeviceRef.of(app.value(), id);
    done(
        get(Devices.class)
            .register(app, new NewDevice(id, id, "Chest", false, null, null, Map.of(), false)));
    for (int i = 0; i < context.assets().size(); i++) {
      Attachment attached = context.assets().get(i);
      done(
          get(AssetBook.class)
              .create(
                  app, new AssetBook.NewAsset(asset(device, i), id, null, ASSETS.id(), Map.of())));
      context.homes().stream()
          .filter(home -> !home.from().isBefore(attached.from()))
          .filter(home -> attached.to() == null || home.from().isBefore(attached.to()))
          .forEach(home -> stand(app, asset(device, context.assets().indexOf(attached)), home));
    }
    return device;
  }

  private static void stand(AppId app, String asset, Home home) {
    get(JdbcTemplate.class)
        .update(
            "INSERT INTO aisle.place_binding (app, asset, place, bound_from, bound_to) VALUES"
                + " (?, ?, ?, ?, ?)",
            app.value(),
            asset,
            home.place(),
            home.from().atOffset(ZoneOffset.UTC),
            home.to() == null ? null : home.to().atOffset(ZoneOffset.UTC));
  }

  private static List<Sample> stored(DeviceRef device) {
    List<Sample> stored = new ArrayList<>();
    get(StoredReadings.class).stream(
        device, TEMPLATE, null, (at, values) -> stored.add(new Sample(at, values)));
    return stored;
  }

  private static SortedMap<Instant, SortedMap<String, Value>> derived(DeviceRef device) {
    SortedMap<Instant, SortedMap<String, Value>> derived = new TreeMap<>();
    List<String> fields = TEMPLATE.derived().stream().map(d -> d.field().path()).toList();
    for (Row row : get(Telemetry.class).rows(device, EVER, fields, 100_000)) {
      derived.put(row.observedAt(), row.values());
    }
    return derived;
  }

  private static SortedMap<Instant, SortedMap<String, Value>> derived(Timeline timeline) {
    SortedMap<Instant, SortedMap<String, Value>> derived = new TreeMap<>();
    for (DerivedSample sample : timeline.derived()) {
      derived.computeIfAbsent(sample.observedAt(), at -> new TreeMap<>()).putAll(sample.values());
    }
    return derived;
  }

  private static List<Occurrence> alerts(DeviceRef device) {
    return get(Alerts.class)
        .find(
            device.app(),
            new AlertQuery(
                Set.of(State.ACTIVE, State.ACKNOWLEDGED, State.CLEARED, State.CLOSED),
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
        .stream()
        .map(Alert::occurrence)
        .sorted(Comparator.comparing(Occurrence::startedAt).thenComparing(Occurrence::rule))
        .toList();
  }

  private static Object buckets(DeviceRef device) {
    List<String> numbers =
        TEMPLATE.fields().stream().filter(Field::numeric).map(Field::path).toList();
    return get(Telemetry.class).buckets(device, EVER, numbers, Duration.ofMinutes(15));
  }

  @Provide
  Arbitrary<List<Sample>> samples() {
    return RandomHistories.samples();
  }

  @Provide
  Arbitrary<List<ActiveRule>> rules() {
    return RandomRules.rulesWithAssets();
  }

  @Provide
  Arbitrary<DeviceContext> contexts() {
    return RandomHistories.contextsWithAssets();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> deliver =
        Combinators.combine(
                Arbitraries.integers().between(0, 59).list().ofMinSize(1).ofMaxSize(12),
                Arbitraries.of(Part.WHOLE, Part.WHOLE, Part.FIRST, Part.REST),
                Arbitraries.of(true, true, true, false))
            .as(Step.Deliver::new);
    Arbitrary<Step> run =
        Combinators.combine(
                Arbitraries.integers().between(0, 59), Arbitraries.integers().between(1, 15))
            .as(
                (first, length) -> {
                  List<Integer> readings = new ArrayList<>();
                  for (int i = first; i < first + length; i++) {
                    readings.add(i);
                  }
                  return new Step.Deliver(readings, Part.WHOLE, true);
                });
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, deliver),
            net.jqwik.api.Tuple.of(4, run),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 9).map(Step.Report::new)),
            net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0, 19).map(Step.Enter::new)),
            net.jqwik.api.Tuple.of(3, Arbitraries.of(1, 20, 31, 200, 3_000).map(Step.Wait::new)),
            net.jqwik.api.Tuple.of(4, Arbitraries.just(new Step.Work())),
            net.jqwik.api.Tuple.of(2, Arbitraries.just(new Step.Keep())),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(new Step.Kill())))
        .list()
        .ofMaxSize(30);
  }
}
