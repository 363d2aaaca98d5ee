package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.aisle.backend.evaluation.Sample;
import org.aisle.backend.rules.Inbox.Notice;
import org.aisle.backend.rules.Verdicts.Verdict;
import org.aisle.backend.timeseries.ChangedRows;
import org.aisle.backend.timeseries.EvaluationMarks.Mark;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.DirectoryUnavailableException;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.MergedReading;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Evaluates its share of the devices: at least once, with the same result however often. Its {@link
 * Inbox} may be told from any thread; all else belongs to one thread. What fails stays due and is
 * tried again, after ever longer pauses; the others go on.
 */
final class EvaluationWorker {

  /** What another process changed of devices is seen after so long. */
  private static final Duration PLANNED = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(EvaluationWorker.class);
  private static final int DEVICES_PER_ROUND = 256;
  private static final int BEGUN_AT_ONCE = 128;
  private static final int KEPT_AT_ONCE = 500;

  /** A device whose history is to be read: memory does not have it, or what it has is void. */
  private record Cold(DeviceRef device, Plan plan, Notice notice, @Nullable Subject before) {}

  private final int most;
  private final Plans plans;
  private final Replay replay;
  private final Verdicts verdicts;
  private final Positions positions;
  private final DeviceDirectory directory;
  private final EvaluationMetrics metrics;

  private final Inbox inbox = new Inbox();
  private final Map<DeviceRef, Subject> subjects = new LinkedHashMap<>(16, 0.75f, true);
  private final Failures failed = new Failures();
  private final Map<DeviceRef, Long> suspects = new HashMap<>();
  private final Alarms alarms = new Alarms();
  private Instant pausedUntil = Instant.MIN;
  private volatile @Nullable Instant failingSince;

  /**
   * @param most of how many devices the state is held in memory
   */
  EvaluationWorker(
      int most,
      Plans plans,
      Replay replay,
      Verdicts verdicts,
      Positions positions,
      DeviceDirectory directory,
      EvaluationMetrics metrics) {
    this.most = most;
    this.plans = plans;
    this.replay = replay;
    this.verdicts = verdicts;
    this.positions = positions;
    this.directory = directory;
    this.metrics = metrics;
  }

  Inbox inbox() {
    return inbox;
  }

