package org.aisle.gateway.broker;

import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.persistence.clientqueue.ClientQueuePersistence;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Counts what HiveMQ keeps for one client. It has no metric for the length of a queue, but its
 * persistence knows it, across restarts too; that is reached through its injector, which is not
 * public.
 */
final class QueueMeter {

  private static final long PATIENCE_SECONDS = 5;

  private final ClientQueuePersistence queues;
  private final String clientId;

  private QueueMeter(ClientQueuePersistence queues, String clientId) {
    this.queues = queues;
    this.clientId = clientId;
  }

  /** Of a started broker. */
  static QueueMeter of(EmbeddedHiveMQ hiveMq, String clientId) {
    return new QueueMeter(Internals.of(hiveMq, ClientQueuePersistence.class), clientId);
  }

  long messages() throws IOException {
    try {
      return queues.size(clientId, false).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The broker does not count its queue now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The broker stops", e);
    }
  }
}
