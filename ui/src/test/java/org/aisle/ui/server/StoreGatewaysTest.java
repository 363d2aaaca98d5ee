package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.aisle.gateway.app.StoreGateway;
import org.aisle.gateway.app.StoreGatewaySettings;
import org.aisle.gateway.enrolment.LinkState.Kind;
import org.aisle.gateway.enrolment.ServerAddress;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server, two stores with a gateway each, and a device in each store. */
class StoreGatewaysTest {

  private static final String APP = "/apps/stores";

  @TempDir Path folder;

  private static String invite(TestServer server, String gateway) {
    return server
        .post(APP + "/gateways", "{\"id\": \"%s\"}".formatted(gateway), 201)
        .path("token")
        .asString();
  }

  private StoreGateway start(TestServer server, String token, String data) throws Exception {
    ServerAddress address =
        ServerAddress.parse("http://localhost:" + server.httpPort()).orElseThrow();
    return ((StoreGateway.Started.Runs)
            StoreGateway.start(
                StoreGatewaySettings.standard(address, token, folder.resolve(data)),
                InstantSource.system(),
                new CountDownLatch(1)))
        .gateway();
  }

  private static void publish(StoreGateway gateway, String device, String password, double value)
      throws MqttException {
    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + gateway.port(), device, new MemoryPersistence());
    try {
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName(device + "@stores");
      options.setPassword(password.getBytes(StandardCharsets.UTF_8));
      options.setAutomaticReconnect(false);
      client.connect(options);
      MqttMessage message =
          new MqttMessage(
              "{\"internalTemperature\":%s,\"ts\":\"%s\"}"
                  .formatted(value, Instant.now().minusSeconds(5))
                  .getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      client.publish("telemetry", message);
      client.disconnect();
    } finally {
      client.close(true);
    }
  }

  private static JsonNode latest(TestServer server, String device, String field) {
    return server.get(APP + "/devices/" + device + "/latest").path("values").path(field);
  }

  @Test
  void what_devices_say_to_two_gateways_is_stored_by_the_server_and_each_gateway_tells_its_state()
      throws Exception {
    try (TestServer server = TestServer.empty(folder.resolve("server"))) {
      server.post(
          "/apps",
          "{\"id\": \"stores\", \"name\": \"Stores\", \"template\": \"connected-cooler\"}",
          201);
      String first = server.register("stores", "first", "Cooler");
      String second = server.register("stores", "second", "Cooler");
      try (StoreGateway north = start(server, invite(server, "north"), "north");
          StoreGateway south = start(server, invite(server, "south"), "south")) {
        TestServer.await("north's directory", north::link, link -> link.kind() == Kind.CONNECTED);
        TestServer.await("south's directory", south::link, link -> link.kind() == Kind.CONNECTED);
        assertThatThrownBy(() -> publish(north, "first", first, 1))
            .as("nobody has given it this device yet")
            .isInstanceOf(MqttException.class);
        server.send("PUT", APP + "/gateways/north/devices/first", 204);
        server.send("PUT", APP + "/gateways/south/devices/second", 204);
        TestServer.await(
            "the first device to be let in in the north",
            () -> isLetIn(north, "first", first, 3.5),
            in -> in);
        TestServer.await(
            "the second device to be let in in the south",
            () -> isLetIn(south, "second", second, 4.5),
            in -> in);
        TestServer.await(
            "the first reading",
            () -> latest(server, "first", "internalTemperature"),
            value -> value.asDouble(0) == 3.5);
        TestServer.await(
            "the second reading",
            () -> latest(server, "second", "internalTemperature"),
            value -> value.asDouble(0) == 4.5);
        assertThatThrownBy(() -> publish(south, "first", first, 9))
            .isInstanceOf(MqttException.class);
        TestServer.await(
            "the gateway's own state",
            () -> latest(server, "north", "freeDisk"),
            free -> free.asDouble(0) > 0);
        JsonNode listed = server.get(APP + "/gateways");
        assertThat(listed.size()).isEqualTo(2);
        assertThat(listed.path(0).path("state").asString()).isEqualTo("online");
        assertThat(listed.path(0).path("version").asString()).isNotBlank();

        String again =
            server.post(APP + "/gateways/north/enrolment", "", 200).path("token").asString();
        try (StoreGateway replacement = start(server, again, "replacement")) {
          TestServer.await(
              "the replacement", replacement::link, link -> link.kind() == Kind.CONNECTED);
          TestServer.await(
              "the one before to be told", north::link, link -> link.kind() == Kind.WITHDRAWN);
          publish(replacement, "first", first, 5.5);
          TestServer.await(
              "a reading through the replacement",
              () -> latest(server, "first", "internalTemperature"),
              value -> value.asDouble(0) == 5.5);
        }
      }
    }
  }

  private static boolean isLetIn(
      StoreGateway gateway, String device, String password, double value) {
    try {
      publish(gateway, device, password, value);
      return true;
    } catch (MqttException e) {
      return false;
    }
  }
}
