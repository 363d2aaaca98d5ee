package org.aisle.backend.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.alerts.AlertEvent.Kind;
import org.aisle.templates.identity.AppId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Closes what nobody closed: alerts that were cleared a week ago, and those of devices that were
 * removed and so can never clear.
 */
@Component
class Closing {

  static final Duration AFTER = Duration.ofDays(7);
  static final int BATCH = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private static final RowMapper<Row> ROW =
      (row, number) -> new Row(row.getLong("id"), new AppId(row.getString("app")));

  private record Row(long id, AppId app) {}

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final AlertRows rows;
  private final Announcements announcements;
  private final InstantSource time;

  Closing(
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

  /** A transaction per batch; what a failure leaves is done the next time. */
  @Scheduled(initialDelayString = "PT3M", fixedDelayString = "PT10M")
  void run() {
    try {
      while (batch() == BATCH) {
        LOG.debug("Closed {} alerts, there may be more", BATCH);
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Alerts that were cleared long ago could not be closed now: {}", e.getMessage());
    }
  }

  private int batch() {
    Integer done =
        transactions.execute(
            status -> {
              Instant now = time.instant().truncatedTo(ChronoUnit.MICROS);
              List<Row> rested = rested(now);
              List<Row> orphaned = orphaned(now, BATCH - rested.size());
              tell(rested, now, "Closed by itself a week after it was cleared.");
              tell(orphaned, now, "Closed: its device was removed.");
              return rested.size() + orphaned.size();
            });
    return done == null ? 0 : done;
  }

  private List<Row> rested(Instant now) {
    return jdbc.query(
        """
        update aisle.alert set state = 'CLOSED' where id in (
          select id from aisle.alert where state = 'CLEARED' and rested_at <= ?
          order by rested_at limit ? for update skip locked)
        returning id, app
        """,
        ROW,
        AlertRows.utc(now.minus(AFTER)),
        BATCH);
  }

  private List<Row> orphaned(Instant now, int limit) {
    return jdbc.query(
        """
        update aisle.alert set state = 'CLOSED', cleared_at = greatest(?, raised_at),
          clearing = 'RULE_CHANGED', rested_at = ?
        where id in (
          select a.id from aisle.alert a
          where a.cleared_at is null and a.state <> 'WITHDRAWN' and not exists (
            select 1 from aisle.device d where d.app = a.app and d.id = a.device)
          order by a.id limit ? for update of a skip locked)
        returning id, app
        """,
        ROW,
        AlertRows.utc(now),
        AlertRows.utc(now),
        limit);
  }

  private void tell(List<Row> closed, Instant now, String sentence) {
    Map<AppId, List<AlertEvent>> told = new TreeMap<>();
    closed.forEach(
        row ->
            told.computeIfAbsent(row.app(), app -> new ArrayList<>())
                .add(new AlertEvent(row.id(), now, Kind.CLOSED, null, sentence)));
    told.values().forEach(rows::insert);
    told.forEach(announcements::afterCommit);
  }
}
