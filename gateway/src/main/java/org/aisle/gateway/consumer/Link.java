package org.aisle.gateway.consumer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.aisle.gateway.message.Stamp;
import org.aisle.templates.tls.UndelayedSockets;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a consumer, from connect to its end; never reused. */
final class Link implements MqttCallback {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final long NEVER_EXPIRES = 4_294_967_295L;
  private static final int NO_RETAINED = 2;

  private final ConsumerSettings settings;
  private final BiConsumer<String, MqttMessage> arrived;
  private final MqttAsyncClient client;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object closing = new Object();
  private boolean closed;
  private final Map<Integer, String> unacknowledged = new ConcurrentHashMap<>();

  Link(ConsumerSettings settings, BiConsumer<String, MqttMessage> arrived) throws MqttException {
    this.settings = settings;
    this.arrived = arrived;
    client =
        new MqttAsyncClient(
            settings.broker().toString(), settings.clientId(), new MemoryPersistence());
    client.setManualAcks(true);
    client.setCallback(this);
  }

  /** Connects and says whether the broker still had the session. */
  boolean connect() throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    options.setSessionExpiryInterval(NEVER_EXPIRES);
    options.setAutomaticReconnect(false);
    options.setReceiveMaximum(settings.receiveMaximum());
    options.setKeepAliveInterval((int) Math.max(1, settings.timing().keepAlive().toSeconds()));
    options.setConnectionTimeout((int) Math.max(1, settings.timing().connectTimeout().toSeconds()));
    if (settings.broker().getScheme().equals("tcp")) {
      options.setSocketFactory(new UndelayedSockets());
    }
    String username = settings.username();
    if (username != null) {
      options.setUserName(username);
    }
    String password = settings.password();
    if (password != null) {
      options.setPassword(password.getBytes(StandardCharsets.UTF_8));
    }
    IMqttToken token = client.connect(options);
    token.waitForCompletion(settings.timing().connectTimeout().toMillis());
    return token.getSessionPresent();
  }

  /**
   * Subscribes to every filter; repeating it is harmless.
   *
   * @throws MqttException when the broker does not answer in time
   * @throws RefusedException when it does not grant QoS 1 for each filter
   */
  void subscribe() throws MqttException, RefusedException {
    MqttSubscription[] subscriptions =
        settings.filters().stream()
            .map(
                filter -> {
                  MqttSubscription subscription = new MqttSubscription(filter, 1);
                  subscription.setRetainHandling(NO_RETAINED);
                  return subscription;
                })
            .toArray(MqttSubscription[]::new);
    IMqttToken token = client.subscribe(subscriptions);
    try {
      token.waitForCompletion(settings.timing().connectTimeout().toMillis());
    } catch (MqttException e) {
      if (e.getReasonCode() >= 0x80 && e.getReasonCode() <= 0xFF) {
        throw new RefusedException(settings.filters() + ": reason code " + e.getReasonCode(), e);
      }
      throw e;
    }
    int[] codes = token.getReasonCodes();
    if (codes == null || codes.length != subscriptions.length) {
      throw new RefusedException("The broker answered a subscription without reason codes.", null);
    }
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] != 1 && codes[i] != 2) {
        throw new RefusedException(
            "%s was answered with reason code %d".formatted(settings.filters().get(i), codes[i]),
            null);
      }
    }
  }

  boolean connected() {
    return client.isConnected();
  }

  /** Waits for the end of the connection; false when it goes on after that time. */
  boolean awaitEnd(Duration time) throws InterruptedException {
    return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  int unacknowledged() {
    return unacknowledged.size();
  }

  /** When the oldest unacknowledged message was received by our own broker. */
  Optional<Instant> oldestReceivedAt() {
    return unacknowledged.values().stream()
        .flatMap(text -> Stamp.receivedAt(Map.of(Stamp.RECEIVED_AT, text)).stream())
        .min(Comparator.naturalOrder());
  }

  private static String received(MqttMessage message) {
    MqttProperties properties = message.getProperties();
    if (properties != null && properties.getUserProperties() != null) {
      for (UserProperty property : properties.getUserProperties()) {
        if (property.getKey().equals(Stamp.RECEIVED_AT)) {
          return property.getValue();
        }
      }
    }
    return "";
  }

  /** Acknowledges a message of this connection; of no effect when the connection has ended. */
  void acknowledge(int id, int qos) {
    if (qos == 0 || unacknowledged.remove(id) == null) {
      return;
    }
    try {
      synchronized (closing) {
        if (!closed) {
          client.messageArrivedComplete(id, qos);
        }
      }
    } catch (MqttException e) {
      LOG.debug("The connection ended before message {} was acknowledged; it comes again.", id);
    }
  }

  void end(boolean politely) {
    try {
      if (politely && client.isConnected()) {
        client.disconnect(1000).waitForCompletion(2000);
      }
    } catch (MqttException e) {
      LOG.debug("The broker did not take the farewell.", e);
    }
    try {
      client.disconnectForcibly(0, 100, false);
    } catch (MqttException e) {
      LOG.debug("There was no connection to cut.", e);
    }
    try {
      synchronized (closing) {
        closed = true;
        client.close(true);
      }
    } catch (MqttException e) {
      LOG.debug("The client did not close.", e);
    }
    ended.countDown();
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    if (message.getQos() > 0) {
      unacknowledged.put(message.getId(), received(message));
    }
    arrived.accept(topic, message);
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    LOG.debug("Disconnected: {}", response);
    ended.countDown();
  }

  @Override
  public void mqttErrorOccurred(MqttException problem) {
    LOG.warn("The MQTT client reports a problem; the connection is made anew.", problem);
    ended.countDown();
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}

  /** The filters that were asked for. */
  @Override
  public String toString() {
    return settings.broker() + " " + Arrays.toString(settings.filters().toArray());
  }

  /** The broker is there but does not let us subscribe. */
  static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
