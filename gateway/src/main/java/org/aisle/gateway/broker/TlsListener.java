package org.aisle.gateway.broker;

import org.aisle.templates.tls.TlsKeys;

/**
 * A second listener of the broker, over TLS.
 *
 * @param port 0 picks a free one
 */
public record TlsListener(int port, String bindAddress, TlsKeys keys) {

  /** The port that MQTT over TLS usually has. */
  public static final int PORT = 8883;

  public TlsListener {
    BrokerSettings.checkAddress(port, bindAddress);
  }
}
