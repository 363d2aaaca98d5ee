package org.aisle.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings.Persistence;
import org.aisle.templates.identity.DeviceRef;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHiveMqBrokerTest {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "cooler-1");
  private static final int SERVER_UNAVAILABLE = 0x88;

  private final InMemoryDirectory directory = new InMemoryDirectory().with(DEVICE);

  @TempDir Path folder;

  private EmbeddedHiveMqBroker start(BrokerSettings settings) {
    return EmbeddedHiveMqBroker.start(settings, directory, InstantSource.system(), null);
  }

  @Test
  void devices_are_sent_away_until_they_are_admitted_and_nobody_is_let_in_unnamed()
      throws Exception {
    BrokerSettings settings =
        BrokerSettings.defaults(folder).withPort(0).withPersistence(Persistence.MEMORY);
    try (EmbeddedHiveMqBroker broker = start(settings)) {
      assertThatThrownBy(() -> TestDevice.connect(broker.port(), DEVICE))
          .isInstanceOfSatisfying(
              MqttException.class,
              e -> assertThat(e.getReasonCode()).isEqualTo(SERVER_UNAVAILABLE));
      broker.admitDevices();
      TestDevice.connect(broker.port(), DEVICE).close();
      assertThatThrownBy(() -> TestDevice.connect(broker.port(), "nameless", null, null))
          .isInstanceOf(MqttException.class);
      broker.turnDevicesAway();
      assertThatThrownBy(() -> TestDevice.connect(broker.port(), DEVICE))
          .isInstanceOf(MqttException.class);
    }
  }

  @Test
  void a_taken_port_is_told_in_one_sentence() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(
              () -> start(BrokerSettings.defaults(folder).withPort(other.getLocalPort())))
          .isInstanceOf(BrokerUnavailableException.class)
          .hasMessageContaining(Integer.toString(other.getLocalPort()))
          .hasMessageContaining("choose another port");
    }
  }

  @Test
  void a_folder_that_can_t_be_written_to_is_told_in_one_sentence() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");
    assertThatThrownBy(() -> start(BrokerSettings.defaults(file).withPort(0)))
        .isInstanceOf(BrokerUnavailableException.class)
        .hasMessageContaining("choose a folder");
  }

  @Test
  void settings_out_of_range_are_refused() {
    BrokerSettings good = BrokerSettings.defaults(folder);
    assertThat(good.bindAddress()).isEqualTo("127.0.0.1");
    assertThatThrownBy(() -> good.withPort(65536)).hasMessageContaining("port");
    assertThatThrownBy(() -> good.withBindAddress("</bind-address>"))
        .hasMessageContaining("bind address");
    assertThatThrownBy(
            () -> new BrokerSettings(1, "::1", folder, Persistence.FILE, 2048, 4096, 1000, 10))
        .hasMessageContaining("payload");
    assertThatThrownBy(
            () -> new BrokerSettings(1, "::1", folder, Persistence.FILE, 2048, 1024, 10, 10))
        .hasMessageContaining("backlog");
  }
}
