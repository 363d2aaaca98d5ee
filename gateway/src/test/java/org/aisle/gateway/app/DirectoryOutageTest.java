package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.RejectionCode;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryOutageTest {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "cooler-1");
  private static final DeviceRef OTHER = DeviceRef.of("demo", "cooler-2");
  private static final String SAMPLE = "{\"ts\":\"2026-01-01T00:00:00Z\",\"temperature\":4}";

  @TempDir Path folder;

  private final InMemoryDirectory directory =
      new InMemoryDirectory().with(DEVICE, OTHER).bind(DEVICE, OTHER);

  private RunningGateway start(boolean direct) throws Exception {
    return RunningGateway.start(
        folder, directory, new RecordingIngest(), BrokerSettings.Persistence.MEMORY, direct);
  }

  private static MqttAsyncClient mqtt3(int port) throws Exception {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setUserName(DEVICE.username());
    options.setPassword(InMemoryDirectory.passwordOf(DEVICE).toCharArray());
    options.setCleanSession(false);
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:" + port, "three", new MemoryPersistence());
    client.connect(options).waitForCompletion(20_000);
    return client;
  }

  /** Paho refuses to reconnect while it is still disconnecting; it tells a loss once it is done. */
  private static MqttCallback onLoss(CompletableFuture<Throwable> lost) {
    return new MqttCallback() {
      @Override
      public void connectionLost(Throwable cause) {
        lost.complete(cause);
      }

      @Override
      public void messageArrived(String topic, MqttMessage message) {}

      @Override
      public void deliveryComplete(IMqttDeliveryToken token) {}
    };
  }

  private static MqttMessage sample3() {
    var message = new MqttMessage(SAMPLE.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    return message;
  }

  @ParameterizedTest(name = "MQTT {0}, direct entry {1}")
  @CsvSource({"3,false", "3,true", "5,false", "5,true"})
  void what_a_device_says_of_itself_is_kept_until_the_directory_answers(int mqtt, boolean direct)
      throws Exception {
    try (RunningGateway running = start(direct);
        TestDevice five = TestDevice.connect(running.port(), DEVICE)) {
      MqttAsyncClient three = mqtt3(running.port());
      directory.away(true);
      if (mqtt == 5) {
        assertThat(five.publish("telemetry", SAMPLE)).isLessThan(0x80);
      } else {
        three.publish("telemetry", sample3()).waitForCompletion(20_000);
      }
      assertThat(running.ingest.readings()).isEmpty();
      assertThat(three.isConnected() && five.isConnected()).isTrue();
      directory.away(false);
      until("it is delivered", () -> running.ingest.readings().size() == 1);
      until("it is acknowledged", () -> running.gateway.consumer().unacknowledged() == 0);
      assertThat(running.ingest.readings()).hasSize(1);
      assertThat(running.ingest.rejections()).isEmpty();
      three.disconnect().waitForCompletion(5_000);
      three.close(true);
    }
  }

  @Test
  void what_can_t_be_judged_is_not_acknowledged_to_mqtt_3_and_comes_again() throws Exception {
    try (RunningGateway running = start(false)) {
      MqttAsyncClient three = mqtt3(running.port());
      var sentAway = new CompletableFuture<Throwable>();
      three.setCallback(onLoss(sentAway));
      directory.away(true);
      var token = three.publish("telemetry/demo/cooler-2", sample3());
      assertThat(sentAway).succeedsWithin(Duration.ofSeconds(30));
      assertThat(token.isComplete() && token.getException() == null).isFalse();
      directory.away(false);
      three.reconnect();
      until("it comes again", () -> running.ingest.readings().size() == 1);
      assertThat(running.ingest.readings().getFirst().device()).isEqualTo(OTHER);
      assertThat(running.ingest.rejections()).isEmpty();
      three.disconnect().waitForCompletion(5_000);
      three.close(true);
    }
  }

  @Test
  void what_can_t_be_judged_is_no_success_to_mqtt_5() throws Exception {
    try (RunningGateway running = start(true);
        TestDevice device = TestDevice.connect(running.port(), DEVICE)) {
      directory.away(true);
      assertThat(device.publish("telemetry/demo/cooler-2", SAMPLE)).isGreaterThanOrEqualTo(0x80);
      directory.away(false);
      assertThat(device.publish("telemetry/demo/cooler-2", SAMPLE)).isLessThan(0x80);
      until("it is delivered", () -> running.ingest.readings().size() == 1);
      assertThat(running.ingest.rejections()).isEmpty();
    }
  }

  @Test
  void a_disabled_device_is_told_so_on_its_own_topic() throws Exception {
    try (RunningGateway running = start(true);
        TestDevice device = TestDevice.connect(running.port(), DEVICE)) {
      directory.disable(DEVICE);
      assertThat(device.publish("telemetry", SAMPLE)).isGreaterThanOrEqualTo(0x80);
      until("it is kept", () -> running.ingest.rejections().size() == 1);
      assertThat(running.ingest.codes()).containsExactly(RejectionCode.DEVICE_DISABLED);
    }
  }

  @Test
  void a_device_whose_access_is_withdrawn_loses_its_connections_and_no_other_does()
      throws Exception {
    try (RunningGateway running = start(true);
        TestDevice device = TestDevice.connect(running.port(), DEVICE);
        TestDevice other = TestDevice.connect(running.port(), OTHER)) {
      directory.disable(DEVICE);
      running.gateway.disconnect(DEVICE);
      until("it is disconnected", () -> !device.isConnected());
      assertThat(other.publish("telemetry", SAMPLE)).isLessThan(0x80);
    }
  }
}
