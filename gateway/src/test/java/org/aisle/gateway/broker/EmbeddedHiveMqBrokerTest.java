package org.aisle.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings.Persistence;
import org.aisle.templates.identity.DeviceRef;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
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
  void alerts_reach_who_has_subscribed_in_their_own_app_only() throws Exception {
    BrokerSettings settings =
        BrokerSettings.defaults(folder).withPort(0).withPersistence(Persistence.MEMORY);
    try (EmbeddedHiveMqBroker broker = start(settings)) {
      broker.admitDevices();
      try (TestDevice lamp = TestDevice.connect(broker.port(), DEVICE)) {
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        lamp.client().setCallback(new Listening(seen));
        lamp.client().subscribe("alerts/demo/#", 1).waitForCompletion(20_000);
        broker.publish("alerts/other/lamps", "{\"a\":1}");
        broker.publish("alerts/demo/lamps", "{\"a\":2}");
        assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("alerts/demo/lamps 1 {\"a\":2}");
        assertThat(seen).isEmpty();
      }
      for (String filter : List.of("alerts/#", "alerts/other/#", "alerts/+/lamps")) {
        try (TestDevice lamp = TestDevice.connect(broker.port(), DEVICE)) {
          assertThat(refused(lamp, filter)).as(filter).isTrue();
        }
      }
    }
  }

  private static boolean refused(TestDevice client, String filter) {
    try {
      var token = client.client().subscribe(filter, 1);
      token.waitForCompletion(20_000);
      return token.getReasonCodes()[0] >= 0x80;
    } catch (MqttException e) {
      return true;
    }
  }

  /** Keeps what arrives as "topic qos payload". */
  private record Listening(LinkedBlockingQueue<String> seen) implements MqttCallback {

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      seen.add(topic + " " + message.getQos() + " " + message);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException problem) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {}
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
            () ->
                new BrokerSettings(
                    1, "::1", folder, Persistence.FILE, 2048, 4096, QueueLimits.DEFAULT, 10, null))
        .hasMessageContaining("payload");
    assertThatThrownBy(() -> new QueueLimits(10, 10, 10)).hasMessageContaining("backlog");
  }
}
