package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.aisle.gateway.enrolment.ScriptedServer.COOLER;
import static org.aisle.gateway.enrolment.ScriptedServer.GATEWAY;
import static org.aisle.gateway.enrolment.ScriptedServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.TestCertificates;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.QueueLimits;
import org.aisle.gateway.broker.TlsListener;
import org.aisle.gateway.enrolment.Enrolment;
import org.aisle.gateway.enrolment.ScriptedServer;
import org.aisle.gateway.enrolment.ServerClient;
import org.aisle.gateway.enrolment.SyncTiming;
import org.aisle.gateway.forward.BatchUplink;
import org.aisle.gateway.forward.MqttUplink;
import org.aisle.gateway.forward.MqttUplinkSettings;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.tls.TlsFault;
import org.aisle.templates.tls.TlsFiles;
import org.aisle.templates.tls.TlsKeys;
import org.aisle.templates.tls.Trust;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.Receipt;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Certificates that are good, and those that are not, from devices to the server. */
class TlsTest {

  private static final StoreGatewaySettings.Timing FAST =
      new StoreGatewaySettings.Timing(
          new SyncTiming(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(200)),
          Duration.ofMillis(50),
          Duration.ofMillis(200));

  @TempDir Path folder;

  private final RecordingIngest ingest = new RecordingIngest();

  @TempDir static Path shared;
  private static TestCertificates certificates;

  @BeforeAll
  static void authority() throws Exception {
    certificates =
        new TestCertificates(shared.resolve("own"), "Northwind authority")
            .good()
            .expired()
            .elsewhere();
  }

  private RunningGateway central(int port, String certificate) throws Exception {
    return RunningGateway.start(
        new InMemoryDirectory().with(GATEWAY, COOLER).bind(GATEWAY, COOLER),
        ingest,
        BrokerSettings.defaults(folder.resolve("central"))
            .withPort(0)
            .withPersistence(BrokerSettings.Persistence.MEMORY)
            .withTls(new TlsListener(port, "127.0.0.1", certificates.keys(certificate), null)),
        true);
  }

