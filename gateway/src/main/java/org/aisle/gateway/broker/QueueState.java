package org.aisle.gateway.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The queue of what devices were promised and the store has not yet got, as it was a second ago.
 *
 * @param messages how many wait, those under way to the store included
 * @param oldestReceivedAt when the oldest of those under way was received; null when there is none
 * @param bytesOnDisk what the broker's folder takes
 * @param freeBytes what is free on its disk
 * @param limits what is allowed
 * @param full whether messages are refused rather than queued
 * @param refused how many were refused since the start, because it was full
 * @param droppedAtQos0 how many of QoS 0 were dropped since the start, because it was full
 */
public record QueueState(
    long messages,
    @Nullable Instant oldestReceivedAt,
    long bytesOnDisk,
    long freeBytes,
    QueueLimits limits,
    boolean full,
    long refused,
    long droppedAtQos0) {

  /** The same with what the consumer knows. */
  public QueueState withOldestReceivedAt(@Nullable Instant oldest) {
    return new QueueState(
        messages, oldest, bytesOnDisk, freeBytes, limits, full, refused, droppedAtQos0);
  }
}
