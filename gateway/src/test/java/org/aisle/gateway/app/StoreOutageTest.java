package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.RecordingIngest.Mode;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreOutageTest {

  private static final DeviceRef DEVICE = DeviceRef.of("demo", "cooler-1");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private static String sample(int second) {
    return "{\"ts\":\"%s\",\"temperature\":%d}".formatted(START.plusSeconds(second), second % 10);
  }

  private static Set<Instant> instants(int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(START::plusSeconds)
        .collect(Collectors.toSet());
  }

  private static Set<Instant> stored(RecordingIngest ingest) {
    return ingest.readings().stream().map(Reading::observedAt).collect(Collectors.toSet());
  }

  @ParameterizedTest(name = "{0}, direct entry {1}")
  @CsvSource({"FAIL,false", "THROW,false", "HOLD,false", "FAIL,true", "THROW,true", "HOLD,true"})
  void nothing_is_lost_while_the_store_is_away(Mode mode, boolean direct) throws Exception {
    RecordingIngest ingest = new RecordingIngest();
    try (RunningGateway running =
            RunningGateway.start(
                folder,
                new InMemoryDirectory().with(DEVICE),
                ingest,
                BrokerSettings.Persistence.MEMORY,
                direct);
        TestDevice device = TestDevice.connect(running.port(), DEVICE)) {
      device.publish("event", sample(0));
      until("the store is there at first", () -> ingest.readings().size() == 1);
      ingest.mode(mode);
      for (int i = 1; i < 20; i++) {
        assertThat(device.publish("event", sample(i))).isLessThan(0x80);
      }
      assertThat(ingest.readings()).hasSize(1);
      until("the store was asked in vain", () -> ingest.attempts() > 1);
      ingest.release();
      for (int i = 20; i < 25; i++) {
        device.publish("event", sample(i));
      }
      until("all is stored", () -> stored(ingest).equals(instants(25)));
      until("all is acknowledged", () -> running.gateway.consumer().unacknowledged() == 0);
      assertThat(receiptsByInstant(ingest)).allSatisfy(times -> assertThat(times).hasSize(1));
    }
  }

  /** A message that comes twice must carry the same time of receipt both times. */
  private static List<Set<Instant>> receiptsByInstant(RecordingIngest ingest) {
    return new ArrayList<>(
        ingest.readings().stream()
            .collect(
                Collectors.groupingBy(
                    Reading::observedAt,
                    Collectors.mapping(Reading::receivedAt, Collectors.toSet())))
            .values());
  }

  @ParameterizedTest(name = "direct entry {0}")
  @ValueSource(booleans = {false, true})
  void what_was_acknowledged_to_a_device_outlives_the_process(boolean direct) throws Exception {
    RecordingIngest away = new RecordingIngest();
    away.mode(Mode.FAIL);
    InMemoryDirectory directory = new InMemoryDirectory().with(DEVICE);
    try (RunningGateway running =
            RunningGateway.start(folder, directory, away, BrokerSettings.Persistence.FILE, direct);
        TestDevice device = TestDevice.connect(running.port(), DEVICE)) {
      for (int i = 0; i < 20; i++) {
        device.publish("event", sample(i));
      }
    }
    RecordingIngest back = new RecordingIngest();
    try (RunningGateway running =
        RunningGateway.start(folder, directory, back, BrokerSettings.Persistence.FILE, direct)) {
      until("all is stored", () -> stored(back).equals(instants(20)));
      until("all is acknowledged", () -> running.gateway.consumer().unacknowledged() == 0);
    }
    assertThat(away.readings()).isEmpty();
  }

  @ParameterizedTest(name = "direct entry {0}")
  @ValueSource(booleans = {false, true})
  void the_direct_entry_acknowledges_after_the_commit_and_the_queue_before_it(boolean direct)
      throws Exception {
    RecordingIngest ingest = new RecordingIngest();
    ingest.mode(Mode.HOLD);
    try (RunningGateway running =
            RunningGateway.start(
                folder,
                new InMemoryDirectory().with(DEVICE),
                ingest,
                BrokerSettings.Persistence.MEMORY,
                direct);
        TestDevice device = TestDevice.connect(running.port(), DEVICE)) {
      var message =
          new org.eclipse.paho.mqttv5.common.MqttMessage(
              sample(0).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      message.setQos(1);
      var token = device.client().publish("event", message);
      until("the store has it", () -> ingest.held() == 1);
      if (direct) {
        assertThat(token.isComplete()).isFalse();
        ingest.release();
      }
      token.waitForCompletion(20_000);
      ingest.release();
      until("it is stored once", () -> ingest.readings().size() == 1);
    }
  }
}
