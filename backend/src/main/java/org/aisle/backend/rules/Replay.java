package org.aisle.backend.rules;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.timeseries.ChangedRows;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.backend.timeseries.EvaluationMarks.Mark;
import org.aisle.backend.timeseries.StoredReadings;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
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

  /** How many readings are taken at a time, of one device or of several together. */
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
   * Devices of one app as their readings leave them, or a good part of the way; without those that
   * are not registered or have no readings.
   */
  Map<DeviceRef, Subject> begin(AppId app, Plan plan, Collection<DeviceId> devices) {
    Map<DeviceRef, Subject> begun = snapshot.execute(status -> read(app, plan, devices));
    return begun == null ? Map.of() : begun;
  }

  private Map<DeviceRef, Subject> read(AppId app, Plan plan, Collection<DeviceId> devices) {
    String table = plan.template().table();
    Map<DeviceRef, Mark> marked = marks.of(app, table, devices);
    Map<DeviceRef, Contexts.Placed> placed = contexts.of(app, devices);
    Map<DeviceRef, Positions.Head> heads = positions.heads(app, table, devices);
    Map<DeviceRef, List<Instant>> checkpoints = positions.checkpoints(app, table, devices);
    Map<DeviceRef, Subject> subjects = new HashMap<>();
    marked.forEach(
        (device, mark) -> {
          Contexts.Placed where = placed.get(device);
          if (where != null) {
            Subject subject =
                subject(
                    mark,
                    plan,
                    where,
                    heads.get(device),
                    checkpoints.getOrDefault(device, List.of()));
            subject.changes = mark.changes();
            subject.heardAt = heard(mark);
            subject.dirty = true;
            subjects.put(device, subject);
          }
        });
    if (subjects.size() == 1) {
      subjects.values().forEach(this::take);
    } else if (!subjects.isEmpty()) {
      take(app, plan, subjects);
    }
    return subjects;
  }

  /** What was never told of, or forgotten since, may have arrived a moment ago nevertheless. */
  private Instant heard(Mark mark) {
    Instant now = time.instant();
    Instant heard = mark.heardAt();
    return heard == null ? Instant.EPOCH : heard.isAfter(now) ? now : heard;
  }

  private Subject subject(
      Mark mark,
      Plan plan,
      Contexts.Placed placed,
      Positions.@Nullable Head head,
      List<Instant> stored) {
    DeviceRef device = mark.device();
    Instant due = mark.dueFrom();
    Predicate<Instant> valid = at -> due == null || at.isBefore(due);
    Checkpoints checkpoints = new Checkpoints(stored, valid);
    Instant through = head == null ? null : head.through();
    byte[] state = null;
    if (head != null && through != null && valid.test(through)) {
      state = head.state();
    } else {
      through = stored.stream().filter(valid).reduce((a, b) -> b).orElse(null);
      state = through == null ? null : positions.checkpoint(device, mark.table(), through);
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

  /** The last moment whose reading, if there is one, was taken; null for none. */
  private static @Nullable Instant after(Subject subject) {
    Instant horizon = subject.plan.horizon();
    Instant through = subject.through();
    return through == null && horizon != null ? horizon.minusNanos(1_000) : through;
  }

  /** A slice of the readings of all of them together. */
  private void take(AppId app, Plan plan, Map<DeviceRef, Subject> subjects) {
    int most = SLICE / subjects.size();
    Map<DeviceId, Instant> after = new HashMap<>();
    subjects.forEach(
        (device, subject) -> {
          Instant from = after(subject);
          after.put(device.device(), from == null ? EvaluationMarks.BEGINNING : from);
          subject.behind = true;
        });
    Map<DeviceId, Integer> taken = new HashMap<>();
    readings.stream(
        app,
        plan.template(),
        after,
        most + 1,
        (device, at, values) -> {
          Subject subject = subjects.get(new DeviceRef(app, device));
          if (subject != null && taken.merge(device, 1, Integer::sum) <= most) {
            subject.take(new Sample(at, values));
          }
        });
    subjects.forEach(
        (device, subject) -> {
          int found = taken.getOrDefault(device.device(), 0);
          subject.behind = found > most;
          metrics.reevaluated(Math.min(found, most));
        });
  }

  private void take(Subject subject) {
    Instant after = after(subject);
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
