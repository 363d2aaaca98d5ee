package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.aisle.gateway.enrolment.ScriptedServer.COOLER;
import static org.aisle.gateway.enrolment.ScriptedServer.GATEWAY;
import static org.aisle.gateway.enrolment.ScriptedServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.QueueLimits;
import org.aisle.gateway.enrolment.LinkState.Kind;
import org.aisle.gateway.enrolment.ScriptedServer;
import org.aisle.gateway.enrolment.ServerAddress;
import org.aisle.gateway.enrolment.SyncTiming;
import org.aisle.gateway.forward.DeliveryUplink;
import org.aisle.templates.directory.EdgeGateway;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.tls.Trust;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway that belongs to a server, from joining to a week without it. */
class StoreGatewayTest {

  private static final StoreGatewaySettings.Timing FAST =
      new StoreGatewaySettings.Timing(
          new SyncTiming(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(200)),
          Duration.ofMillis(50),
          Duration.ofMillis(200));

  @TempDir Path folder;

  private final Central central = new Central();

  /** Where readings go, in place of a server's broker. */
  private static final class Central {
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final List<PropertyReport> reports = new CopyOnWriteArrayList<>();
    private final List<URI> opened = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    DeliveryUplink open(URI url) {
      opened.add(url);
      return new DeliveryUplink() {
        @Override
        public void start() {}

        @Override
        public boolean isConnected() {
          return !away;
        }

        @Override
        public void send(Delivery delivery) {
          if (away) {
            delivery.receipt().failed(new IllegalStateException("The uplink is away."));
          } else {
            readings.addAll(delivery.readings());
            reports.addAll(delivery.reports());
            delivery.receipt().stored();
          }
        }

        @Override
        public void close() {}
      };
    }

    List<Reading> of(org.aisle.templates.identity.DeviceRef device) {
      return readings.stream().filter(reading -> reading.device().equals(device)).toList();
    }
  }

  private StoreGatewaySettings settings(ServerAddress server, String token) {
    return new StoreGatewaySettings(
        server,
        token,
        folder,
        0,
        "127.0.0.1",
        0,
        QueueLimits.DEFAULT,
        null,
        Trust.system(),
        FAST,
        (identity, url) -> central.open(url));
  }

  private StoreGateway start(ServerAddress server, String token, InstantSource machine)
      throws Exception {
    return ((StoreGateway.Started.Runs)
            StoreGateway.start(settings(server, token), machine, new CountDownLatch(1)))
        .gateway();
  }

  private static TestDevice connect(StoreGateway gateway) throws MqttException {
    return TestDevice.connect(gateway.port(), COOLER);
  }

  private static String temperature(double value, Instant at) {
    return "{\"temperature\":%s,\"ts\":\"%s\"}".formatted(value, at);
  }

  @Test
  void it_joins_once_and_goes_on_through_a_restart_without_its_server() throws Exception {
    Instant noon = Instant.now().minusSeconds(60);
    int port;
    ServerAddress address;
    try (ScriptedServer server = new ScriptedServer()) {
      port = server.port();
      address = server.address();
      try (StoreGateway gateway = start(address, TOKEN, InstantSource.system())) {
        assertThat(gateway.ref()).isEqualTo(GATEWAY);
        until("it is connected", () -> gateway.link().kind() == Kind.CONNECTED);
        try (TestDevice cooler = connect(gateway)) {
          assertThat(cooler.publish("telemetry", temperature(4.5, noon))).isZero();
        }
        until("the reading is there", () -> !central.of(COOLER).isEmpty());
        assertThat(central.of(COOLER).getFirst().values())
            .containsEntry("temperature", new Value.Num(4.5));
        until("its own state is there", () -> !central.of(GATEWAY).isEmpty());
        assertThat(central.of(GATEWAY).getLast().values())
            .containsKeys(EdgeGateway.QUEUED_MESSAGES, EdgeGateway.FREE_DISK, EdgeGateway.LAG);
        assertThat(central.reports)
            .extracting(PropertyReport::property)
            .containsExactly(EdgeGateway.VERSION);
        assertThat(central.opened).containsExactly(URI.create(ScriptedServer.UPLINK));

        JsonNode health = health(gateway, 200);
        assertThat(health.at("/status").asString()).isEqualTo("up");
        assertThat(health.at("/server/state").asString()).isEqualTo("connected");
        assertThat(health.at("/devices/known").intValue()).isEqualTo(1);
        assertThat(get(gateway.healthAddress().orElseThrow().resolve("/metrics"), 200))
            .contains("aisle_gateway_queue_messages", "aisle_gateway_uplink_connected 1.0");
        assertThat(get(gateway.healthAddress().orElseThrow().resolve("/nothing"), 404))
            .contains("/health");
      }
    }

    central.away = true;
    central.readings.clear();
    try (StoreGateway gateway = start(address, TOKEN, InstantSource.system())) {
      try (TestDevice cooler = connect(gateway)) {
        assertThat(cooler.publish("telemetry", temperature(5.5, noon.plusSeconds(1)))).isZero();
      }
      assertThatThrownBy(() -> TestDevice.connect(gateway.port(), "x", COOLER.username(), "wrong"))
          .isInstanceOfSatisfying(
              MqttException.class, e -> assertThat(e.getReasonCode()).isIn(0x86, 4, 5));
      until("it finds nobody", () -> gateway.link().kind() == Kind.UNREACHABLE);
      assertThat(health(gateway, 200).at("/server/state").asString()).isEqualTo("unreachable");
      assertThat(central.of(COOLER)).isEmpty();
    }
    try (StoreGateway gateway = start(address, null, InstantSource.system());
        ScriptedServer server = new ScriptedServer(port)) {
      server.answer(401, "gateway.credentials-void", "Join anew.");
      until("it is withdrawn", () -> gateway.link().kind() == Kind.WITHDRAWN);
      central.away = false;
      try (TestDevice cooler = connect(gateway)) {
        assertThat(cooler.publish("telemetry", temperature(6.5, noon.plusSeconds(2)))).isZero();
      }
      assertThat(central.of(COOLER)).as("it keeps what it may not send").isEmpty();
      assertThat(health(gateway, 200).at("/server/sentence").asString()).contains("withdrawn");
    }
    try (StoreGateway gateway = start(address, null, InstantSource.system())) {
      until("all that was kept is sent", () -> central.of(COOLER).size() >= 2);
      assertThat(central.of(COOLER))
          .extracting(reading -> reading.values().get("temperature"))
          .containsExactlyInAnyOrder(new Value.Num(5.5), new Value.Num(6.5));
    }
  }

