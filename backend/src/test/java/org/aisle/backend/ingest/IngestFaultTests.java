package org.aisle.backend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.aisle.backend.database.TestDatabase;
import org.aisle.backend.timeseries.FixedDirectory;
import org.aisle.backend.timeseries.TestStore;
import org.aisle.backend.timeseries.TestTemplates;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.Receipt;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** A database that is there and does not take what is to be stored. */
class IngestFaultTests {

  private static final AppId APP = new AppId("fault-app");
  private static final AppId OTHER = new AppId("other-app");
  private static final DeviceRef A = DeviceRef.of("fault-app", "a");
  private static final DeviceRef B = DeviceRef.of("other-app", "b");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final List<Rejection> rejections = new CopyOnWriteArrayList<>();
  private final IngestSettings settings =
      new IngestSettings(
          1_000,
          DataSize.ofMegabytes(1),
          500,
          Duration.ZERO,
          Duration.ofMillis(5),
          Duration.ofMillis(20));

  private HikariDataSource database;
  private TestStore db;
  private DefaultCamelContext camel;
  private ProducerTemplate uplink;
  private IngestWorker worker;
  private Announcer announcer;

  @BeforeEach
  void start() throws Exception {
    try (HikariDataSource migrated = TestDatabase.migrated()) {
      HikariConfig config = new HikariConfig();
      migrated.copyStateTo(config);
      config.setConnectionTimeout(500);
      database = new HikariDataSource(config);
    }
    db = TestStore.on(database);
    for (AppId app : List.of(APP, OTHER)) {
      db.tables().extend(app, TestTemplates.COOLER);
    }
    InstantSource clock = InstantSource.fixed(NOON);
    Validation validation =
        new Validation(
            new FixedDirectory().with(A, TestTemplates.COOLER).with(B, TestTemplates.COOLER),
            clock);
    BatchWriter writer =
        new BatchWriter(
            db.store(), reports -> {}, rejections::addAll, validation, db.transactions());
    IngestQueue queue = new IngestQueue(settings);
    announcer = new Announcer(event -> {});
    camel = new DefaultCamelContext();
    camel.start();
    uplink = camel.createProducerTemplate();
    worker =
        new IngestWorker(
            queue,
            settings,
            new IngestMetrics(new SimpleMeterRegistry(), queue, clock),
            camel,
            new IngestRoute(
                queue,
                validation,
                writer,
                new IngestMetrics(new SimpleMeterRegistry(), queue, clock),
                announcer));
    announcer.start();
    worker.start();
    assertThat(send(A, 0)).isTrue();
    assertThat(send(B, 0)).isTrue();
  }

  @AfterEach
  void stop() throws Exception {
    worker.stop();
    announcer.stop();
    camel.close();
    database.close();
  }

  @Test
  void a_table_that_somebody_locked_keeps_its_own_readings_waiting_and_nobody_elses()
      throws Exception {
    try (Connection somebody = database.getConnection();
        Statement statement = somebody.createStatement()) {
      somebody.setAutoCommit(false);
      statement.execute("LOCK TABLE app_fault_app.cooler IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<Boolean> held = offer(A, 1);
      CompletableFuture<Boolean> free = offer(B, 1);
      assertThat(free.get(20, TimeUnit.SECONDS)).isTrue();
      assertThat(held.get(20, TimeUnit.SECONDS)).isFalse();
      long began = System.nanoTime();
      for (int i = 2; i < 12; i++) {
        held = offer(A, i);
        assertThat(send(B, i)).isTrue();
        assertThat(held.get(20, TimeUnit.SECONDS)).isFalse();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("ten batches, of which not each waits for the lock")
          .isLessThan(Duration.ofSeconds(15));
      somebody.rollback();
    }
    untilStored(A, 1);
    assertThat(rows("app_other_app")).isEqualTo(12);
    assertThat(rejections).isEmpty();
  }

  @Test
  void a_database_in_read_only_mode_gets_nothing_acknowledged_and_afterwards_everything()
      throws Exception {
    String name = ask("SELECT current_database()");
    execute("ALTER DATABASE %s SET default_transaction_read_only = on".formatted(name));
    disconnectAll();
    assertThat(send(A, 1)).isFalse();
    execute(
        "SET default_transaction_read_only = off",
        "ALTER DATABASE %s RESET default_transaction_read_only".formatted(name));
    disconnectAll();
    untilStored(A, 1);
    assertThat(rejections).isEmpty();
  }

  @Test
  void a_full_disk_of_the_database_gets_nothing_acknowledged_and_afterwards_everything()
      throws Exception {
    execute(
        """
        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'could not extend file: No space left on device'
          USING ERRCODE = '53100'; END $$
        """,
        """
        CREATE TRIGGER full_disk BEFORE INSERT ON app_fault_app.cooler
        FOR EACH STATEMENT EXECUTE FUNCTION full_disk()
        """);
    assertThat(send(A, 1)).isFalse();
    execute("DROP TRIGGER full_disk ON app_fault_app.cooler");
    untilStored(A, 1);
    assertThat(rejections).isEmpty();
  }

  @Test
  void an_exhausted_pool_of_connections_gets_nothing_acknowledged_and_afterwards_everything()
      throws Exception {
    List<Connection> all = takeAll();
    assertThat(send(A, 1)).isFalse();
    for (Connection connection : all) {
      connection.close();
    }
    untilStored(A, 1);
    assertThat(rejections).isEmpty();
  }

  /** Every connection of the pool, each of which may take longer to open than anyone waits. */
  private List<Connection> takeAll() throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    List<Connection> all = new ArrayList<>();
    while (all.size() < database.getMaximumPoolSize()) {
      try {
        all.add(database.getConnection());
      } catch (SQLTransientConnectionException e) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
    }
    return all;
  }

  private void untilStored(DeviceRef device, int second) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!send(device, second)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private boolean send(DeviceRef device, int second) throws Exception {
    return offer(device, second).get(20, TimeUnit.SECONDS);
  }

  private CompletableFuture<Boolean> offer(DeviceRef device, int second) {
    Instant at = NOON.plusSeconds(second);
    CompletableFuture<Boolean> ack = new CompletableFuture<>();
    uplink.sendBody(
        "direct:ingest",
        new Delivery(
            List.of(Reading.of(device, at, at, Map.of("temperature", new Value.Num(second)))),
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

  private long rows(String schema) throws Exception {
    return Long.parseLong(ask("SELECT count(*) FROM " + schema + ".cooler"));
  }

  private String ask(String sql) throws Exception {
    return String.valueOf(db.jdbc().queryForObject(sql, String.class));
  }

  private void execute(String... statements) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void disconnectAll() throws Exception {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    database.getHikariPoolMXBean().softEvictConnections();
  }
}
