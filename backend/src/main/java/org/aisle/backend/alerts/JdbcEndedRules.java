package org.aisle.backend.alerts;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.backend.alerts.Change.Told;
import org.aisle.backend.evaluation.Occurrence.Clearing;
import org.aisle.templates.identity.AppId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Ends rules in {@code aisle.ended_rule}. */
@Component
class JdbcEndedRules implements EndedRules {

  private record Cleared(long id, Instant at) {}

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final AlertRows rows;
  private final Announcements announcements;
  private final InstantSource time;

  JdbcEndedRules(
      JdbcTemplate jdbc,
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
  public void end(AppId app, String rule, int revision, Instant at) {
    transactions.executeWithoutResult(
        status -> {
          rows.lock(app, rule);
          rows.end(app, rule, revision);
          Instant now = time.instant().truncatedTo(ChronoUnit.MICROS);
          Sentences sentences = new Sentences(zone(app), now);
          List<AlertEvent> events = new ArrayList<>();
          for (Cleared cleared : clear(app, rule, revision, at, now)) {
            Told told =
                new Told(Kind.CLEARED, sentences.cleared(cleared.at(), Clearing.RULE_CHANGED));
            events.addAll(AlertRows.events(cleared.id(), now, null, List.of(told)));
          }
          rows.insert(events);
          announcements.afterCommit(app, events);
        });
  }

  /** A device's clock may be ahead: what was raised after {@code at} is cleared as it is raised. */
  private List<Cleared> clear(AppId app, String rule, int revision, Instant at, Instant now) {
    return jdbc.query(
        """
        update aisle.alert set state = 'CLEARED', cleared_at = greatest(?, raised_at),
          clearing = 'RULE_CHANGED', rested_at = ?
        where app = ? and rule = ? and revision <= ? and cleared_at is null
          and state <> 'WITHDRAWN'
        returning id, cleared_at
        """,
        (row, number) -> new Cleared(row.getLong("id"), AlertRows.instant(row, "cleared_at")),
        AlertRows.utc(at),
        AlertRows.utc(now),
        app.value(),
        rule,
        revision);
  }

  private ZoneId zone(AppId app) {
    return jdbc
        .queryForList("select zone from aisle.app where id = ?", String.class, app.value())
        .stream()
        .findFirst()
        .map(ZoneId::of)
        .orElse(ZoneOffset.UTC);
  }
}