  @Test
  void with_a_clock_a_day_behind_readings_stay_where_the_device_says() throws Exception {
    Instant measured = Instant.now().minusSeconds(5);
    try (ScriptedServer server = new ScriptedServer();
        StoreGateway gateway =
            start(server.address(), TOKEN, () -> Instant.now().minus(Duration.ofDays(1)))) {
      until("it is connected", () -> gateway.link().kind() == Kind.CONNECTED);
      try (TestDevice cooler = connect(gateway)) {
        cooler.publish("telemetry", temperature(4.5, measured));
      }
      until("the reading is there", () -> !central.of(COOLER).isEmpty());
      Reading reading = central.of(COOLER).getFirst();
      assertThat(reading.observedAt()).isBetween(measured.minusMillis(1), measured);
      assertThat(reading.claimedAt()).isNull();
      assertThat(Duration.between(measured, reading.receivedAt()).abs())
          .isLessThan(Duration.ofMinutes(2));
      until(
          "the offset is reported",
          () ->
              !central.of(GATEWAY).isEmpty()
                  && central.of(GATEWAY).getLast().values().get(EdgeGateway.CLOCK_OFFSET)
                      instanceof Value.Num(double seconds)
                  && Math.abs(seconds + 86_400) < 60);
      assertThat(health(gateway, 200).at("/server/sentence").asString()).contains("clock");
      assertThat(central.of(GATEWAY).getLast().values().get(EdgeGateway.NOTICE).toString())
          .contains("clock");
    }
  }

  @Test
  void a_device_that_is_taken_from_it_is_sent_away_and_without_a_directory_devices_wait()
      throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.publish("{\"format\":2}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      try (StoreGateway gateway = start(server.address(), TOKEN, InstantSource.system())) {
        until("it is unfit", () -> gateway.link().kind() == Kind.UNFIT);
        assertThat(health(gateway, 503).at("/status").asString()).isEqualTo("waiting");
        assertThatThrownBy(() -> connect(gateway)).isInstanceOf(MqttException.class);
        server.serve("cooler-1");
        until("it is connected", () -> gateway.link().kind() == Kind.CONNECTED);
        try (TestDevice cooler = connect(gateway)) {
          server.serve("cooler-2");
          until("it is sent away", () -> !cooler.isConnected());
        }
      }
    }
  }

  @Test
  void without_a_token_or_with_a_wrong_one_it_says_what_to_do() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      assertThat(
              StoreGateway.start(
                  settings(server.address(), null), InstantSource.system(), new CountDownLatch(1)))
          .isInstanceOfSatisfying(
              StoreGateway.Started.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo("enrolment.token-missing"));
      assertThat(
              StoreGateway.start(
                  settings(server.address(), "wrong"),
                  InstantSource.system(),
                  new CountDownLatch(1)))
          .isInstanceOfSatisfying(
              StoreGateway.Started.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo("enrolment.token-unknown"));
      assertThat(server.timesJoined()).isZero();
    }
  }

  private static JsonNode health(StoreGateway gateway, int status) throws Exception {
    return JsonMapper.shared().readTree(get(gateway.healthAddress().orElseThrow(), status));
  }

  private static String get(URI address, int status) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(status);
      return response.body();
    }
  }
}
