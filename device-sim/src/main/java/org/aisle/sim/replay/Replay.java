package org.aisle.sim.replay;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aisle.sim.publish.ConnectionState;
import org.aisle.sim.publish.DevicePublisher;
import org.aisle.sim.publish.MessageLedger;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.sim.publish.PublishOutcome;
import org.aisle.sim.sample.Sample;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording to a broker, at least once per sample: a replay that is interrupted and resumed
 * may send samples twice, which changes nothing in a store that knows a reading by its time. Used
 * once; {@link #stop} may be called from any thread.
 */
public final class Replay {

  /** How many rows can be played backwards. */
  public static final int REVERSIBLE = 2_000_000;

  static final int LARGEST_BATCH = 500;
  private static final int REMEMBERED_REJECTIONS = 100;
  private static final Duration TICK = Duration.ofMillis(200);

  /** Without an acknowledgement for so long while waiting for one, a replay gives up. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The same while there was no connection at all yet: the address or the password is wrong. */
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(10);

  private final Recording recording;
  private final ReplaySettings settings;
  private final DevicePublisher publisher;
  private final MessageLedger ledger;
  private final InstantSource clock;
  private final Consumer<ReplayProgress> listener;
  private final Semaphore room;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private final List<Recorded.Rejected> rejections = new ArrayList<>();
  private final List<Recorded.Mapped> batch = new ArrayList<>();
  private long rows;
  private long rejected;
  private long position;
  private long batchBegins;
  private Duration shift = Duration.ZERO;
  private @Nullable Instant firstTime;
  private @Nullable Instant playedFrom;
  private @Nullable String reason;

  // Guarded by this: written where acknowledgements arrive.
  private final TreeSet<Long> unacknowledged = new TreeSet<>();
  private long sent;
  private long acknowledged;
  private @Nullable String refusal;
  private Instant lastAcknowledged;

  /**
   * @param publisher is not closed
   * @param listener is told after each message, on the thread of {@link #run}
   */
  public Replay(
      Recording recording,
      ReplaySettings settings,
      DevicePublisher publisher,
      MessageLedger ledger,
      InstantSource clock,
      Consumer<ReplayProgress> listener) {
    this.recording = recording;
    this.settings = settings;
    this.publisher = publisher;
    this.ledger = ledger;
    this.clock = clock;
    this.listener = listener;
    this.room = new Semaphore(publisher.window());
    this.lastAcknowledged = clock.instant();
  }

  /** Ends the replay soon; {@link #run} then returns a summary that says where to resume. */
  public void stop() {
    stopped.countDown();
  }

  /** Plays the recording to its end, or until {@link #stop}; blocks. */
  public ReplaySummary run() throws InterruptedException {
    long begin = settings.fromSample();
    try (Stream<Recorded> all = rowsInOrder()) {
      Iterator<Recorded> each = all.iterator();
      while (reason == null && each.hasNext()) {
        Recorded row = each.next();
        position++;
        if (position < begin) {
          continue;
        }
        rows++;
        switch (row) {
          case Recorded.Rejected no -> {
            rejected++;
            if (rejections.size() < REMEMBERED_REJECTIONS) {
              rejections.add(no);
            }
          }
          case Recorded.Mapped mapped -> add(mapped);
        }
      }
    }
    flush();
    awaitAcknowledgements();
    listener.accept(progress());
    return summary();
  }

  private Stream<Recorded> rowsInOrder() {
    if (settings.shiftToNow()) {
      shift = shift();
    }
    if (!settings.reverse()) {
      return recording.rows();
    }
    try (Stream<Recorded> all = recording.rows()) {
      List<Recorded> held = new ArrayList<>(all.limit(REVERSIBLE + 1L).toList());
      if (held.size() > REVERSIBLE) {
        reason = "Only recordings of up to %d rows can be played backwards.".formatted(REVERSIBLE);
        return Stream.empty();
      }
      return held.reversed().stream();
    }
  }

  private Duration shift() {
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    try (Stream<Sample> samples = recording.samples()) {
      for (Iterator<Sample> each = samples.iterator(); each.hasNext(); ) {
        Instant time = each.next().observedAt();
        first = time.isBefore(first) ? time : first;
        last = time.isAfter(last) ? time : last;
      }
    }
    if (last.isBefore(first)) {
      return Duration.ZERO;
    }
    double length = Duration.between(first, last).toMillis();
    Duration playing =
        settings.speed().isPresent()
            ? Duration.ofMillis(Math.round(length / settings.speed().getAsDouble()))
            : Duration.ZERO;
    return Duration.between(last, clock.instant().plus(playing));
  }

  private void add(Recorded.Mapped mapped) throws InterruptedException {
    boolean full =
        settings.batch().isPresent()
            ? batch.size() >= settings.batch().getAsInt()
            : batch.size() >= LARGEST_BATCH
                || !batch.isEmpty() && batch.getFirst().group() != mapped.group();
    if (full) {
      flush();
    }
    if (batch.isEmpty()) {
      batchBegins = position;
    }
    batch.add(mapped);
  }

  private void flush() throws InterruptedException {
    if (batch.isEmpty() || reason != null) {
      batch.clear();
      return;
    }
    long number = batchBegins;
    if (!pace(batch.getLast().sample().observedAt()) || !acquire()) {
      synchronized (this) {
        unacknowledged.add(number);
      }
      batch.clear();
      return;
    }
    List<Sample> samples = batch.stream().map(Recorded.Mapped::sample).map(this::shifted).toList();
    batch.clear();
    publish(number, OutgoingMessage.of(settings.device(), samples));
    listener.accept(progress());
  }

  private Sample shifted(Sample sample) {
    return shift.isZero()
        ? sample
        : new Sample(
            sample.observedAt().plus(shift), sample.seq(), sample.values(), sample.extra());
  }

  /** Waits until a sample of that time is due; false when the replay was stopped. */
  private boolean pace(Instant time) throws InterruptedException {
    Instant from = playedFrom;
    Instant first = firstTime;
    if (settings.speed().isEmpty() || from == null || first == null) {
      firstTime = time;
      playedFrom = clock.instant();
      return goOn(stopped.getCount() == 0);
    }
    double length = Duration.between(first, time).abs().toMillis();
    Instant due = from.plusMillis(Math.round(length / settings.speed().getAsDouble()));
    long wait = Duration.between(clock.instant(), due).toMillis();
    return goOn(stopped.await(Math.max(0, wait), TimeUnit.MILLISECONDS));
  }

  private boolean goOn(boolean stop) {
    if (stop) {
      reason = "It was interrupted.";
    }
    return !stop;
  }

  private boolean acquire() throws InterruptedException {
    Instant since = clock.instant();
    while (!room.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
      if (gaveUp(since)) {
        return false;
      }
    }
    return true;
  }

  private void awaitAcknowledgements() throws InterruptedException {
    Instant since = clock.instant();
    int all = publisher.window();
    while (!room.tryAcquire(all, TICK.toMillis(), TimeUnit.MILLISECONDS)) {
      if (gaveUp(since)) {
        return;
      }
    }
  }

  private boolean gaveUp(Instant since) {
    Instant heard;
    boolean never;
    synchronized (this) {
      heard = lastAcknowledged.isAfter(since) ? lastAcknowledged : since;
      never = acknowledged == 0;
    }
    Duration waited = Duration.between(heard, clock.instant());
    if (stopped.getCount() == 0) {
      reason = "It was interrupted.";
    } else if (publisher.state() instanceof ConnectionState.Disconnected d) {
      if (waited.compareTo(never ? FIRST_PATIENCE : PATIENCE) > 0) {
        reason = d.sentence();
      }
    } else if (waited.compareTo(PATIENCE) > 0) {
      reason = "The broker acknowledged nothing for %d s.".formatted(PATIENCE.toSeconds());
    }
    return reason != null;
  }

  private void publish(long number, OutgoingMessage message) {
    int count = message.samples().size();
    synchronized (this) {
      unacknowledged.add(number);
      sent += count;
    }
    long entry = ledger.sent(message);
    publisher.publish(message).thenAccept(outcome -> landed(number, entry, count, outcome));
  }

  private void landed(long number, long entry, int count, PublishOutcome outcome) {
    switch (outcome) {
      case PublishOutcome.Acknowledged yes -> {
        String failure = noted(entry);
        synchronized (this) {
          unacknowledged.remove(number);
          acknowledged += count;
          lastAcknowledged = clock.instant();
          refusal = failure == null ? refusal : failure;
        }
      }
      case PublishOutcome.Refused no -> {
        synchronized (this) {
          refusal = no.sentence();
        }
      }
    }
    room.release();
  }

  private @Nullable String noted(long entry) {
    try {
      ledger.acknowledged(entry);
      return null;
    } catch (UncheckedIOException e) {
      return e.getMessage();
    }
  }

  private synchronized ReplayProgress progress() {
    return new ReplayProgress(recording.progress(), rows, sent, acknowledged, rejected);
  }

  private synchronized ReplaySummary summary() {
    OptionalLong resume = OptionalLong.empty();
    if (reason != null || !unacknowledged.isEmpty()) {
      resume = OptionalLong.of(unacknowledged.isEmpty() ? position + 1 : unacknowledged.first());
    }
    Optional<String> why = Optional.ofNullable(reason).or(() -> Optional.ofNullable(refusal));
    return new ReplaySummary(
        rows,
        sent,
        acknowledged,
        sent - acknowledged,
        rejected,
        rejections,
        recording.leftOut(),
        resume,
        why);
  }
}
