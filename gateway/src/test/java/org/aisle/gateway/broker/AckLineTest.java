package org.aisle.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.aisle.gateway.Eventually;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings.Persistence;
import org.aisle.gateway.message.InboundHandler;
import org.aisle.gateway.message.InboundMessage;
import org.aisle.templates.identity.DeviceRef;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AckLineTest {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "cooler-1");
  private static final int TOGETHER = 8;
  private static final QueueLimits NO_ROOM =
      QueueLimits.DEFAULT.withLeastFreeBytes(Long.MAX_VALUE / 4);

  private final InMemoryDirectory directory = new InMemoryDirectory().with(DEVICE);
  private final BlockingQueue<InboundMessage> atTheStore = new LinkedBlockingQueue<>();

  /** Takes messages and leaves it to the test what becomes of them. */
  private final InboundHandler store = atTheStore::add;

  @TempDir Path folder;

  private EmbeddedHiveMqBroker broker(QueueLimits limits) {
    EmbeddedHiveMqBroker broker =
        EmbeddedHiveMqBroker.start(
            BrokerSettings.defaults(folder)
                .withPort(0)
                .withPersistence(Persistence.MEMORY)
                .withQueue(limits),
            directory,
            InstantSource.system(),
            store);
    broker.admitDevices();
    return broker;
  }

  private InboundMessage next() throws InterruptedException {
    InboundMessage message = atTheStore.poll(30, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }

  @Test
  @Timeout(120)
  void a_device_has_several_messages_at_the_store_and_hears_of_each_in_order_once_it_is_there()
      throws Exception {
    try (EmbeddedHiveMqBroker broker = broker(QueueLimits.DEFAULT);
        TestDevice device = TestDevice.connect(broker.port(), DEVICE)) {
      List<String> heard = new ArrayList<>();
      List<CompletableFuture<Void>> answers = new ArrayList<>();
      List<InboundMessage> messages = new ArrayList<>();
      for (int i = 0; i < TOGETHER; i++) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        answers.add(answer);
        String text = "{\"n\":" + i + "}";
        device
            .client()
            .publish(
                "telemetry",
                text.getBytes(StandardCharsets.UTF_8),
                1,
                false,
                null,
                Answers.to(
                    () -> {
                      heard.add(text);
                      answer.complete(null);
                    }));
        messages.add(next());
      }
      assertThat(messages).extracting(AckLineTest::text).hasSize(TOGETHER).isSorted();
      for (int i = TOGETHER - 1; i > 0; i--) {
        messages.get(i).receipt().stored();
      }
      assertThat(answers).noneMatch(CompletableFuture::isDone);
      messages.getFirst().receipt().stored();
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
      assertThat(heard).hasSize(TOGETHER).isSorted();
    }
  }

  @Test
  @Timeout(120)
  void messages_of_a_device_reach_the_store_in_the_order_in_which_they_were_sent()
      throws Exception {
    DeviceRef other = DeviceRef.of("demo", "cooler-2");
    directory.with(other);
    int each = 2_000;
    try (EmbeddedHiveMqBroker broker = broker(QueueLimits.DEFAULT);
        TestDevice one = TestDevice.connect(broker.port(), DEVICE);
        TestDevice two = TestDevice.connect(broker.port(), other)) {
      CompletableFuture<Void> sent =
          CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> send(one, each, TOGETHER)),
              CompletableFuture.runAsync(() -> send(two, each, TOGETHER)));
      Map<DeviceRef, List<String>> arrived = new HashMap<>();
      for (int i = 0; i < 2 * each; i++) {
        InboundMessage message = next();
        arrived
            .computeIfAbsent(sender(message, other), device -> new ArrayList<>())
            .add(text(message));
        message.receipt().stored();
      }
      sent.get(60, TimeUnit.SECONDS);
      assertThat(arrived).containsOnlyKeys(DEVICE, other);
      assertThat(arrived.values()).allSatisfy(texts -> assertThat(texts).hasSize(each).isSorted());
    }
  }

  private static DeviceRef sender(InboundMessage message, DeviceRef other) {
    return message.topic().contains(other.device().value()) ? other : DEVICE;
  }

  private static void send(TestDevice device, int count, int together) {
    Semaphore window = new Semaphore(together);
    try {
      for (int i = 0; i < count; i++) {
        window.acquire();
        byte[] text = "%06d".formatted(i).getBytes(StandardCharsets.UTF_8);
        device.client().publish("telemetry", text, 1, false, null, Answers.to(window::release));
      }
    } catch (MqttException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Timeout(120)
  void a_device_that_sends_a_backlog_leaves_room_at_the_store_for_others() throws Exception {
    DeviceRef other = DeviceRef.of("demo", "cooler-2");
    directory.with(other);
    try (EmbeddedHiveMqBroker broker = broker(QueueLimits.DEFAULT);
        TestDevice greedy = TestDevice.connect(broker.port(), DEVICE);
        TestDevice modest = TestDevice.connect(broker.port(), other)) {
      int window = 3 * AckLine.MOST_HELD;
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> send(greedy, 2 * window, window));
      List<InboundMessage> first = new ArrayList<>();
      for (int i = 0; i <= AckLine.MOST_HELD; i++) {
        first.add(next());
      }
      IMqttToken heard =
          modest.client().publish("telemetry", "{}".getBytes(StandardCharsets.UTF_8), 1, false);
      InboundMessage theirs = next();
      assertThat(sender(theirs, other)).isEqualTo(other);
      theirs.receipt().stored();
      heard.waitForCompletion(30_000);
      first.forEach(message -> message.receipt().stored());
      for (int i = first.size(); i < 2 * window; i++) {
        next().receipt().stored();
      }
      sent.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  @Timeout(120)
  void nothing_is_remembered_of_a_message_once_it_was_answered() throws Exception {
    try (EmbeddedHiveMqBroker broker = broker(QueueLimits.DEFAULT);
        TestDevice device = TestDevice.connect(broker.port(), DEVICE)) {
      String client = DEVICE.username() + "/" + DEVICE.device().value();
      for (int i = 0; i < 20; i++) {
        IMqttToken token =
            device.client().publish("telemetry", "{}".getBytes(StandardCharsets.UTF_8), 1, false);
        InboundMessage message = next();
        assertThat(broker.unanswered(client)).hasSize(1);
        message.receipt().stored();
        token.waitForCompletion(30_000);
        assertThat(device.publish("nonsense/topic", "{}")).isNotZero();
      }
      assertThat(broker.unanswered(client)).isEmpty();
    }
  }

  @Test
  @Timeout(120)
  void what_can_neither_be_stored_nor_queued_is_refused_to_mqtt_5() throws Exception {
    try (EmbeddedHiveMqBroker broker = broker(NO_ROOM);
        TestDevice device = TestDevice.connect(broker.port(), DEVICE)) {
      IMqttToken token =
          device.client().publish("telemetry", "{}".getBytes(StandardCharsets.UTF_8), 1, false);
      next().receipt().failed(new IllegalStateException("The store is away."));
      token.waitForCompletion(30_000);
      assertThat(token.getReasonCodes()).containsExactly(0x97);
      assertThat(device.isConnected()).isTrue();
      assertThat(broker.queue().refused()).isEqualTo(1);
    }
  }

  @Test
  @Timeout(120)
  void what_can_neither_be_stored_nor_queued_ends_mqtt_3_without_an_answer() throws Exception {
    try (EmbeddedHiveMqBroker broker = broker(NO_ROOM)) {
      MqttConnectOptions options = new MqttConnectOptions();
      options.setUserName(DEVICE.username());
      options.setPassword(InMemoryDirectory.passwordOf(DEVICE).toCharArray());
      MqttAsyncClient three =
          new MqttAsyncClient("tcp://127.0.0.1:" + broker.port(), "three", new MemoryPersistence());
      three.connect(options).waitForCompletion(20_000);
      var token = three.publish("telemetry", "{}".getBytes(StandardCharsets.UTF_8), 1, false);
      next().receipt().failed(new IllegalStateException("The store is away."));
      Eventually.until("it is sent away", () -> !three.isConnected());
      assertThat(token.isComplete() && token.getException() == null).isFalse();
      assertThat(broker.queue().refused()).isEqualTo(1);
      three.close(true);
    }
  }

  @Test
  @Timeout(120)
  void what_can_t_be_stored_is_acknowledged_once_it_is_in_the_queue() throws Exception {
    try (EmbeddedHiveMqBroker broker = broker(QueueLimits.DEFAULT);
        TestDevice device = TestDevice.connect(broker.port(), DEVICE)) {
      IMqttToken token =
          device.client().publish("telemetry", "{}".getBytes(StandardCharsets.UTF_8), 1, false);
      InboundMessage message = next();
      assertThat(token.isComplete()).isFalse();
      message.receipt().failed(new IllegalStateException("The store is away."));
      token.waitForCompletion(30_000);
      assertThat(token.getException()).isNull();
    }
  }

  private static String text(InboundMessage message) {
    return new String(message.payload(), StandardCharsets.UTF_8);
  }
}
