package org.aisle.backend.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aisle.backend.notification.Delivery.Failed;
import org.aisle.templates.identity.AppId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** The messages on their way. Thread-safe, also between processes on one database. */
@Repository
class DispatchQueue {

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final JsonMapper json = new JsonMapper();

  DispatchQueue(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /** One destination: what goes there goes one after the other. */
  record Lane(AppId app, String destination) {}

  /**
   * A message that was taken out to be tried.
   *
   * @param attempt counts from 1
   * @param since when it was tried first
   */
  record Taken(long id, UUID delivery, int attempt, Instant since) {}

  /** A part of it. */
  record Part(long notice, Item item) {}

  /** Where something is due, the longest waiting first. */
  List<Lane> due(Instant now, int limit) {
    return jdbc.sql(
            """
            select app, destination from aisle.dispatch
            where status = 'WAITING' and next_at <= :now
            group by app, destination order by min(next_at), app, destination limit :limit
            """)
        .param("now", Outbox.utc(now))
        .param("limit", limit)
        .query(
            (row, number) ->
                new Lane(new AppId(row.getString("app")), row.getString("destination")))
        .list();
  }

  /**
   * The next one, which nobody else gets during the lease. What is told of one alert keeps its
   * order: a message waits for an earlier one about the same alert.
   */
  Optional<Taken> take(Lane lane, Instant now, Duration lease) {
    return jdbc.sql(
            """
            update aisle.dispatch set attempts = attempts + 1,
              sealed_at = coalesce(sealed_at, :now), next_at = :lease
            where id = (
              select d.id from aisle.dispatch d
              where d.app = :app and d.destination = :destination and d.status = 'WAITING'
                and d.next_at <= :now and not exists (
                  select 1 from aisle.notice mine
                    join aisle.notice theirs on theirs.alert = mine.alert
                      and theirs.destination = mine.destination
                    join aisle.dispatch earlier on earlier.id = theirs.dispatch
                  where mine.dispatch = d.id and earlier.id < d.id
                    and earlier.status = 'WAITING' and earlier.sealed_at is not null)
              order by d.next_at, d.id limit 1 for update of d skip locked)
            returning id, delivery, attempts, sealed_at
            """)
        .param("now", Outbox.utc(now))
        .param("lease", Outbox.utc(now.plus(lease)))
        .param("app", lane.app().value())
        .param("destination", lane.destination())
        .query(
            (row, number) ->
                new Taken(
                    row.getLong("id"),
                    row.getObject("delivery", UUID.class),
                    row.getInt("attempts"),
                    row.getObject("sealed_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /** In the order in which they were added. */
  List<Part> parts(long dispatch) {
    return jdbc.sql(
            """
            select id, body from aisle.notice
            where dispatch = :dispatch and body is not null order by id
            """)
        .param("dispatch", dispatch)
        .query(
            (row, number) ->
                new Part(row.getLong("id"), json.readValue(row.getString("body"), Item.class)))
        .list();
  }

  /** Whether the alert was told there, or is to be; not so when that was dropped meanwhile. */
  boolean isRaised(long alert, String destination) {
    return jdbc.sql(
            """
            select 1 from aisle.notice
            where alert = :alert and destination = :destination and key = 'raised'
            """)
        .param("alert", alert)
        .param("destination", destination)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  void drop(long notice) {
    jdbc.sql("delete from aisle.notice where id = :notice").param("notice", notice).update();
  }

  void forget(long dispatch) {
    jdbc.sql("delete from aisle.dispatch where id = :id").param("id", dispatch).update();
  }

  void sent(long dispatch, Instant now) {
    jdbc.sql(
            """
            update aisle.dispatch set status = 'SENT', ended_at = :now, next_at = :now,
              failure_code = null, failure = null
            where id = :id
            """)
        .param("now", Outbox.utc(now))
        .param("id", dispatch)
        .update();
  }

  void failed(long dispatch, Instant next, Failed failure) {
    jdbc.sql(
            """
            update aisle.dispatch set next_at = :next, failure_code = :code, failure = :failure
            where id = :id
            """)
        .param("next", Outbox.utc(next))
        .param("code", failure.code())
        .param("failure", Wording.line(failure.sentence(), 500))
        .param("id", dispatch)
        .update();
  }

  void dead(long dispatch, Instant now, Failed failure) {
    jdbc.sql(
            """
            update aisle.dispatch set status = 'DEAD', ended_at = :now, next_at = :now,
              failure_code = :code, failure = :failure
            where id = :id
            """)
        .param("now", Outbox.utc(now))
        .param("code", failure.code())
        .param("failure", Wording.line(failure.sentence(), 500))
        .param("id", dispatch)
        .update();
  }

  /** Forgets what ended before; that it was told stays known. */
  void forgetBefore(Instant limit) {
    inTransaction(
        () -> {
          jdbc.sql(
                  """
                  update aisle.notice n set body = null from aisle.dispatch d
                  where d.id = n.dispatch and d.status <> 'WAITING' and d.ended_at < :limit
                  """)
              .param("limit", Outbox.utc(limit))
              .update();
          jdbc.sql("delete from aisle.dispatch where status <> 'WAITING' and ended_at < :limit")
              .param("limit", Outbox.utc(limit))
              .update();
        });
  }

  void inTransaction(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }
}
