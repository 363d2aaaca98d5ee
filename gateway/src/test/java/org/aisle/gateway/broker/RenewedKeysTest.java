package org.aisle.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.aisle.gateway.Eventually;
import org.aisle.gateway.InMemoryDirectory;
import org.aisle.gateway.TestCertificates;
import org.aisle.gateway.broker.BrokerSettings.Persistence;
import org.aisle.templates.tls.TlsFiles;
import org.aisle.templates.tls.TlsKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RenewedKeysTest {

  private static final String LOOPBACK = "127.0.0.1";

  @TempDir Path folder;

  @Test
  @Timeout(180)
  void a_renewed_certificate_is_shown_without_a_restart_and_a_broken_one_is_not() throws Exception {
    TestCertificates made =
        new TestCertificates(folder.resolve("made"), "Northwind authority").good().elsewhere();
    TlsFiles files =
        new TlsFiles(
            folder.resolve("server.pem").toString(),
            folder.resolve("server.key").toString(),
            null,
            null);
    install(made, "good");
    TlsKeys keys = ((TlsKeys.Outcome.Read) files.read().orElseThrow()).keys();
    try (EmbeddedHiveMqBroker broker =
        EmbeddedHiveMqBroker.start(
            BrokerSettings.defaults(folder.resolve("broker"))
                .withPort(0)
                .withPersistence(Persistence.MEMORY)
                .withTls(new TlsListener(0, LOOPBACK, keys, files)),
            new InMemoryDirectory(),
            InstantSource.system(),
            null)) {
      int port = broker.tlsPort().orElseThrow();
      assertThat(shown(port)).contains("Northwind good");
      install(made, "elsewhere");
      Eventually.until(
          "it is renewed", Duration.ofSeconds(90), () -> shown(port).contains("elsewhere"));
      Files.writeString(folder.resolve("server.pem"), "nothing of the kind");
      RenewedKeys again =
          new RenewedKeys(
              files,
              made.keys("elsewhere"),
              new KeyStoreFile(folder.resolve("unused.p12"), "secret"),
              InstantSource.system());
      again.look();
      again.close();
      assertThat(folder.resolve("unused.p12")).doesNotExist();
      assertThat(shown(port)).contains("elsewhere");
    }
  }

  private void install(TestCertificates made, String alias) throws Exception {
    for (Path[] pair :
        new Path[][] {
          {made.key(alias), folder.resolve("server.key")},
          {made.certificate(alias), folder.resolve("server.pem")}
        }) {
      Files.copy(pair[0], pair[1], StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Whose certificate that is, whoever signed it. */
  private static String shown(int port) {
    try {
      SSLContext any = SSLContext.getInstance("TLS");
      any.init(null, new TrustManager[] {new Anybody()}, null);
      try (SSLSocket socket = (SSLSocket) any.getSocketFactory().createSocket(LOOPBACK, port)) {
        socket.startHandshake();
        X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return first.getSubjectX500Principal().getName();
      }
    } catch (IOException | GeneralSecurityException e) {
      return e.toString();
    }
  }

  /** Only looks. */
  private static final class Anybody implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
