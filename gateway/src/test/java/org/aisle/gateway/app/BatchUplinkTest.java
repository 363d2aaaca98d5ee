package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.EmbeddedHiveMqBroker;
import org.aisle.gateway.consumer.CuttableProxy;
import org.aisle.gateway.forward.BatchUplink;
import org.aisle.gateway.forward.MqttUplinkSettings;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Batch;
import org.aisle.templates.wire.BatchFormat;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.Receipt;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a gateway's broker to a server's, both real. */
class BatchUplinkTest {

  private static final DeviceRef GATEWAY = DeviceRef.of("demo", "store-12");
  private static final DeviceRef COOLER = DeviceRef.of("demo", "cooler-1");
  private static final DeviceRef STRANGER = DeviceRef.of("demo", "box-2");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");

  @TempDir Path folder;

  private final List<String> receipts = new CopyOnWriteArrayList<>();
  private final RecordingIngest ingest = new RecordingIngest();

  private RunningGateway server() throws Exception {
    return RunningGateway.start(
        folder.resolve("server"), directory(), ingest, BrokerSettings.Persistence.MEMORY, true);
  }

  private static InMemoryDirectory directory() {
    return new InMemoryDirectory().with(GATEWAY, COOLER, STRANGER).bind(GATEWAY, COOLER);
  }

  private static BatchUplink uplink(URI broker, Duration timeout) {
    BatchUplink uplink =
        new BatchUplink(
            new MqttUplinkSettings(
                broker,
                "store-12",
                GATEWAY.username(),
                InMemoryDirectory.passwordOf(GATEWAY),
                timeout),
            InstantSource.system());
    uplink.start();
    until("it is connected", uplink::isConnected);
    return uplink;
  }

  private static URI address(RunningGateway server) {
    return URI.create("tcp://127.0.0.1:" + server.port());
  }

  private Delivery delivery(Reading... readings) {
    return new Delivery(
        List.of(readings),
        List.of(),
        List.of(),
        new Receipt() {
          @Override
          public void stored() {
            receipts.add("stored");
          }

          @Override
          public void failed(Throwable reason) {
            receipts.add("failed");
          }
        });
  }

  private static Reading reading(DeviceRef device, int second) {
    return new Reading(
        device,
        START.plusSeconds(second),
        START.plusSeconds(second + 1),
        (long) second,
        null,
        new TreeMap<>(Map.of("temperature", new Value.Num(second % 80 / 8.0))),
        new TreeMap<>(Map.of("note", CanonicalJson.parse("{\"a\":[1,2.5,null]}"))));
  }

  private static String sample(int second) {
    return "{\"ts\":\"%s\",\"temperature\":%d}".formatted(START.plusSeconds(second), second % 10);
  }

  private static Set<Instant> instants(int count) {
    return IntStream.range(0, count).mapToObj(START::plusSeconds).collect(Collectors.toSet());
  }

  private Set<Instant> stored() {
    return ingest.readings().stream().map(Reading::observedAt).collect(Collectors.toSet());
  }

  /** What came twice must be the same reading, or it would be another one in the store. */
  private void assertThatNothingIsDoubled() {
    assertThat(Set.copyOf(ingest.readings())).hasSize(stored().size());
  }

