package org.aisle.sim.bench;

import java.time.Duration;

/**
 * What one stretch of load came to.
 *
 * @param acknowledged messages whose PUBACK came within the stretch
 * @param took how long it lasted
 * @param latencies from the moment a message was due to its PUBACK
 */
public record LoadResult(long acknowledged, Duration took, Latencies latencies) {

  /** Acknowledged messages per second. */
  public double perSecond() {
    return acknowledged / (took.toNanos() / 1e9);
  }
}
