package org.aisle.backend.rules;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.timeseries.ChangedRows;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.backend.timeseries.EvaluationMarks.Mark;
import org.aisle.backend.timeseries.StoredReadings;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Evaluates devices from the stored history: from the newest kept state that was not touched by
 * what changed since. Long histories are taken in slices, so that one device does not stop the
 * others. Thread-safe; a subject belongs to one thread.
 */
@Component
class Replay {

  /** How many readings are taken at a time. */
  static final int SLICE = 20_000;

  private final Contexts contexts;
  private final Positions positions;
  private final EvaluationMarks marks;
  private final StoredReadings readings;
  private final EvaluationMetrics metrics;
  private final InstantSource time;
  private final TransactionTemplate snapshot;

  Replay(
      Contexts contexts,
      Positions positions,
      EvaluationMarks marks,
      StoredReadings readings,
      EvaluationMetrics metrics,
      InstantSource time,
      PlatformTransactionManager transactions) {
    this.contexts = contexts;
    this.positions = positions;
    this.marks = marks;
    this.readings = readings;
    this.metrics = metrics;
    this.time = time;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
  }

  /**
   * The device as its readings leave it, or a good part of the way; empty when it is not registered
   * or has no readings.
   */
  Optional<Subject> begin(DeviceRef device, Plan plan) {
    Optional<Subject> begun = snapshot.execute(status -> read(device, plan));
    return begun == null ? Optional.empty() : begun;
  }

  private Optional<Subject> read(DeviceRef device, Plan plan) {
    String table = plan.template().table();
    Mark mark = marks.of(device, table).orElse(null);
    Contexts.Placed placed = contexts.of(device).orElse(null);
    if (mark == null || placed == null) {
      return Optional.empty();
    }
    Instant due = mark.dueFrom();
    Predicate<Instant> valid = through -> due == null || through.isBefore(due);
    List<Instant> stored = positions.checkpoints(device, table);
    Subject subject = subject(device, plan, placed, new Checkpoints(stored, valid), stored, valid);
    subject.changes = mark.changes();
    subject.dirty = true;
    take(subject);
    return Optional.of(subject);
  }

  private Subject subject(
      DeviceRef device,
      Plan plan,
      Contexts.Placed placed,
      Checkpoints checkpoints,
      List<Instant> stored,
      Predicate<Instant> valid) {
    String table = plan.template().table();
    Positions.Head head = positions.head(device, table).orElse(null);
    Instant through = head == null ? null : head.through();
    byte[] state = null;
    if (head != null && through != null && valid.test(through)) {
      state = head.state();
    } else {
      through = stored.stream().filter(valid).reduce((a, b) -> b).orElse(null);
      state = through == null ? null : positions.checkpoint(device, table, through);
    }
    Instant horizon = plan.horizon();
    if (state == null || through == null || (horizon != null && through.isBefore(horizon))) {
      Memory fresh = plan.evaluator().begin(placed.context());
      return new Subject(device, plan, fresh, forgotten(placed), checkpoints);
    }
    Memory memory = plan.evaluator().restore(placed.context(), state);
    Instant taken = memory.through();
    return new Subject(
        device, plan, memory, taken == null ? forgotten(placed) : taken, checkpoints);
  }

  /** What ended by then stands, since the readings behind it may be gone; null for nothing. */
  private @Nullable Instant forgotten(Contexts.Placed placed) {
    return placed.retention() == null ? null : time.instant().minus(placed.retention());
  }

  /**
   * Takes more of the history.
   *
   * @param news what was written meanwhile, as far as is known
   * @return false when something was written that makes it necessary to begin again
   */
  boolean goOn(Subject subject, @Nullable ChangedRows news) {
    Boolean done =
        snapshot.execute(
            status -> {
              Mark mark = marks.of(subject.device, subject.table()).orElse(null);
              Instant through = subject.through();
              if (mark == null || through == null) {
                return false;
              }
              boolean quiet = mark.changes() == subject.changes;
              boolean later =
                  news != null
                      && news.table().equals(subject.table())
                      && news.first() == subject.changes + 1
                      && news.last() == mark.changes()
                      && news.oldest().isAfter(through);
              if (!quiet && !later) {
                return false;
              }
              subject.changes = mark.changes();
              take(subject);
              return true;
            });
    return Boolean.TRUE.equals(done);
  }

  private void take(Subject subject) {
    Instant horizon = subject.plan.horizon();
    Instant through = subject.through();
    Instant after = through == null && horizon != null ? horizon.minusNanos(1_000) : through;
    int[] taken = {0};
    subject.behind = true;
    boolean[] more = {false};
    readings.stream(
        subject.device,
        subject.plan.template(),
        after,
        (at, values) -> {
          if (taken[0] == SLICE) {
            more[0] = true;
            return false;
          }
          taken[0]++;
          subject.take(new Sample(at, values));
          return true;
        });
    subject.behind = more[0];
    metrics.reevaluated(taken[0]);
  }
}
