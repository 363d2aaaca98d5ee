package org.aisle.backend.timeseries;

import static org.aisle.backend.timeseries.TestTemplates.COOLER;
import static org.aisle.backend.timeseries.TestTemplates.COOLER_2;
import static org.aisle.backend.timeseries.TestTemplates.DERIVING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.aisle.backend.timeseries.DerivedValues.Replacement;
import org.aisle.backend.timeseries.DerivedValues.Sample;
import org.aisle.backend.timeseries.EvaluationMarks.Mark;
import org.aisle.backend.timeseries.TelemetryStore.TableBatch;
import org.aisle.backend.timeseries.TelemetryStore.Written;
import org.aisle.backend.timeseries.TelemetryTables.Extension;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What every store does with readings, whichever database keeps them. */
abstract class TelemetryStoreContract {

  static final AppId APP = new AppId("contract-app");
  static final AppId OTHER = new AppId("contract-other");
  static final Instant NOON = Instant.parse("2026-03-29T00:59:59.123456Z");

  TestStore db;

  /** A migrated database; it may be shared, the apps above belong to this class. */
  abstract DataSource database();

  @BeforeEach
  void create_the_apps() {
    db = TestStore.on(database());
    drop_the_apps();
    db.tables().createApp(APP);
    db.tables().createApp(OTHER);
    assertThat(db.tables().extend(APP, COOLER)).isEqualTo(new Extension.Ready("cooler"));
    db.tables().extend(OTHER, COOLER);
  }

  @AfterEach
  void drop_the_apps() {
    db.tables().dropApp(APP);
    db.tables().dropApp(OTHER);
  }

  @Test
  void every_kind_of_value_comes_back_as_it_was_written() {
    Map<String, Value> values =
        Map.of(
            "temperature", new Value.Num(4.1000000000000005),
            "door.openCount", new Value.Whole(Integer.MIN_VALUE),
            "uptime", new Value.Whole(Long.MAX_VALUE),
            "door.open", new Value.Flag(true),
            "note", new Value.Text("Größe \"x\" \\ {,} \uD83E\uDDCA\n"),
            "mode", new Value.Text("defrost"),
            "lastService", new Value.Moment(Instant.parse("2001-02-03T04:05:06.789012Z")),
            "location", new Value.Geo(52.5, -13.25, null),
            "acceleration", new Value.Vec(1e-300, -0.5, 1e300),
            "diagnostics", CanonicalJson.parse("{\"b\":[1,2.5,null],\"a\":{\"c\":1e-7}}"));
    Reading reading = reading("fridge:1", NOON, 7L, values, Map.of("wifi rssi \"x\"", "-61"));
    write(COOLER, reading);

    StoredRow row = only();
    assertThat(row.reading().observedAt()).isEqualTo(NOON);
    values.forEach(
        (path, value) ->
            assertThat(row.reading().values().get(path).value()).as(path).isEqualTo(value));
    assertThat(row.reading().extra().get("wifi rssi \"x\"").value())
        .isEqualTo(new Value.Tree("-61"));
    assertThat(row.seq()).isEqualTo(7);
  }

  @Test
  void an_altitude_comes_back_too() {
    Value place = new Value.Geo(0, 180, -12.5);
    write(COOLER, reading("a", NOON, null, Map.of("location", place), Map.of()));
    assertThat(only().reading().values().get("location").value()).isEqualTo(place);
  }

  @Test
  void a_repeat_changes_nothing_and_says_so() {
    Reading reading = temperature("a", NOON, null, 4);
    Written first = write(COOLER, reading);
    assertThat(first.inserted()).isEqualTo(1);
    assertThat(first.oldestChanged()).containsExactly(Map.entry(reading.device(), NOON));

    Written second = write(COOLER, reading, reading);
    assertThat(second.inserted()).isZero();
    assertThat(second.merged()).isZero();
    assertThat(second.unchanged()).isEqualTo(1);
    assertThat(second.oldestChanged()).isEmpty();
    assertThat(content(COOLER)).hasSize(1);
  }

