package org.aisle.gateway.consumer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.aisle.gateway.TestDevice;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.testcontainers.hivemq.HiveMQContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

@Testcontainers(disabledWithoutDocker = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiveMqContainerConsumerTest extends DeviceMessageConsumerContract {

  @Container
  private static final HiveMQContainer HIVEMQ =
      new HiveMQContainer(DockerImageName.parse("hivemq/hivemq-ce:2025.5"));

  private TestDevice device;

  @BeforeAll
  void connect() throws MqttException {
    device = TestDevice.connect(HIVEMQ.getMqttPort(), "publisher", null, null);
  }

  @AfterAll
  void disconnect() throws MqttException {
    device.close();
  }

  @Override
  URI broker() {
    return URI.create("tcp://" + HIVEMQ.getHost() + ":" + HIVEMQ.getMqttPort());
  }

  @Override
  Credential consumer() {
    return null;
  }

  @Override
  Credential stranger() {
    return null;
  }

  @Override
  void publish(String payload) throws MqttException {
    device.publish("event/demo/cooler-1", payload.getBytes(StandardCharsets.UTF_8), null);
  }

  @Override
  boolean restart() {
    return false;
  }
}
