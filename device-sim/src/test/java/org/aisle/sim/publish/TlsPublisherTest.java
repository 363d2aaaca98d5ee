package org.aisle.sim.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.tls.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What simulated fleets and replays publish with, against a broker that speaks TLS. */
class TlsPublisherTest {

  private static final String PASSWORD = "for-this-test";
  private static final DeviceRef DEVICE = DeviceRef.of("shop", "own");

  @TempDir Path folder;

  @Test
  void a_device_publishes_over_tls_to_a_broker_it_trusts_and_to_no_other() throws Exception {
    Path keys = folder.resolve("keys.p12");
    Trust trust = authority(keys, "own");
    Trust other = authority(folder.resolve("others.p12"), "other");
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (TestBroker broker = TestBroker.encrypted(folder.resolve("broker"), keys, PASSWORD)) {
      Credentials credentials = new Credentials(DEVICE, TestBroker.PASSWORD);
      try (PahoDevicePublisher publisher =
          new PahoDevicePublisher(broker.address(trust), credentials, 20, scheduler)) {
        byte[] text = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(
                publisher
                    .publish(new OutgoingMessage(DEVICE, text, List.of()))
                    .get(30, TimeUnit.SECONDS))
            .isEqualTo(new PublishOutcome.Acknowledged());
      }
      try (PahoDevicePublisher publisher =
          new PahoDevicePublisher(broker.address(other), credentials, 20, scheduler)) {
        Eventually.until(
            "it says why it does not connect",
            () ->
                publisher.state() instanceof ConnectionState.Disconnected d
                    && d.sentence().contains("tls.ca-unknown"));
      }
      assertThat(broker.arrived()).hasSize(1);
    } finally {
      scheduler.shutdownNow();
    }
  }

  /** Makes a certificate that vouches for itself; returns what believes it. */
  private Trust authority(Path keys, String name) throws Exception {
    keytool(
        keys,
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=Northwind " + name,
            "-validity",
            "30",
            "-ext",
            "san=dns:localhost",
            "-ext",
            "bc:c"));
    Path certificate = folder.resolve(name + ".pem");
    keytool(keys, List.of("-exportcert", "-rfc", "-file", certificate.toString()));
    return ((Trust.Outcome.Read) Trust.of(certificate)).trust();
  }

  private static void keytool(Path keys, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(options);
    command.addAll(List.of("-alias", "key", "-keystore", keys.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool said: " + said);
    }
  }
}
