package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Hostile input to the whole server, by MQTT: each has its code, is visible over REST, and the next
 * good message is stored.
 */
class BadInputTest {

  private static final String APP = "hostile";
  private static final String GOOD = "{\"ts\":\"2026-01-02T03:04:05Z\",\"humidity\":41.5}";
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = TestServer.empty(folder);
    server.post("/apps", "{\"id\": \"%s\", \"name\": \"Hostile\"}".formatted(APP), 201);
    for (String model : List.of("parcel-sensor", "ruuvi-tag")) {
      try (InputStream in = BadInputTest.class.getResourceAsStream("/models/" + model + ".json")) {
        server.post("/apps/" + APP + "/device-templates", new String(in.readAllBytes()), 201);
      }
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
        json("not-json", "this is not JSON", "payload.malformed"),
        json("empty", "", "payload.empty"),
        json("wrong-type", "{\"temperature\":\"warm\"}", "field.wrong-type"),
        json("nan", "{\"temperature\":NaN}", "field.not-finite"),
        json("1e400", "{\"temperature\":1e400}", "field.not-finite"),
        json("five-megabytes", "[" + " ".repeat(5_000_000) + "]", "payload.too-large"),
        json("1970", "{\"ts\":0,\"temperature\":4}", "time.too-early"),
        json("2090", "{\"ts\":\"2090-01-01T00:00:00Z\",\"temperature\":4}", "time.in-future"),
        json("nested", "{\"a\":".repeat(9000) + "1" + "}".repeat(9000), "payload.too-deep"),
        Arguments.of(
            "not-utf8",
            "application/json",
            new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'},
            "payload.not-utf8"),
        Arguments.of(
            "ruuvi-cut",
            "application/vnd.ruuvi.df5",
            HexFormat.of().parseHex("0512FC5394C37C0004FFFC040CAC"),
            "payload.truncated"),
        Arguments.of("image", "image/png", new byte[] {1, 2}, "content-type.unknown"));
  }

  private static Arguments json(String name, String payload, String code) {
    return Arguments.of(name, "application/json", payload.getBytes(StandardCharsets.UTF_8), code);
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("inputs")
  void is_refused_with_its_code_and_the_next_good_message_is_stored(
      String device, String contentType, byte[] payload, String code) throws Exception {
    try (Client client = connect(device, server.register(APP, device, "ParcelSensor"))) {
      publish(client, "telemetry", contentType, payload);
      publish(client, "telemetry", "application/json", GOOD.getBytes(StandardCharsets.UTF_8));
    }
    assertGoodStored(device);
    JsonNode rejection = rejections("/devices/" + device, code).getFirst();
    assertThat(rejection.path("sentence").asString()).isNotBlank();
  }

  @Test
  void an_unknown_field_is_kept_beside_the_others() throws Exception {
    try (Client client = connect("new-field", server.register(APP, "new-field", "ParcelSensor"))) {
      publish(
          client,
          "telemetry",
          "application/json",
          GOOD.replace("}", ",\"mood\":\"fine\"}").getBytes(StandardCharsets.UTF_8));
    }
    assertGoodStored("new-field");
    assertThat(latest("new-field").at("/extra/mood").asString()).isEqualTo("fine");
  }

  @Test
  void another_devices_topic_is_refused_and_stores_nothing_there() throws Exception {
    server.register(APP, "victim", "ParcelSensor");
    try (Client client = connect("thief", server.register(APP, "thief", "ParcelSensor"))) {
      publish(
          client,
          "telemetry/" + APP + "/victim",
          "application/json",
          GOOD.getBytes(StandardCharsets.UTF_8));
      publish(client, "telemetry", "application/json", GOOD.getBytes(StandardCharsets.UTF_8));
    }
    assertGoodStored("thief");
    rejections("/devices/thief", "topic.foreign");
    assertThat(latest("victim").path("observedAt").isNull()).isTrue();
  }

  @Test
  void a_wrong_password_and_an_unknown_device_are_turned_away_and_shown() {
    server.register(APP, "locked", "ParcelSensor");
    assertThatThrownBy(() -> connect("locked", "guess").close()).isInstanceOf(MqttException.class);
    rejections("/devices/locked", "client.unauthenticated");
    assertThatThrownBy(() -> connect("nobody", "guess").close()).isInstanceOf(MqttException.class);
    rejections("", "device.unknown");
  }

  private record Client(MqttClient mqtt) implements AutoCloseable {
    @Override
    public void close() throws MqttException {
      mqtt.disconnect();
      mqtt.close();
    }
  }

  private static Client connect(String device, String password) throws MqttException {
    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + server.mqttPort(), device, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(device + "@" + APP);
    options.setPassword(password.getBytes(StandardCharsets.UTF_8));
    client.setTimeToWait(60_000);
    client.connect(options);
    return new Client(client);
  }

  private static void publish(Client client, String topic, String contentType, byte[] payload)
      throws MqttException {
    MqttProperties properties = new MqttProperties();
    properties.setContentType(contentType);
    client.mqtt().publish(topic, new MqttMessage(payload, 1, false, properties));
  }

  private static void assertGoodStored(String device) {
    TestServer.await(
        "the good message of " + device,
        () -> latest(device),
        latest -> latest.at("/values/humidity").doubleValue() == 41.5);
  }

  private static JsonNode latest(String device) {
    return server.get("/apps/%s/devices/%s/latest".formatted(APP, device));
  }

  private static List<JsonNode> rejections(String of, String code) {
    return TestServer.await(
        code,
        () ->
            server
                .get("/apps/" + APP + of + "/rejections")
                .valueStream()
                .filter(rejection -> rejection.path("code").asString().equals(code))
                .toList(),
        found -> !found.isEmpty());
  }
}
