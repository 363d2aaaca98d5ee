package org.aisle.gateway.consumer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.EmbeddedHiveMqBroker;
import org.aisle.templates.identity.DeviceRef;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedHiveMqConsumerTest extends DeviceMessageConsumerContract {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "cooler-1");

  private final InMemoryDirectory directory = new InMemoryDirectory().with(DEVICE);
  private Path folder;
  private EmbeddedHiveMqBroker broker;
  private TestDevice device;

  @BeforeAll
  void start(@TempDir Path data) throws MqttException {
    folder = data;
    begin();
  }

  private void begin() throws MqttException {
    broker =
        EmbeddedHiveMqBroker.start(
            BrokerSettings.defaults(folder).withPort(0), directory, InstantSource.system(), null);
    broker.admitDevices();
    device = TestDevice.connect(broker.port(), DEVICE);
  }

  @AfterAll
  void stop() throws MqttException {
    device.close();
    broker.close();
  }

  @Override
  URI broker() {
    return URI.create(broker.localUrl());
  }

  @Override
  Credential consumer() {
    return new Credential(broker.consumerUsername(), broker.consumerPassword());
  }

  @Override
  Credential stranger() {
    return new Credential(DEVICE.username(), InMemoryDirectory.passwordOf(DEVICE));
  }

  @Override
  void publish(String payload) throws MqttException {
    device.publish("event", payload.getBytes(StandardCharsets.UTF_8), null);
  }

  @Override
  boolean restart() throws MqttException {
    stop();
    begin();
    return true;
  }
}
