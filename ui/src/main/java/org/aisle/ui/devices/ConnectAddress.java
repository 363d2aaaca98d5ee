package org.aisle.ui.devices;

/**
 * Where devices reach the MQTT listener, as seen from outside; a bean of this type supplies it,
 * else the setting {@code aisle.mqtt.public-address} ({@code host:port}).
 */
public record ConnectAddress(String host, int port) {

  public ConnectAddress {
    if (host.isBlank() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "An MQTT address is a host name and a port from 1 to 65535.");
    }
  }

  /**
   * Reads {@code host:port}; without a port it is 1883.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static ConnectAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) {
      return new ConnectAddress(text, 1883);
    }
    try {
      return new ConnectAddress(
          text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "Write the MQTT address as host:port, for example localhost:1883.", notANumber);
    }
  }
}
