package org.aisle.backend.ingest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aisle.templates.wire.Delivery;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one thread that takes batches from the queue to the store: while it writes one, the next
 * collects. When the store is away it gives the batch back to its senders, waits, and goes on. On
 * stop it first writes what waits.
 */
@Component
class IngestWorker implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(IngestWorker.class);
  private static final long DRAIN_SECONDS = 20;

  private final IngestQueue queue;
  private final IngestSettings settings;
  private final IngestMetrics metrics;
  private final CamelContext camel;
  private final IngestRoute route;
  private @Nullable Thread thread;

  IngestWorker(
      IngestQueue queue,
      IngestSettings settings,
      IngestMetrics metrics,
      CamelContext camel,
      IngestRoute route) {
    this.queue = queue;
    this.settings = settings;
    this.metrics = metrics;
    this.camel = camel;
    this.route = route;
  }

  private void run() {
    Duration backOff = settings.backOff();
    try (ProducerTemplate route = camel.createProducerTemplate()) {
      for (List<Delivery> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        Throwable failure = write(route, batch);
        if (failure == null) {
          backOff = settings.backOff();
          continue;
        }
        metrics.failed();
        LOG.warn(
            "The store is away ({}); {} deliveries go back to their senders, next try in {} ms",
            failure.toString(),
            batch.size(),
            backOff.toMillis());
        LOG.debug("Why the store is away", failure);
        batch.forEach(delivery -> giveBack(delivery, failure));
        queue.pause(backOff);
        Duration doubled = backOff.multipliedBy(2);
        backOff =
            doubled.compareTo(settings.longestBackOff()) < 0 ? doubled : settings.longestBackOff();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.io.IOException e) {
      LOG.warn("The writer's route did not close", e);
    }
  }

  private static @Nullable Throwable write(ProducerTemplate route, List<Delivery> batch) {
    try {
      Exchange done =
          route.send(
              IngestRoute.WRITE, exchange -> exchange.getMessage().setBody(new Batch.Taken(batch)));
      return done.getException();
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static void giveBack(Delivery delivery, Throwable failure) {
    try {
      delivery.receipt().failed(failure);
    } catch (RuntimeException e) {
      LOG.warn("A delivery could not be given back; it will come again by itself", e);
    }
  }

  /** Started after Camel, stopped before it, and after the gateways that deliver to it. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 100;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      try {
        camel.addRoutes(route);
      } catch (Exception e) {
        throw new IllegalStateException("The ingest route did not start.", e);
      }
      thread = Thread.ofPlatform().name("aisle-ingest").start(this::run);
    }
  }

  @Override
  public synchronized void stop() {
    queue.close();
    Thread running = thread;
    thread = null;
    if (running == null) {
      return;
    }
    try {
      running.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
      running.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