  /** Evaluates some devices that wait; false when there was nothing to do. */
  boolean round(Instant now) {
    if (now.isBefore(pausedUntil)) {
      return false;
    }
    ring(now);
    Map<DeviceRef, Notice> taken = inbox.take(DEVICES_PER_ROUND);
    List<Verdict> found = new ArrayList<>();
    List<Cold> cold = new ArrayList<>();
    Iterator<Map.Entry<DeviceRef, Notice>> all = taken.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<DeviceRef, Notice> next = all.next();
      if (failed.pauses(next.getKey(), now)) {
        continue;
      }
      try {
        advance(next.getKey(), next.getValue(), now, found, cold);
      } catch (RuntimeException e) {
        fail(next.getKey(), e, now);
        if (away(e)) {
          pausedUntil = now.plus(Failures.FIRST_PAUSE);
          all.forEachRemaining(rest -> fail(rest.getKey(), null, now));
        }
      }
    }
    beginAll(cold, now, found);
    tell(found, now);
    failingSince = failed.since();
    shrink();
    return !taken.isEmpty();
  }

  /** Those to whom time has something to say, and those that failed, wait too. */
  private void ring(Instant now) {
    for (DeviceRef device : alarms.ring(now)) {
      Subject subject = subjects.get(device);
      Instant wake = subject == null ? null : subject.wake;
      if (wake != null && wake.isAfter(now)) {
        alarms.set(device, wake);
      } else if (wake != null) {
        inbox.tell(device, Notice.time(now));
      }
    }
    failed.due(now).stream()
        .filter(device -> !inbox.holds(device))
        .forEach(device -> inbox.tell(device, Notice.anew(now)));
  }

  private void advance(
      DeviceRef device, Notice notice, Instant now, List<Verdict> found, List<Cold> cold) {
    Subject before = subjects.get(device);
    long changes = plans.changes();
    boolean planned = before != null && before.isPlanned(changes, now.minus(PLANNED));
    Plan plan = before != null && planned ? before.plan : plan(device);
    if (plan == null) {
      verdicts.forget(subjects.remove(device));
      failed.remove(device);
      return;
    }
    Subject subject =
        before == null || before.plan.number() != plan.number() || notice.anew() ? null : before;
    ChangedRows rows = notice.rows();
    if (subject != null && subject.behind) {
      subject = replay.goOn(subject, rows) ? subject : null;
    } else if (subject != null && rows != null && rows.last() > subject.changes) {
      subject = follows(subject, rows) ? take(subject, rows) : null;
    }
    if (subject == null) {
      cold.add(new Cold(device, plan, notice, before));
      return;
    }
    if (!planned) {
      subject.planned(changes, now);
    }
    found.add(verdict(subject, notice, now));
  }

  private Verdict verdict(Subject subject, Notice notice, Instant now) {
    ChangedRows rows = notice.rows();
    if (rows != null) {
      subject.heardAt = now;
      subject.afterSilence = subject.late == null ? Lateness.old(subject, rows, now) : null;
    }
    return verdicts.of(subject, notice.refresh(), now);
  }

  private void beginAll(List<Cold> cold, Instant now, List<Verdict> found) {
    Map<Long, List<Cold>> alike = new LinkedHashMap<>();
    cold.forEach(
        each -> alike.computeIfAbsent(each.plan().number(), p -> new ArrayList<>()).add(each));
    for (List<Cold> all : alike.values()) {
      for (int from = 0; from < all.size(); from += BEGUN_AT_ONCE) {
        begin(all.subList(from, Math.min(all.size(), from + BEGUN_AT_ONCE)), now, found);
      }
    }
  }

  /** All of them belong to one app and have the same plan. */
  private void begin(List<Cold> some, Instant now, List<Verdict> found) {
    if (now.isBefore(pausedUntil)) {
      some.forEach(each -> fail(each.device(), null, now));
      return;
    }
    try {
      Cold first = some.getFirst();
      Map<DeviceRef, Subject> begun =
          replay.begin(
              first.device().app(),
              first.plan(),
              some.stream().map(each -> each.device().device()).toList());
      List<Verdict> verdicts = new ArrayList<>();
      some.forEach(each -> began(each, begun.get(each.device()), now, verdicts));
      found.addAll(verdicts);
    } catch (RuntimeException e) {
      if (away(e)) {
        pausedUntil = now.plus(Failures.FIRST_PAUSE);
        some.forEach(each -> fail(each.device(), e, now));
      } else if (some.size() == 1) {
        fail(some.getFirst().device(), e, now);
      } else {
        some.forEach(each -> begin(List.of(each), now, found));
      }
    }
  }

  private void began(Cold cold, @Nullable Subject subject, Instant now, List<Verdict> found) {
    if (subject == null) {
      verdicts.forget(subjects.remove(cold.device()));
      failed.remove(cold.device());
      return;
    }
    Subject before = cold.before();
    subject.late = Lateness.of(before, cold.notice(), now);
    if (before != null && before.heardAt.isAfter(subject.heardAt)) {
      subject.heardAt = before.heardAt;
    }
    subjects.put(cold.device(), subject);
    found.add(verdict(subject, cold.notice(), now));
  }

  /** Null when there is nothing to evaluate on the device. */
  private @Nullable Plan plan(DeviceRef device) {
    KnownDevice known = directory.device(device).orElse(null);
    Plan plan = known == null ? null : plans.of(device.app(), known.template());
    return plan == null || plan.isIdle() ? null : plan;
  }

  private static boolean follows(Subject subject, ChangedRows rows) {
    Instant through = subject.through();
    return rows.complete()
        && rows.table().equals(subject.table())
        && rows.first() == subject.changes + 1
        && (through == null || rows.oldest().isAfter(through));
  }

  private Subject take(Subject subject, ChangedRows rows) {
    List<MergedReading> ordered = new ArrayList<>(rows.inserted());
    ordered.sort(Comparator.comparing(MergedReading::observedAt));
    for (MergedReading reading : ordered) {
      SortedMap<String, Value> values = new TreeMap<>();
      reading.values().forEach((path, stamped) -> values.put(path, stamped.value()));
      subject.take(new Sample(reading.observedAt(), values));
    }
    subject.changes = rows.last();
    metrics.evaluated(ordered.size());
    return subject;
  }

  private void tell(List<Verdict> found, Instant now) {
    try {
      verdicts.tell(found);
      found.forEach(verdict -> done(verdict, now));
    } catch (RuntimeException e) {
      if (found.size() == 1 || away(e)) {
        found.forEach(verdict -> fail(verdict.subject().device, e, now));
      } else {
        found.forEach(verdict -> tell(List.of(verdict), now));
      }
      if (away(e)) {
        pausedUntil = now.plus(Failures.FIRST_PAUSE);
      }
    }
  }

  private void done(Verdict verdict, Instant now) {
    Subject subject = verdict.subject();
    failed.remove(subject.device);
    verdict.done();
    if (subject.behind) {
      inbox.tell(subject.device, Notice.time(now));
    } else if (subject.wake != null) {
      alarms.set(subject.device, subject.wake);
    }
  }

  private void fail(DeviceRef device, @Nullable RuntimeException e, Instant now) {
    subjects.remove(device);
    int times = failed.add(device, now);
    if (e != null) {
      metrics.failed();
      LOG.warn("{} was not evaluated and is tried again, after {} failures", device, times, e);
    }
  }

  /** Forgets devices not heard of for longest, after keeping where they stand. */
  private void shrink() {
    if (subjects.size() <= most) {
      return;
    }
    List<Subject> oldest =
        subjects.values().stream().limit(subjects.size() - most + most / 20).toList();
    keep(oldest.stream().filter(s -> s.dirty).toList());
    oldest.forEach(subject -> verdicts.forget(subjects.remove(subject.device)));
  }

  /** Writes where the devices stand to the database, and has the evidence of what lasts told. */
  void keep(Instant now) {
    keep(subjects.values().stream().filter(s -> s.dirty).toList());
    for (Subject subject : List.copyOf(subjects.values())) {
      boolean lasts = subject.told != null && !Objects.requireNonNull(subject.told).isEmpty();
      if (lasts && (subject.evidenceStale || Verdicts.listens(subject, now))) {
        inbox.tell(subject.device, Notice.refresh(now));
      }
    }
  }

  private void keep(List<Subject> dirty) {
    List<Subject> whole =
        dirty.stream().filter(s -> !s.behind && !s.holding && s.told != null).toList();
    for (int from = 0; from < whole.size(); from += KEPT_AT_ONCE) {
      List<Subject> some = whole.subList(from, Math.min(whole.size(), from + KEPT_AT_ONCE));
      try {
        positions.keep(some.stream().map(Subject::kept).toList());
        some.forEach(Subject::keptDone);
      } catch (RuntimeException e) {
        LOG.warn("Where {} devices stand could not be kept; it is tried again", some.size(), e);
        if (away(e)) {
          return;
        }
      }
    }
  }

  /**
   * Has devices wait that are due according to the database and were not told of.
   *
   * @param due all that are due
   * @param waking those that time alone concerns
   * @param mine whether a device belongs to this worker
   * @param certain whether to believe it at once; else only when it was so at the last time too,
   *     because the notice may be on its way
   */
  void sweep(
      List<Mark> due,
      List<DeviceRef> waking,
      Predicate<DeviceRef> mine,
      boolean certain,
      Instant now) {
    Map<DeviceRef, Long> before = new HashMap<>(suspects);
    suspects.clear();
    for (Mark mark : due) {
      DeviceRef device = mark.device();
      if (!mine.test(device)
          || inbox.holds(device)
          || failed.contains(device)
          || plan(device) == null) {
        continue;
      }
      Subject subject = subjects.get(device);
      Long reached = subject == null ? Long.valueOf(-1) : Long.valueOf(subject.changes);
      Long suspected = certain ? Long.valueOf(mark.changes()) : before.get(device);
      if (suspected != null && reached < suspected) {
        inbox.tell(device, Notice.anew(now));
      } else if (reached < mark.changes()) {
        suspects.put(device, mark.changes());
      }
    }
    for (DeviceRef device : waking) {
      if (!mine.test(device) || subjects.containsKey(device) || failed.contains(device)) {
        continue;
      }
      if (plan(device) == null) {
        positions.sleep(device);
      } else {
        inbox.tell(device, Notice.anew(now));
      }
    }
  }

  /** Since when a device is due; null when none is. May be asked from any thread. */
  @Nullable Instant dueSince() {
    Instant waiting = inbox.since();
    Instant failing = failingSince;
    return waiting == null || (failing != null && failing.isBefore(waiting)) ? failing : waiting;
  }

  static boolean away(RuntimeException e) {
    return e instanceof TransactionException
        || e instanceof DirectoryUnavailableException
        || e instanceof TransientDataAccessException
        || e instanceof RecoverableDataAccessException
        || e instanceof NonTransientDataAccessResourceException;
  }
}
