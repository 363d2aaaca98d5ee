package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.QueueLimits;
import org.aisle.gateway.broker.QueueState;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What happens when the store is away for so long that the queue is full. */
class FullQueueTest {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "cooler-1");
  private static final DeviceRef OLD = DeviceRef.of("demo", "cooler-2");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int QUOTA_EXCEEDED = 0x97;

  @TempDir Path folder;

  private final RecordingIngest ingest = new RecordingIngest();

  private RunningGateway start(
      BrokerSettings.Persistence persistence, boolean direct, QueueLimits limits) throws Exception {
    return RunningGateway.start(
        new InMemoryDirectory().with(DEVICE, OLD),
        ingest,
        BrokerSettings.defaults(folder).withPort(0).withPersistence(persistence).withQueue(limits),
        direct);
  }

  private final ListAppender<ILoggingEvent> dropped = new ListAppender<>();

  @BeforeEach
  void listen() {
    dropped.start();
    dropLog().setLevel(Level.DEBUG);
    dropLog().addAppender(dropped);
  }

  @AfterEach
  void stopListening() {
    dropLog().detachAppender(dropped);
  }

  private static Logger dropLog() {
    return (Logger) LoggerFactory.getLogger("event.message-dropped");
  }

  /** What HiveMQ itself discarded, because its queue was full. */
  private List<String> thrownAway() {
    List<String> all = dropped.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(all).as("the log is read").isNotEmpty();
    return all.stream().filter(line -> line.contains("queue is full")).toList();
  }

  private static String sample(int second) {
    return "{\"ts\":\"%s\",\"temperature\":%d}".formatted(START.plusSeconds(second), second % 10);
  }

  private Set<Instant> stored() {
    return ingest.readings().stream().map(Reading::observedAt).collect(Collectors.toSet());
  }

  private static QueueState queue(RunningGateway running) {
    return running.gateway.queue().orElseThrow();
  }

  @ParameterizedTest(name = "direct entry {0}")
  @ValueSource(booleans = {false, true})
  void what_does_not_fit_stays_with_its_device_and_nothing_is_thrown_away(boolean direct)
      throws Exception {
    ingest.mode(RecordingIngest.Mode.FAIL);
    try (RunningGateway running =
            start(
                BrokerSettings.Persistence.MEMORY,
                direct,
                new QueueLimits(1000, Long.MAX_VALUE, 0));
        TestDevice device = TestDevice.connect(running.port(), DEVICE)) {
      Set<Instant> promised = ConcurrentHashMap.newKeySet();
      int refused = 0;
      for (int i = 0; i < 1100; i++) {
        int code = device.publish("event", sample(i));
        if (code == QUOTA_EXCEEDED) {
          refused++;
        } else {
          assertThat(code).isLessThan(0x80);
          promised.add(START.plusSeconds(i));
        }
      }
      assertThat(promised).hasSizeBetween(880, 920);
      assertThat(refused).isEqualTo(1100 - promised.size());
      assertThat(queue(running).full()).isTrue();
      assertThat(queue(running).refused()).isEqualTo(refused);
      until("it is counted", () -> queue(running).messages() >= promised.size());
      assertThat(queue(running).oldestReceivedAt()).isNotNull();

      MqttMessage lossy = new MqttMessage(sample(5000).getBytes(StandardCharsets.UTF_8));
      lossy.setQos(0);
      device.client().publish("telemetry", lossy);
      until("it is dropped and counted", () -> queue(running).droppedAtQos0() == 1);

      assertThatThrownBy(() -> publishAsOldClient(running.port()))
          .as("MQTT 3.1.1 has no reason codes")
          .isInstanceOf(org.eclipse.paho.client.mqttv3.MqttException.class);

      ingest.release();
      until("all that was promised is stored", () -> stored().containsAll(promised));
      assertThat(stored()).isEqualTo(promised);
      until("there is room again", () -> !queue(running).full());
      until("the queue is empty", () -> queue(running).messages() == 0);
      assertThat(device.publish("event", sample(2000))).isLessThan(0x80);
      publishAsOldClient(running.port());
      until("they are stored", () -> stored().size() == promised.size() + 2);
      assertThat(ingest.codes())
          .containsExactly(RejectionCode.QUEUE_FULL, RejectionCode.QUEUE_FULL);
      assertThat(thrownAway()).isEmpty();
    }
  }

  private static void publishAsOldClient(int port) throws Exception {
    try (MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, "old", null)) {
      MqttConnectOptions options = new MqttConnectOptions();
      options.setUserName(OLD.username());
      options.setPassword(InMemoryDirectory.passwordOf(OLD).toCharArray());
      client.setTimeToWait(20_000);
      client.connect(options);
      client.publish("event", sample(3000).getBytes(StandardCharsets.UTF_8), 1, false);
      client.disconnect();
    }
  }

  @Test
  void a_full_disk_refuses_only_what_the_store_does_not_take_at_once() throws Exception {
    try (RunningGateway running =
            start(
                BrokerSettings.Persistence.FILE,
                true,
                QueueLimits.DEFAULT.withLeastFreeBytes(Long.MAX_VALUE));
        TestDevice device = TestDevice.connect(running.port(), DEVICE)) {
      assertThat(queue(running).full()).isTrue();
      assertThat(queue(running).bytesOnDisk()).isPositive();
      assertThat(device.publish("event", sample(0))).isZero();
      assertThat(stored()).hasSize(1);
      ingest.mode(RecordingIngest.Mode.FAIL);
      assertThat(device.publish("event", sample(1))).isEqualTo(QUOTA_EXCEEDED);
      assertThat(device.publish("nonsense", "{}")).isEqualTo(QUOTA_EXCEEDED);
      ingest.mode(RecordingIngest.Mode.HOLD);
      until(
          "a store that hangs refuses too",
          Duration.ofSeconds(20),
          () -> {
            try {
              return device.publish("event", sample(2)) == QUOTA_EXCEEDED;
            } catch (org.eclipse.paho.mqttv5.common.MqttException e) {
              throw new AssertionError(e);
            }
          });
      assertThat(thrownAway()).isEmpty();
    }
  }

  @Test
  void the_length_of_the_queue_is_known_after_a_restart() throws Exception {
    ingest.mode(RecordingIngest.Mode.FAIL);
    try (RunningGateway running =
            start(BrokerSettings.Persistence.FILE, true, QueueLimits.DEFAULT);
        TestDevice device = TestDevice.connect(running.port(), DEVICE)) {
      for (int i = 0; i < 20; i++) {
        assertThat(device.publish("event", sample(i))).isLessThan(0x80);
      }
      until("they are counted", () -> queue(running).messages() == 20);
    }
    try (RunningGateway running =
        start(BrokerSettings.Persistence.FILE, true, QueueLimits.DEFAULT)) {
      assertThat(queue(running).messages()).isEqualTo(20);
      ingest.release();
      until("it is empty", () -> queue(running).messages() == 0);
      until("nothing is under way", () -> queue(running).oldestReceivedAt() == null);
      assertThat(stored()).hasSize(20);
    }
  }
}
