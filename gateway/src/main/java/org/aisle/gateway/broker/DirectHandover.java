package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.packets.general.UserProperty;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.ModifiablePublishPacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.aisle.gateway.message.InboundHandler;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.gateway.message.OnceReceipt;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.wire.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages of QoS 1 and 2 over while their device waits, and acknowledges once they are
 * stored. A message goes into the persistent queue instead when its receipt fails or is not called
 * within {@link #PATIENCE}, when too much is on its way, or when the store has just failed or
 * hangs. It may then be stored twice, with the same stamps, which changes nothing. While the queue
 * has no room it is refused instead. Messages that wait for a thread are handed over together: the
 * busier it is, the less each one costs.
 */
final class DirectHandover implements HeldPublishes, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DirectHandover.class);

  /** How long a device waits for its acknowledgement before its message is queued. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What HiveMQ does by itself must come after what is done here. */
  private static final Duration LAST_RESORT = PATIENCE.plusSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration REST = Duration.ofSeconds(2);

  /** Two, so that one large message does not hold up all others. */
  private static final int THREADS = 2;

  private static final int MOST_TOGETHER = 100;
  private static final int MOST_BYTES_TOGETHER = 32 * 1024;
  private static final int MOST_MESSAGES = 5_000;
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final InboundHandler handler;
  private final QueueRoom room;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("aisle-direct-watch").factory());
  private final BlockingQueue<InboundMessage> handedOver = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Handed> outstanding = new ConcurrentLinkedQueue<>();
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile Instant restingUntil = Instant.MIN;

  DirectHandover(InboundHandler handler, QueueRoom room) {
    this.handler = handler;
    this.room = room;
    for (int i = 1; i <= THREADS; i++) {
      threads.add(Thread.ofPlatform().daemon().name("aisle-direct-" + i).start(this::run));
    }
    watch.scheduleWithFixedDelay(
        this::endWaiting, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Queues what has waited for long enough, if there is room then; those that wait are in the order
   * of their arrival.
   */
  private void endWaiting() {
    long now = System.nanoTime();
    for (Handed handed : outstanding) {
      if (now - handed.since < PATIENCE.toNanos()) {
        return;
      }
      try {
        handed.queue();
      } catch (RuntimeException | Error e) {
        LOG.error("A message could not be queued; its device sends it again.", e);
      }
    }
  }

  private void run() {
    List<InboundMessage> together = new ArrayList<>(MOST_TOGETHER);
    while (true) {
      try {
        gather(together);
        handler.acceptAll(List.copyOf(together));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        together.forEach(message -> giveBack(message, e));
      }
      together.clear();
    }
  }

  /** Takes what waits; not too much of it, because it is stored in one go. */
  private void gather(List<InboundMessage> together) throws InterruptedException {
    InboundMessage next = handedOver.take();
    int size = 0;
    while (next != null) {
      together.add(next);
      size += next.payload().length;
      boolean more = size < MOST_BYTES_TOGETHER && together.size() < MOST_TOGETHER;
      next = more ? handedOver.poll() : null;
    }
  }

  /** Whatever goes wrong, the thread goes on: without it no device would be answered at once. */
  private static void giveBack(InboundMessage message, Throwable reason) {
    try {
      message.receipt().failed(reason);
    } catch (RuntimeException | Error e) {
      LOG.error("A message could not be queued at once; it is when its device has waited.", e);
    }
  }

  @Override
  public void hold(PublishInboundOutput output, DeviceRef device, Instant receivedAt) {
    ModifiablePublishPacket packet = output.getPublishPacket();
    int size = packet.getPayload().map(ByteBuffer::remaining).orElse(0);
    if (packet.getQos() == Qos.AT_MOST_ONCE) {
      room.pass(output, device);
      return;
    }
    if (!mayHold(size, receivedAt)) {
      room.queue(output, device, size);
      return;
    }
    Async<PublishInboundOutput> async =
        output.async(
            LAST_RESORT, TimeoutFallback.FAILURE, AckReasonCode.QUOTA_EXCEEDED, QueueRoom.FULL);
    Handed handed = new Handed(output, async, device, receivedAt, size);
    messages.incrementAndGet();
    bytes.addAndGet(size);
    outstanding.add(handed);
    Receipt receipt = new OnceReceipt(handed);
    handedOver.add(message(packet, size, receivedAt, receipt));
  }

  private boolean mayHold(int size, Instant now) {
    if (now.isBefore(restingUntil)
        || messages.get() >= MOST_MESSAGES
        || bytes.get() + size > MOST_BYTES) {
      return false;
    }
    Handed oldest = outstanding.peek();
    while (oldest != null && oldest.done.get()) {
      outstanding.remove(oldest);
      oldest = outstanding.peek();
    }
    return oldest == null || now.isBefore(oldest.at.plus(PATIENCE));
  }

  private static InboundMessage message(
      ModifiablePublishPacket packet, int size, Instant receivedAt, Receipt receipt) {
    byte[] payload = new byte[size];
    packet.getPayload().ifPresent(buffer -> buffer.duplicate().get(payload));
    Map<String, String> properties = new HashMap<>();
    for (UserProperty property : packet.getUserProperties().asList()) {
      properties.put(property.getName(), property.getValue());
    }
    properties.remove(Stamp.RECEIVED_AT);
    return new InboundMessage(
        packet.getTopic(),
        payload,
        packet.getContentType().orElse(null),
        properties,
        receivedAt,
        receipt);
  }

  @Override
  public void close() {
    watch.shutdownNow();
    threads.forEach(Thread::interrupt);
  }

  /** A message that was handed over, and the device that waits for it. */
  private final class Handed implements Receipt {

    private final PublishInboundOutput output;
    private final Async<PublishInboundOutput> async;
    private final DeviceRef device;
    private final Instant at;
    private final int size;
    private final long since = System.nanoTime();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();

    Handed(
        PublishInboundOutput output,
        Async<PublishInboundOutput> async,
        DeviceRef device,
        Instant at,
        int size) {
      this.output = output;
      this.async = async;
      this.device = device;
      this.at = at;
      this.size = size;
    }

    @Override
    public void stored() {
      finish();
      if (answered.compareAndSet(false, true)) {
        output.preventPublishDelivery();
        async.resume();
      }
    }

    @Override
    public void failed(Throwable reason) {
      finish();
      restingUntil = at.plus(REST);
      queue();
    }

    /** Lets the message into the queue or refuses it, unless its device has its answer already. */
    void queue() {
      if (answered.compareAndSet(false, true)) {
        room.queue(output, device, size);
        async.resume();
      }
    }

    private void finish() {
      done.set(true);
      messages.decrementAndGet();
      bytes.addAndGet(-size);
    }
  }
}
