package org.aisle.gateway.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
          </tcp-listener>
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

  private BrokerConfiguration() {}

  static void write(BrokerSettings settings, int port, Path folder) throws IOException {
    Files.createDirectories(folder);
    String mode =
        switch (settings.persistence()) {
          case FILE -> "file";
          case MEMORY -> "in-memory";
        };
    Files.writeString(
        folder.resolve("config.xml"),
        TEMPLATE.formatted(
            port,
            settings.bindAddress(),
            settings.queue().mostMessages(),
            settings.maxPacketBytes(),
            settings.window(),
            mode));
  }
}
