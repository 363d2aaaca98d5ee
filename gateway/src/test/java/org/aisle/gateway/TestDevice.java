package org.aisle.gateway;

import java.nio.charset.StandardCharsets;
import org.aisle.templates.identity.DeviceRef;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A device with a real MQTT 5 client. */
public final class TestDevice implements AutoCloseable {

  private static final long PATIENCE = 20_000;

  private final MqttAsyncClient client;

  private TestDevice(MqttAsyncClient client) {
    this.client = client;
  }

  public static TestDevice connect(int port, DeviceRef ref) throws MqttException {
    return connect(port, ref.device().value(), ref.username(), InMemoryDirectory.passwordOf(ref));
  }

  public static TestDevice connect(int port, String clientId, String username, String password)
      throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    if (username != null) {
      options.setUserName(username);
    }
    if (password != null) {
      options.setPassword(password.getBytes(StandardCharsets.UTF_8));
    }
    options.setKeepAliveInterval(30);
    return connect(port, clientId, options);
  }

  public static TestDevice connect(int port, String clientId, MqttConnectionOptions options)
      throws MqttException {
    return connect("tcp://127.0.0.1:" + port, clientId, options);
  }

  public static TestDevice connect(String url, String clientId, MqttConnectionOptions options)
      throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(url, clientId, new MemoryPersistence());
    try {
      client.connect(options).waitForCompletion(PATIENCE);
    } catch (MqttException e) {
      client.close(true);
      throw e;
    }
    return new TestDevice(client);
  }

  /** Publishes at QoS 1 and returns the PUBACK's reason code. */
  public int publish(String topic, String payload) throws MqttException {
    return publish(topic, payload.getBytes(StandardCharsets.UTF_8), null);
  }

  public int publish(String topic, byte[] payload, MqttProperties properties) throws MqttException {
    MqttMessage message = new MqttMessage(payload);
    message.setQos(1);
    message.setProperties(properties == null ? new MqttProperties() : properties);
    return publish(topic, message);
  }

  public int publish(String topic, MqttMessage message) throws MqttException {
    IMqttToken token = client.publish(topic, message);
    token.waitForCompletion(PATIENCE);
    int[] codes = token.getReasonCodes();
    return codes == null || codes.length == 0 ? 0 : codes[0];
  }

  public MqttAsyncClient client() {
    return client;
  }

  public boolean isConnected() {
    return client.isConnected();
  }

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnect(1000).waitForCompletion(2000);
    }
    client.close(true);
  }
}
