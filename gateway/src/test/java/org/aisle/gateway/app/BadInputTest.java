package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile input through a real broker and the direct entry: each has its code, is visible, and
 * harms nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private static final String JSON = "application/json";
  private static final AtomicInteger DEVICES = new AtomicInteger();

  private RunningGateway running;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    running =
        RunningGateway.start(
            folder,
            new InMemoryDirectory(),
            new RecordingIngest(),
            BrokerSettings.Persistence.MEMORY,
            true);
  }

  @AfterAll
  void stop() throws Exception {
    running.close();
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
        input("not JSON", "this is not JSON", RejectionCode.PAYLOAD_MALFORMED),
        input("a number alone", "42", RejectionCode.PAYLOAD_WRONG_SHAPE),
        input("cut short", "{\"temperature\":4", RejectionCode.PAYLOAD_MALFORMED),
        input("empty", "", RejectionCode.PAYLOAD_EMPTY),
        input("a wrong type", "{\"temperature\":\"warm\"}", RejectionCode.FIELD_WRONG_TYPE),
        input("out of range", "{\"temperature\":4000}", RejectionCode.FIELD_OUT_OF_RANGE),
        input("NaN", "{\"temperature\":NaN}", RejectionCode.FIELD_NOT_FINITE),
        input("1e400", "{\"temperature\":1e400}", RejectionCode.FIELD_NOT_FINITE),
        input(
            "1970",
            "{\"ts\":\"1970-01-01T00:00:00Z\",\"temperature\":4}",
            RejectionCode.TIME_TOO_EARLY),
        input(
            "2090",
            "{\"ts\":\"2090-01-01T00:00:00Z\",\"temperature\":4}",
            RejectionCode.TIME_IN_FUTURE),
        input(
            "an unreadable time",
            "{\"ts\":\"soon\",\"temperature\":4}",
            RejectionCode.TIME_UNREADABLE),
        input(
            "deep nesting",
            "{\"a\":".repeat(5000) + "1" + "}".repeat(5000),
            RejectionCode.PAYLOAD_TOO_DEEP),
        Arguments.of(
            "malformed UTF-8",
            JSON,
            new byte[] {'{', '"', 't', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'},
            RejectionCode.PAYLOAD_NOT_UTF8),
        Arguments.of(
            "more than 256 KiB",
            JSON,
            "x".repeat(300 * 1024).getBytes(StandardCharsets.UTF_8),
            RejectionCode.PAYLOAD_TOO_LARGE),
        Arguments.of(
            "an unknown content type",
            "image/png",
            new byte[] {1, 2, 3},
            RejectionCode.CONTENT_TYPE_UNKNOWN));
  }

  private static Arguments input(String name, String payload, RejectionCode code) {
    return Arguments.of(name, JSON, payload.getBytes(StandardCharsets.UTF_8), code);
  }

  private DeviceRef newDevice() {
    DeviceRef ref = DeviceRef.of("demo", "device-" + DEVICES.incrementAndGet());
    running.directory.with(ref);
    return ref;
  }

  private List<Rejection> rejectionsOf(DeviceRef ref) {
    return running.ingest.rejections().stream()
        .filter(r -> ref.device().equals(r.device()))
        .toList();
  }

  private List<Reading> goodReadingsOf(DeviceRef ref) {
    return running.ingest.readings().stream()
        .filter(r -> r.device().equals(ref))
        .filter(r -> new Value.Flag(true).equals(r.values().get("doorOpen")))
        .toList();
  }

  private void assertRefused(DeviceRef ref, byte[] payload, RejectionCode code) {
    until("the next good message arrived", () -> goodReadingsOf(ref).size() == 1);
    until("the rejection is there", () -> !rejectionsOf(ref).isEmpty());
    assertThat(rejectionsOf(ref))
        .allSatisfy(
            rejection -> {
              assertThat(rejection.sentence()).isNotBlank();
              assertThat(rejection.client()).isEqualTo(ref.username());
              assertThat(rejection.payloadSize()).isEqualTo(payload.length);
            });
    assertThat(rejectionsOf(ref)).extracting(Rejection::code).containsExactly(code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void mqtt_5(String name, String contentType, byte[] payload, RejectionCode code)
      throws Exception {
    DeviceRef ref = newDevice();
    MqttProperties properties = new MqttProperties();
    properties.setContentType(contentType);
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      client.publish("telemetry", payload, properties);
      client.publish("telemetry", "{\"doorOpen\":true}");
      assertThat(client.isConnected()).isTrue();
    }
    assertRefused(ref, payload, code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void mqtt_3(String name, String contentType, byte[] payload, RejectionCode code)
      throws Exception {
    DeviceRef ref = newDevice();
    try (MqttClient client = mqtt3(ref)) {
      client.publish(
          "telemetry/?content-type=" + contentType.replace("/", "%2F"), payload, 1, false);
      client.publish("telemetry", "{\"doorOpen\":true}".getBytes(StandardCharsets.UTF_8), 1, false);
      assertThat(client.isConnected()).isTrue();
      client.disconnect();
    }
    assertRefused(ref, payload, code);
  }

  @Test
  void a_foreign_topic_does_not_end_a_connection_of_mqtt_3() throws Exception {
    DeviceRef ref = newDevice();
    DeviceRef other = newDevice();
    byte[] payload = "{\"temperature\":1}".getBytes(StandardCharsets.UTF_8);
    try (MqttClient client = mqtt3(ref)) {
      client.publish("telemetry/demo/" + other.device(), payload, 1, true);
      client.publish("telemetry", "{\"doorOpen\":true}".getBytes(StandardCharsets.UTF_8), 1, true);
      assertThat(client.isConnected()).isTrue();
      client.disconnect();
    }
    assertRefused(ref, payload, RejectionCode.TOPIC_FOREIGN);
  }

  @Test
  void an_unknown_field_is_kept() throws Exception {
    DeviceRef ref = newDevice();
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      client.publish("telemetry", "{\"doorOpen\":true,\"mood\":\"fine\"}");
    }
    until("the reading is there", () -> goodReadingsOf(ref).size() == 1);
    assertThat(goodReadingsOf(ref).getFirst().extra().get("mood").json()).isEqualTo("\"fine\"");
    assertThat(rejectionsOf(ref)).isEmpty();
  }

  @Test
  void a_device_that_is_disabled_while_connected_is_not_heard_any_more() throws Exception {
    DeviceRef ref = newDevice();
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      running.directory.disable(ref);
      client.publish("telemetry", "{\"doorOpen\":true}");
      until("the rejection is there", () -> rejectionsOf(ref).size() == 1);
      running.directory.with(ref);
      client.publish("telemetry", "{\"doorOpen\":true}");
    }
    until("it is heard again", () -> goodReadingsOf(ref).size() == 1);
    assertThat(rejectionsOf(ref).getFirst().code()).isEqualTo(RejectionCode.DEVICE_DISABLED);
  }

  @Test
  void a_ruuvi_frame_cut_short_has_its_code() throws Exception {
    DeviceRef ref = newDevice();
    MqttProperties properties = new MqttProperties();
    properties.setContentType("application/vnd.ruuvi.df5");
    byte[] frame = HexFormat.of().parseHex("0512FC5394C37C0004FFFC040CAC36");
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      client.publish("telemetry", frame, properties);
      client.publish("telemetry", "{\"doorOpen\":true}");
    }
    assertRefused(ref, frame, RejectionCode.PAYLOAD_TRUNCATED);
  }

  private MqttClient mqtt3(DeviceRef ref) throws MqttException {
    MqttClient client =
        new MqttClient(
            "tcp://127.0.0.1:" + running.port(), ref.device().value(), new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setUserName(ref.username());
    options.setPassword(InMemoryDirectory.passwordOf(ref).toCharArray());
    client.connect(options);
    return client;
  }
}