  @Test
  void two_messages_for_one_instant_merge_field_by_field() {
    write(COOLER, temperature("a", NOON, null, 4));
    Written written =
        write(
            COOLER,
            reading("a", NOON, null, Map.of("door.open", new Value.Flag(true)), Map.of("x", "1")));
    assertThat(written.merged()).isEqualTo(1);
    assertThat(only().reading().values()).containsOnlyKeys("temperature", "door.open");
  }

  @Test
  void the_higher_sequence_number_wins_per_field_and_none_is_lower_than_any() {
    write(COOLER, temperature("a", NOON, 5L, 1));
    write(COOLER, temperature("a", NOON, null, 99));
    write(COOLER, temperature("a", NOON, 4L, 50));
    write(COOLER, reading("a", NOON, 9L, Map.of("note", new Value.Text("late")), Map.of()));
    write(COOLER, temperature("a", NOON, 6L, 2));

    StoredRow row = only();
    assertThat(row.reading().values().get("temperature").value()).isEqualTo(new Value.Num(2));
    assertThat(row.reading().values().get("temperature").seq()).isEqualTo(6);
    assertThat(row.seq()).isEqualTo(9);
  }

  @Test
  void a_new_version_adds_columns_and_the_old_one_keeps_writing_beside_it() {
    assertThat(db.tables().extend(APP, COOLER_2)).isInstanceOf(Extension.Ready.class);
    assertThat(db.tables().extend(APP, COOLER)).isInstanceOf(Extension.Ready.class);
    Reading humid =
        reading(
            "a",
            NOON,
            3L,
            Map.of(
                "humidity", new Value.Num(61),
                "temperature", new Value.Num(4),
                "position", new Value.Geo(1, 2, null)),
            Map.of());
    Reading old = reading("a", NOON, 8L, Map.of("note", new Value.Text("n")), Map.of());
    write(COOLER_2, humid);
    write(COOLER, old);
    List<String> oneWay = raw();
    assertThat(content(COOLER_2).getFirst().reading().values().get("humidity").seq()).isEqualTo(3);
    db.jdbc().execute("DELETE FROM " + TableName.of(APP, COOLER).sql());
    write(COOLER, old);
    write(COOLER_2, humid);
    assertThat(raw()).isEqualTo(oneWay);
  }

  @Test
  void a_column_of_another_type_is_a_conflict_and_nothing_is_changed() {
    DeviceTemplate retyped =
        TestTemplates.template(
            "dtmi:org:aisle:test:Cooler;3",
            TestTemplates.field("fresh", new FieldType.Bool()),
            TestTemplates.field("temperature", new FieldType.Text(FieldType.Text.Form.ANY)));
    assertThat(db.tables().extend(APP, retyped))
        .isEqualTo(new Extension.Conflict("temperature", "double precision", "text"));
    assertThat(
            db.jdbc()
                .queryForList(
                    "SELECT 1 FROM information_schema.columns WHERE table_schema = ? AND"
                        + " column_name = 'fresh'",
                    Integer.class,
                    APP.schema()))
        .isEmpty();
  }

  @Test
  void no_time_is_without_a_place() {
    List<Reading> readings = new ArrayList<>();
    for (String time :
        List.of(
            "1970-01-01T00:00:00Z",
            "2000-01-01T00:00:00Z",
            "2014-12-31T23:59:59.999999Z",
            "2015-01-01T00:00:00Z",
            "2026-02-28T23:59:59.999999Z",
            "2026-03-01T00:00:00Z",
            "2090-06-01T00:00:00Z",
            "2150-06-01T00:00:00Z")) {
      readings.add(temperature("a", Instant.parse(time), null, 1));
    }
    assertThat(write(COOLER, readings.toArray(new Reading[0])).inserted()).isEqualTo(8);
    assertThat(content(COOLER).stream().map(r -> r.reading().observedAt()).toList())
        .isEqualTo(readings.stream().map(Reading::observedAt).toList());
  }