  private MqttUplinkSettings uplink(int port, Trust trust) {
    return new MqttUplinkSettings(
        URI.create("ssl://localhost:" + port),
        "store-12",
        GATEWAY.username(),
        InMemoryDirectory.passwordOf(GATEWAY),
        Duration.ofSeconds(20),
        trust);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  @Test
  void a_device_publishes_over_tls_and_the_keys_are_readable_by_their_owner_only()
      throws Exception {
    try (RunningGateway central = central(0, "good")) {
      int port = central.gateway.tlsPort().orElseThrow();
      assertThat(port).isNotEqualTo(central.port());
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName(COOLER.username());
      options.setPassword(InMemoryDirectory.passwordOf(COOLER).getBytes(StandardCharsets.UTF_8));
      options.setSocketFactory(certificates.trust().sockets());
      try (TestDevice device = TestDevice.connect("ssl://localhost:" + port, "cooler-1", options)) {
        assertThat(device.publish("telemetry", "{\"temperature\":4}")).isZero();
      }
      assertThat(ingest.readings()).hasSize(1);
      for (String file : new String[] {"tls.p12", "config.xml"}) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(folder.resolve("central/conf").resolve(file))))
            .as(file)
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void the_enrolment_says_by_a_code_what_is_wrong_with_the_server_s_certificate() throws Exception {
    Trust other = new TestCertificates(folder.resolve("other"), "Fabrikam authority").trust();
    assertThat(joined("good", certificates.trust())).isEqualTo("joined");
    assertThat(joined("expired", certificates.trust()))
        .contains("(tls.certificate-expired)", "renew it");
    assertThat(joined("elsewhere", certificates.trust())).contains("(tls.host-name-wrong)");
    assertThat(joined("good", other)).contains("(tls.ca-unknown)", "--ca FILE");
    assertThat(joined("good", Trust.system())).contains("(tls.ca-unknown)");
  }

  private String joined(String certificate, Trust trust) throws Exception {
    try (ScriptedServer server = ScriptedServer.encrypted(certificates.server(certificate));
        ServerClient client = new ServerClient(server.address(), trust)) {
      return switch (Enrolment.join(client, TOKEN, "1", folder.resolve("joined"))) {
        case Enrolment.Outcome.Joined joined -> "joined";
        case Enrolment.Outcome.Unreachable(String sentence) -> sentence;
        case Enrolment.Outcome.Refused(String code, String sentence) -> code + " " + sentence;
      };
    }
  }

  @Test
  void the_uplink_says_by_a_code_what_is_wrong_with_the_broker_s_certificate() throws Exception {
    Trust other = new TestCertificates(folder.resolve("other"), "Northwind authority").trust();
    try (RunningGateway central = central(0, "elsewhere")) {
      int port = central.gateway.tlsPort().orElseThrow();
      assertThat(problem(port, certificates.trust())).contains("(tls.host-name-wrong)");
      assertThat(problem(port, other)).contains("(tls.ca-unknown)");
      assertThat(problem(central.port(), other)).contains("localhost:" + central.port());
    }
  }

  @Test
  void readings_are_passed_on_over_tls_to_another_gateway() throws Exception {
    try (RunningGateway central = central(0, "good");
        MqttUplink uplink =
            new MqttUplink(uplink(central.gateway.tlsPort().orElseThrow(), certificates.trust()))) {
      uplink.start();
      until("it is connected", uplink::isConnected);
      Instant at = Instant.parse("2026-01-01T00:00:00Z");
      CompletableFuture<Boolean> stored = new CompletableFuture<>();
      uplink.send(
          new Delivery(
              List.of(Reading.of(COOLER, at, at, Map.of("temperature", new Value.Num(4.5)))),
              List.of(),
              List.of(),
              new Receipt() {
                @Override
                public void stored() {
                  stored.complete(true);
                }

                @Override
                public void failed(Throwable reason) {
                  stored.complete(false);
                }
              }));
      assertThat(stored.get(30, TimeUnit.SECONDS)).isTrue();
      until("it has arrived", () -> !ofCooler().isEmpty());
      assertThat(ofCooler()).containsExactly(Map.of("temperature", new Value.Num(4.5)));
    }
  }

  /** The first that is told after "not connected yet". */
  private String problem(int port, Trust trust) {
    try (BatchUplink uplink = new BatchUplink(uplink(port, trust), InstantSource.system())) {
      uplink.start();
      until("it is refused", () -> String.valueOf(uplink.problem()).contains("can't be reached"));
      assertThat(uplink.isConnected()).isFalse();
      return String.valueOf(uplink.problem());
    }
  }

  @Test
  void a_gateway_keeps_what_devices_say_while_the_broker_s_certificate_is_expired()
      throws Exception {
    int port = freePort();
    try (ScriptedServer server = ScriptedServer.encrypted(certificates.server("good"))) {
      RunningGateway central = central(port, "expired");
      try (StoreGateway gateway = start(server, port)) {
        until("its health tells it", () -> sentence(gateway).contains("(tls.certificate-expired)"));
        try (TestDevice cooler = TestDevice.connect(gateway.port(), COOLER)) {
          assertThat(
                  cooler.publish(
                      "telemetry",
                      "{\"temperature\":4.5,\"ts\":\"%s\"}"
                          .formatted(Instant.now().minusSeconds(60))))
              .isZero();
        }
        assertThat(ingest.readings()).isEmpty();
        central.close();
        central = central(port, "good");
        until("the reading has arrived", () -> !ofCooler().isEmpty());
        assertThat(ofCooler()).containsExactly(Map.of("temperature", new Value.Num(4.5)));
        until("nothing is wrong any more", () -> sentence(gateway).isEmpty());
      } finally {
        central.close();
      }
    }
  }

  private List<Map<String, Value>> ofCooler() {
    return ingest.readings().stream()
        .filter(reading -> reading.device().equals(COOLER))
        .map(reading -> Map.copyOf(reading.values()))
        .toList();
  }

  private StoreGateway start(ScriptedServer server, int port) throws Exception {
    Trust trust = certificates.trust();
    return ((StoreGateway.Started.Runs)
            StoreGateway.start(
                new StoreGatewaySettings(
                    server.address(),
                    TOKEN,
                    folder.resolve("gateway"),
                    0,
                    "127.0.0.1",
                    0,
                    QueueLimits.DEFAULT,
                    null,
                    trust,
                    FAST,
                    (identity, url) ->
                        new BatchUplink(uplink(port, trust), InstantSource.system())),
                InstantSource.system(),
                new CountDownLatch(1)))
        .gateway();
  }

  private static String sentence(StoreGateway gateway) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      JsonNode health =
          JsonMapper.shared()
              .readTree(
                  http.send(
                          HttpRequest.newBuilder(gateway.healthAddress().orElseThrow()).build(),
                          HttpResponse.BodyHandlers.ofString())
                      .body());
      return health.at("/server/sentence").asString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keys_that_can_t_be_used_are_told_by_a_code() throws Exception {
    Path certificate = certificates.certificate("good");
    Path key = certificates.key("good");
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Path store =
        Files.write(
            folder.resolve("keys.p12"), certificates.keys("good").keyStore("secret".toCharArray()));
    assertThat(TlsKeys.keyStore(store, password)).isInstanceOf(TlsKeys.Outcome.Read.class);
    assertThat(fault(TlsKeys.keyStore(store, Files.writeString(folder.resolve("wrong"), "x\n"))))
        .hasToString("tls.file-unusable: The password of " + store + " is wrong.");
    assertThat(fault(TlsKeys.pem(certificate, certificates.key("expired"))).code())
        .isEqualTo("tls.key-other");
    assertThat(fault(TlsKeys.pem(certificate, folder.resolve("absent"))).sentence())
        .contains("absent", "check path and permissions");
    assertThat(fault(TlsKeys.pem(key, key)).sentence()).contains("holds no certificate");
    assertThat(fault(TlsKeys.pem(certificate, certificate)).sentence())
        .contains("holds no private key");
    Path old =
        Files.writeString(
            folder.resolve("old.key"),
            Files.readString(key).replace("PRIVATE KEY", "EC PRIVATE KEY"));
    assertThat(fault(TlsKeys.pem(certificate, old)).sentence()).contains("openssl pkcs8 -topk8");
    assertThat(new TlsFiles(null, "", null, " ").read()).isEmpty();
    assertThat(fault(new TlsFiles(certificate.toString(), null, null, null).read().orElseThrow()))
        .extracting(TlsFault::code)
        .isEqualTo("tls.settings-incomplete");
    assertThat(certificates.keys("good").toString()).doesNotContain("PRIVATE");
    assertThat(certificates.keys("expired").warning(Instant.now()).orElseThrow().code())
        .isEqualTo("tls.certificate-expired");
    assertThat(certificates.keys("good").warning(Instant.now())).isEmpty();
    assertThat(
            certificates
                .keys("good")
                .warning(Instant.now().plus(Duration.ofDays(20)))
                .orElseThrow()
                .code())
        .isEqualTo("tls.certificate-expires");
  }

  private static TlsFault fault(TlsKeys.Outcome outcome) {
    return ((TlsKeys.Outcome.Refused) outcome).fault();
  }
}
