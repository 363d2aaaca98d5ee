package org.aisle.sim.publish;

import java.util.concurrent.CompletableFuture;

/**
 * Delivers messages at least once while it is open: what is not acknowledged when a connection ends
 * is sent again over the next one, in the same order. What is unacknowledged at {@link #close} is
 * refused. Thread-safe.
 */
public interface DevicePublisher extends AutoCloseable {

  /**
   * Takes a message, whether or not there is a connection. The future is completed once, on a
   * thread of the publisher, and never exceptionally. At most {@link #window} messages may wait at
   * a time; the caller sends no more before one is completed.
   *
   * @throws IllegalStateException when more than {@link #window} messages wait
   */
  CompletableFuture<PublishOutcome> publish(OutgoingMessage message);

  /** How many messages may wait for their acknowledgement. */
  int window();

  ConnectionState state();

  /** Ends the connection; does not wait for acknowledgements. */
  @Override
  void close();
}
