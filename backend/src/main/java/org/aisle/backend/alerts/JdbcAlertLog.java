package org.aisle.backend.alerts;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.templates.identity.AppId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Notifications in {@code aisle.alert_event}. */
@Component
class JdbcAlertLog implements AlertLog {

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final AlertRows rows;
  private final Announcements announcements;
  private final InstantSource time;

  JdbcAlertLog(
      JdbcClient jdbc,
      TransactionOperations transactions,
      AlertRows rows,
      Announcements announcements,
      InstantSource time) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.rows = rows;
    this.announcements = announcements;
    this.time = time;
  }

  @Override
  public void notified(AppId app, Collection<Long> alerts, String sentence) {
    if (alerts.isEmpty()) {
      return;
    }
    transactions.executeWithoutResult(
        status -> {
          Instant now = time.instant().truncatedTo(ChronoUnit.MICROS);
          List<AlertEvent> events =
              jdbc.sql(
                      "select id from aisle.alert where app = :app and id in (:ids) order by id"
                          + " for key share")
                  .param("app", app.value())
                  .param("ids", new TreeSet<>(alerts))
                  .query(
                      (row, number) ->
                          new AlertEvent(row.getLong("id"), now, Kind.NOTIFIED, null, sentence))
                  .list();
          rows.insert(events);
          announcements.afterCommit(app, events);
        });
  }
}
