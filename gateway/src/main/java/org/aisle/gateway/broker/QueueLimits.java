package org.aisle.gateway.broker;

/**
 * How large the queue of what is not yet stored may become. Near any of these limits devices'
 * messages are refused instead of queued, so that they stay with their devices.
 *
 * @param mostMessages messages in the queue
 * @param mostBytes what the broker's folder takes on disk
 * @param leastFreeBytes what must stay free on that disk
 */
public record QueueLimits(long mostMessages, long mostBytes, long leastFreeBytes) {

  private static final long MIB = 1024L * 1024;

  /** Ten million messages, 10 GiB, and 256 MiB left free. */
  public static final QueueLimits DEFAULT = new QueueLimits(10_000_000, 10 * 1024 * MIB, 256 * MIB);

  public QueueLimits {
    if (mostMessages < 1000) {
      throw new IllegalArgumentException("The backlog must hold at least 1000 messages.");
    }
    if (mostBytes < 1 || leastFreeBytes < 0) {
      throw new IllegalArgumentException(
          "The disk limit must be positive, and the free space that is kept not negative.");
    }
  }

  public QueueLimits withMostBytes(long other) {
    return new QueueLimits(mostMessages, other, leastFreeBytes);
  }

  public QueueLimits withLeastFreeBytes(long other) {
    return new QueueLimits(mostMessages, mostBytes, other);
  }

  /**
   * Whether the queue counts as full. It does from nine tenths of a limit on, and until it has
   * fallen to eight. An empty queue is never too large, whatever the broker has yet to tidy up.
   */
  boolean reached(boolean before, long messages, long bytes, long free) {
    double share = before ? 0.8 : 0.9;
    double least = before ? leastFreeBytes * 1.1 : leastFreeBytes;
    return messages >= mostMessages * share
        || messages > 0 && bytes >= mostBytes * share
        || free < least;
  }

  /** Whether so little is free that not even what leaves the queue should be written: half. */
  boolean critical(long free) {
    return free < leastFreeBytes / 2;
  }
}
