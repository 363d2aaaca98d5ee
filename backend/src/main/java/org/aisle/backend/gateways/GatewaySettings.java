package org.aisle.backend.gateways;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings for gateways that run on their own.
 *
 * @param uplink where they publish, {@code tcp://host:port} or {@code ssl://host:port}; null for
 *     this server's own broker
 */
@ConfigurationProperties("aisle.gateways")
record GatewaySettings(@Nullable String uplink) {

  GatewaySettings {
    if (uplink != null && !uplink.matches("(tcp|ssl)://[^/\\s]{1,260}:[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "aisle.gateways.uplink is tcp://host:port or ssl://host:port.");
    }
  }
}
