package org.aisle.gateway.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.forward.BatchUplink;
import org.aisle.templates.wire.Delivery;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A gateway with an embedded broker on a free port, a registry and a store, for tests. */
final class RunningGateway implements AutoCloseable {

  final InMemoryDirectory directory;
  final RecordingIngest ingest;
  final SimpleMeterRegistry metrics;
  final Gateway gateway;
  private final CamelContext camel;

  private RunningGateway(
      InMemoryDirectory directory,
      RecordingIngest ingest,
      SimpleMeterRegistry metrics,
      Gateway gateway,
      CamelContext camel) {
    this.metrics = metrics;
    this.directory = directory;
    this.ingest = ingest;
    this.gateway = gateway;
    this.camel = camel;
  }

  static RunningGateway inMemory(Path folder, InMemoryDirectory directory) throws Exception {
    return start(
        folder, directory, new RecordingIngest(), BrokerSettings.Persistence.MEMORY, false);
  }

  static RunningGateway start(
      Path folder,
      InMemoryDirectory directory,
      RecordingIngest ingest,
      BrokerSettings.Persistence persistence,
      boolean direct)
      throws Exception {
    return start(
        directory,
        ingest,
        BrokerSettings.defaults(folder).withPort(0).withPersistence(persistence),
        direct);
  }

  static RunningGateway start(
      InMemoryDirectory directory, RecordingIngest ingest, BrokerSettings broker, boolean direct)
      throws Exception {
    return start(directory, ingest, ingest, broker, direct);
  }

  /** One whose deliveries that uplink takes. */
  static RunningGateway uplinked(Path folder, InMemoryDirectory directory, BatchUplink uplink)
      throws Exception {
    return start(
        directory,
        new RecordingIngest(),
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:ingest")
                .process(e -> uplink.send(e.getMessage().getMandatoryBody(Delivery.class)));
          }
        },
        BrokerSettings.defaults(folder)
            .withPort(0)
            .withPersistence(BrokerSettings.Persistence.MEMORY),
        true);
  }

  private static RunningGateway start(
      InMemoryDirectory directory,
      RecordingIngest ingest,
      RouteBuilder target,
      BrokerSettings broker,
      boolean direct)
      throws Exception {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    CamelContext camel = new DefaultCamelContext();
    camel.addRoutes(target);
    camel.start();
    Gateway gateway =
        Gateway.start(
            camel,
            new GatewaySettings(
                new GatewaySettings.Source.Embedded(broker, 500, direct), GatewaySettings.DIRECT),
            directory,
            InstantSource.system(),
            metrics);
    return new RunningGateway(directory, ingest, metrics, gateway, camel);
  }

  int port() {
    return gateway.port().orElseThrow();
  }

  @Override
  public void close() throws Exception {
    gateway.close();
    camel.close();
  }
}
