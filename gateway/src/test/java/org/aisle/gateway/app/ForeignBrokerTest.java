package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.EmbeddedHiveMqBroker;
import org.aisle.gateway.consumer.ConsumerSettings;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.RejectionCode;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway without a broker of its own. */
class ForeignBrokerTest {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "cooler-1");
  private static final DeviceRef UNREGISTERED = DeviceRef.of("demo", "cooler-2");
  private static final Instant ARRIVAL = Instant.parse("2026-05-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void full_topics_are_attributed_and_the_time_of_receipt_is_that_of_arrival() throws Exception {
    InMemoryDirectory theirs = new InMemoryDirectory().with(DEVICE, UNREGISTERED);
    InMemoryDirectory ours = new InMemoryDirectory().with(DEVICE);
    RecordingIngest ingest = new RecordingIngest();
    try (EmbeddedHiveMqBroker broker =
            EmbeddedHiveMqBroker.start(
                BrokerSettings.defaults(folder)
                    .withPort(0)
                    .withPersistence(BrokerSettings.Persistence.MEMORY),
                theirs,
                InstantSource.system(),
                null);
        DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.addRoutes(ingest);
      camel.start();
      try (Gateway gateway =
          Gateway.start(
              camel,
              new GatewaySettings(
                  new GatewaySettings.Source.External(
                      new ConsumerSettings(
                          URI.create(broker.localUrl()),
                          "gateway",
                          broker.consumerUsername(),
                          broker.consumerPassword(),
                          List.of("telemetry/#", "event/#"),
                          100,
                          ConsumerSettings.TIMING),
                      256 * 1024),
                  GatewaySettings.DIRECT),
              ours,
              InstantSource.fixed(ARRIVAL),
              new SimpleMeterRegistry())) {
        until("it is subscribed", () -> gateway.consumer().subscribed());
        assertThat(gateway.port()).isEmpty();
        assertThat(gateway.clients()).isEmpty();
        broker.admitDevices();
        byte[] sample = "{\"temperature\":4}".getBytes(StandardCharsets.UTF_8);
        try (TestDevice device = TestDevice.connect(broker.port(), DEVICE);
            TestDevice other = TestDevice.connect(broker.port(), UNREGISTERED)) {
          device.publish("event", sample, null);
          other.publish("event", sample, null);
        }
        until(
            "both are there",
            () -> ingest.readings().size() == 1 && ingest.rejections().size() == 1);
        assertThat(ingest.readings().getFirst().device()).isEqualTo(DEVICE);
        assertThat(ingest.readings().getFirst().receivedAt()).isEqualTo(ARRIVAL);
        assertThat(ingest.codes()).containsExactly(RejectionCode.DEVICE_UNKNOWN);
        until("all is acknowledged", () -> gateway.consumer().unacknowledged() == 0);
      }
    }
  }
}
