package org.aisle.gateway.broker;

import com.hivemq.mqtt.message.mqtt5.Mqtt5UserProperties;
import com.hivemq.mqtt.message.puback.PUBACK;
import com.hivemq.mqtt.message.reason.Mqtt5PubAckReasonCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements of one connection that wait on their way out until what they acknowledge is
 * stored. Those that wait leave in the order of their messages (MQTT 5, 4.6). {@link #hold} may be
 * called by any thread, all else happens on the connection's.
 */
final class AckLine extends ChannelOutboundHandlerAdapter {

  static final String NAME = "aisle-acknowledgements";

  /** So many of a connection wait at most, so that one that sends a backlog leaves others room. */
  static final int MOST_HELD = 32;

  /** One that waits, or waits behind one that does. */
  private record Waiting(PUBACK ack, ChannelPromise written, CompletableFuture<Boolean> decision) {}

  private static final CompletableFuture<Boolean> DECIDED = CompletableFuture.completedFuture(true);

  private final boolean reasons;
  private final Map<Integer, ?> unanswered;
  private final Map<Integer, CompletableFuture<Boolean>> held = new ConcurrentHashMap<>();
  private final Queue<Waiting> line = new ArrayDeque<>();
  private final AtomicInteger undecided = new AtomicInteger();
  private final AtomicBoolean woken = new AtomicBoolean();

  /**
   * @param reasons whether an acknowledgement can say no, as MQTT 5's can
   * @param unanswered what HiveMQ still believes to be unanswered, by the packets' numbers; it
   *     forgets to take a message from it whose delivery was prevented, so that it grows to 65,535
   *     of them for each connection
   */
  AckLine(boolean reasons, Map<Integer, ?> unanswered) {
    this.reasons = reasons;
    this.unanswered = unanswered;
  }

  /**
   * Holds the acknowledgement of a packet that is yet to be acknowledged until this is completed,
   * normally: with true it goes out. With false a client that speaks MQTT 5 gets one that says
   * "quota exceeded"; the connection of another ends, so that it sends the message again (3.1.1,
   * 4.4). Empty when the one before with that number still waits, or too many do.
   */
  Optional<CompletableFuture<Boolean>> hold(int packet) {
    if (undecided.get() >= MOST_HELD) {
      return Optional.empty();
    }
    CompletableFuture<Boolean> decision = new CompletableFuture<>();
    if (held.putIfAbsent(packet, decision) != null) {
      return Optional.empty();
    }
    undecided.incrementAndGet();
    decision.thenAccept(acknowledged -> undecided.decrementAndGet());
    return Optional.of(decision);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof PUBACK ack)) {
      context.write(message, promise);
      return;
    }
    @Nullable CompletableFuture<Boolean> decision = held.remove(ack.getPacketIdentifier());
    if (line.isEmpty() && (decision == null || decision.getNow(false))) {
      answer(context, ack, promise);
      return;
    }
    line.add(new Waiting(ack, promise, decision == null ? DECIDED : decision));
    if (decision != null) {
      decision.thenAccept(acknowledged -> wake(context));
    }
  }

  private void wake(ChannelHandlerContext context) {
    if (woken.compareAndSet(false, true)) {
      context.executor().execute(() -> release(context));
    }
  }

  private void release(ChannelHandlerContext context) {
    woken.set(false);
    boolean written = false;
    for (Waiting next = line.peek(); next != null && next.decision.isDone(); next = line.peek()) {
      boolean stored = next.decision.getNow(false);
      if (!stored && !reasons) {
        context.flush();
        line.clear();
        context.close();
        return;
      }
      line.remove();
      answer(context, stored ? next.ack : refusal(next.ack), next.written);
      written = true;
    }
    if (written) {
      context.flush();
    }
  }

  private void answer(ChannelHandlerContext context, PUBACK ack, ChannelPromise written) {
    unanswered.remove(ack.getPacketIdentifier());
    context.write(ack, written);
  }

  private static PUBACK refusal(PUBACK ack) {
    return new PUBACK(
        ack.getPacketIdentifier(),
        Mqtt5PubAckReasonCode.QUOTA_EXCEEDED,
        QueueRoom.FULL,
        Mqtt5UserProperties.NO_USER_PROPERTIES);
  }
}
