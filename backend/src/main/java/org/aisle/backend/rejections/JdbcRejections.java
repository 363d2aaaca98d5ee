package org.aisle.backend.rejections;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Component
class JdbcRejections implements Rejections, RejectionLog {

  static final int KEPT_PER_DEVICE = 500;
  static final int KEPT_PER_APP = 10_000;

  private static final int TEXT = 2_000;

  private static final Map<String, RejectionCode> CODES =
      Stream.of(RejectionCode.values())
          .collect(Collectors.toMap(RejectionCode::code, Function.identity()));

  private static final String SELECT =
      """
      SELECT named_app, device, at, code, field, sentence, topic, client, payload, payload_size
      FROM aisle.rejection
      """;

  private static final String NEWEST = " ORDER BY at DESC, id DESC LIMIT ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  JdbcRejections(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
  }

  @Override
  public void keep(List<Rejection> rejections) {
    if (!rejections.isEmpty()) {
      transactions.executeWithoutResult(status -> keepAll(rejections));
    }
  }

  private void keepAll(List<Rejection> rejections) {
    jdbc.batchUpdate(
        """
        INSERT INTO aisle.rejection
          (app, named_app, device, at, code, field, sentence, topic, client, payload, payload_size)
        VALUES ((SELECT id FROM aisle.app WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rejections.stream().map(JdbcRejections::row).toList());
    Map<String, Long> perApp = new TreeMap<>();
    TreeSet<DeviceRef> devices = new TreeSet<>();
    for (Rejection rejection : rejections) {
      AppId app = rejection.app();
      if (app != null) {
        perApp.merge(app.value(), 1L, Long::sum);
        if (rejection.device() != null) {
          devices.add(new DeviceRef(app, rejection.device()));
        }
      }
    }
    perApp.forEach(
        (app, refused) ->
            jdbc.update(
                """
                INSERT INTO aisle.rejection_count AS c (app, total)
                SELECT id, ? FROM aisle.app WHERE id = ?
                ON CONFLICT (app) DO UPDATE SET total = c.total + excluded.total
                """,
                refused,
                app));
    for (DeviceRef device : devices) {
      forget(
          "app = ? AND device = ?", KEPT_PER_DEVICE, device.app().value(), device.device().value());
    }
    perApp.keySet().forEach(app -> forget("app = ?", KEPT_PER_APP, app));
    forget("app IS NULL", KEPT_PER_APP);
  }

  private void forget(String which, int kept, Object... parameters) {
    Object[] all = java.util.Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = kept;
    jdbc.update(
        "DELETE FROM aisle.rejection WHERE id IN (SELECT id FROM aisle.rejection WHERE "
            + which
            + " ORDER BY at DESC, id DESC OFFSET ?)",
        all);
  }

  @Override
  public List<Rejection> of(DeviceRef device, int limit) {
    return jdbc.query(
        SELECT + "WHERE app = ? AND device = ?" + NEWEST,
        JdbcRejections::read,
        device.app().value(),
        device.device().value(),
        limit);
  }

  @Override
  public List<Rejection> of(AppId app, int limit) {
    return jdbc.query(SELECT + "WHERE app = ?" + NEWEST, JdbcRejections::read, app.value(), limit);
  }

  @Override
  public List<Rejection> homeless(int limit) {
    return jdbc.query(SELECT + "WHERE app IS NULL" + NEWEST, JdbcRejections::read, limit);
  }

  @Override
  public long count(AppId app) {
    return jdbc
        .queryForList(
            "SELECT total FROM aisle.rejection_count WHERE app = ?", Long.class, app.value())
        .stream()
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }

  private static @Nullable Object[] row(Rejection rejection) {
    AppId app = rejection.app();
    DeviceId device = rejection.device();
    return new @Nullable Object[] {
      app == null ? null : app.value(),
      app == null ? null : app.value(),
      device == null ? null : device.value(),
      rejection.at().atOffset(ZoneOffset.UTC),
      rejection.code().code(),
      clean(rejection.field()),
      clean(rejection.sentence()),
      clean(rejection.topic()),
      clean(rejection.client()),
      rejection.payload(),
      rejection.payloadSize()
    };
  }

  private static Rejection read(ResultSet row, int number) throws SQLException {
    String app = row.getString(1);
    String device = row.getString(2);
    return new Rejection(
        app == null ? null : new AppId(app),
        device == null ? null : new DeviceId(device),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        Objects.requireNonNullElse(CODES.get(row.getString(4)), RejectionCode.STEP_FAILED),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getBytes(9),
        row.getInt(10));
  }

  /** What PostgreSQL can keep as text: no NUL, no half of a surrogate pair, not too long. */
  private static @Nullable String clean(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String cut = text.length() <= TEXT ? text : text.substring(0, TEXT);
    byte[] bytes = cut.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
