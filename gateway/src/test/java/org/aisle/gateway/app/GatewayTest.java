package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.TestDevice;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {

  private static final int NOT_AUTHORIZED = 0x87;
  private static final int TOPIC_NAME_INVALID = 0x90;
  private static final int QUOTA_EXCEEDED = 0x97;

  private RunningGateway running;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    running = RunningGateway.inMemory(folder, new InMemoryDirectory());
  }

  @AfterAll
  void stop() throws Exception {
    running.close();
  }

  private DeviceRef device(String name) {
    DeviceRef ref = DeviceRef.of("demo", name);
    running.directory.with(ref);
    return ref;
  }

  private List<Reading> readingsOf(DeviceRef ref) {
    return running.ingest.readings().stream().filter(r -> r.device().equals(ref)).toList();
  }

  private List<Rejection> rejectionsOf(DeviceRef ref) {
    return running.ingest.rejections().stream()
        .filter(r -> ref.device().equals(r.device()) && ref.app().equals(r.app()))
        .toList();
  }

  @Test
  void every_topic_form_of_the_own_device_becomes_a_reading() throws Exception {
    DeviceRef ref = device("forms");
    List<String> topics =
        List.of(
            "telemetry",
            "t",
            "event",
            "e",
            "telemetry/demo/forms",
            "t/demo/forms",
            "event/demo/forms",
            "e//forms",
            "telemetry/?content-type=application%2Fjson");
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      for (int i = 0; i < topics.size(); i++) {
        assertThat(
                client.publish(
                    topics.get(i),
                    "{\"ts\":\"%s\",\"temperature\":%d}".formatted(start.plusSeconds(i), i)))
            .isLessThan(0x80);
      }
    }
    until("all readings are there", () -> readingsOf(ref).size() == topics.size());
    assertThat(readingsOf(ref).stream().map(Reading::observedAt).collect(Collectors.toSet()))
        .hasSize(topics.size());
    assertThat(readingsOf(ref).getFirst().values().get("temperature")).isEqualTo(new Value.Num(0));
  }

  @Test
  void the_time_in_the_property_bag_is_used_where_the_payload_has_none() throws Exception {
    DeviceRef ref = device("bag");
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      client.publish("telemetry/?ts=2026-02-03T04:05:06Z", "{\"temperature\":4}");
    }
    until("the reading is there", () -> readingsOf(ref).size() == 1);
    assertThat(readingsOf(ref).getFirst().observedAt())
        .isEqualTo(Instant.parse("2026-02-03T04:05:06Z"));
  }

  @Test
  void a_client_cannot_forge_what_the_broker_stamps() throws Exception {
    DeviceRef ref = device("forger");
    DeviceRef victim = device("victim");
    MqttProperties properties = new MqttProperties();
    properties.setUserProperties(
        List.of(
            new UserProperty("aisle-client", victim.username()),
            new UserProperty("aisle-received-at", "2001-01-01T00:00:00Z")));
    Instant before = Instant.now();
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      client.publish(
          "telemetry", "{\"temperature\":5}".getBytes(StandardCharsets.UTF_8), properties);
    }
    until("the reading is there", () -> readingsOf(ref).size() == 1);
    assertThat(readingsOf(ref).getFirst().receivedAt()).isAfter(before.minusSeconds(1));
    assertThat(readingsOf(victim)).isEmpty();
  }

  @Test
  void a_foreign_topic_is_refused_and_kept_and_the_connection_goes_on() throws Exception {
    DeviceRef ref = device("nosy");
    DeviceRef other = device("neighbour");
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      assertThat(client.publish("telemetry/demo/neighbour", "{\"temperature\":1}"))
          .isEqualTo(NOT_AUTHORIZED);
      assertThat(client.publish("telemetry/another-app/neighbour", "{\"temperature\":1}"))
          .isEqualTo(NOT_AUTHORIZED);
      assertThat(client.publish("anything/else", "{}")).isEqualTo(TOPIC_NAME_INVALID);
      assertThat(client.publish("aisle/refused", "{}")).isEqualTo(TOPIC_NAME_INVALID);
      assertThat(client.publish("telemetry", "{\"temperature\":1}")).isLessThan(0x80);
    }
    until("the good message arrived", () -> readingsOf(ref).size() == 1);
    until("all rejections are there", () -> rejectionsOf(ref).size() == 4);
    assertThat(rejectionsOf(ref).stream().map(Rejection::code))
        .containsExactlyInAnyOrder(
            RejectionCode.TOPIC_FOREIGN,
            RejectionCode.TOPIC_FOREIGN,
            RejectionCode.TOPIC_UNKNOWN,
            RejectionCode.TOPIC_UNKNOWN);
    Rejection first = rejectionsOf(ref).getFirst();
    assertThat(first.topic()).isEqualTo("telemetry/demo/neighbour");
    assertThat(first.client()).isEqualTo(ref.username());
    assertThat(first.payload()).asString(StandardCharsets.UTF_8).isEqualTo("{\"temperature\":1}");
    assertThat(readingsOf(other)).isEmpty();
  }

  @Test
  void a_property_bag_that_mqtt_can_not_carry_is_a_rejection_and_never_silently_acknowledged()
      throws Exception {
    DeviceRef ref = device("odd-bag");
    List<String> topics =
        List.of(
            "telemetry/?content-type=%ff%00",
            "telemetry/?content-type=application%2Fjson%00",
            "telemetry/?content-type=a%0A2026-01-01T00:00:00Z%20ERROR%20forged",
            "telemetry/?content-type=%EF%BF%BF",
            "telemetry/?ts=%00");
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      for (String topic : topics) {
        assertThat(client.publish(topic, "{\"temperature\":1}"))
            .as(topic)
            .isEqualTo(TOPIC_NAME_INVALID);
      }
    }
    until("all rejections are there", () -> rejectionsOf(ref).size() == topics.size());
    assertThat(rejectionsOf(ref).stream().map(Rejection::topic))
        .containsExactlyInAnyOrderElementsOf(topics);
    assertThat(readingsOf(ref)).isEmpty();
  }

  @Test
  void a_gateway_publishes_for_its_devices_until_the_binding_is_revoked() throws Exception {
    DeviceRef gateway = device("truck-7");
    DeviceRef box = device("box-1");
    running.directory.bind(gateway, box);
    try (TestDevice client = TestDevice.connect(running.port(), gateway)) {
      assertThat(client.publish("event/demo/box-1", "{\"temperature\":1}")).isLessThan(0x80);
      assertThat(client.publish("event/demo/box-unheard-of", "{\"temperature\":1}"))
          .isEqualTo(NOT_AUTHORIZED);
      running.directory.unbind(gateway, box);
      assertThat(client.publish("event/demo/box-1", "{\"temperature\":2}"))
          .isEqualTo(NOT_AUTHORIZED);
    }
    until("the rejections are there", () -> rejectionsOf(gateway).size() == 1);
    DeviceRef unknown = DeviceRef.of("demo", "box-unheard-of");
    until("the unknown device is told", () -> rejectionsOf(unknown).size() == 1);
    assertThat(rejectionsOf(unknown).getFirst().code()).isEqualTo(RejectionCode.DEVICE_UNKNOWN);
    assertThat(readingsOf(box)).hasSize(1);
  }

  @Test
  void nobody_gets_in_without_the_right_password() throws Exception {
    DeviceRef ref = device("locked");
    assertThatThrownBy(() -> TestDevice.connect(running.port(), "x", null, null))
        .isInstanceOf(MqttException.class);
    assertThatThrownBy(() -> TestDevice.connect(running.port(), "x", ref.username(), "wrong"))
        .isInstanceOf(MqttException.class);
    assertThatThrownBy(() -> TestDevice.connect(running.port(), "x", "ghost@demo", "whatever"))
        .isInstanceOf(MqttException.class);
    assertThatThrownBy(() -> TestDevice.connect(running.port(), "x", "aisle-gateway", "whatever"))
        .isInstanceOf(MqttException.class);
    DeviceRef ghost = DeviceRef.of("demo", "ghost");
    until("both are kept", () -> rejectionsOf(ref).size() == 1 && rejectionsOf(ghost).size() == 1);
    assertThat(rejectionsOf(ref).getFirst().code()).isEqualTo(RejectionCode.CLIENT_UNAUTHENTICATED);
    assertThat(rejectionsOf(ghost).getFirst().code()).isEqualTo(RejectionCode.DEVICE_UNKNOWN);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> TestDevice.connect(running.port(), "x", ref.username(), "wrong"))
          .isInstanceOf(MqttException.class);
    }
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      client.publish("telemetry", "{\"temperature\":1}");
    }
    until("the next good message arrives", () -> readingsOf(ref).size() == 1);
    assertThat(rejectionsOf(ref)).hasSize(1);
  }

  @Test
  void a_device_hears_its_own_commands_and_nothing_else() throws Exception {
    DeviceRef ref = device("listener");
    device("listened-to");
    for (String filter :
        List.of(
            "#",
            "telemetry/#",
            "command/#",
            "command/+/+/req/#",
            "command/demo/listened-to/req/#",
            "aisle/refused",
            "$SYS/#")) {
      try (TestDevice client = TestDevice.connect(running.port(), ref)) {
        assertThat(refused(client, filter)).as(filter).isTrue();
      }
    }
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      assertThat(refused(client, "command///req/#")).isFalse();
      assertThat(refused(client, "command/demo/listener/req/#")).isFalse();
    }
  }

  private static boolean refused(TestDevice client, String filter) {
    try {
      var token = client.client().subscribe(filter, 1);
      token.waitForCompletion(20_000);
      return token.getReasonCodes()[0] >= 0x80;
    } catch (MqttException e) {
      return true;
    }
  }

  @Test
  void a_client_id_belongs_to_its_user() throws Exception {
    DeviceRef first = device("first");
    DeviceRef second = device("second");
    try (TestDevice one =
            TestDevice.connect(
                running.port(), "same", first.username(), InMemoryDirectory.passwordOf(first));
        TestDevice two =
            TestDevice.connect(
                running.port(), "same", second.username(), InMemoryDirectory.passwordOf(second))) {
      two.publish("telemetry", "{\"temperature\":2}");
      assertThat(one.publish("telemetry", "{\"temperature\":1}")).isLessThan(0x80);
      assertThat(one.isConnected()).isTrue();
    }
    until("both were heard", () -> readingsOf(first).size() == 1 && readingsOf(second).size() == 1);
  }

  @Test
  void who_is_connected_can_be_asked() throws Exception {
    DeviceRef ref = device("present");
    var clients = running.gateway.clients().orElseThrow();
    assertThat(clients.isConnected(ref)).isFalse();
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      until("it is connected", () -> clients.isConnected(ref));
      client.publish("telemetry", "{\"temperature\":1}");
      assertThat(clients.lastSeen(ref)).isPresent();
      assertThat(clients.connected()).contains(ref);
    }
    until("it is gone", () -> !clients.isConnected(ref));
  }

  @Test
  void a_payload_of_5_megabytes_is_refused_and_its_beginning_kept() throws Exception {
    DeviceRef ref = device("chatty");
    byte[] payload = new byte[5 * 1024 * 1024];
    java.util.Arrays.fill(payload, (byte) 'x');
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      assertThat(client.publish("telemetry", payload, null)).isEqualTo(QUOTA_EXCEEDED);
      assertThat(client.publish("telemetry", "{\"temperature\":1}")).isLessThan(0x80);
    }
    until("the good message arrived", () -> readingsOf(ref).size() == 1);
    assertThat(rejectionsOf(ref)).hasSize(1);
    Rejection rejection = rejectionsOf(ref).getFirst();
    assertThat(rejection.code()).isEqualTo(RejectionCode.PAYLOAD_TOO_LARGE);
    assertThat(rejection.payloadSize()).isEqualTo(payload.length);
    assertThat(rejection.payload()).hasSize(Rejection.KEPT_BYTES).containsOnly('x');
  }

  @Test
  void a_will_is_not_published() throws Exception {
    DeviceRef ref = device("mortal");
    DeviceRef heir = device("heir");
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(ref.username());
    options.setPassword(InMemoryDirectory.passwordOf(ref).getBytes(StandardCharsets.UTF_8));
    MqttMessage will = new MqttMessage("{\"temperature\":1}".getBytes(StandardCharsets.UTF_8));
    will.setQos(1);
    options.setWill("telemetry/demo/heir", will);
    TestDevice client = TestDevice.connect(running.port(), "mortal", options);
    client.client().disconnectForcibly(0, 100, false);
    client.client().close(true);
    var clients = running.gateway.clients().orElseThrow();
    until("it is gone", () -> !clients.isConnected(ref));
    try (TestDevice other = TestDevice.connect(running.port(), ref)) {
      other.publish("telemetry", "{\"temperature\":1}");
    }
    until("what came after is there", () -> readingsOf(ref).size() == 1);
    assertThat(readingsOf(heir)).isEmpty();
  }

  @Test
  void readings_and_rejections_leave_nothing_unacknowledged() throws Exception {
    DeviceRef ref = device("tidy");
    try (TestDevice client = TestDevice.connect(running.port(), ref)) {
      client.publish("telemetry", "not json");
      client.publish("telemetry", "{\"temperature\":1}");
    }
    until("both are there", () -> readingsOf(ref).size() + rejectionsOf(ref).size() == 2);
    until("all is acknowledged", () -> running.gateway.consumer().unacknowledged() == 0);
    assertThat(Set.copyOf(rejectionsOf(ref).stream().map(Rejection::code).toList()))
        .containsExactly(RejectionCode.PAYLOAD_MALFORMED);
  }
}
