package org.aisle.backend.notification;

import java.io.IOException;

/** The broker that alerts are published to; a server without one has no such bean. Thread-safe. */
public interface AlertTopics {

  /**
   * Returns when the broker has taken the message at QoS 1.
   *
   * @param topic whole, {@code alerts/<app>/…}, without wildcards
   * @throws IOException when it has not: it may be tried again
   */
  void publish(String topic, String json) throws IOException;
}
