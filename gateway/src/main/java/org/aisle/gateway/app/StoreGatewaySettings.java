package org.aisle.gateway.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import org.aisle.gateway.broker.QueueLimits;
import org.aisle.gateway.broker.TlsListener;
import org.aisle.gateway.enrolment.Identity;
import org.aisle.gateway.enrolment.ServerAddress;
import org.aisle.gateway.enrolment.SyncTiming;
import org.aisle.gateway.forward.DeliveryUplink;
import org.aisle.templates.tls.Trust;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway that belongs to a server runs.
 *
 * @param token a one-time enrolment token; needed once, and passed over when it was used here
 *     before
 * @param data where identity, directory and queue are kept
 * @param mqttPort for devices; 0 takes any free one
 * @param healthPort on loopback; 0 takes any free one, null opens none
 * @param queue how much may wait for the server
 * @param tls a second listener for devices, over TLS; null for none
 * @param trust whose certificates are believed over HTTPS
 */
public record StoreGatewaySettings(
    ServerAddress server,
    @Nullable String token,
    Path data,
    int mqttPort,
    String bind,
    @Nullable Integer healthPort,
    QueueLimits queue,
    @Nullable TlsListener tls,
    Trust trust,
    Timing timing,
    BiFunction<Identity, URI, DeliveryUplink> uplink) {

  /**
   * How often things are done.
   *
   * @param enrol the pause before another attempt to join while the server does not answer
   * @param report how often the gateway says how it is
   */
  public record Timing(SyncTiming sync, Duration enrol, Duration report) {
    public static final Timing STANDARD =
        new Timing(SyncTiming.STANDARD, Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  public StoreGatewaySettings {
    if (healthPort != null && (healthPort < 0 || healthPort > 65535)) {
      throw new IllegalArgumentException("The health port must be 0 to 65535.");
    }
  }

  /** On loopback and any free ports, with the uplink and the pace that gateways have. */
  public static StoreGatewaySettings standard(
      ServerAddress server, @Nullable String token, Path data) {
    return new StoreGatewaySettings(
        server,
        token,
        data,
        0,
        "127.0.0.1",
        0,
        QueueLimits.DEFAULT,
        null,
        Trust.system(),
        Timing.STANDARD,
        (identity, url) -> StoreGatewayRun.uplink(identity, url, Trust.system()));
  }
}
