package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether a message may go into the queue. Near its limits none may: at QoS 1 and 2 it is
 * refused (MQTT 5: reason code 0x97; 3.1.1: no acknowledgement and the end of the connection), so
 * that its device keeps it; at QoS 0 it is dropped and counted. Each device is told once in ten
 * minutes. What the broker itself would do with a full queue, throwing messages away, is never
 * reached.
 */
final class QueueRoom implements AutoCloseable {

  static final String FULL =
      "The gateway's queue is full, because the server was away for long; keep the message and send"
          + " it again later.";

  private static final Logger LOG = LoggerFactory.getLogger(QueueRoom.class);
  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** What there is in the queue and on its disk. */
  interface Meter {

    long messages() throws IOException;

    long bytesOnDisk() throws IOException;

    long freeBytes() throws IOException;
  }

  private final QueueLimits limits;
  private final InstantSource clock;
  private final RefusalBudget told = new RefusalBudget(PERIOD);
  private final AtomicLong queuedSince = new AtomicLong();
  private final AtomicLong bytesSince = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("aisle-queue-watch").factory());
  private volatile @Nullable Meter meter;
  private volatile LongConsumer disk = free -> {};
  private volatile @Nullable Refusals refusals;
  private volatile QueueState state;

  QueueRoom(QueueLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    state = new QueueState(0, null, 0, Long.MAX_VALUE, limits, false, 0, 0);
  }

  /**
   * Measures from now on, for the first time before it returns.
   *
   * @param looked is told what is free on the disk each second, before anything else is measured
   */
  void watch(Meter by, LongConsumer looked) {
    meter = by;
    disk = looked;
    look();
    watch.scheduleWithFixedDelay(
        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  void tellBy(Refusals by) {
    refusals = by;
  }

  QueueState state() {
    QueueState last = state;
    return new QueueState(
        last.messages(),
        last.oldestReceivedAt(),
        last.bytesOnDisk(),
        last.freeBytes(),
        limits,
        isFull(),
        refused.get(),
        dropped.get());
  }

  /** Whether nothing may be queued now; what was let in since the last look counts. */
  boolean isFull() {
    QueueState last = state;
    return last.full()
        || limits.reached(
            false,
            last.messages() + queuedSince.get(),
            last.bytesOnDisk() + bytesSince.get(),
            last.freeBytes() - bytesSince.get());
  }

  /** Whether less is free on the disk, now, than must stay free. */
  boolean diskLow() {
    return freeNow() < limits.leastFreeBytes();
  }

  private long freeNow() {
    Meter by = meter;
    try {
      return by == null ? state.freeBytes() : by.freeBytes();
    } catch (IOException | RuntimeException e) {
      LOG.debug("The disk could not be measured; what is known of it stays.", e);
      return state.freeBytes();
    }
  }

  /**
   * Whether messages may leave the queue. To forget one HiveMQ writes to its disk, and a queue in
   * which such a write failed can lose or block what else is in it; so on a disk with hardly
   * anything left the queue rests.
   */
  boolean mayShrink() {
    return !limits.critical(freeNow());
  }

  /** Lets a message of QoS 1 or 2 into the queue, or refuses it. */
  void queue(PublishInboundOutput output, DeviceRef device, int size) {
    if (!admits(device, size)) {
      output.preventPublishDelivery(AckReasonCode.QUOTA_EXCEEDED, FULL);
    }
  }

  /** Whether a message of QoS 1 or 2 may go into the queue; it is counted, or its refusal is. */
  boolean admits(DeviceRef device, int size) {
    if (isFull() || diskLow()) {
      refused.incrementAndGet();
      tell(device);
      return false;
    }
    queuedSince.incrementAndGet();
    bytesSince.addAndGet(size);
    return true;
  }

  /** Lets a message of QoS 0 pass, or drops it. */
  void pass(PublishInboundOutput output, DeviceRef device) {
    if (isFull()) {
      output.preventPublishDelivery();
      dropped.incrementAndGet();
      tell(device);
    }
  }

  /** Leaves a message with its device. */
  void refuse(PublishInboundOutput output, DeviceRef device) {
    refused.incrementAndGet();
    output.preventPublishDelivery(AckReasonCode.QUOTA_EXCEEDED, FULL);
    tell(device);
  }

  private void tell(DeviceRef device) {
    Refusals by = refusals;
    if (by == null || diskLow() || !told.spend(device.username(), clock.instant())) {
      return;
    }
    by.keep(
            new Rejection(
                device.app(),
                device.device(),
                clock.instant(),
                RejectionCode.QUEUE_FULL,
                null,
                "The gateway's queue is almost full, so that it refuses messages; they stay with"
                    + " their devices. Bring the server back, or give the gateway more disk.",
                null,
                Stamp.shortened(device.username()),
                new byte[0],
                0))
        .whenComplete(
            (done, problem) -> {
              if (problem != null) {
                LOG.warn("That the queue is full could not be told.", problem);
              }
            });
  }

  private void look() {
    Meter by = meter;
    if (by == null) {
      return;
    }
    try {
      long free = by.freeBytes();
      disk.accept(free);
      long queuedBefore = queuedSince.get();
      long bytesBefore = bytesSince.get();
      long messages = messages(by);
      long bytes = by.bytesOnDisk();
      boolean before = state.full();
      boolean rested = limits.critical(state.freeBytes());
      boolean full = limits.reached(before || isFull(), messages, bytes, free);
      state = new QueueState(messages, null, bytes, free, limits, full, 0, 0);
      queuedSince.addAndGet(-queuedBefore);
      bytesSince.addAndGet(-bytesBefore);
      if (full != before) {
        LOG.warn(
            full
                ? "The queue is full ({} messages, {} bytes on disk, {} free): messages are refused."
                : "The queue has room again ({} messages, {} bytes on disk, {} free).",
            messages,
            bytes,
            free);
      }
      if (limits.critical(free) != rested) {
        LOG.warn(
            rested
                ? "There is disk again ({} bytes free): the queue goes on."
                : "Only {} bytes of disk are free: nothing leaves the queue until there are more.",
            free);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("The queue could not be measured; what is known of it stays.", e);
    }
  }

  /** Of a queue that can't be counted now, what was known last. */
  private long messages(Meter by) {
    try {
      return by.messages();
    } catch (IOException e) {
      LOG.debug("The queue could not be counted; what is known of it stays.", e);
      return state.messages();
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
