package org.aisle.backend.rules;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.aisle.backend.timeseries.DerivedValues.Replacement;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.backend.timeseries.EvaluationMarks.Mark;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Up to which write each device was evaluated and told of. Marks are settled only now and then, so
 * this is what is known meanwhile; of a device that is not known here, its mark is believed.
 * Thread-safe.
 */
@Component
class EvaluatedDevices implements EvaluationProgress {

  private sealed interface Standing {
    String table();
  }

  /** Everything up to that write was told. */
  private record Told(String table, long changes) implements Standing {}

  /** What was told before is being replaced, and is right up to that moment only. */
  private record Replacing(String table, long changes, Instant through) implements Standing {}

  private final EvaluationMarks marks;
  private final TransactionTemplate snapshot;
  private final Map<DeviceRef, Standing> standings = new ConcurrentHashMap<>();

  EvaluatedDevices(EvaluationMarks marks, PlatformTransactionManager transactions) {
    this.marks = marks;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
  }

  /** This is about to be written, perhaps as the first of several parts. */
  void writing(Subject subject, @Nullable Replacement replacement) {
    if (replacement != null && !replacement.appended()) {
      Instant after = replacement.after();
      standings.put(
          subject.device,
          new Replacing(
              subject.table(), subject.changes, after == null ? EvaluationMarks.BEGINNING : after));
    }
  }

  /** What was said of it is written. */
  void told(Subject subject) {
    Instant through = subject.through();
    standings.put(
        subject.device,
        subject.behind
            ? new Replacing(
                subject.table(),
                subject.changes,
                through == null ? EvaluationMarks.BEGINNING : through)
            : new Told(subject.table(), subject.changes));
  }

  void forget(DeviceRef device) {
    standings.remove(device);
  }

  /**
   * The first statement makes the snapshot. What was told before it is in it; what is being
   * replaced is known to be so either before it or after it.
   */
  @Override
  public <T> T ask(DeviceRef device, String table, Question<T> question) {
    T answer =
        snapshot.execute(
            status -> {
              Standing before = standings.get(device);
              Mark mark = marks.of(device, table).orElse(null);
              Standing after = standings.get(device);
              return question.answer(
                  mark == null ? null : earlier(until(before, mark), until(after, mark)));
            });
    return Objects.requireNonNull(answer);
  }

  private static @Nullable Instant until(@Nullable Standing standing, Mark mark) {
    return switch (standing) {
      case Told told when told.table().equals(mark.table()) && told.changes() >= mark.changes() ->
          null;
      case Replacing replacing when replacing.table().equals(mark.table()) ->
          replacing.changes() >= mark.changes()
              ? replacing.through()
              : earlier(replacing.through(), mark.dueFrom());
      case null, default -> mark.dueFrom();
    };
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }
}
