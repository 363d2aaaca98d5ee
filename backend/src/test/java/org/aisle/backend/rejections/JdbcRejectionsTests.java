package org.aisle.backend.rejections;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.database.TestDatabase;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

class JdbcRejectionsTests {

  private static final AppId APP = new AppId("shop");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static HikariDataSource database;

  private JdbcRejections rejections;
  private JdbcTemplate jdbc;

  @BeforeAll
  static void open() {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void create_the_app() {
    jdbc = new JdbcTemplate(database);
    rejections = new JdbcRejections(jdbc, new JdbcTransactionManager(database));
    jdbc.update("DELETE FROM aisle.rejection");
    jdbc.update("DELETE FROM aisle.app");
    jdbc.update(
        "INSERT INTO aisle.app (id, name, zone, created_at) VALUES ('shop', 'Shop', 'UTC', now())");
  }

  @Test
  void a_rejection_comes_back_whole_and_the_newest_first() {
    Rejection whole =
        new Rejection(
            APP,
            new DeviceId("a"),
            NOON.plusSeconds(1),
            RejectionCode.FIELD_OUT_OF_RANGE,
            "temperature",
            "Too hot: check the sensor.",
            "telemetry/shop/a",
            "gw@shop",
            new byte[] {0, -1, 65},
            3);
    rejections.keep(List.of(rejection(APP, "a", 0), whole));
    assertThat(rejections.of(new DeviceRef(APP, new DeviceId("a")), 10))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(whole, rejection(APP, "a", 0));
    assertThat(rejections.of(APP, 1)).hasSize(1);
    assertThat(rejections.count(APP)).isEqualTo(2);
    assertThat(rejections.homeless(10)).isEmpty();
  }

  @Test
  void what_names_no_existing_app_is_homeless() {
    rejections.keep(List.of(rejection(new AppId("nowhere"), "a", 0), rejection(null, null, 1)));
    assertThat(rejections.homeless(10))
        .extracting(Rejection::app)
        .containsExactly(null, new AppId("nowhere"));
    assertThat(rejections.of(new AppId("nowhere"), 10)).isEmpty();
    assertThat(rejections.count(new AppId("nowhere"))).isZero();
  }

  @Test
  void a_device_that_sends_only_nonsense_fills_neither_the_disk_nor_its_neighbours_list() {
    rejections.keep(List.of(rejection(APP, "b", 0)));
    for (int round = 0; round < 3; round++) {
      List<Rejection> many = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        many.add(rejection(APP, "a", round * 300 + i));
      }
      rejections.keep(many);
    }
    List<Rejection> kept = rejections.of(new DeviceRef(APP, new DeviceId("a")), 10_000);
    assertThat(kept).hasSize(JdbcRejections.KEPT_PER_DEVICE);
    assertThat(kept.getFirst().at()).isEqualTo(NOON.plusSeconds(899));
    assertThat(rejections.of(new DeviceRef(APP, new DeviceId("b")), 10)).hasSize(1);
    assertThat(rejections.count(APP)).isEqualTo(901);
  }

  @Test
  void text_that_postgresql_cannot_keep_is_kept_as_far_as_it_can() {
    rejections.keep(
        List.of(
            new Rejection(
                APP,
                null,
                NOON,
                RejectionCode.PAYLOAD_MALFORMED,
                "f\0\uD800",
                "s".repeat(5_000),
                "t\0",
                "c",
                new byte[0],
                0)));
    assertThat(rejections.of(APP, 1))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.field()).isEqualTo("f\uFFFD?");
              assertThat(kept.sentence()).hasSize(2_000);
            });
  }

  @Test
  void dropping_the_app_drops_its_rejections() {
    rejections.keep(List.of(rejection(APP, "a", 0)));
    jdbc.update("DELETE FROM aisle.app");
    assertThat(jdbc.queryForObject("SELECT count(*) FROM aisle.rejection", Long.class)).isZero();
  }

  private static Rejection rejection(@Nullable AppId app, @Nullable String device, int second) {
    return new Rejection(
        app,
        device == null ? null : new DeviceId(device),
        NOON.plusSeconds(second),
        RejectionCode.PAYLOAD_MALFORMED,
        null,
        "Not JSON.",
        null,
        null,
        new byte[] {1},
        1);
  }
}
