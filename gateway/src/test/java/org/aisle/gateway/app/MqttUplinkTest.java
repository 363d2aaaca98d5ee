package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.forward.MqttUplink;
import org.aisle.gateway.forward.MqttUplinkSettings;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one gateway to another through the device API. */
class MqttUplinkTest {

  private static final DeviceRef GATEWAY = DeviceRef.of("demo", "truck-7");
  private static final DeviceRef BOX = DeviceRef.of("demo", "box-1");
  private static final DeviceRef STRANGER = DeviceRef.of("demo", "box-2");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");

  @TempDir Path folder;

  private final List<String> receipts = new CopyOnWriteArrayList<>();

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

  private static Reading reading(DeviceRef device, int second, long seq) {
    return new Reading(
        device,
        START.plusSeconds(second),
        START.plusSeconds(second),
        seq,
        null,
        new TreeMap<>(
            Map.of(
                "temperature",
                new Value.Num(second % 1000 / 8.0),
                "doorOpen",
                new Value.Flag(true))),
        new TreeMap<>(Map.of("note", CanonicalJson.parse("{\"a\":[1,2.5,null]}"))));
  }

  /** The time of receipt is each gateway's own. */
  private static Set<Reading> withoutReceipt(List<Reading> readings) {
    return readings.stream()
        .map(
            r ->
                new Reading(
                    r.device(),
                    r.observedAt(),
                    r.observedAt(),
                    r.seq(),
                    r.claimedAt(),
                    r.values(),
                    r.extra()))
        .collect(Collectors.toSet());
  }

  @Test
  void readings_arrive_unchanged_and_are_stored_here_once_acknowledged_there() throws Exception {
    InMemoryDirectory directory =
        new InMemoryDirectory().with(GATEWAY, BOX, STRANGER).bind(GATEWAY, BOX);
    try (RunningGateway there = RunningGateway.inMemory(folder, directory);
        MqttUplink uplink =
            new MqttUplink(
                new MqttUplinkSettings(
                    URI.create("tcp://127.0.0.1:" + there.port()),
                    "truck-7",
                    GATEWAY.username(),
                    InMemoryDirectory.passwordOf(GATEWAY),
                    Duration.ofSeconds(20)))) {
      uplink.send(delivery(reading(BOX, 0, 1)));
      assertThat(receipts).containsExactly("failed");
      uplink.start();
      until("it is connected", uplink::isConnected);
      List<Reading> sent = new ArrayList<>();
      for (int i = 0; i < 1500; i++) {
        sent.add(reading(BOX, i, i));
      }
      sent.add(reading(GATEWAY, 0, 1));
      uplink.send(delivery(sent.toArray(Reading[]::new)));
      until("all is acknowledged", () -> receipts.size() == 2);
      until("all is there", () -> there.ingest.readings().size() >= sent.size());
      assertThat(withoutReceipt(there.ingest.readings())).isEqualTo(withoutReceipt(sent));
      assertThat(there.ingest.rejections()).isEmpty();

      uplink.send(delivery(reading(STRANGER, 0, 1), reading(BOX, 5000, 1)));
      until("it is given up here", () -> receipts.size() == 3);
      until(
          "and kept as a rejection there",
          () -> there.ingest.codes().contains(RejectionCode.TOPIC_FOREIGN));
      assertThat(receipts).containsExactly("failed", "stored", "stored");
    }
  }
}
