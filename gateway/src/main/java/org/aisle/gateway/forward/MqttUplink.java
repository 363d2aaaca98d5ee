package org.aisle.gateway.forward;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.gateway.message.OnceReceipt;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.Receipt;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes deliveries at least once to another broker in the device API's form. A delivery is
 * stored when every message of it was acknowledged there, and fails when the connection is away or
 * ends before that. What the other side refuses for good is logged and given up, as it keeps the
 * refusal; rejections of this gateway are logged, as the device API has no word for them.
 */
public final class MqttUplink implements DeliveryUplink {

  private static final Logger LOG = LoggerFactory.getLogger(MqttUplink.class);
  private static final int NOT_AUTHORIZED = 0x87;
  private static final int TOPIC_NAME_INVALID = 0x90;
  private static final int PAYLOAD_FORMAT_INVALID = 0x99;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private static final int FAILURE = 0x80;

  private final MqttUplinkSettings settings;
  private final Thread supervisor;
  private volatile @Nullable MqttAsyncClient current;
  private final CountDownLatch wake = new CountDownLatch(1);
  private volatile boolean closed;

  public MqttUplink(MqttUplinkSettings settings) {
    this.settings = settings;
    supervisor = Thread.ofPlatform().daemon().name("aisle-uplink").unstarted(this::supervise);
  }

  /** Begins to connect and returns at once. */
  @Override
  public void start() {
    supervisor.start();
  }

  /** Whether deliveries can be taken at the moment. */
  @Override
  public boolean isConnected() {
    MqttAsyncClient client = current;
    return client != null && client.isConnected();
  }

  /** Takes a delivery and calls its receipt, now or later; throws nothing. */
  @Override
  public void send(Delivery delivery) {
    Receipt receipt = new OnceReceipt(delivery.receipt());
    MqttAsyncClient client = current;
    if (client == null) {
      receipt.failed(new IllegalStateException("The uplink is not connected."));
      return;
    }
    try {
      for (Rejection rejection : delivery.rejections()) {
        LOG.warn(
            "Refused {} of {}: {}",
            rejection.code().code(),
            rejection.client(),
            rejection.sentence());
      }
      List<DeviceApiJson.Message> messages = DeviceApiJson.messages(delivery);
      if (messages.isEmpty()) {
        receipt.stored();
        return;
      }
      AtomicInteger open = new AtomicInteger(messages.size());
      for (DeviceApiJson.Message message : messages) {
        MqttMessage packet = new MqttMessage(message.payload());
        packet.setQos(1);
        MqttProperties properties = new MqttProperties();
        properties.setContentType("application/json");
        packet.setProperties(properties);
        client.publish(message.topic(), packet, null, new Answer(message, receipt, open));
      }
    } catch (MqttException | RuntimeException e) {
      receipt.failed(e);
    }
  }

  private void supervise() {
    long pause = 250;
    while (!closed) {
      MqttAsyncClient client = null;
      CountDownLatch lost = new CountDownLatch(1);
      try {
        client =
            new MqttAsyncClient(
                settings.broker().toString(), settings.clientId(), new MemoryPersistence());
        client.setCallback(new Ending(lost));
        client.connect(options()).waitForCompletion(settings.timeout().toMillis());
        current = client;
        pause = 250;
        LOG.info("Uplink to {} is connected.", settings.broker());
        lost.await();
        LOG.warn("Uplink to {} was lost.", settings.broker());
      } catch (MqttException e) {
        LOG.warn("Uplink: {}", settings.unreachable(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        current = null;
        if (client != null) {
          end(client);
        }
      }
      try {
        wake.await(pause, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return;
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private MqttConnectionOptions options() {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(settings.username());
    options.setPassword(settings.password().getBytes(StandardCharsets.UTF_8));
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(20);
    options.setConnectionTimeout((int) Math.max(1, settings.timeout().toSeconds()));
    settings.sockets(options);
    return options;
  }

  private static void end(MqttAsyncClient client) {
    boolean interrupted = Thread.interrupted();
    try {
      client.disconnectForcibly(0, 200, true);
    } catch (MqttException e) {
      LOG.debug("There was no connection to cut.", e);
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("The client did not close.", e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Disconnects; the receipts of what was not acknowledged fail. */
  @Override
  public void close() {
    closed = true;
    wake.countDown();
    supervisor.interrupt();
    try {
      supervisor.join(java.time.Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The acknowledgement of one message. */
  private record Answer(DeviceApiJson.Message message, Receipt receipt, AtomicInteger open)
      implements MqttActionListener {

    @Override
    public void onSuccess(IMqttToken token) {
      int[] codes = token.getReasonCodes();
      answered(codes == null || codes.length == 0 ? 0 : codes[0], null);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable reason) {
      int code =
          reason instanceof MqttException mqtt && mqtt.getReasonCode() <= 0xFF
              ? mqtt.getReasonCode()
              : FAILURE;
      answered(code, reason);
    }

    private void answered(int code, @Nullable Throwable reason) {
      boolean forGood =
          code == NOT_AUTHORIZED || code == TOPIC_NAME_INVALID || code == PAYLOAD_FORMAT_INVALID;
      if (forGood) {
        LOG.error(
            "The uplink refuses messages of {} (reason code {}); make this gateway the gateway of"
                + " that device there.",
            message.device(),
            code);
      }
      if (code < FAILURE || forGood) {
        if (open.decrementAndGet() == 0) {
          receipt.stored();
        }
      } else {
        receipt.failed(
            reason != null
                ? reason
                : new IllegalStateException("The uplink answered with reason code " + code + "."));
      }
    }
  }

  /** Notices the end of a connection. */
  private record Ending(CountDownLatch lost) implements MqttCallback {

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      lost.countDown();
    }

    @Override
    public void mqttErrorOccurred(MqttException problem) {
      lost.countDown();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
