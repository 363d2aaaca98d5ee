package org.aisle.ui.server;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the embedded gateway's broker listens.
 *
 * @param port 0 takes any free one
 * @param bindAddress loopback unless devices are elsewhere
 * @param publicAddress what devices are told to connect to ({@code host:port}); empty means
 *     localhost and the port
 */
@ConfigurationProperties("aisle.mqtt")
record MqttSettings(
    @DefaultValue("1883") int port,
    @DefaultValue("127.0.0.1") String bindAddress,
    @DefaultValue("") String publicAddress) {

  MqttSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("aisle.mqtt.port is a number from 0 to 65535.");
    }
  }
}
