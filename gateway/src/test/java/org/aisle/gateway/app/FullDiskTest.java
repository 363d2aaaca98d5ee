package org.aisle.gateway.app;

import static org.aisle.gateway.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.RecordingIngest;
import org.aisle.gateway.TestDevice;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gateway on a small file system of its own, which something else fills to nothing. Mounting it
 * needs root; what the journal does without is in {@code MessageJournalTest}.
 */
@Timeout(300)
class FullDiskTest {

  private static final List<DeviceRef> DEVICES =
      java.util.stream.IntStream.range(0, 8)
          .mapToObj(n -> DeviceRef.of("demo", "cooler-" + n))
          .toList();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private final RecordingIngest ingest = new RecordingIngest();
  private final Set<Instant> promised = new HashSet<>();
  private int second;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=2g", "tmpfs", folder.toString());
    assumeTrue(mounted, "a small file system can't be mounted");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", "-l", folder.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes all that is free but so many bytes, at once. */
  private void fill(long left) throws Exception {
    for (int i = 0; i < 20; i++) {
      long more = Files.getFileStore(folder).getUsableSpace() - left;
      if (more <= 4096
          || run("fallocate", "-l", Long.toString(more), folder.resolve("filler" + i).toString())) {
        return;
      }
    }
  }

  private void free() throws IOException {
    for (int i = 0; i < 20; i++) {
      Files.deleteIfExists(folder.resolve("filler" + i));
    }
  }

  /** Connects anew, keeping its session, and sends once; whether that was acknowledged. */
  private boolean send(int port, DeviceRef device) {
    Instant at = START.plusSeconds(second++);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(device.username());
    options.setPassword(
        InMemoryDirectory.passwordOf(device).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    options.setCleanStart(false);
    options.setSessionExpiryInterval(3600L);
    options.setConnectionTimeout(5);
    try (TestDevice client =
        TestDevice.connect("tcp://127.0.0.1:" + port, device.device().value(), options)) {
      int code = client.publish("event", "{\"ts\":\"%s\",\"temperature\":4}".formatted(at));
      if (code < 0x80) {
        promised.add(at);
      }
      return code < 0x80;
    } catch (MqttException e) {
      return false;
    }
  }

  private Set<Instant> stored() {
    return ingest.readings().stream().map(Reading::observedAt).collect(Collectors.toSet());
  }

  @ParameterizedTest(name = "messages wait when the disk is filled {0}")
  @ValueSource(booleans = {true, false})
  void a_disk_filled_to_nothing_loses_nothing_and_lets_every_device_back(boolean waiting)
      throws Exception {
    InMemoryDirectory directory = new InMemoryDirectory().with(DEVICES.toArray(DeviceRef[]::new));
    try (RunningGateway running =
        RunningGateway.start(
            directory,
            ingest,
            BrokerSettings.defaults(folder.resolve("broker")).withPort(0),
            true)) {
      assertThat(DEVICES).allMatch(device -> send(running.port(), device));
      ingest.mode(waiting ? RecordingIngest.Mode.FAIL : RecordingIngest.Mode.STORE);
      for (int i = 0; i < 40; i++) {
        assertThat(send(running.port(), DEVICES.get(i % 8))).isTrue();
      }
      assertThat(running.gateway.queue().orElseThrow().messages() > 0).isEqualTo(waiting);

      fill(0);
      ingest.mode(RecordingIngest.Mode.FAIL);
      until(
          "nothing more is promised",
          Duration.ofSeconds(60),
          () -> DEVICES.stream().noneMatch(device -> send(running.port(), device)));
      until("the broker has stopped", () -> !running.gateway.consumer().subscribed());
      free();
      until(
          "every device is back and is promised what it sends",
          Duration.ofSeconds(90),
          () -> DEVICES.stream().allMatch(device -> send(running.port(), device)));
      ingest.release();
      until("all is stored", Duration.ofSeconds(60), () -> stored().containsAll(promised));
      until("nothing waits", () -> running.gateway.queue().orElseThrow().messages() == 0);
      until("the consumer is back", () -> running.gateway.consumer().subscribed());
    }
    assertThat(promised).hasSizeGreaterThan(50);
    assertThat(stored()).containsAll(promised);
  }
}
