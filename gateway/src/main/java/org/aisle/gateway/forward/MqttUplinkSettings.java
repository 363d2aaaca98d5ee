package org.aisle.gateway.forward;

import java.net.URI;
import java.time.Duration;

/**
 * The broker that deliveries go to: another Aisle, or a Hono MQTT adapter.
 *
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}
 * @param username {@code <gateway>@<app>}, which may act for the devices
 * @param timeout how long a connection or an acknowledgement is waited for
 */
public record MqttUplinkSettings(
    URI broker, String clientId, String username, String password, Duration timeout) {

  public MqttUplinkSettings {
    String scheme = broker.getScheme();
    if (!("tcp".equals(scheme) || "ssl".equals(scheme)) || broker.getHost() == null) {
      throw new IllegalArgumentException(
          "The uplink must be given as tcp://host:port or ssl://host:port.");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("The uplink's timeout must be positive.");
    }
  }

  @Override
  public String toString() {
    return "MqttUplinkSettings[broker=%s, username=%s]".formatted(broker, username);
  }
}
