package org.aisle.gateway.broker;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.packets.general.UserProperty;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.ModifiablePublishPacket;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.builder.PublishBuilder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.aisle.gateway.message.InboundHandler;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.gateway.message.OnceReceipt;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.wire.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages of QoS 1 and 2 over while their device waits, and acknowledges once they are
 * stored. A message goes into the persistent queue instead when its receipt fails or is not called
 * within {@link #PATIENCE}, when too much is on its way, or when the store has just failed or
 * hangs. It may then be stored twice, with the same stamps, which changes nothing. While the queue
 * has no room it is refused instead.
 *
 * <p>At QoS 1 it is the acknowledgement that waits, so that a device can have several messages on
 * their way, see {@link AckLines}; at QoS 2, if it is large, and while much is on its way, the
 * message itself.
 */
final class DirectHandover implements HeldPublishes, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DirectHandover.class);

  /** How long a device waits for its acknowledgement before its message is queued. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What HiveMQ does by itself must come after what is done here. */
  private static final Duration LAST_RESORT = PATIENCE.plusSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration REST = Duration.ofSeconds(2);

  private static final int MOST_MESSAGES = 5_000;

  /** From so many on each device waits with its next message. */
  private static final int MANY_MESSAGES = 2_000;

  /** A larger one is the only one of its device, so that a few devices do not take all the room. */
  private static final int SMALL_BYTES = 16 * 1024;

  /** An eighth of the memory, because each is in it several times. */
  private static final long MOST_BYTES =
      Math.min(64L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

  private final HandoverLanes lanes;
  private final QueueRoom room;
  private final AckLines acks;
  private final Outgoing outgoing;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("aisle-direct-watch").factory());
  private final Queue<Handed> outstanding = new ConcurrentLinkedQueue<>();
  private final AtomicInteger messages = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile Instant restingUntil = Instant.MIN;

  DirectHandover(InboundHandler handler, QueueRoom room, AckLines acks, Outgoing outgoing) {
    this.lanes = new HandoverLanes(handler);
    this.room = room;
    this.acks = acks;
    this.outgoing = outgoing;
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

  @Override
  public void hold(
      PublishInboundInput input,
      PublishInboundOutput output,
      DeviceRef device,
      Instant receivedAt) {
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
    byte[] payload = new byte[size];
    packet.getPayload().ifPresent(buffer -> buffer.duplicate().get(payload));
    Map<String, String> properties = properties(packet);
    Handed handed = new Handed(answer(input, output, device, size), receivedAt, size);
    messages.incrementAndGet();
    bytes.addAndGet(size);
    outstanding.add(handed);
    lanes.add(
        device,
        new InboundMessage(
            packet.getTopic(),
            payload,
            packet.getContentType().orElse(null),
            properties,
            receivedAt,
            new OnceReceipt(handed)));
  }

  private Answer answer(
      PublishInboundInput input, PublishInboundOutput output, DeviceRef device, int size) {
    ModifiablePublishPacket packet = output.getPublishPacket();
    Optional<CompletableFuture<Boolean>> decision =
        packet.getQos() == Qos.AT_LEAST_ONCE
                && size <= SMALL_BYTES
                && messages.get() < MANY_MESSAGES
            ? acks.hold(input.getClientInformation().getClientId(), packet.getPacketId())
            : Optional.empty();
    if (decision.isEmpty()) {
      return new AtPublish(output, device, size);
    }
    output.preventPublishDelivery();
    return new AtAcknowledgement(packet, decision.get(), device, size);
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

  private static Map<String, String> properties(ModifiablePublishPacket packet) {
    Map<String, String> properties = new HashMap<>();
    for (UserProperty property : packet.getUserProperties().asList()) {
      properties.put(property.getName(), property.getValue());
    }
    properties.remove(Stamp.RECEIVED_AT);
    return properties;
  }

  @Override
  public void close() {
    watch.shutdownNow();
    lanes.close();
  }

  /** How a device hears of its message; one of both is called, once. */
  private interface Answer {

    void stored();

    /** Lets the message into the queue or refuses it. */
    void queue();
  }

  /** Its message waits before HiveMQ does anything with it. */
  private final class AtPublish implements Answer {

    private final PublishInboundOutput output;
    private final Async<PublishInboundOutput> async;
    private final DeviceRef device;
    private final int size;

    AtPublish(PublishInboundOutput output, DeviceRef device, int size) {
      this.output = output;
      this.async =
          output.async(
              LAST_RESORT, TimeoutFallback.FAILURE, AckReasonCode.QUOTA_EXCEEDED, QueueRoom.FULL);
      this.device = device;
      this.size = size;
    }

    @Override
    public void stored() {
      output.preventPublishDelivery();
      async.resume();
    }

    @Override
    public void queue() {
      room.queue(output, device, size);
      async.resume();
    }
  }

  /** HiveMQ believes that it is done, and its acknowledgement waits. */
  private final class AtAcknowledgement implements Answer {

    private final ModifiablePublishPacket packet;
    private final CompletableFuture<Boolean> decision;
    private final DeviceRef device;
    private final int size;

    AtAcknowledgement(
        ModifiablePublishPacket packet,
        CompletableFuture<Boolean> decision,
        DeviceRef device,
        int size) {
      this.packet = packet;
      this.decision = decision;
      this.device = device;
      this.size = size;
    }

    @Override
    public void stored() {
      decision.complete(true);
    }

    @Override
    public void queue() {
      try {
        if (room.admits(device, size)) {
          publish();
        } else {
          decision.complete(false);
        }
      } catch (RuntimeException | Error e) {
        decision.complete(false);
        throw e;
      }
    }

    private void publish() {
      PublishBuilder publish = Builders.publish().topic(packet.getTopic()).qos(packet.getQos());
      publish.payload(packet.getPayload().orElseGet(() -> ByteBuffer.allocate(0)));
      packet.getContentType().ifPresent(publish::contentType);
      packet
          .getUserProperties()
          .asList()
          .forEach(property -> publish.userProperty(property.getName(), property.getValue()));
      outgoing
          .publish(publish.build())
          .orTimeout(LAST_RESORT.toMillis(), TimeUnit.MILLISECONDS)
          .whenComplete(
              (done, problem) -> {
                if (problem != null) {
                  LOG.warn(
                      "A message of {} could not be queued; it sends it again.", device, problem);
                }
                decision.complete(problem == null);
              });
    }
  }

  /** A message that was handed over, and the device that waits for it. */
  private final class Handed implements Receipt {

    private final AtomicReference<@Nullable Answer> answer;
    private final Instant at;
    private final int size;
    private final long since = System.nanoTime();
    private final AtomicBoolean done = new AtomicBoolean();

    Handed(Answer answer, Instant at, int size) {
      this.answer = new AtomicReference<>(answer);
      this.at = at;
      this.size = size;
    }

    @Override
    public void stored() {
      finish();
      Answer once = answer.getAndSet(null);
      if (once != null) {
        once.stored();
      }
    }

    @Override
    public void failed(Throwable reason) {
      finish();
      restingUntil = at.plus(REST);
      queue();
    }

    void queue() {
      Answer once = answer.getAndSet(null);
      if (once != null) {
        once.queue();
      }
    }

    private void finish() {
      done.set(true);
      messages.decrementAndGet();
      bytes.addAndGet(-size);
    }
  }
}
