package org.aisle.backend.alerts;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.reading.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAlertNotes implements AlertNotes {

  private final JdbcClient jdbc;
  private final Announcements announcements;
  private final InstantSource time;

  JdbcAlertNotes(JdbcClient jdbc, Announcements announcements, InstantSource time) {
    this.jdbc = jdbc;
    this.announcements = announcements;
    this.time = time;
  }

  @Override
  public void told(AppId app, List<Long> alerts, String sentence) {
    Instant now = Times.toMicros(time.instant());
    List<Long> known =
        jdbc.sql(
                """
                insert into aisle.alert_event (alert, at, kind, sentence)
                select id, :at, :kind, :sentence from aisle.alert
                where app = :app and id = any(:alerts) order by id
                returning alert
                """)
            .param("at", now.atOffset(ZoneOffset.UTC))
            .param("kind", Kind.NOTIFIED.name())
            .param("sentence", sentence)
            .param("app", app.value())
            .param("alerts", alerts.toArray(Long[]::new))
            .query((row, number) -> row.getLong("alert"))
            .list();
    announcements.afterCommit(
        app,
        known.stream()
            .map(alert -> new AlertEvent(alert, now, Kind.NOTIFIED, null, sentence))
            .toList());
  }
}
