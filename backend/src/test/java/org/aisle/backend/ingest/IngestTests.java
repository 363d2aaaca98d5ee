package org.aisle.backend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.query.ReadingsStored;
import org.aisle.backend.rejections.RejectionLog;
import org.aisle.backend.timeseries.FixedDirectory;
import org.aisle.backend.timeseries.TelemetryStore;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.backend.timeseries.TestTemplates;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.aisle.templates.wire.Receipt;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.unit.DataSize;

class IngestTests {

  private static final AppId APP = new AppId("ingest-app");
  private static final DeviceRef A = DeviceRef.of("ingest-app", "a");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static HikariDataSource database;

  private final List<Rejection> rejections = new CopyOnWriteArrayList<>();
  private final List<PropertyReport> reports = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final AtomicBoolean away = new AtomicBoolean();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IngestSettings settings =
      new IngestSettings(
          1_000,
          DataSize.ofMegabytes(1),
          500,
          Duration.ZERO,
          Duration.ofMillis(5),
          Duration.ofMillis(20));

  private TestStore db;
  private DefaultCamelContext camel;
  private ProducerTemplate uplink;
  private IngestWorker worker;
  private Announcer announcer;
  private IngestQueue queue;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void start() throws Exception {
    db = TestStore.on(database);
    db.tables().dropApp(APP);
    db.tables().extend(APP, TestTemplates.COOLER);
    InstantSource clock = InstantSource.fixed(NOON);
    TelemetryStore store =
        batches -> {
          if (away.get()) {
            throw new DataAccessResourceFailureException("The cable is cut.");
          }
          return db.store().write(batches);
        };
    RejectionLog log = rejections::addAll;
    Validation validation =
        new Validation(new FixedDirectory().with(A, TestTemplates.COOLER), clock);
    BatchWriter writer =
        new BatchWriter(store, reports::addAll, log, validation, db.transactions());
    queue = new IngestQueue(settings);
    IngestMetrics metrics = new IngestMetrics(meters, queue, clock);
    announcer = new Announcer(events::add);
    camel = new DefaultCamelContext();
    camel.start();
    uplink = camel.createProducerTemplate();
    worker =
        new IngestWorker(
            queue,
            settings,
            metrics,
            camel,
            new IngestRoute(queue, validation, writer, metrics, announcer));
    announcer.start();
    worker.start();
  }

  @AfterEach
  void stop() throws Exception {
    worker.stop();
    announcer.stop();
    camel.close();
  }

  @Test
  void a_delivery_is_acknowledged_after_its_reading_is_in_the_table() throws Exception {
    CompletableFuture<Long> rowsAtAck = new CompletableFuture<>();
    uplink.sendBody(
        "direct:ingest",
        new Delivery(
            List.of(temperature(0, 4)),
            List.of(new PropertyReport(A, "serial", NOON, new Value.Text("x"))),
            List.of(),
            new Receipt() {
              @Override
              public void stored() {
                rowsAtAck.complete(rows());
              }

              @Override
              public void failed(Throwable reason) {
                rowsAtAck.completeExceptionally(reason);
              }
            }));
    assertThat(rowsAtAck.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(reports).hasSize(1);
    assertThat(events.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new ReadingsStored(APP, Map.of(A.device(), NOON)));
    assertThat(meters.counter("aisle.ingest.readings", "outcome", "inserted").count()).isEqualTo(1);
  }

  @Test
  void repeated_deliveries_are_all_acknowledged_and_stored_once() throws Exception {
    List<CompletableFuture<Boolean>> acks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      acks.add(send(temperature(i % 20, i % 20)));
    }
    for (CompletableFuture<Boolean> ack : acks) {
      assertThat(ack.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(rows()).isEqualTo(20);
  }

  @Test
  void one_reading_that_the_database_refuses_is_rejected_and_all_others_are_stored()
      throws Exception {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      readings.add(temperature(i, i));
    }
    readings.add(
        new Reading(
            A,
            Instant.parse("+300000-01-01T00:00:00Z"),
            NOON,
            null,
            null,
            new java.util.TreeMap<>(),
            new java.util.TreeMap<>()));
    assertThat(send(readings.toArray(new Reading[0])).get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(rows()).isEqualTo(50);
    assertThat(rejections)
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.code()).isEqualTo(RejectionCode.STEP_FAILED));
  }

