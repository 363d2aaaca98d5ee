package org.aisle.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings.Persistence;
import org.aisle.gateway.message.InboundHandler;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DirectHandoverTest {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "cooler-1");

  private final InMemoryDirectory directory = new InMemoryDirectory().with(DEVICE);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
  private final InstantSource clock = now::get;
  private final Deque<Error> errors =
      new ArrayDeque<>(
          List.of(
              new OutOfMemoryError("1"),
              new StackOverflowError(),
              new NoClassDefFoundError("3"),
              new OutOfMemoryError("4")));
  private final List<String> stored = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  /** Throws what is not caught, as often as there are errors, and then stores. */
  private final InboundHandler failing =
      new InboundHandler() {
        @Override
        public void accept(InboundMessage message) {
          Error error = errors.poll();
          if (error != null) {
            throw error;
          }
          stored.add(new String(message.payload(), java.nio.charset.StandardCharsets.UTF_8));
          message.receipt().stored();
        }
      };

  @Test
  @Timeout(120)
  void errors_leave_no_device_waiting_and_messages_are_handed_over_again_afterwards()
      throws Exception {
    BrokerSettings settings =
        BrokerSettings.defaults(folder).withPort(0).withPersistence(Persistence.MEMORY);
    try (EmbeddedHiveMqBroker broker =
        EmbeddedHiveMqBroker.start(settings, directory, clock, failing)) {
      broker.admitDevices();
      try (TestDevice device = TestDevice.connect(broker.port(), DEVICE)) {
        for (int i = 1; i <= 6; i++) {
          now.updateAndGet(time -> time.plus(Duration.ofSeconds(10)));
          assertThat(device.publish("telemetry", "{\"n\":" + i + "}"))
              .as("the answer to message %d", i)
              .isLessThan(0x80);
        }
      }
      assertThat(errors).isEmpty();
      assertThat(stored).containsExactly("{\"n\":5}", "{\"n\":6}");
    }
  }
}
