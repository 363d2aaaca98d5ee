package org.aisle.gateway.forward;

import java.net.URI;
import java.time.Duration;
import org.aisle.templates.tls.TlsFault;
import org.aisle.templates.tls.Trust;
import org.aisle.templates.tls.UndelayedSockets;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/**
 * The broker that deliveries go to: another Aisle, or a Hono MQTT adapter.
 *
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}
 * @param username {@code <gateway>@<app>}, which may act for the devices
 * @param timeout how long a connection or an acknowledgement is waited for
 * @param trust whose certificates are believed at {@code ssl://}
 */
public record MqttUplinkSettings(
    URI broker, String clientId, String username, String password, Duration timeout, Trust trust) {

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

  /** With the authorities that Java brings. */
  public MqttUplinkSettings(
      URI broker, String clientId, String username, String password, Duration timeout) {
    this(broker, clientId, username, password, timeout, Trust.system());
  }

  /** Sets the sockets of a connection there. */
  void sockets(MqttConnectionOptions options) {
    options.setSocketFactory(
        "ssl".equals(broker.getScheme()) ? trust.sockets() : new UndelayedSockets());
    options.setHttpsHostnameVerificationEnabled(true);
  }

  /** What is the matter when a connection there did not come about. */
  String unreachable(Throwable problem) {
    return TlsFault.of(problem)
        .map(
            fault ->
                "%s can't be reached (%s). %s".formatted(broker, fault.code(), fault.sentence()))
        .orElseGet(() -> "%s can't be reached: %s.".formatted(broker, problem));
  }

  @Override
  public String toString() {
    return "MqttUplinkSettings[broker=%s, username=%s]".formatted(broker, username);
  }
}
