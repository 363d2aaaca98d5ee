package org.aisle.backend.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.aisle.templates.reading.Reading;
import org.springframework.stereotype.Component;

/**
 * The catalogue of ingest's metrics.
 *
 * <ul>
 *   <li>{@code aisle.ingest.readings}, counter, tag {@code outcome} inserted, merged or unchanged
 *   <li>{@code aisle.ingest.rejections}, counter: messages and fields refused
 *   <li>{@code aisle.ingest.batch.size}, distribution: readings per transaction
 *   <li>{@code aisle.ingest.write}, timer: from the start of a batch's transaction to its commit
 *   <li>{@code aisle.ingest.failures}, counter: batches given back because the store was away
 *   <li>{@code aisle.ingest.queue.depth}, gauge: readings that wait
 *   <li>{@code aisle.ingest.lag}, timer: from a batch's oldest reception at a gateway to its commit
 * </ul>
 */
@Component
class IngestMetrics {

  private final Counter inserted;
  private final Counter merged;
  private final Counter unchanged;
  private final Counter rejections;
  private final Counter failures;
  private final DistributionSummary batch;
  private final Timer write;
  private final Timer lag;
  private final InstantSource clock;

  IngestMetrics(MeterRegistry registry, IngestQueue queue, InstantSource clock) {
    this.inserted = registry.counter("aisle.ingest.readings", "outcome", "inserted");
    this.merged = registry.counter("aisle.ingest.readings", "outcome", "merged");
    this.unchanged = registry.counter("aisle.ingest.readings", "outcome", "unchanged");
    this.rejections = registry.counter("aisle.ingest.rejections");
    this.failures = registry.counter("aisle.ingest.failures");
    this.batch = DistributionSummary.builder("aisle.ingest.batch.size").register(registry);
    this.write = Timer.builder("aisle.ingest.write").register(registry);
    this.lag = Timer.builder("aisle.ingest.lag").register(registry);
    Gauge.builder("aisle.ingest.queue.depth", queue, IngestQueue::depth).register(registry);
    this.clock = clock;
  }

  Batch.Stored timed(Supplier<Batch.Stored> writing) {
    Batch.Stored stored = write.record(writing);
    if (stored == null) {
      throw new IllegalStateException("A batch was written without a result.");
    }
    inserted.increment(stored.written().inserted());
    merged.increment(stored.written().merged());
    unchanged.increment(stored.written().unchanged());
    rejections.increment(stored.rejections());
    batch.record(stored.deliveries().stream().mapToInt(d -> d.readings().size()).sum());
    Instant now = clock.instant();
    stored.deliveries().stream()
        .flatMap(d -> d.readings().stream())
        .map(Reading::receivedAt)
        .min(Instant::compareTo)
        .map(oldest -> Duration.between(oldest, now))
        .filter(delay -> !delay.isNegative())
        .ifPresent(lag::record);
    return stored;
  }

  void failed() {
    failures.increment();
  }
}
