package org.aisle.backend.ingest;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much waits for the store, and how it is cut into batches.
 *
 * @param queueReadings readings that may wait; whoever brings more has to wait, at least 1
 * @param queueSize their approximate size in memory, which is bounded as well
 * @param batchReadings readings that are written in one transaction, at least 1
 * @param linger how long a batch waits for more; zero takes what is there, which fills batches by
 *     itself while the one before is being written
 * @param backOff the pause after the store was away; doubles up to {@code longestBackOff}
 */
@ConfigurationProperties("aisle.ingest")
record IngestSettings(
    @DefaultValue("50000") int queueReadings,
    @DefaultValue("32MB") DataSize queueSize,
    @DefaultValue("5000") int batchReadings,
    @DefaultValue("0ms") Duration linger,
    @DefaultValue("200ms") Duration backOff,
    @DefaultValue("5s") Duration longestBackOff) {

  IngestSettings {
    if (queueReadings < 1 || batchReadings < 1 || queueSize.toBytes() < 1) {
      throw new IllegalArgumentException(
          "aisle.ingest.queue-readings, queue-size and batch-readings are at least 1.");
    }
    if (linger.isNegative() || backOff.isNegative() || longestBackOff.compareTo(backOff) < 0) {
      throw new IllegalArgumentException(
          "aisle.ingest.linger and back-off are not negative, and longest-back-off is no shorter.");
    }
  }
}
