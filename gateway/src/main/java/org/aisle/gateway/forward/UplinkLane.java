package org.aisle.gateway.forward;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.wire.Batch;
import org.aisle.templates.wire.BatchFormat;
import org.aisle.templates.wire.PropertyReport;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of an uplink with one batch under way at a time; it is made anew for ever. */
final class UplinkLane {

  private static final Logger LOG = LoggerFactory.getLogger(UplinkLane.class);
  private static final String CONTENT_TYPE = "application/vnd.aisle.batch";
  private static final long LOOK_MILLIS = 200;
  private static final long FIRST_PAUSE = 250;
  private static final long LONGEST_PAUSE = 10_000;
  private static final int NO_SUBSCRIBERS = 0x10;
  private static final int FAILURE = 0x80;
  private static final int PAYLOAD_FORMAT_INVALID = 0x99;

  private final MqttUplinkSettings settings;
  private final int number;
  private final BatchUplink uplink;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);
  private @Nullable String told;

  /** What became of a batch. */
  private sealed interface Answer {

    record Stored() implements Answer {}

    /** The server would never take these bytes. */
    record Never(String why) implements Answer {}

    /** The server may take them later. */
    record NotNow(String why) implements Answer {}

    /** It is not known whether the server has them. */
    record Lost(String why) implements Answer {}
  }

  UplinkLane(MqttUplinkSettings settings, int number, BatchUplink uplink) {
    this.settings = settings;
    this.number = number;
    this.uplink = uplink;
    thread = Thread.ofPlatform().daemon().name("aisle-uplink-" + number).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stop.countDown();
    thread.interrupt();
  }

  void join(Duration time) {
    try {
      thread.join(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long pause = FIRST_PAUSE;
    try {
      do {
        if (connectAndServe()) {
          pause = FIRST_PAUSE;
        }
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      } while (!stop.await(pause / 2, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the connection has ended; false when there was none. */
  private boolean connectAndServe() throws InterruptedException {
    MqttAsyncClient client = null;
    boolean connected = false;
    String why = "The connection to " + settings.broker() + " ended.";
    try {
      client =
          new MqttAsyncClient(
              settings.broker().toString(),
              settings.clientId() + "-" + number,
              new MemoryPersistence());
      client.connect(options()).waitForCompletion(settings.timeout().toMillis());
      connected = true;
      told = null;
      uplink.connected();
      LOG.info("Uplink {} to {} is connected.", number, settings.broker());
      why = serve(client);
      LOG.warn("Uplink {} is made anew: {}", number, why);
    } catch (MqttException e) {
      why = unreachable(e);
      uplink.unreachable(why);
      if (!why.equals(told)) {
        told = why;
        LOG.warn("Uplink {}: {} It is tried again and again.", number, why);
      }
    } finally {
      if (connected) {
        uplink.lost(why);
      }
      if (client != null) {
        end(client);
      }
    }
    return connected;
  }

  private String unreachable(MqttException e) {
    int code = e.getReasonCode();
    if (code < FAILURE || code > 0xFF) {
      return settings.unreachable(e);
    }
    return switch (code) {
      case 0x86, 0x87, 0x8C ->
          "The server refuses the connection (reason code 0x%02X); check the gateway's user name and password."
              .formatted(code);
      case 0x88, 0x89, 0x97, 0x9F ->
          "The server lets nobody in now, as when it starts (reason code 0x%02X).".formatted(code);
      default -> "The server refuses the connection (reason code 0x%02X).".formatted(code);
    };
  }

  private String serve(MqttAsyncClient client) throws InterruptedException {
    while (client.isConnected()) {
      if (uplink.resting()) {
        if (stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
        continue;
      }
      List<Parcel> parcels = uplink.pending().take(uplink.pace().weight(), LOOK_MILLIS);
      if (!parcels.isEmpty()) {
        String lost = deliver(client, parcels);
        if (lost != null) {
          return lost;
        }
      }
    }
    return "The connection ended.";
  }

  /** Brings every parcel to its receipt; says why the connection has to end, or null. */
  private @Nullable String deliver(MqttAsyncClient client, List<Parcel> parcels)
      throws InterruptedException {
    Deque<List<Parcel>> todo = new ArrayDeque<>();
    todo.add(parcels);
    try {
      for (List<Parcel> part = todo.poll(); part != null; part = todo.poll()) {
        todo.addFirst(part);
        Answer answer = publish(client, part);
        if (answer instanceof Answer.Never(String why) && part.size() == 1) {
          answer = publish(client, List.of(told(part.getFirst(), why)));
          if (answer instanceof Answer.Never again) {
            answer = new Answer.NotNow(again.why());
          }
        }
        switch (answer) {
          case Answer.Stored stored -> {
            todo.removeFirst();
            part.forEach(parcel -> parcel.receipt().stored());
          }
          case Answer.Never never -> {
            todo.removeFirst();
            int half = part.size() / 2;
            todo.addFirst(part.subList(half, part.size()));
            todo.addFirst(part.subList(0, half));
          }
          case Answer.NotNow(String why) -> {
            uplink.rest(why);
            return null;
          }
          case Answer.Lost(String why) -> {
            return why;
          }
        }
      }
      return null;
    } finally {
      todo.forEach(
          part -> BatchUplink.fail(part, new IllegalStateException("The server has not got it.")));
    }
  }

  private Answer publish(MqttAsyncClient client, List<Parcel> parcels) throws InterruptedException {
    List<Reading> readings = new ArrayList<>();
    List<PropertyReport> reports = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    long weight = 0;
    for (Parcel parcel : parcels) {
      readings.addAll(parcel.content().readings());
      reports.addAll(parcel.content().reports());
      rejections.addAll(parcel.content().rejections());
      weight += parcel.weight();
    }
    byte[] bytes;
    try {
      bytes = BatchFormat.encode(new Batch(readings, reports, rejections));
    } catch (IllegalArgumentException e) {
      return new Answer.Never(String.valueOf(e.getMessage()));
    }
    long begin = System.nanoTime();
    CompletableFuture<Integer> code = new CompletableFuture<>();
    try {
      MqttMessage message = new MqttMessage(bytes);
      message.setQos(1);
      MqttProperties properties = new MqttProperties();
      properties.setContentType(CONTENT_TYPE);
      message.setProperties(properties);
      client.publish(BatchFormat.TOPIC, message, null, new Acknowledgement(code));
      int answered = code.get(uplink.pace().patience().toMillis(), TimeUnit.MILLISECONDS);
      uplink.pace().acknowledged(weight, Duration.ofNanos(System.nanoTime() - begin));
      if (answered == PAYLOAD_FORMAT_INVALID) {
        return new Answer.Never("The server answered that it can't read it");
      }
      if (answered >= FAILURE || answered == NO_SUBSCRIBERS) {
        return new Answer.NotNow(sentence(answered));
      }
      uplink.stored(bytes.length);
      return new Answer.Stored();
    } catch (TimeoutException e) {
      uplink.pace().timedOut(weight);
      return new Answer.Lost(
          "A batch of %d bytes was not acknowledged in time; the next ones are smaller."
              .formatted(bytes.length));
    } catch (MqttException | ExecutionException e) {
      return new Answer.Lost("A batch could not be sent: " + e + ".");
    }
  }

  private static String sentence(int code) {
    return switch (code) {
      case 0x83 ->
          "The server can't read batches of this version; bring gateway and server to the same"
              + " release.";
      case 0x87 -> "The server does not let this gateway send; enable it there.";
      case NO_SUBSCRIBERS, 0x90 -> "The server does not know the topic of batches; is it an Aisle?";
      case 0x97 -> "The server's disk is almost full; give it room.";
      default -> "The server can't take batches now (reason code " + code + ").";
    };
  }

  /** What the server hears of a parcel that it refuses. */
  private Parcel told(Parcel parcel, String why) {
    Batch content = parcel.content();
    DeviceRef device =
        !content.readings().isEmpty()
            ? content.readings().getFirst().device()
            : !content.reports().isEmpty() ? content.reports().getFirst().device() : null;
    byte[] kept = content.toString().getBytes(StandardCharsets.UTF_8);
    LOG.error("The server refuses {} entries of {} for good: {}", parcel.entries(), device, why);
    Rejection rejection =
        new Rejection(
            device == null ? null : device.app(),
            device == null ? null : device.device(),
            uplink.clock().instant(),
            RejectionCode.UPLINK_REFUSED,
            null,
            "The server refused what the gateway passed on (%s); report this, with the content kept here."
                .formatted(why),
            BatchFormat.TOPIC,
            settings.username(),
            kept,
            kept.length);
    return new Parcel(
        new Batch(List.of(), List.of(), List.of(rejection)), parcel.receipt(), 1, 0, kept.length);
  }

  private MqttConnectionOptions options() {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(settings.username());
    options.setPassword(settings.password().getBytes(StandardCharsets.UTF_8));
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    // a ping waits behind a batch on a slow link and must not end the connection before the batch
    options.setKeepAliveInterval((int) Math.max(10, uplink.pace().patience().toSeconds() + 5));
    options.setConnectionTimeout((int) Math.max(1, settings.timeout().toSeconds()));
    settings.sockets(options);
    return options;
  }

  private static void end(MqttAsyncClient client) {
    boolean interrupted = Thread.interrupted();
    try {
      client.disconnectForcibly(0, 200, false);
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

  /** Tells a reason code, or that the connection ended before there was one. */
  private record Acknowledgement(CompletableFuture<Integer> code) implements MqttActionListener {

    @Override
    public void onSuccess(IMqttToken token) {
      int[] codes = token.getReasonCodes();
      code.complete(codes == null || codes.length == 0 ? 0 : codes[0]);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable reason) {
      if (reason instanceof MqttException mqtt
          && mqtt.getReasonCode() >= FAILURE
          && mqtt.getReasonCode() <= 0xFF) {
        code.complete(mqtt.getReasonCode());
      } else {
        code.completeExceptionally(reason);
      }
    }
  }
}
