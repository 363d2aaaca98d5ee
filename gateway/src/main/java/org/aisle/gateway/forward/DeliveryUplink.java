package org.aisle.gateway.forward;

import org.aisle.templates.wire.Delivery;

/** Takes deliveries to where they are stored, at least once. Thread-safe. */
public interface DeliveryUplink extends AutoCloseable {

  /** Begins to connect and returns at once. */
  void start();

  /** Whether deliveries can be taken at the moment. */
  boolean isConnected();

  /** Takes a delivery and calls its receipt, now or later; throws nothing. */
  void send(Delivery delivery);

  /** Disconnects; the receipts of what was not acknowledged fail. */
  @Override
  void close();
}