  @Test
  void apps_do_not_see_each_other() {
    write(COOLER, temperature("a", NOON, null, 1));
    db.store()
        .write(
            List.of(
                new TableBatch(
                    OTHER,
                    COOLER,
                    List.of(
                        Reading.of(
                            DeviceRef.of(OTHER.value(), "a"),
                            NOON,
                            NOON,
                            Map.of("temperature", new Value.Num(2)))))));
    assertThat(only().reading().values().get("temperature").value()).isEqualTo(new Value.Num(1));
    db.tables().dropApp(OTHER);
    assertThat(content(COOLER)).hasSize(1);
  }

  @Test
  void a_call_is_written_whole_or_not_at_all() {
    Reading good = temperature("a", NOON, null, 1);
    Reading bad = reading("b", NOON, null, Map.of("uptime", new Value.Num(1.5)), Map.of());
    assertThatThrownBy(() -> write(COOLER, good, bad)).isInstanceOf(IllegalArgumentException.class);
    assertThat(content(COOLER)).isEmpty();
  }

  @Test
  void a_rolled_back_caller_leaves_nothing_and_the_next_write_succeeds() {
    TransactionTemplate transaction = new TransactionTemplate(db.transactions());
    transaction.executeWithoutResult(
        status -> {
          write(COOLER, temperature("a", NOON, null, 1));
          status.setRollbackOnly();
        });
    assertThat(content(COOLER)).isEmpty();
    assertThat(write(COOLER, temperature("a", NOON, null, 1)).inserted()).isEqualTo(1);
  }