  @Test
  void a_value_of_the_wrong_type_rejects_that_field_only() throws Exception {
    Reading reading =
        Reading.of(
            A,
            NOON,
            NOON,
            Map.of("temperature", new Value.Whole(4), "uptime", new Value.Text("long")));
    assertThat(send(reading).get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(rows()).isEqualTo(1);
    assertThat(rejections)
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.code()).isEqualTo(RejectionCode.FIELD_WRONG_TYPE);
              assertThat(rejection.field()).isEqualTo("uptime");
            });
  }

  @Test
  void a_reading_of_an_unknown_device_is_rejected_and_acknowledged() throws Exception {
    Reading stray =
        Reading.of(DeviceRef.of("ingest-app", "stray"), NOON, NOON, Map.of("x", new Value.Num(1)));
    assertThat(send(stray).get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(rejections)
        .extracting(Rejection::code)
        .containsExactly(RejectionCode.DEVICE_UNKNOWN);
  }

  @Test
  void while_the_store_is_away_nothing_is_acknowledged_and_afterwards_all_is() throws Exception {
    away.set(true);
    assertThat(send(temperature(0, 1)).get(20, TimeUnit.SECONDS)).isFalse();
    assertThat(rows()).isZero();
    assertThat(rejections).isEmpty();
    away.set(false);
    assertThat(send(temperature(0, 1)).get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void what_waits_is_written_before_the_worker_stops_and_later_deliveries_go_back()
      throws Exception {
    List<CompletableFuture<Boolean>> acks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      acks.add(send(temperature(i, i)));
    }
    worker.stop();
    for (CompletableFuture<Boolean> ack : acks) {
      assertThat(ack.get(1, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(send(temperature(500, 1)).get(1, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void a_full_queue_makes_whoever_brings_more_wait() throws Exception {
    IngestQueue small =
        new IngestQueue(
            new IngestSettings(
                2, DataSize.ofMegabytes(1), 10, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    small.put(
        new Delivery(
            List.of(temperature(0, 1), temperature(1, 1)), List.of(), List.of(), Receipt.NONE));
    CompletableFuture<Void> third =
        CompletableFuture.runAsync(
            () ->
                small.put(
                    new Delivery(List.of(temperature(2, 1)), List.of(), List.of(), Receipt.NONE)),
            runnable -> Thread.ofPlatform().start(runnable));
    assertThat(third.isDone()).isFalse();
    assertThat(small.take()).hasSize(1);
    third.get(20, TimeUnit.SECONDS);
    assertThat(small.depth()).isEqualTo(1);
  }

  private CompletableFuture<Boolean> send(Reading... readings) {
    CompletableFuture<Boolean> ack = new CompletableFuture<>();
    uplink.sendBody(
        "direct:ingest",
        new Delivery(
            List.of(readings),
            List.of(),
            List.of(),
            new Receipt() {
              @Override
              public void stored() {
                ack.complete(true);
              }

              @Override
              public void failed(Throwable reason) {
                ack.complete(false);
              }
            }));
    return ack;
  }

  private long rows() {
    Long rows = db.jdbc().queryForObject("SELECT count(*) FROM app_ingest_app.cooler", Long.class);
    return rows == null ? 0 : rows;
  }

  private static Reading temperature(int second, double value) {
    Instant at = NOON.plusSeconds(second);
    return Reading.of(A, at, at, Map.of("temperature", new Value.Num(value)));
  }
}
