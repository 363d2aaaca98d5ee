package org.aisle.gateway.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

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

  static void write(BrokerSettings settings, int port, int tlsPort, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    TlsListener tls = settings.tls();
    String encrypted = "";
    if (tls != null) {
      Path keys = folder.toAbsolutePath().resolve("tls.p12");
      String password = EmbeddedHiveMqBroker.secret();
      ownersOnly(keys);
      Files.write(keys, tls.keys().keyStore(password.toCharArray()));
      encrypted = TLS.formatted(tlsPort, tls.bindAddress(), escaped(keys), password, password);
    }
    String mode =
        switch (settings.persistence()) {
          case FILE -> "file";
          case MEMORY -> "in-memory";
        };
    Path config = folder.resolve("config.xml");
    ownersOnly(config);
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
  }

  /** Makes the file anew, so that nobody else has it open or may read it. */
  private static void ownersOnly(Path file) throws IOException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static String escaped(Path path) {
    return path.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
