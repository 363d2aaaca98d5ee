package org.aisle.backend.rollup;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.aisle.backend.rollup.RollupWork.Due;
import org.aisle.backend.rollup.RollupWork.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes hours and days that are over and works off what is due, oldest mark first. Whatever ends
 * it between two steps, what it did not finish stays due and is read from the readings.
 */
@Component
public class RollupWorker {

  private static final Logger LOG = LoggerFactory.getLogger(RollupWorker.class);

  private static final int CLOSED_AT_ONCE = 2_000;
  private static final int MARKS_AT_ONCE = 2_000;

  /** So that whoever waits for the same thread gets its turn. */
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  /** Devices that are being written to at this moment are left for the next run. */
  private static final int MOST_ROUNDS = 1_000;

  /** About so much of the time of devices with many readings is summed up in one transaction. */
  private static final long TIME_AT_ONCE = Duration.ofDays(2_000).toMillis() * 1_000;

  private final TransactionTemplate transactions;
  private final RollupWork work;
  private final RollupWriter writer;
  private final JdbcTemplate jdbc;
  private final InstantSource clock;
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();
  private final ReentrantLock running = new ReentrantLock();

  public RollupWorker(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.work = new RollupWork(jdbc);
    this.writer = new RollupWriter(jdbc);
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT15S")
  void run() {
    if (!running.tryLock()) {
      return;
    }
    try {
      catchUp(AT_ONCE);
    } catch (RuntimeException e) {
      LOG.warn("Sums could not be brought up to date; what is due is read from the readings", e);
    } finally {
      running.unlock();
    }
  }

  /**
   * Goes on until nothing is open and nothing is due, in rounds that each close at least something;
   * waits for another run that has begun already.
   */
  public void catchUp() {
    running.lock();
    try {
      catchUp(Duration.ofDays(365));
    } finally {
      running.unlock();
    }
  }

  /** Begins nothing more after a while. */
  private void catchUp(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int closed = work.close(clock.instant(), CLOSED_AT_ONCE);
      workOff(end);
      if (closed == 0 || System.nanoTime() > end) {
        return;
      }
    }
  }

  private void workOff(long end) {
    for (Table table : work.tables()) {
      boolean more = true;
      while (more && System.nanoTime() < end) {
        List<Due> found = work.due(table, MARKS_AT_ONCE);
        List<Due> due = some(found.stream().filter(each -> !refused.contains(each.id())).toList());
        more = !due.isEmpty() && sumUpOrRefuse(table, due);
      }
    }
  }

  /** What cannot be summed up, such as numbers whose sum is out of range, holds up nothing else. */
  private boolean sumUpOrRefuse(Table table, List<Due> due) {
    try {
      return sumUp(table, due);
    } catch (DataIntegrityViolationException e) {
      if (due.size() > 1) {
        due.forEach(each -> sumUpOrRefuse(table, List.of(each)));
      } else {
        refused.add(due.getFirst().id());
        LOG.warn(
            "{} of {} is read from the readings, because it cannot be summed up: {}",
            due.getFirst().device(),
            table.name(),
            e.getMessage());
      }
      return true;
    }
  }

  private boolean sumUp(Table table, List<Due> due) {
    transactions.executeWithoutResult(status -> writer.prepare(table));
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              Boolean alone =
                  jdbc.queryForObject(
                      "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0))",
                      Boolean.class,
                      "aisle.rollups");
              if (!Boolean.TRUE.equals(alone)) {
                return false;
              }
              writer.write(table, due);
              work.done(due);
              return true;
            }));
  }

  private static List<Due> some(List<Due> due) {
    long time = 0;
    int number = 0;
    for (Due each : due) {
      long span = Math.min(each.to() - each.from(), Duration.ofDays(366).toMillis() * 1_000);
      time += each.hoursFrom() == Long.MAX_VALUE ? span / 10 : span;
      if (number > 0 && time > TIME_AT_ONCE) {
        break;
      }
      number++;
    }
    return due.subList(0, number);
  }
}
