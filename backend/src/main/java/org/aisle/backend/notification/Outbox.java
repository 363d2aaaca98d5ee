package org.aisle.backend.notification;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.alerts.AlertEvent;
import org.aisle.backend.notification.Item.Kind;
import org.aisle.backend.notification.Timing.Slot;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** What was heard of alerts, and what is to be told of it. Thread-safe. */
@Repository
class Outbox {

  /** How much one message takes before another is begun. */
  static final int MOST_NOTICES = 500;

  /** An event that cannot be understood is left alone after so many attempts. */
  static final int MOST_TRIES = 10;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final JsonMapper json = new JsonMapper();

  Outbox(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * An event of an alert from which nothing has followed yet.
   *
   * @param told whether somebody was told of the alert, or is to be
   */
  record Heard(
      long event,
      AppId app,
      long alert,
      String rule,
      Instant at,
      AlertEvent.Kind kind,
      String sentence,
      boolean told) {}

  /**
   * That an alert is to be told, or was.
   *
   * @param open when it is due, as long as the message can still be changed; else null
   * @param dead whether it was given up
   */
  record Known(long notice, String destination, @Nullable Instant open, boolean dead) {
    boolean told() {
      return open == null && !dead;
    }
  }

  record Reminder(AppId app, long alert, String destination, int number) {}

  void inTransaction(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }

  /** In the order in which they were written. */
  List<Heard> heard(int limit) {
    return jdbc.sql(
            """
            select h.event, a.app, e.alert, a.rule, e.at, e.kind, e.sentence,
              exists (select 1 from aisle.notice n where n.alert = e.alert) as told
            from aisle.alert_heard h join aisle.alert_event e on e.id = h.event
              join aisle.alert a on a.id = e.alert
            where h.tries < :tries order by h.event limit :limit
            """)
        .param("tries", MOST_TRIES)
        .param("limit", limit)
        .query(
            (row, number) ->
                new Heard(
                    row.getLong("event"),
                    new AppId(row.getString("app")),
                    row.getLong("alert"),
                    row.getString("rule"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    AlertEvent.Kind.valueOf(row.getString("kind")),
                    row.getString("sentence"),
                    row.getBoolean("told")))
        .list();
  }

  void settle(List<Long> events) {
    jdbc.sql("delete from aisle.alert_heard where event = any(:events)")
        .param("events", events.toArray(Long[]::new))
        .update();
  }

  void stumble(long event) {
    jdbc.sql("update aisle.alert_heard set tries = tries + 1 where event = :event")
        .param("event", event)
        .update();
  }

  /** Keeps what is still open about the alert from being sent until the transaction ends. */
  void hold(long alert) {
    jdbc.sql(
            """
            select d.id from aisle.dispatch d
            where d.status = 'WAITING' and d.sealed_at is null
              and exists (select 1 from aisle.notice n where n.dispatch = d.id and n.alert = :alert)
            order by d.id for update
            """)
        .param("alert", alert)
        .query(Long.class)
        .list();
  }

  /** Where the alert itself was told or is to be. */
  List<Known> known(long alert) {
    return jdbc.sql(
            """
            select n.id, n.destination, d.next_at, coalesce(d.status = 'DEAD', false) as dead,
              coalesce(d.status = 'WAITING' and d.sealed_at is null, false) as open
            from aisle.notice n left join aisle.dispatch d on d.id = n.dispatch
            where n.alert = :alert and n.key = 'raised' order by n.destination
            """)
        .param("alert", alert)
        .query(
            (row, number) ->
                new Known(
                    row.getLong("id"),
                    row.getString("destination"),
                    row.getBoolean("open")
                        ? row.getObject("next_at", OffsetDateTime.class).toInstant()
                        : null,
                    row.getBoolean("dead")))
        .list();
  }

  /** Does nothing when that was added before. */
  void add(AppId app, String destination, String key, Item item, Slot slot, Instant now) {
    boolean seen =
        jdbc.sql(
                """
                select 1 from aisle.notice
                where alert = :alert and destination = :destination and key = :key
                """)
            .param("alert", item.alert())
            .param("destination", destination)
            .param("key", key)
            .query(Integer.class)
            .optional()
            .isPresent();
    if (seen) {
      return;
    }
    jdbc.sql(
            """
            insert into aisle.notice (alert, destination, key, kind, dispatch, body)
            values (:alert, :destination, :key, :kind, :dispatch, :body)
            """)
        .param("alert", item.alert())
        .param("destination", destination)
        .param("key", key)
        .param("kind", item.kind().name())
        .param("dispatch", message(app, destination, slot, now))
        .param("body", json.writeValueAsString(item))
        .update();
  }

  void rewrite(long notice, Item item) {
    jdbc.sql("update aisle.notice set body = :body, kind = :kind where id = :notice")
        .param("body", json.writeValueAsString(item))
        .param("kind", item.kind().name())
        .param("notice", notice)
        .update();
  }

  void move(long notice, AppId app, String destination, Slot slot, Instant now) {
    jdbc.sql("update aisle.notice set dispatch = :dispatch where id = :notice")
        .param("dispatch", message(app, destination, slot, now))
        .param("notice", notice)
        .update();
    forgetEmpty(app, destination);
  }

  /** Takes out what has not been tried yet. */
  void dropOpen(AppId app, long alert, @Nullable Kind only) {
    List<@Nullable String> from =
        jdbc.sql(
                """
                delete from aisle.notice n using aisle.dispatch d
                where n.alert = :alert and d.id = n.dispatch and d.status = 'WAITING'
                  and d.sealed_at is null and (:only::text is null or n.kind = :only)
                returning n.destination
                """)
            .param("alert", alert)
            .param("only", only == null ? null : only.name())
            .query(String.class)
            .list();
    from.stream()
        .filter(java.util.Objects::nonNull)
        .distinct()
        .forEach(destination -> forgetEmpty(app, destination));
  }

  /** Everything open about the alert: to be told at another time. */
  List<Known> open(long alert) {
    return jdbc.sql(
            """
            select n.id, n.destination, d.next_at
            from aisle.notice n join aisle.dispatch d on d.id = n.dispatch
            where n.alert = :alert and d.status = 'WAITING' and d.sealed_at is null order by n.id
            """)
        .param("alert", alert)
        .query(
            (row, number) ->
                new Known(
                    row.getLong("id"),
                    row.getString("destination"),
                    row.getObject("next_at", OffsetDateTime.class).toInstant(),
                    false))
        .list();
  }

  /** When the newest message of that bundle was due. */
  Optional<Instant> newest(AppId app, String destination, String bundle) {
    return jdbc.sql(
            """
            select due_at from aisle.dispatch
            where app = :app and destination = :destination and bundle = :bundle
            order by id desc limit 1
            """)
        .param("app", app.value())
        .param("destination", destination)
        .param("bundle", bundle)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /** Keeps an earlier reminder as it is. */
  void remind(long alert, String destination, Instant at) {
    jdbc.sql(
            """
            insert into aisle.reminder (alert, destination, next_at)
            values (:alert, :destination, :at) on conflict do nothing
            """)
        .param("alert", alert)
        .param("destination", destination)
        .param("at", utc(at))
        .update();
  }

  List<Reminder> reminders(Instant now, int limit) {
    return jdbc.sql(
            """
            select a.app, r.alert, r.destination, r.number
            from aisle.reminder r join aisle.alert a on a.id = r.alert
            where r.next_at <= :now order by r.next_at, r.alert limit :limit
            """)
        .param("now", utc(now))
        .param("limit", limit)
        .query(
            (row, number) ->
                new Reminder(
                    new AppId(row.getString("app")),
                    row.getLong("alert"),
                    row.getString("destination"),
                    row.getInt("number")))
        .list();
  }

  void remindAgain(Reminder reminder, Instant at) {
    jdbc.sql(
            """
            update aisle.reminder set next_at = :at, number = number + 1
            where alert = :alert and destination = :destination
            """)
        .param("at", utc(at))
        .param("alert", reminder.alert())
        .param("destination", reminder.destination())
        .update();
  }

  /** Of one destination, or all of them. */
  void forgetReminders(long alert, @Nullable String destination) {
    jdbc.sql(
            """
            delete from aisle.reminder
            where alert = :alert and (:destination::text is null or destination = :destination)
            """)
        .param("alert", alert)
        .param("destination", destination)
        .update();
  }

  /** Whether a repetition has still to get through. */
  boolean repeats(long alert, String destination) {
    return jdbc.sql(
            """
            select 1 from aisle.notice n join aisle.dispatch d on d.id = n.dispatch
            where n.alert = :alert and n.destination = :destination and n.kind = 'REPEATED'
              and d.status = 'WAITING' limit 1
            """)
        .param("alert", alert)
        .param("destination", destination)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The open message of that bundle, or a new one. */
  private long message(AppId app, String destination, Slot slot, Instant now) {
    return jdbc.sql(
            """
            select d.id from aisle.dispatch d
            where d.app = :app and d.destination = :destination and d.bundle = :bundle
              and d.status = 'WAITING' and d.sealed_at is null
              and (select count(*) from aisle.notice n where n.dispatch = d.id) < :most
            order by d.id desc limit 1 for update of d
            """)
        .param("app", app.value())
        .param("destination", destination)
        .param("bundle", slot.bundle())
        .param("most", MOST_NOTICES)
        .query(Long.class)
        .optional()
        .orElseGet(
            () ->
                jdbc.sql(
                        """
                        insert into aisle.dispatch
                          (app, destination, bundle, created_at, due_at, next_at)
                        values (:app, :destination, :bundle, :now, :due, :due) returning id
                        """)
                    .param("app", app.value())
                    .param("destination", destination)
                    .param("bundle", slot.bundle())
                    .param("now", utc(now))
                    .param("due", utc(slot.due()))
                    .query(Long.class)
                    .single());
  }

  private void forgetEmpty(AppId app, String destination) {
    jdbc.sql(
            """
            delete from aisle.dispatch d
            where d.app = :app and d.destination = :destination and d.status = 'WAITING'
              and d.sealed_at is null
              and not exists (select 1 from aisle.notice n where n.dispatch = d.id)
            """)
        .param("app", app.value())
        .param("destination", destination)
        .update();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
