package org.aisle.gateway.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.aisle.gateway.broker.ConnectedClients;
import org.aisle.gateway.broker.EmbeddedHiveMqBroker;
import org.aisle.gateway.broker.QueueState;
import org.aisle.gateway.consumer.ConsumerSettings;
import org.aisle.gateway.consumer.ConsumerState;
import org.aisle.gateway.consumer.DeviceMessageConsumer;
import org.aisle.gateway.message.InboundHandler;
import org.aisle.gateway.message.Stamp;
import org.aisle.gateway.route.Uplink;
import org.aisle.templates.decode.DecodeLimits;
import org.aisle.templates.decode.Decoders;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.normalise.NormaliseLimits;
import org.aisle.templates.normalise.Normaliser;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway. Every message of QoS 1 reaches the uplink endpoint at least once and is kept
 * by the broker until its receipt says that it is stored.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration SUBSCRIBED = Duration.ofMinutes(1);

  private final Uplink uplink;
  private final @Nullable EmbeddedHiveMqBroker broker;
  private final DeviceMessageConsumer consumer;

  private Gateway(
      Uplink uplink, @Nullable EmbeddedHiveMqBroker broker, DeviceMessageConsumer consumer) {
    this.uplink = uplink;
    this.broker = broker;
    this.consumer = consumer;
  }

  /**
   * Starts a gateway; with an embedded broker it returns when devices can connect, with another
   * broker at once.
   *
   * @param camel a started context; it stays the caller's
   * @throws org.aisle.gateway.broker.BrokerUnavailableException when the broker can't start
   */
  public static Gateway start(
      CamelContext camel,
      GatewaySettings settings,
      DeviceDirectory directory,
      InstantSource clock,
      MeterRegistry metrics)
      throws Exception {
    Gateway gateway =
        switch (settings.source()) {
          case GatewaySettings.Source.Embedded embedded ->
              embedded(camel, settings.uplink(), embedded, directory, clock, metrics);
          case GatewaySettings.Source.External external ->
              external(camel, settings.uplink(), external, directory, clock, metrics);
        };
    gateway.measure(metrics);
    return gateway;
  }

  private static Gateway embedded(
      CamelContext camel,
      String endpoint,
      GatewaySettings.Source.Embedded settings,
      DeviceDirectory directory,
      InstantSource clock,
      MeterRegistry metrics)
      throws Exception {
    Uplink uplink =
        uplink(camel, directory, true, settings.broker().maxPayloadBytes(), endpoint, metrics);
    EmbeddedHiveMqBroker broker = null;
    DeviceMessageConsumer consumer = null;
    try {
      broker =
          EmbeddedHiveMqBroker.start(
              settings.broker(), directory, clock, settings.direct() ? uplink : null);
      List<String> filters = new ArrayList<>(List.of("telemetry/#", "event/#"));
      filters.add(Stamp.REFUSED_TOPIC);
      filters.add(Stamp.BATCH_TOPICS + "#");
      consumer =
          consumer(
              new ConsumerSettings(
                  URI.create(broker.localUrl()),
                  broker.consumerClientId(),
                  broker.consumerUsername(),
                  broker.consumerPassword(),
                  filters,
                  settings.receiveMaximum(),
                  ConsumerSettings.TIMING),
              uplink,
              clock,
              broker::mayShrink);
      if (!consumer.awaitSubscribed(SUBSCRIBED)) {
        throw new IllegalStateException(
            "The gateway could not subscribe to its own broker: " + consumer.state().problem());
      }
      broker.admitDevices();
      return new Gateway(uplink, broker, consumer);
    } catch (Exception e) {
      if (consumer != null) {
        consumer.close();
      }
      if (broker != null) {
        broker.close();
      }
      uplink.close();
      throw e;
    }
  }

  private static Gateway external(
      CamelContext camel,
      String endpoint,
      GatewaySettings.Source.External settings,
      DeviceDirectory directory,
      InstantSource clock,
      MeterRegistry metrics)
      throws Exception {
    Uplink uplink = uplink(camel, directory, false, settings.maxPayloadBytes(), endpoint, metrics);
    return new Gateway(uplink, null, consumer(settings.consumer(), uplink, clock, () -> true));
  }

  private static Uplink uplink(
      CamelContext camel,
      DeviceDirectory directory,
      boolean stamped,
      int maxPayloadBytes,
      String endpoint,
      MeterRegistry metrics)
      throws Exception {
    return Uplink.open(
        camel,
        new Uplink.Steps(
            directory,
            Decoders.standard(DecodeLimits.DEFAULT),
            new Normaliser(NormaliseLimits.DEFAULT),
            stamped,
            maxPayloadBytes,
            endpoint),
        metrics);
  }

  private static DeviceMessageConsumer consumer(
      ConsumerSettings settings,
      InboundHandler handler,
      InstantSource clock,
      BooleanSupplier mayAcknowledge) {
    DeviceMessageConsumer consumer =
        new DeviceMessageConsumer(settings, handler, clock, mayAcknowledge);
    consumer.start();
    return consumer;
  }

  private void measure(MeterRegistry metrics) {
    Gauge.builder(
            "aisle.gateway.messages.unacknowledged", consumer, c -> c.state().unacknowledged())
        .description("Messages on their way to the store")
        .register(metrics);
    Gauge.builder(
            "aisle.gateway.consumer.subscribed", consumer, c -> c.state().subscribed() ? 1 : 0)
        .description("1 while the consumer's subscription is granted")
        .register(metrics);
    EmbeddedHiveMqBroker own = broker;
    if (own != null) {
      gauge(metrics, own, "messages", "Messages in the queue", QueueState::messages);
      gauge(metrics, own, "used.bytes", "Disk that the broker takes", QueueState::bytesOnDisk);
      gauge(metrics, own, "free.bytes", "Disk that is left", QueueState::freeBytes);
      gauge(metrics, own, "full", "1 while messages are refused", s -> s.full() ? 1 : 0);
      gauge(metrics, own, "refused", "Messages refused when full", QueueState::refused);
      gauge(metrics, own, "dropped", "Dropped at QoS 0 when full", QueueState::droppedAtQos0);
      Gauge.builder("aisle.gateway.clients.connected", own.clients(), c -> c.connected().size())
          .description("Devices with a connection")
          .register(metrics);
    }
  }

  private static void gauge(
      MeterRegistry metrics,
      EmbeddedHiveMqBroker broker,
      String name,
      String description,
      ToDoubleFunction<QueueState> value) {
    Gauge.builder("aisle.gateway.queue." + name, broker, b -> value.applyAsDouble(b.queue()))
        .description(description)
        .register(metrics);
  }

  /** What waits in the embedded broker's queue; empty with somebody else's. */
  public Optional<QueueState> queue() {
    return Optional.ofNullable(broker)
        .map(own -> own.queue().withOldestReceivedAt(consumer.state().oldestReceivedAt()));
  }

  /** The port of the embedded broker; empty with somebody else's. */
  public Optional<Integer> port() {
    return Optional.ofNullable(broker).map(EmbeddedHiveMqBroker::port);
  }

  /** Its port for MQTT over TLS; empty when there is none. */
  public Optional<Integer> tlsPort() {
    return Optional.ofNullable(broker).flatMap(own -> own.tlsPort().stream().boxed().findFirst());
  }

  /** Who is connected to the embedded broker; empty with somebody else's. */
  public Optional<ConnectedClients> clients() {
    return Optional.ofNullable(broker).map(EmbeddedHiveMqBroker::clients);
  }

  /**
   * Ends the connections of a device to the embedded broker, because it may not use them any more;
   * nothing happens with somebody else's broker.
   */
  public void disconnect(DeviceRef device) {
    EmbeddedHiveMqBroker own = broker;
    if (own != null) {
      own.disconnect(device);
    }
  }

  /**
   * Publishes JSON at QoS 1 by the embedded broker, to whoever has subscribed.
   *
   * @throws IOException when it did not take it, or the broker is somebody else's
   */
  public void publish(String topic, String json) throws IOException {
    EmbeddedHiveMqBroker own = broker;
    if (own == null) {
      throw new IOException("The gateway has no broker of its own");
    }
    own.publish(topic, json);
  }

  /** How the consumer is doing. */
  public ConsumerState consumer() {
    return consumer.state();
  }

  /** Stops taking messages, then the broker; what is not stored stays in its queue. */
  @Override
  public void close() {
    EmbeddedHiveMqBroker own = broker;
    if (own != null) {
      own.turnDevicesAway();
    }
    consumer.close();
    if (own != null) {
      own.close();
    }
    uplink.close();
    LOG.info("The gateway has stopped.");
  }
}
