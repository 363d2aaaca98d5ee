package org.aisle.gateway.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway is doing.
 *
 * @param server how it stands with its server: {@code connected}, {@code unreachable}, …
 * @param since since when
 * @param sentence what is the matter and what to do; empty when all is well
 * @param uplinkConnected whether messages can be sent at the moment
 * @param devices how many devices may connect; null while the gateway does not know any
 * @param connected how many are connected
 * @param clockOffset the machine's clock minus the server's
 */
public record Health(
    String version,
    String server,
    Instant since,
    String sentence,
    boolean uplinkConnected,
    @Nullable Integer devices,
    int connected,
    Duration clockOffset,
    Backlog.Level backlog) {

  /** Whether devices can connect and are understood, with or without the server. */
  public boolean serves() {
    return devices != null;
  }
}
