package org.aisle.gateway.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes HiveMQ's {@code config.xml}. */
final class BrokerConfiguration {

  private static final String TEMPLATE =
      """
      <?xml version="1.0"?>
      <!-- Written on every start; changes are lost. -->
      <hivemq xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <listeners>
          <tcp-listener>
            <port>%d</port>
            <bind-address>%s</bind-address>
          </tcp-listener>%s
        </listeners>
        <mqtt>
          <queued-messages>
            <max-queue-size>%d</max-queue-size>
            <strategy>discard</strategy>
          </queued-messages>
          <shared-subscriptions>
            <enabled>false</enabled>
          </shared-subscriptions>
          <packets>
            <max-packet-size>%d</max-packet-size>
          </packets>
          <receive-maximum>
            <server-receive-maximum>%d</server-receive-maximum>
          </receive-maximum>
        </mqtt>
        <persistence>
          <mode>%s</mode>
        </persistence>
        <anonymous-usage-statistics>
          <enabled>false</enabled>
        </anonymous-usage-statistics>
      </hivemq>
      """;

  private static final String TLS =
      """

          <tls-tcp-listener>
            <port>%d</port>
            <bind-address>%s</bind-address>
            <tls>
              <protocols>
                <protocol>TLSv1.3</protocol>
                <protocol>TLSv1.2</protocol>
              </protocols>
              <keystore>
                <path>%s</path>
                <password>%s</password>
                <private-key-password>%s</private-key-password>
              </keystore>
            </tls>
          </tls-tcp-listener>""";

  private BrokerConfiguration() {}

  /**
   * Writes what HiveMQ reads when it starts.
   *
   * @return where the keys of the listener over TLS are; null when there is none
   */
  static @Nullable KeyStoreFile write(BrokerSettings settings, int port, int tlsPort, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    TlsListener tls = settings.tls();
    String encrypted = "";
    KeyStoreFile keys = null;
    if (tls != null) {
      String password = EmbeddedHiveMqBroker.secret();
      keys = new KeyStoreFile(folder.toAbsolutePath().resolve("tls.p12"), password);
      keys.write(tls.keys());
      encrypted =
          TLS.formatted(tlsPort, tls.bindAddress(), escaped(keys.file()), password, password);
    }
    String mode =
        switch (settings.persistence()) {
          case FILE -> "file";
          case MEMORY -> "in-memory";
        };
    Path config = folder.resolve("config.xml");
    KeyStoreFile.makeForOwner(config);
    Files.writeString(
        config,
        TEMPLATE.formatted(
            port,
            settings.bindAddress(),
            encrypted,
            settings.queue().mostMessages(),
            settings.maxPacketBytes(),
            settings.window(),
            mode));
    return keys;
  }

  private static String escaped(Path path) {
    return path.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
