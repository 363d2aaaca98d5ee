package org.aisle.gateway.app;

import java.net.URI;
import java.util.function.Function;
import org.aisle.gateway.forward.DeliveryUplink;
import org.aisle.templates.wire.Delivery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uplink to wherever the server says that readings go; none while there is no prospect. What is
 * sent meanwhile fails, and so stays in the broker's queue. Thread-safe.
 */
final class UplinkSwitch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UplinkSwitch.class);

  private final Function<URI, DeliveryUplink> open;
  private @Nullable URI target;
  private boolean allowed = true;
  private boolean closed;
  private volatile @Nullable DeliveryUplink current;

  /**
   * @param open makes an uplink that is not started yet
   */
  UplinkSwitch(Function<URI, DeliveryUplink> open) {
    this.open = open;
  }

  void send(Delivery delivery) {
    DeliveryUplink uplink = current;
    if (uplink == null) {
      delivery.receipt().failed(new IllegalStateException("There is no uplink at the moment."));
    } else {
      uplink.send(delivery);
    }
  }

  boolean isConnected() {
    DeliveryUplink uplink = current;
    return uplink != null && uplink.isConnected();
  }

  /** Why nothing can be sent; null when it can, or it is not known. */
  @Nullable String problem() {
    DeliveryUplink uplink = current;
    return uplink == null ? null : uplink.problem();
  }

  synchronized void target(String url) {
    URI wanted;
    try {
      wanted = URI.create(url);
    } catch (IllegalArgumentException e) {
      LOG.error("The server names an uplink that is no address: {}; correct its settings.", url);
      return;
    }
    if (!wanted.equals(target)) {
      LOG.info("Readings go to {}.", wanted);
      target = wanted;
      end();
      begin();
    }
  }

  synchronized void allow(boolean now) {
    if (now != allowed) {
      allowed = now;
      end();
      begin();
    }
  }

  private void begin() {
    URI wanted = target;
    if (wanted == null || !allowed || closed) {
      return;
    }
    try {
      DeliveryUplink uplink = open.apply(wanted);
      uplink.start();
      current = uplink;
    } catch (IllegalArgumentException e) {
      LOG.error("The uplink {} can't be used: {}", wanted, e.getMessage());
    }
  }

  private void end() {
    DeliveryUplink uplink = current;
    current = null;
    if (uplink != null) {
      uplink.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    end();
  }
}
