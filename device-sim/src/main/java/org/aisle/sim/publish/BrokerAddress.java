package org.aisle.sim.publish;

import java.util.Optional;
import org.aisle.templates.tls.Trust;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker listens.
 *
 * @param trust whose certificates are believed there; null when it does not speak TLS
 */
public record BrokerAddress(String host, int port, @Nullable Trust trust) {

  private static final int PLAIN = 1883;
  private static final int ENCRYPTED = 8883;

  public BrokerAddress {
    if (host.isBlank()) {
      throw new IllegalArgumentException("A broker has a host name.");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port is a number from 1 to 65535.");
    }
  }

  /** One that does not speak TLS. */
  public BrokerAddress(String host, int port) {
    this(host, port, null);
  }

  /**
   * Reads {@code host}, {@code host:port} or {@code tcp://host:port}, and for TLS {@code
   * ssl://host:port}; the port is 1883 if absent, over TLS 8883.
   *
   * @param trust whose certificates are believed over TLS
   */
  public static Optional<BrokerAddress> parse(String text, Trust trust) {
    boolean encrypted = text.matches("^(ssl|mqtts)://.*");
    String rest = text.replaceFirst("^(tcp|mqtt|ssl|mqtts)://", "");
    int colon = rest.lastIndexOf(':');
    boolean bareIpv6 = colon >= 0 && rest.indexOf(':') != colon && !rest.contains("]");
    String host = colon < 0 || bareIpv6 || rest.endsWith("]") ? rest : rest.substring(0, colon);
    String port =
        host.length() == rest.length()
            ? String.valueOf(encrypted ? ENCRYPTED : PLAIN)
            : rest.substring(colon + 1);
    if (!host.matches("[A-Za-z0-9._:\\[\\]-]{1,255}") || !port.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(port);
    return number < 1 || number > 65_535
        ? Optional.empty()
        : Optional.of(new BrokerAddress(host, number, encrypted ? trust : null));
  }

  String uri() {
    boolean ipv6 = host.contains(":") && !host.startsWith("[");
    return (trust == null ? "tcp://" : "ssl://") + (ipv6 ? "[" + host + "]" : host) + ":" + port;
  }
}
