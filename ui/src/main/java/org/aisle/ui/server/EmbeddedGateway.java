package org.aisle.ui.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.aisle.backend.notification.AlertTopics;
import org.aisle.backend.registry.AccessWithdrawn;
import org.aisle.gateway.app.Gateway;
import org.aisle.gateway.app.GatewaySettings;
import org.aisle.gateway.broker.QueueState;
import org.aisle.templates.directory.DeviceDirectory;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The gateway inside the server. It starts when the ingest route can take its deliveries and stops
 * before that route does, so that nothing is refused on the way down.
 */
@Component
class EmbeddedGateway implements SmartLifecycle, AlertTopics {

  /** Stops after the simulated fleet and before everything of Spring and Camel. */
  static final int PHASE = Integer.MAX_VALUE - 10;

  private final CamelContext camel;
  private final DeviceDirectory directory;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final GatewaySettings settings;
  private volatile @Nullable Gateway gateway;

  EmbeddedGateway(
      CamelContext camel,
      DeviceDirectory directory,
      InstantSource clock,
      MeterRegistry metrics,
      MqttSettings mqtt,
      @Value("${aisle.data-dir}") Path data) {
    this.camel = camel;
    this.directory = directory;
    this.clock = clock;
    this.metrics = metrics;
    this.settings = GatewaySettings.embedded(mqtt.broker(data.resolve("broker")));
  }

  @EventListener(ApplicationStartedEvent.class)
  @Order(10)
  void open() throws Exception {
    gateway = Gateway.start(camel, settings, directory, clock, metrics);
  }

  /** Who may not connect any more does not stay connected either. */
  @EventListener
  void on(AccessWithdrawn withdrawn) {
    Gateway running = gateway;
    if (running != null) {
      running.disconnect(withdrawn.device());
    }
  }

  @Override
  public void publish(String topic, String json) throws IOException {
    Gateway running = gateway;
    if (running == null) {
      throw new IOException("The gateway does not run");
    }
    running.publish(topic, json);
  }

  /** The broker's port, once it is open. */
  Optional<Integer> port() {
    return Optional.ofNullable(gateway).flatMap(Gateway::port);
  }

  /** Messages that devices were promised and the store has not yet got; 0 while it is closed. */
  long queued() {
    return Optional.ofNullable(gateway)
        .flatMap(Gateway::queue)
        .map(QueueState::messages)
        .orElse(0L);
  }

  /** The broker's port over TLS; empty when there is none, or it is not open. */
  Optional<Integer> tlsPort() {
    return Optional.ofNullable(gateway).flatMap(Gateway::tlsPort);
  }

  @Override
  public void start() {
    // begins with the event above, when Camel's routes are running
  }

  @Override
  public void stop() {
    Gateway running = gateway;
    gateway = null;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public boolean isRunning() {
    return gateway != null;
  }

  @Override
  public boolean isAutoStartup() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
