package org.aisle.sim.publish;

import java.util.Optional;

/** Where a broker listens. */
public record BrokerAddress(String host, int port) {

  public BrokerAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("A broker has a host name.");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port is a number from 1 to 65535.");
    }
  }

  /**
   * Reads {@code host}, {@code host:port} or {@code tcp://host:port}; the port is 1883 if absent.
   */
  public static Optional<BrokerAddress> parse(String text) {
    String rest = text.replaceFirst("^(tcp|mqtt)://", "");
    int colon = rest.lastIndexOf(':');
    boolean bareIpv6 = colon >= 0 && rest.indexOf(':') != colon && !rest.contains("]");
    String host = colon < 0 || bareIpv6 || rest.endsWith("]") ? rest : rest.substring(0, colon);
    String port = host.length() == rest.length() ? "1883" : rest.substring(colon + 1);
    if (!host.matches("[A-Za-z0-9._:\\[\\]-]{1,255}") || !port.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(port);
    return number < 1 || number > 65_535
        ? Optional.empty()
        : Optional.of(new BrokerAddress(host, number));
  }

  String uri() {
    boolean ipv6 = host.contains(":") && !host.startsWith("[");
    return "tcp://" + (ipv6 ? "[" + host + "]" : host) + ":" + port;
  }
}
