package org.aisle.backend.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aisle.backend.registry.RegistryChanged;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.backend.timeseries.RowsStored;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Evaluates every stored reading at least once, with threads of its own: nobody who writes waits
 * for it. Each device belongs to one of the threads. On stop it keeps where the devices stand; when
 * it does not come to that, they are evaluated from where they stood.
 */
@Component
class Evaluation implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);
  private static final long IDLE_MILLIS = 500;
  private static final long STOP_SECONDS = 15;
  private static final int WAKING = 5_000;

  private final EvaluationSettings settings;
  private final Plans plans;
  private final Contexts contexts;
  private final EvaluationMarks marks;
  private final Positions positions;
  private final InstantSource clock;
  private final List<EvaluationWorker> workers;
  private final List<AtomicBoolean> sweepNow = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  Evaluation(
      EvaluationSettings settings,
      Plans plans,
      Contexts contexts,
      EvaluationMarks marks,
      Positions positions,
      EvaluationWorkers made,
      InstantSource clock) {
    this.settings = settings;
    this.plans = plans;
    this.contexts = contexts;
    this.marks = marks;
    this.positions = positions;
    this.clock = clock;
    this.workers = made.make(settings, this::lag);
    workers.forEach(worker -> sweepNow.add(new AtomicBoolean(true)));
  }

  /** The threads' work, for whoever does it without threads. */
  List<EvaluationWorker> workers() {
    return workers;
  }

  private int share(DeviceRef device) {
    return Math.floorMod(device.hashCode(), workers.size());
  }

  private Inbox inbox(DeviceRef device) {
    return workers.get(share(device)).inbox();
  }

  @EventListener
  void on(RowsStored stored) {
    Instant now = clock.instant();
    stored
        .devices()
        .forEach((device, rows) -> inbox(device).tell(device, Inbox.Notice.of(rows, now)));
  }

  /** Inside the transaction that changes something, so that it is never forgotten. */
  @EventListener
  void mark(RegistryChanged change) {
    if (change.since() != null) {
      marks.markDue(change.app(), null, change.device(), change.since());
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(RegistryChanged change) {
    if (change.device() == null) {
      contexts.forget(change.app());
      plans.outdate(change.app());
    }
    if (change.since() != null && change.device() == null) {
      sweepSoon();
    } else if (change.since() != null && change.device() != null) {
      DeviceRef device = new DeviceRef(change.app(), change.device());
      inbox(device).tell(device, Inbox.Notice.changed(change.since(), clock.instant()));
    }
  }

  /** After the directory knows what has changed. */
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, fallbackExecution = true)
  @Order(3)
  void onCompletion(RegistryChanged change) {
    plans.changed();
  }

  @EventListener
  void on(RulesChanged change) {
    plans.outdate(change.app());
    sweepSoon();
  }

  private void sweepSoon() {
    sweepNow.forEach(flag -> flag.set(true));
  }

  private void run(int number) {
    EvaluationWorker worker = workers.get(number);
    Instant nextKeep = clock.instant().plus(settings.keepEvery());
    Instant nextSweep = Instant.MIN;
    while (!stopping) {
      try {
        Instant now = clock.instant();
        boolean asked = sweepNow.get(number).getAndSet(false);
        if (asked || !now.isBefore(nextSweep)) {
          nextSweep = now.plus(settings.sweepEvery());
          sweep(number, asked);
        }
        if (!now.isBefore(nextKeep)) {
          worker.keep(now);
          nextKeep = clock.instant().plus(settings.keepEvery());
        }
        if (!worker.round(now)) {
          worker.inbox().await(IDLE_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("The evaluation goes on after a failure", e);
      }
    }
    worker.keep(clock.instant());
  }

  void sweep(int number, boolean certain) {
    try {
      plans.refresh();
      Instant now = clock.instant();
      workers
          .get(number)
          .sweep(
              marks.due(),
              positions.waking(now, WAKING),
              device -> share(device) == number,
              certain,
              now);
    } catch (RuntimeException e) {
      LOG.warn("The devices that are due could not be asked for: {}", e.getMessage());
      sweepNow.get(number).compareAndSet(false, certain);
    }
  }

  private Duration lag() {
    Instant oldest =
        workers.stream()
            .map(EvaluationWorker::dueSince)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null);
    Instant now = clock.instant();
    return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
  }

  /** Started before devices can deliver, stopped after the last batch was written. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 200;
  }

  @Override
  public synchronized void start() {
    if (threads.isEmpty()) {
      stopping = false;
      plans.outdateAll();
      for (int i = 0; i < workers.size(); i++) {
        int number = i;
        threads.add(Thread.ofPlatform().name("aisle-rules-" + number).start(() -> run(number)));
      }
    }
  }

  @Override
  public synchronized void stop() {
    stopping = true;
    try {
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !threads.isEmpty();
  }

  /** How long the device that has waited longest has; null when nobody waits. */
  @Nullable Instant dueSince() {
    return workers.stream()
        .map(EvaluationWorker::dueSince)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }
}