  @Test
  void concurrent_writers_of_the_same_rows_agree_with_one_writer() throws Exception {
    List<Reading> readings = history(new Random(11), 400);
    write(COOLER, readings.toArray(new Reading[0]));
    List<String> expected = raw();
    create_the_apps();

    try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < 4; w++) {
        Random random = new Random(w);
        List<Reading> own = new ArrayList<>(readings);
        Collections.shuffle(own, random);
        running.add(writers.submit(() -> batches(own, random).forEach(this::write)));
      }
      for (Future<?> writer : running) {
        writer.get();
      }
    }
    assertThat(raw()).isEqualTo(expected);
  }

  @RepeatedTest(8)
  void order_repetition_and_batching_cannot_be_seen_in_the_table(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Reading> readings = history(random, 150);
    write(COOLER, readings.toArray(new Reading[0]));
    List<String> expected = raw();
    List<String> expectedLatest = latest();
    create_the_apps();

    List<Reading> again = new ArrayList<>(readings);
    for (int i = 0; i < 60; i++) {
      again.add(readings.get(random.nextInt(readings.size())));
    }
    Collections.shuffle(again, random);
    batches(again, random).forEach(this::write);

    assertThat(raw()).isEqualTo(expected);
    assertThat(latest()).isEqualTo(expectedLatest);
  }

  @Test
  void latest_is_the_newest_value_of_each_field_by_event_time() {
    Instant later = NOON.plusSeconds(60);
    write(COOLER, temperature("a", later, null, 9));
    write(
        COOLER,
        reading(
            "a",
            NOON,
            null,
            Map.of("temperature", new Value.Num(1), "door.open", new Value.Flag(true)),
            Map.of("old", "1")));
    assertThat(
            db.jdbc()
                .query(
                    "SELECT " + LatestValues.COLUMNS + " FROM aisle.latest WHERE app = ?",
                    (row, i) -> LatestValues.read(row),
                    APP.value()))
        .singleElement()
        .satisfies(
            values -> {
              assertThat(values.observedAt()).isEqualTo(later);
              assertThat(values.values())
                  .containsEntry("temperature", new LatestValues.Timed(later, new Value.Num(9)))
                  .containsEntry("door.open", new LatestValues.Timed(NOON, new Value.Flag(true)));
              assertThat(values.extra()).isEmpty();
            });
  }

  @Test
  void every_write_that_changes_something_is_counted_and_marked_to_be_evaluated() {
    Instant later = NOON.plusSeconds(60);
    Reading late = temperature("a", NOON, null, 1);
    ChangedRows first =
        write(COOLER, temperature("a", later, null, 9)).changed().get(late.device());
    ChangedRows second = write(COOLER, late).changed().get(late.device());
    assertThat(first.complete()).isTrue();
    assertThat(second.first()).isEqualTo(first.last() + 1);
    assertThat(second.oldest()).isEqualTo(NOON);
    assertThat(second.inserted()).extracting(r -> r.observedAt()).containsExactly(NOON);
    assertThat(first.and(second).rows()).isEqualTo(2);

    assertThat(write(COOLER, late).changed()).isEmpty();
    ChangedRows merged = write(COOLER, temperature("a", NOON, 3L, 2)).changed().get(late.device());
    assertThat(merged.complete()).isFalse();
    assertThat(mark().heardAt()).as("when the newest reading arrived").isNotNull();
    assertThat(mark()).isEqualTo(new Mark(late.device(), "cooler", 3, NOON, mark().heardAt()));
  }

  @Test
  void a_mark_is_settled_only_if_nothing_was_written_since() {
    write(COOLER, temperature("a", NOON, null, 1));
    Mark seen = mark();
    write(COOLER, temperature("a", NOON.plusSeconds(1), null, 1));
    marks().settle(List.of(seen));
    assertThat(mark().dueFrom()).isEqualTo(NOON);
    marks().settle(List.of(mark()));
    assertThat(mark().dueFrom()).isNull();
    assertThat(marks().due()).noneMatch(m -> m.device().app().equals(APP));

    marks().markDue(APP, "cooler", null, NOON.minusSeconds(5));
    assertThat(mark())
        .isEqualTo(new Mark(seen.device(), "cooler", 3, NOON.minusSeconds(5), mark().heardAt()));
  }

  @Test
  void derived_values_are_appended_or_replaced_after_an_instant() {
    db.tables().extend(APP, DERIVING);
    DeviceRef device = DeviceRef.of(APP.value(), "a");
    derive(device, null, false, sample(0, 1), sample(60, 2), sample(120, 3));
    derive(device, NOON.plusSeconds(120), true, sample(180, 4));
    derive(DeviceRef.of(APP.value(), "b"), null, false, sample(60, 9));
    assertThat(derived("a")).containsExactly("0 1.0", "60 2.0", "120 3.0", "180 4.0");

    derive(device, NOON.plusSeconds(60), false, sample(150, 5));
    assertThat(derived("a")).containsExactly("0 1.0", "60 2.0", "150 5.0");
    assertThat(latestDerived("a")).isEqualTo(5);
    derive(device, NOON.plusSeconds(60), false);
    assertThat(latestDerived("a")).isEqualTo(2);
    derive(device, null, false);
    assertThat(derived("a")).isEmpty();
    assertThat(derived("b")).containsExactly("60 9.0");
    db.tables().dropBefore(APP, NOON.plusSeconds(100));
    assertThat(derived("b")).isEmpty();
  }

  private void derive(DeviceRef device, @Nullable Instant after, boolean appended, Sample... now) {
    db.derived().write(List.of(new Replacement(device, DERIVING, after, appended, List.of(now))));
  }

  private static Sample sample(int second, double value) {
    return new Sample(
        NOON.plusSeconds(second), new TreeMap<>(Map.of("product", new Value.Num(value))));
  }

  private List<String> derived(String device) {
    return db.jdbc()
        .query(
            "SELECT observed_at, product FROM "
                + APP.schema()
                + ".deriving_derived WHERE device = ? ORDER BY observed_at",
            (row, i) ->
                Duration.between(NOON, row.getTimestamp(1).toInstant()).toSeconds()
                    + " "
                    + row.getDouble(2),
            device);
  }

  private double latestDerived(String device) {
    return db.jdbc()
        .queryForObject(
            "SELECT (fields -> 'product' ->> 2)::float8 FROM aisle.latest WHERE app = ? AND device"
                + " = ? AND derived_from = 'deriving'",
            Double.class,
            APP.value(),
            device);
  }

  private EvaluationMarks marks() {
    return new JdbcEvaluationMarks(db.jdbc());
  }

  private Mark mark() {
    return marks().of(DeviceRef.of(APP.value(), "a"), "cooler").orElseThrow();
  }

  @Test
  void what_is_older_than_the_cutoff_is_forgotten_exactly() {
    for (int day = 0; day < 120; day++) {
      write(COOLER, temperature("a", NOON.minus(Duration.ofDays(day)), null, day));
    }
    Instant cutoff = NOON.minus(Duration.ofDays(40));
    db.tables().dropBefore(APP, cutoff);
    assertThat(content(COOLER)).hasSize(41);
    assertThat(content(COOLER).getFirst().reading().observedAt()).isEqualTo(cutoff);
    assertThat(
            write(COOLER, temperature("a", NOON.minus(Duration.ofDays(100)), null, 1)).inserted())
        .isEqualTo(1);
  }

  Written write(DeviceTemplate template, Reading... readings) {
    return db.store().write(List.of(new TableBatch(APP, template, List.of(readings))));
  }

  private Written write(List<Reading> readings) {
    return write(COOLER, readings.toArray(new Reading[0]));
  }

  /** Every row as text, so that nothing stored can differ unseen. */
  List<String> raw() {
    return db.jdbc()
        .queryForList(
            "SELECT to_jsonb(t)::text FROM "
                + TableName.of(APP, COOLER).sql()
                + " t ORDER BY device, observed_at",
            String.class);
  }

  private List<String> latest() {
    return db.jdbc()
        .queryForList(
            "SELECT (to_jsonb(l) - 'changes')::text FROM aisle.latest l WHERE app = ? ORDER BY"
                + " device",
            String.class,
            APP.value());
  }

  StoredRow only() {
    List<StoredRow> rows = content(COOLER);
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  private List<StoredRow> content(DeviceTemplate template) {
    TableRows rows = new TableRows(APP, template);
    return db.jdbc()
        .query(rows.all(), (row, i) -> StoredRow.read(rows, row, rows.unknown(row.getMetaData())));
  }

  /** Readings of few devices at few instants, so that many meet. */
  static List<Reading> history(Random random, int count) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Value> values = new TreeMap<>();
      if (random.nextBoolean()) {
        values.put("temperature", new Value.Num(random.nextInt(8) / 2.0));
      }
      if (random.nextInt(3) == 0) {
        values.put("door.open", new Value.Flag(random.nextBoolean()));
      }
      if (random.nextInt(3) == 0) {
        values.put(
            "location", new Value.Geo(random.nextInt(2), 3, random.nextBoolean() ? 1.0 : null));
      }
      if (random.nextInt(4) == 0) {
        values.put("diagnostics", CanonicalJson.parse("[" + random.nextInt(3) + "]"));
      }
      if (random.nextInt(4) == 0) {
        values.put("note", new Value.Text("n" + random.nextInt(3)));
      }
      Map<String, String> extra =
          random.nextInt(3) == 0
              ? Map.of("x" + random.nextInt(2), Integer.toString(random.nextInt(3)))
              : Map.of();
      readings.add(
          reading(
              "d" + random.nextInt(3),
              NOON.plus(Duration.ofDays(random.nextInt(12) * 9L)),
              random.nextInt(3) == 0 ? null : (Long) (long) random.nextInt(4),
              values,
              extra));
    }
    return readings;
  }

  private static List<List<Reading>> batches(List<Reading> readings, Random random) {
    List<List<Reading>> batches = new ArrayList<>();
    for (int from = 0; from < readings.size(); ) {
      int to = Math.min(readings.size(), from + 1 + random.nextInt(20));
      batches.add(readings.subList(from, to));
      from = to;
    }
    return batches;
  }

  static Reading temperature(String device, Instant at, @Nullable Long seq, double value) {
    return reading(device, at, seq, Map.of("temperature", new Value.Num(value)), Map.of());
  }

  static Reading reading(
      String device,
      Instant at,
      @Nullable Long seq,
      Map<String, Value> values,
      Map<String, String> extra) {
    TreeMap<String, Value.Tree> trees = new TreeMap<>();
    extra.forEach((name, json) -> trees.put(name, CanonicalJson.parse(json)));
    return new Reading(
        DeviceRef.of(APP.value(), device),
        at,
        at.plusSeconds(1),
        seq,
        null,
        new TreeMap<>(values),
        trees);
  }
}