  private List<IMqttToken> publish(TestDevice device, int from, int to) throws MqttException {
    List<IMqttToken> tokens = new ArrayList<>();
    for (int i = from; i < to; i++) {
      MqttMessage message = new MqttMessage(sample(i).getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      IMqttToken token = device.client().publish("event", message);
      token.waitForCompletion(30_000);
      tokens.add(token);
    }
    return tokens;
  }

  @Test
  void readings_arrive_unchanged_and_are_stored_here_once_acknowledged_there() throws Exception {
    try (RunningGateway server = server();
        BatchUplink uplink = uplink(address(server), Duration.ofSeconds(10))) {
      List<Reading> sent = IntStream.range(0, 3000).mapToObj(i -> reading(COOLER, i)).toList();
      ingest.mode(RecordingIngest.Mode.HOLD);
      uplink.send(delivery(sent.toArray(Reading[]::new)));
      until("the store has it", () -> ingest.held() > 0);
      assertThat(receipts).isEmpty();
      ingest.release();
      until("it is acknowledged", () -> receipts.size() == 1);
      assertThat(receipts).containsExactly("stored");
      assertThat(ingest.readings()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(uplink.state().batches()).isLessThan(10);
    }
  }

  @Test
  void without_a_connection_a_receipt_fails_at_once() {
    try (BatchUplink uplink =
        new BatchUplink(
            new MqttUplinkSettings(
                URI.create("tcp://127.0.0.1:1"), "x", "x@demo", "x", Duration.ofSeconds(1)),
            InstantSource.system())) {
      uplink.start();
      uplink.send(delivery(reading(COOLER, 0)));
      assertThat(receipts).containsExactly("failed");
    }
  }

  @Test
  void a_server_that_is_starting_is_not_taken_for_wrong_credentials() {
    BrokerSettings settings =
        BrokerSettings.defaults(folder)
            .withPort(0)
            .withPersistence(BrokerSettings.Persistence.MEMORY);
    try (EmbeddedHiveMqBroker server =
        EmbeddedHiveMqBroker.start(settings, directory(), InstantSource.system(), null)) {
      try (BatchUplink uplink =
          started(server, InMemoryDirectory.passwordOf(GATEWAY), "nobody in now")) {
        assertThat(uplink.state().problem()).doesNotContain("password");
        server.admitDevices();
        until("it is connected", uplink::isConnected);
      }
      started(server, "another", "user name and password").close();
    }
  }

  private static BatchUplink started(
      EmbeddedHiveMqBroker server, String password, String sentence) {
    BatchUplink uplink =
        new BatchUplink(
            new MqttUplinkSettings(
                URI.create(server.localUrl()),
                "store-12",
                GATEWAY.username(),
                password,
                Duration.ofSeconds(20)),
            InstantSource.system());
    uplink.start();
    until("it says " + sentence, () -> String.valueOf(uplink.state().problem()).contains(sentence));
    return uplink;
  }

  @Test
  void one_bad_reading_among_thousands_is_refused_alone() throws Exception {
    try (RunningGateway server = server();
        BatchUplink uplink = uplink(address(server), Duration.ofSeconds(10))) {
      List<Reading> sent =
          new ArrayList<>(IntStream.range(0, 3000).mapToObj(i -> reading(COOLER, i)).toList());
      sent.set(1700, reading(STRANGER, 1700));
      sent.set(
          1800,
          Reading.of(
              COOLER,
              START.plusSeconds(1800),
              START,
              Map.of("temperature", new Value.Num(1e6), "doorOpen", new Value.Flag(true))));
      sent.set(1900, Reading.of(DeviceRef.of("demo", "nobody"), START, START, Map.of()));
      sent.set(2000, Reading.of(DeviceRef.of("other", "cooler-1"), START, START, Map.of()));
      uplink.send(delivery(sent.toArray(Reading[]::new)));
      until("it is acknowledged", () -> receipts.size() == 1);
      assertThat(receipts).containsExactly("stored");
      assertThat(ingest.readings()).hasSize(2997);
      assertThat(ingest.codes())
          .containsExactlyInAnyOrder(
              RejectionCode.TOPIC_FOREIGN,
              RejectionCode.FIELD_OUT_OF_RANGE,
              RejectionCode.DEVICE_UNKNOWN,
              RejectionCode.TOPIC_FOREIGN);
      assertThat(ingest.readings())
          .filteredOn(r -> r.observedAt().equals(START.plusSeconds(1800)))
          .singleElement()
          .satisfies(r -> assertThat(r.values()).containsOnlyKeys("doorOpen"));
      assertThat(ingest.rejections()).allSatisfy(r -> assertThat(r.app()).hasToString("demo"));
    }
  }

  @Test
  void a_batch_that_can_not_be_read_is_one_rejection_of_its_gateway() throws Exception {
    byte[] good = BatchFormat.encode(new Batch(List.of(reading(COOLER, 0)), List.of(), List.of()));
    byte[] other = good.clone();
    other[4] = 9;
    try (RunningGateway server = server();
        TestDevice gateway = TestDevice.connect(server.port(), GATEWAY)) {
      assertThat(gateway.publish("uplink", Arrays.copyOf(good, good.length - 1), null))
          .isEqualTo(0x99);
      assertThat(gateway.publish("uplink", other, null)).isEqualTo(0x83);
      assertThat(gateway.publish("uplink", new byte[5_000_000], null)).isEqualTo(0x99);
      until("they are told", () -> ingest.rejections().size() == 3);
      assertThat(ingest.codes())
          .containsExactlyInAnyOrder(
              RejectionCode.PAYLOAD_TRUNCATED,
              RejectionCode.BATCH_VERSION_UNKNOWN,
              RejectionCode.PAYLOAD_TOO_LARGE);
      assertThat(ingest.rejections())
          .allSatisfy(r -> assertThat(r.device()).hasToString("store-12"));
      assertThat(gateway.publish("uplink", good, null)).isZero();
      assertThat(gateway.publish("uplink", good, null)).isZero();
      assertThat(ingest.readings()).hasSize(2);
      assertThatNothingIsDoubled();
      server.directory.disable(GATEWAY);
      assertThat(gateway.publish("uplink", good, null)).isEqualTo(0x87);
    }
  }

  @Test
  void what_the_server_would_never_take_is_told_and_its_neighbours_are_stored() throws Exception {
    try (RunningGateway server = server();
        BatchUplink uplink = uplink(address(server), Duration.ofSeconds(10))) {
      ingest.mode(RecordingIngest.Mode.HOLD);
      Reading impossible =
          Reading.of(
              COOLER,
              START.plusSeconds(5),
              START,
              Map.of("note", new Value.Text("x".repeat(BatchFormat.MOST_BODY_BYTES))));
      for (int i = 0; i < 10; i++) {
        uplink.send(delivery(i == 5 ? impossible : reading(COOLER, i)));
      }
      until("the store has something", () -> ingest.held() > 0);
      ingest.release();
      until("all have their receipt", () -> receipts.size() == 10);
      assertThat(receipts).containsOnly("stored");
      assertThat(stored()).hasSize(9);
      assertThat(ingest.codes()).containsExactly(RejectionCode.UPLINK_REFUSED);
    }
  }

  @Test
  void nothing_is_lost_or_doubled_when_the_uplink_is_cut_again_and_again() throws Exception {
    try (RunningGateway server = server();
        CuttableProxy network = new CuttableProxy(address(server));
        BatchUplink uplink = uplink(network.uri(), Duration.ofSeconds(2));
        RunningGateway gateway =
            RunningGateway.uplinked(folder.resolve("gateway"), directory(), uplink);
        TestDevice device = TestDevice.connect(gateway.port(), COOLER)) {
      int count = 300;
      for (int i = 0; i < count; i += 50) {
        assertThat(publish(device, i, i + 25)).hasSize(25);
        network.cut();
        publish(device, i + 25, i + 50);
      }
      until("all is stored", Duration.ofSeconds(60), () -> stored().equals(instants(count)));
      until("all is acknowledged", () -> gateway.gateway.consumer().unacknowledged() == 0);
      assertThatNothingIsDoubled();
      assertThat(ingest.rejections()).isEmpty();
    }
  }

  @Test
  void a_link_that_falls_silent_fails_receipts_and_the_queue_takes_over() throws Exception {
    try (RunningGateway server = server();
        CuttableProxy network = new CuttableProxy(address(server));
        BatchUplink uplink = uplink(network.uri(), Duration.ofSeconds(1));
        RunningGateway gateway =
            RunningGateway.uplinked(folder.resolve("gateway"), directory(), uplink);
        TestDevice device = TestDevice.connect(gateway.port(), COOLER)) {
      publish(device, 0, 5);
      network.fallSilent();
      publish(device, 5, 40);
      until("it is noticed", () -> !uplink.isConnected());
      assertThat(uplink.state().problem()).isNotBlank();
      network.cut();
      until("all is stored", Duration.ofSeconds(60), () -> stored().equals(instants(40)));
      assertThatNothingIsDoubled();
    }
  }

  /** A reading that hardly compresses. */
  private static Reading bulky(int second) {
    byte[] noise = new byte[600];
    new Random(second).nextBytes(noise);
    return new Reading(
        COOLER,
        START.plusSeconds(second),
        START.plusSeconds(second + 1),
        null,
        null,
        new TreeMap<>(Map.of("note", new Value.Text(Base64.getEncoder().encodeToString(noise)))),
        new TreeMap<>());
  }

  @Test
  void a_slow_link_is_not_filled_with_the_same_batches_again_and_again() throws Exception {
    int count = 150;
    try (RunningGateway server = server();
        CuttableProxy network = new CuttableProxy(address(server));
        BatchUplink uplink = uplink(network.uri(), Duration.ofSeconds(1))) {
      long needed =
          BatchFormat.encode(
                  new Batch(
                      IntStream.range(0, count).mapToObj(BatchUplinkTest::bulky).toList(),
                      List.of(),
                      List.of()))
              .length;
      network.throttle(20_000);
      Set<Integer> open = ConcurrentHashMap.newKeySet();
      IntStream.range(0, count).forEach(open::add);
      Set<Integer> underWay = ConcurrentHashMap.newKeySet();
      until(
          "all has its receipt",
          Duration.ofSeconds(90),
          () -> {
            if (uplink.isConnected()) {
              for (int i : open) {
                if (underWay.add(i)) {
                  uplink.send(once(i, open, underWay));
                }
              }
            }
            return open.isEmpty();
          });
      assertThat(stored()).isEqualTo(instants(count));
      assertThatNothingIsDoubled();
      assertThat(network.sent()).as("of %d needed", needed).isLessThan(needed * 4);
    }
  }

  private static Delivery once(int second, Set<Integer> open, Set<Integer> underWay) {
    return new Delivery(
        List.of(bulky(second)),
        List.of(),
        List.of(),
        new Receipt() {
          @Override
          public void stored() {
            open.remove(second);
          }

          @Override
          public void failed(Throwable reason) {
            underWay.remove(second);
          }
        });
  }
}
