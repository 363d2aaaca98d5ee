package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.aisle.backend.access.Access;
import org.aisle.backend.gateways.UplinkAddress;
import org.aisle.ui.devices.ConnectAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class ServerCommandTest {

  @Test
  void an_unknown_setting_is_refused_before_anything_starts(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("server.yaml"), "aisle.mqtt.ports: 1883\n");
    StringWriter err = new StringWriter();
    int exit =
        Aisle.commandLine()
            .setErr(new PrintWriter(err))
            .execute("server", "--config", file.toString(), "--data", folder + "/data");
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            file + ", line 1: There is no setting aisle.mqtt.ports. Did you mean aisle.mqtt.port?");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void a_server_begins_empty_heeds_its_file_and_greets_the_first_administrator(@TempDir Path folder)
      throws Exception {
    ServerOptions options =
        new ServerOptions(
            folder,
            0,
            0,
            null,
            null,
            Map.of(
                "aisle.mqtt.public-address",
                "mqtt.example.org:8883",
                "aisle.mqtt.tls.port",
                "0",
                "aisle.mqtt.tls.key-store",
                ServerSettingsTest.certificate(folder).toString(),
                "aisle.mqtt.tls.key-store-password-file",
                Files.writeString(folder.resolve("password"), "for-this-test\n").toString(),
                "server.address",
                "127.0.0.1"),
            null);
    try (ConfigurableApplicationContext context = AisleServer.start(options)) {
      FrontDoor door = context.getBean(FrontDoor.class);
      assertThat(context.getBean(org.aisle.backend.registry.Apps.class).all()).isEmpty();
      assertThat(context.getBean(ConnectAddress.class))
          .isEqualTo(ConnectAddress.parse("mqtt.example.org:8883"));
      assertThat(context.getBean(UplinkAddress.class).url("localhost"))
          .isEqualTo("ssl://mqtt.example.org:8883");
      Opened first = door.opened(Duration.ofMillis(1500), folder);
      String link = Objects.requireNonNull(first.signInLink());
      assertThat(first.text())
          .contains(
              "started in 1.5 s",
              link,
              " over TLS, localhost:",
              folder.resolve("admin-token").toString())
          .doesNotContain(Files.readString(folder.resolve("postgres-password")).strip());
      assertThat(follow(link)).isLessThan(400);
      Access access = context.getBean(Access.class);
      access.createUser("maria", "correct horse battery".toCharArray(), Access.Role.ADMINISTRATOR);
      Opened later = door.opened(Duration.ZERO, folder);
      assertThat(later.signInLink()).isNull();
      assertThat(later.text()).contains("http://localhost:" + door.httpPort());
    }
  }

  private static int follow(String link) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(link)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
