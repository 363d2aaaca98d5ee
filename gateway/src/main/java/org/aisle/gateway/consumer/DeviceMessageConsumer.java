package org.aisle.gateway.consumer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.aisle.gateway.message.InboundHandler;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.gateway.message.OnceReceipt;
import org.aisle.templates.wire.Receipt;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages at least once from a broker that keeps them: a message of QoS 1 or 2 is
 * acknowledged to the broker only after {@link Receipt#stored()}. One whose receipt fails stays
 * unacknowledged and is handled again after a pause; one that is unacknowledged when the connection
 * ends comes again with the next one. At most {@link ConsumerSettings#receiveMaximum()} messages
 * are in hand; the rest stays in the broker. As soon as one is stored, all that wait for another
 * try get it. QoS 0 may be lost, and losses are counted.
 *
 * <p>A supervisor connects, subscribes, checks that every filter was granted, verifies the
 * subscription regularly, and begins anew with growing pauses when any of that fails. Messages are
 * handed over one after the other, in the broker's order, on one thread.
 */
public final class DeviceMessageConsumer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceMessageConsumer.class);
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final Duration GATE = Duration.ofSeconds(1);

  private final ConsumerSettings settings;
  private final InboundHandler handler;
  private final InstantSource clock;
  private final BlockingQueue<Attempt> inbox;
  private final ScheduledExecutorService retries;
  private final Thread supervisor;
  private final Thread dispatcher;
  private final AcknowledgementGate gate;
  private final AtomicLong dropped = new AtomicLong();
  private final Set<Attempt> delayed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean releasing = new AtomicBoolean();
  private final Object change = new Object();

  private volatile boolean closed;
  private volatile @Nullable Link current;
  private volatile boolean subscribed;
  private volatile @Nullable Instant lastMessageAt;
  private volatile @Nullable String problem = "It has not connected yet.";

  public DeviceMessageConsumer(
      ConsumerSettings settings, InboundHandler handler, InstantSource clock) {
    this(settings, handler, clock, () -> true);
  }

  /**
   * @param mayAcknowledge whether the broker can write that a message is done with; until it can,
   *     what is stored stays unacknowledged
   */
  public DeviceMessageConsumer(
      ConsumerSettings settings,
      InboundHandler handler,
      InstantSource clock,
      BooleanSupplier mayAcknowledge) {
    this.settings = settings;
    this.handler = handler;
    this.clock = clock;
    this.gate = new AcknowledgementGate(mayAcknowledge);
    inbox = new ArrayBlockingQueue<>(settings.receiveMaximum() + 1000);
    retries =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("aisle-consumer-retry").factory());
    supervisor = Thread.ofPlatform().daemon().name("aisle-consumer").unstarted(this::supervise);
    dispatcher =
        Thread.ofPlatform().daemon().name("aisle-consumer-dispatch").unstarted(this::dispatch);
  }

  /** Begins to connect and returns at once. */
  public void start() {
    dispatcher.start();
    supervisor.start();
    retries.scheduleWithFixedDelay(
        gate::look, GATE.toMillis(), GATE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits until the broker has granted the subscription; false when it has not in that time. */
  public boolean awaitSubscribed(Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    synchronized (change) {
      while (!subscribed) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || closed) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(change, left);
      }
    }
    return true;
  }

  public ConsumerState state() {
    Link link = current;
    boolean granted = subscribed;
    return new ConsumerState(
        link != null && link.connected(),
        granted,
        link == null ? 0 : link.unacknowledged(),
        link == null ? null : link.oldestReceivedAt().orElse(null),
        dropped.get(),
        lastMessageAt,
        granted ? null : problem);
  }

  /** Disconnects; what is unacknowledged stays with the broker for the next consumer. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    retries.shutdownNow();
    supervisor.interrupt();
    dispatcher.interrupt();
    try {
      supervisor.join(GOODBYE);
      dispatcher.join(GOODBYE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void supervise() {
    int failures = 0;
    while (!closed) {
      Link link = null;
      try {
        link = new Link(settings, this::arrived);
        current = link;
        boolean resumed = link.connect();
        link.subscribe();
        changed(true, null);
        failures = 0;
        LOG.info("Consuming from {} ({} session).", link, resumed ? "resumed" : "new");
        while (!link.awaitEnd(settings.timing().check())) {
          if (!link.connected()) {
            break;
          }
          link.subscribe();
        }
        changed(false, "The connection ended.");
        LOG.warn("The connection to {} ended.", link);
      } catch (MqttException | Link.RefusedException e) {
        changed(false, sentence(e));
        if (failures == 0) {
          LOG.warn("Can't consume from {}: {}", settings.broker(), problem);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        changed(false, "The consumer failed: " + e);
        LOG.error("The consumer's supervisor met a bug and begins anew.", e);
      } finally {
        current = null;
        if (link != null) {
          boolean interrupted = Thread.interrupted();
          link.end(closed);
          if (interrupted) {
            Thread.currentThread().interrupt();
          }
        }
      }
      failures++;
      if (!closed && !pause(settings.timing().pause(failures))) {
        break;
      }
    }
    changed(false, "The consumer was closed.");
  }

  private static String sentence(Exception e) {
    return switch (e) {
      case Link.RefusedException refused ->
          "The broker refuses the subscription (%s); give the gateway's user the right to subscribe."
              .formatted(refused.getMessage());
      case MqttException mqtt when mqtt.getReasonCode() >= 0x80 && mqtt.getReasonCode() <= 0xFF ->
          "The broker refuses the connection (reason code %d); check the user name and password."
              .formatted(mqtt.getReasonCode());
      default -> "The broker can't be reached: " + e + ".";
    };
  }

  private boolean pause(Duration time) {
    try {
      synchronized (change) {
        TimeUnit.NANOSECONDS.timedWait(change, time.toNanos());
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void changed(boolean granted, @Nullable String why) {
    subscribed = granted;
    problem = why;
    synchronized (change) {
      change.notifyAll();
    }
  }

  /** Called on the MQTT client's thread. */
  private void arrived(String topic, MqttMessage message) {
    Link link = current;
    if (link == null) {
      return;
    }
    Instant now = clock.instant();
    lastMessageAt = now;
    Attempt attempt = new Attempt(link, message, inbound(topic, message, now), 1);
    if (message.getQos() == 0) {
      if (!inbox.offer(attempt)) {
        dropped.incrementAndGet();
      }
      return;
    }
    try {
      inbox.put(attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static InboundMessage inbound(String topic, MqttMessage message, Instant now) {
    Map<String, String> properties = new HashMap<>();
    String contentType = null;
    MqttProperties given = message.getProperties();
    if (given != null) {
      contentType = given.getContentType();
      List<UserProperty> user = given.getUserProperties();
      if (user != null) {
        user.forEach(property -> properties.put(property.getKey(), property.getValue()));
      }
    }
    return new InboundMessage(
        topic, message.getPayload(), contentType, properties, now, Receipt.NONE);
  }

  private void dispatch() {
    while (!closed) {
      try {
        Attempt attempt = inbox.take();
        if (attempt.qos > 0 && attempt.link != current) {
          continue;
        }
        Receipt receipt = new OnceReceipt(attempt);
        try {
          handler.accept(attempt.message.withReceipt(receipt));
        } catch (RuntimeException | Error e) {
          LOG.error("A message could not be handed over; it is tried again.", e);
          receipt.failed(e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void again(Attempt next) {
    if (!delayed.remove(next)) {
      return;
    }
    try {
      inbox.put(next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where one message can be stored, those that wait for another try need not wait longer. */
  private void release() {
    if (delayed.isEmpty() || !releasing.compareAndSet(false, true)) {
      return;
    }
    try {
      retries.execute(
          () -> {
            releasing.set(false);
            List.copyOf(delayed).forEach(this::again);
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("The consumer is closing; what waits stays with the broker.");
    }
  }

  /** One try to get a message stored. */
  private final class Attempt implements Receipt {

    private final Link link;
    private final int id;
    private final int qos;
    private final InboundMessage message;
    private final int number;

    Attempt(Link link, MqttMessage packet, InboundMessage message, int number) {
      this(link, packet.getId(), packet.getQos(), message, number);
    }

    private Attempt(Link link, int id, int qos, InboundMessage message, int number) {
      this.link = link;
      this.id = id;
      this.qos = qos;
      this.message = message;
      this.number = number;
    }

    @Override
    public void stored() {
      gate.pass(() -> link.acknowledge(id, qos));
      release();
    }

    @Override
    public void failed(Throwable reason) {
      if (qos == 0) {
        dropped.incrementAndGet();
        return;
      }
      if (closed || link != current) {
        return;
      }
      Attempt next = new Attempt(link, id, qos, message, number + 1);
      try {
        delayed.add(next);
        retries.schedule(
            () -> again(next), settings.timing().pause(number).toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("The consumer is closing; the message stays with the broker.");
      }
    }
  }
}
