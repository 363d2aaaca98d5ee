package org.aisle.gateway.forward;

import org.aisle.templates.wire.Delivery;
import org.jspecify.annotations.Nullable;

/** Takes deliveries to where they are stored, at least once. Thread-safe. */
public interface DeliveryUplink extends AutoCloseable {

  /** Begins to connect and returns at once. */
  void start();

  /** Whether deliveries can be taken at the moment. */
  boolean isConnected();

  /** Why nothing can be sent, for people; null when it can, or it is not known. */
  default @Nullable String problem() {
    return null;
  }

  /** Takes a delivery and calls its receipt, now or later; throws nothing. */
  void send(Delivery delivery);

  /** Disconnects; the receipts of what was not acknowledged fail. */
  @Override
  void close();
}
