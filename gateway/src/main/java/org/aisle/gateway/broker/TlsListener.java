package org.aisle.gateway.broker;

import org.aisle.templates.tls.TlsFiles;
import org.aisle.templates.tls.TlsKeys;
import org.jspecify.annotations.Nullable;

/**
 * A second listener of the broker, over TLS.
 *
 * @param port 0 picks a free one
 * @param files where the keys come from, to be looked at again in case they are renewed; null for
 *     nowhere
 */
public record TlsListener(int port, String bindAddress, TlsKeys keys, @Nullable TlsFiles files) {

  /** The port that MQTT over TLS usually has. */
  public static final int PORT = 8883;

  public TlsListener {
    BrokerSettings.checkAddress(port, bindAddress);
  }
}
