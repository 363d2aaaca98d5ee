package org.aisle.sim.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.templates.tls.Trust;
import org.aisle.templates.tls.UndelayedSockets;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes at least once (QoS 1) over MQTT 5 to the topics of Eclipse Hono: {@code telemetry} for
 * the device that is signed in, {@code telemetry/<app>/<device>} for one it acts for as a gateway.
 *
 * <p>The session is clean: what is unacknowledged when a connection ends is kept here, in order,
 * and sent again over the next connection. A connection is tried again after 1 s, then after twice
 * as long each time up to 30 s. An acknowledgement that asks for patience (unspecified,
 * implementation specific, quota exceeded) is followed by another try after a second; any other
 * refusal is final.
 */
public final class PahoDevicePublisher implements DevicePublisher {

  private static final Logger LOG = LoggerFactory.getLogger(PahoDevicePublisher.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int REFUSAL = 0x80;

  private static final class Waiting {
    private final OutgoingMessage message;
    private final CompletableFuture<PublishOutcome> outcome = new CompletableFuture<>();
    private int sentOver = -1;

    private Waiting(OutgoingMessage message) {
      this.message = message;
    }
  }

  private final BrokerAddress broker;
  private final Credentials credentials;
  private final int window;
  private final ScheduledExecutorService scheduler;
  private final AtomicInteger admitted = new AtomicInteger();
  private final AtomicBoolean closing = new AtomicBoolean();

  // Guarded by the scheduler: only its one thread touches these.
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
  private long nextKey;
  private int connection;
  private @Nullable MqttAsyncClient client;
  private boolean connected;
  private Duration pause = FIRST_PAUSE;
  private volatile ConnectionState state = new ConnectionState.Connecting();

  /**
   * Begins to connect.
   *
   * @param window how many messages may wait; the broker's receive maximum limits how many of them
   *     are on the way
   * @param scheduler single-threaded; may serve many publishers and outlives them
   */
  public PahoDevicePublisher(
      BrokerAddress broker,
      Credentials credentials,
      int window,
      ScheduledExecutorService scheduler) {
    this.broker = broker;
    this.credentials = credentials;
    this.window = window;
    this.scheduler = scheduler;
    execute(this::connect);
  }

  @Override
  public CompletableFuture<PublishOutcome> publish(OutgoingMessage message) {
    if (admitted.incrementAndGet() > window) {
      admitted.decrementAndGet();
      throw new IllegalStateException("More than " + window + " messages wait already.");
    }
    Waiting one = new Waiting(message);
    boolean accepted =
        execute(
            () -> {
              if (closing.get()) {
                complete(one, closedOutcome());
              } else {
                waiting.put(nextKey++, one);
                drain();
              }
            });
    if (!accepted) {
      complete(one, closedOutcome());
    }
    return one.outcome;
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public ConnectionState state() {
    return state;
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      execute(this::end);
    }
  }

  private static PublishOutcome closedOutcome() {
    return new PublishOutcome.Refused("The publisher was closed before the acknowledgement came.");
  }

  private boolean execute(Runnable task) {
    try {
      scheduler.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void later(Duration delay, Runnable task) {
    try {
      scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The scheduler has ended; {} stays disconnected", credentials.user());
    }
  }

  private void connect() {
    if (closing.get()) {
      return;
    }
    int number = ++connection;
    try {
      MqttAsyncClient next =
          new MqttAsyncClient(broker.uri(), credentials.user().username(), new MemoryPersistence());
      client = next;
      next.setCallback(new Losses(reason -> execute(() -> lost(number, reason))));
      next.connect(
          options(),
          null,
          new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
              execute(() -> established(number));
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
              execute(() -> lost(number, Losses.describe(cause)));
            }
          });
    } catch (MqttException | IllegalArgumentException e) {
      lost(number, Losses.describe(e));
    }
  }

  private MqttConnectionOptions options() {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(credentials.user().username());
    options.setPassword(credentials.password().getBytes(StandardCharsets.UTF_8));
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout(10);
    options.setKeepAliveInterval(30);
    Trust trust = broker.trust();
    options.setSocketFactory(trust == null ? new UndelayedSockets() : trust.sockets());
    options.setHttpsHostnameVerificationEnabled(true);
    return options;
  }

  private void established(int number) {
    if (number != connection || closing.get()) {
      return;
    }
    connected = true;
    pause = FIRST_PAUSE;
    state = new ConnectionState.Connected();
    drain();
  }

  private void lost(int number, String reason) {
    if (number != connection || closing.get()) {
      return;
    }
    if (!(state instanceof ConnectionState.Disconnected)) {
      LOG.warn("{} is not connected to {}: {}", credentials.user(), broker.uri(), reason);
    }
    connected = false;
    connection++;
    state = new ConnectionState.Disconnected(reason);
    dispose();
    later(pause, this::connect);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private void drain() {
    MqttAsyncClient current = client;
    if (!connected || current == null) {
      return;
    }
    Iterator<Map.Entry<Long, Waiting>> entries = waiting.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Long, Waiting> entry = entries.next();
      Waiting one = entry.getValue();
      if (one.sentOver == connection) {
        continue;
      }
      try {
        current.publish(
            topic(one.message),
            one.message.payload(),
            1,
            false,
            null,
            new Acknowledgement(connection, entry.getKey()));
        one.sentOver = connection;
      } catch (MqttException e) {
        if (e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT
            || !current.isConnected()) {
          return;
        }
        entries.remove();
        complete(one, new PublishOutcome.Refused(Losses.describe(e)));
      }
    }
  }

  private String topic(OutgoingMessage message) {
    return message.device().equals(credentials.user())
        ? "telemetry"
        : "telemetry/" + message.device().app() + "/" + message.device().device();
  }

  private final class Acknowledgement implements MqttActionListener {
    private final int over;
    private final long key;

    private Acknowledgement(int over, long key) {
      this.over = over;
      this.key = key;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      int[] codes = token.getReasonCodes();
      int code = codes == null || codes.length == 0 ? 0 : codes[0];
      execute(() -> answered(over, key, code));
    }

    @Override
    public void onFailure(IMqttToken token, Throwable cause) {
      int code = cause instanceof MqttException e ? e.getReasonCode() : 0;
      // Codes of Paho's own (connection lost, closing) are above a byte: sent again later.
      if (code >= REFUSAL && code <= 0xff) {
        execute(() -> answered(over, key, code));
      }
    }
  }

  private void answered(int over, long key, int code) {
    Waiting one = waiting.get(key);
    if (one == null || over != connection) {
      return;
    }
    if (code == 0x80 || code == 0x83 || code == 0x97) {
      one.sentOver = -1;
      later(FIRST_PAUSE, this::drain);
      return;
    }
    waiting.remove(key);
    complete(
        one,
        code < REFUSAL
            ? new PublishOutcome.Acknowledged()
            : new PublishOutcome.Refused(
                "The broker refused the message with reason code 0x%02x.".formatted(code)));
    drain();
  }

  private void complete(Waiting one, PublishOutcome outcome) {
    admitted.decrementAndGet();
    one.outcome.complete(outcome);
  }

  private void end() {
    connected = false;
    connection++;
    state = new ConnectionState.Closed();
    dispose();
    waiting.values().forEach(one -> complete(one, closedOutcome()));
    waiting.clear();
  }

  private void dispose() {
    MqttAsyncClient old = client;
    client = null;
    if (old == null) {
      return;
    }
    try {
      if (old.isConnected()) {
        old.disconnectForcibly(0, 1_000, true);
      }
      old.close(true);
    } catch (MqttException | RuntimeException e) {
      LOG.debug("A connection of {} did not end cleanly", credentials.user(), e);
    }
  }
}
